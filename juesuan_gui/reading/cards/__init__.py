"""Stage 2 for scorecards: project and overall self-assessments in every layout, from grids and from lines."""
