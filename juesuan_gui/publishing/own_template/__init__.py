"""A user's own Word template: its placeholders filled, everything else kept."""
