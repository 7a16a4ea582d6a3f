"""Stage 1 for HTML, whole or as fragments inside a text."""
