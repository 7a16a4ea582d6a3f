"""The page of the explanation: drafted text, gaps, own wording, templates, terms."""
