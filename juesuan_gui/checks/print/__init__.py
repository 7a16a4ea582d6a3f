"""Checks of what a published report prints around its figures: headings, numbering, wording, formulas."""
