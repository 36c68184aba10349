"""What the numbers of a scenario rest on, as sections of plain blocks: for a terminal, Markdown or a page."""
