"""The judgement of what a text claims, and how its findings are told."""
