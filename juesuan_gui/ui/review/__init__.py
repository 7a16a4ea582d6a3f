"""The supervisor's window: source beside findings, decisions, sign-off, what goes out."""
