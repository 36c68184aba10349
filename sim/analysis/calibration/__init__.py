"""What a record says of the numbers that nobody knew: posteriors, and whether to trust them."""
