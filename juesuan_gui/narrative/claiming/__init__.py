"""From statements to claims: the relations that a text states, with every way they may be meant."""
