"""Stage 1 for PDF: glyphs and rules of each page to paragraphs and ruled grids."""
