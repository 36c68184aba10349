"""A figure a question: they take results, return matplotlib figures, and compute nothing."""
