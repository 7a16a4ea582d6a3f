"""Checks P of scorecards: by card, over all cards, against the report."""
