"""Stage 2: which table of a form a grid is, what its columns and rows are, which figures it states."""
