"""The working view of one table at a time: editor, formula bar, trace, search."""
