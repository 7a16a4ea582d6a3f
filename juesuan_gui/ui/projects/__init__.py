"""The sheet of all projects and their picture."""
