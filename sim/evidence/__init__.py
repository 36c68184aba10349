"""The documents' claims, and what in a scenario rests on them."""
