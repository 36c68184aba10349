"""The same luck under another decision: counterfactuals, and the last clear chance."""
