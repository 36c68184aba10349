"""A game at one keyboard: the seats take turns at it, each with a screen of its own."""
