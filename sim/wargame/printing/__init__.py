"""A scenario on paper, for a table without devices: cards, slips, sheets and signs."""
