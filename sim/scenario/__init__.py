"""The words: scenario files, read, checked and turned into tables of numbers."""
