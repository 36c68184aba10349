"""Cases: situations, and what the rules of a scenario must make of them, so that an expert can check it."""
