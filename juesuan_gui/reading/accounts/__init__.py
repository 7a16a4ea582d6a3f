"""财决 workbooks as 久其 exports them, turned into the tables of a published form."""
