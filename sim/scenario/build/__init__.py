"""From words to numbers: a sound document becomes the tables the rules read."""
