"""Stage 1 for Word: the parts of a .docx to paragraphs, numbers of headings and tables."""
