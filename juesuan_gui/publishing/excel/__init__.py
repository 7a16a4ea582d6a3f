"""The document tree as Excel with live formulas; plain lists."""
