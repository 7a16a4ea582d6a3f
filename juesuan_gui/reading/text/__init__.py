"""Stage 1 for plain text: encodings, lines, tab-separated tables."""
