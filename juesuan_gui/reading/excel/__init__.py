"""Stage 1 for workbooks: .xlsx and .xls sheets to grids with the words that each cell prints."""
