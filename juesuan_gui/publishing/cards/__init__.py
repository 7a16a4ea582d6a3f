"""Scorecards in the document and as files of their own: grids, places, summary, picture."""
