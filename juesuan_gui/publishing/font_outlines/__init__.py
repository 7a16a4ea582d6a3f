"""Glyphs of fonts with PostScript outlines (CFF) as small TrueType fonts, which the PDF writer can embed."""
