"""Preview, export, printing, 报送包."""
