"""The grid: one editor for every table, looking like the printed table, with the keys of Excel and WPS."""
