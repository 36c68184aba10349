"""What must agree within a scenario: names, rungs, rules, days, numbers, texts."""
