"""From facts to the explanation: templates, figures, wordings, cards, charts, terms."""
