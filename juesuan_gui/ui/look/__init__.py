"""How everything looks: theme, style, small widgets, wrapping, display settings."""
