"""The findings of the open report: the pane, its list, explanations, tables side by side, help."""
