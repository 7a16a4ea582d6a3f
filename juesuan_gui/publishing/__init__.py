"""From a report to its published files: the document tree rendered as Word, PDF and Excel.

`word`, `pdf` and `excel` are three renderings of one tree; no figure is made or changed here.
"""
