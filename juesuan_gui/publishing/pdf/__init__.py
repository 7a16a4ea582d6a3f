"""The document tree as PDF; the annotated copy of anybody's PDF."""
