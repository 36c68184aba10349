"""The rulebook: small pure functions over arrays of numbers, the same for every engine."""
