"""Scenarios beside each other: what one makes of another's outcomes, in the same runs."""
