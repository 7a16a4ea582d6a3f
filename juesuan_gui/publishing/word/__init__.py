"""The document tree as Word."""
