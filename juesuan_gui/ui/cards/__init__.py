"""Scorecards as printed cards to be filled in, what they compute, where they come from and go."""
