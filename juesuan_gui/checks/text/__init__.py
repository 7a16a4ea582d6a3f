"""Checks of a text against tables, against itself over the years, and of a draft."""
