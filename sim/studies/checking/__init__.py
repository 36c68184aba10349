"""From what a study says to what can be run: everything that is wrong with it, each thing at its place."""
