"""The report: one page that a person without the program can read, print and check."""
