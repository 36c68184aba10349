"""The results folder: what a run leaves, and how the same bits come again from it."""
