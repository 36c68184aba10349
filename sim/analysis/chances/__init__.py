"""How likely, how soon, who first and how many: shares of runs with their intervals."""
