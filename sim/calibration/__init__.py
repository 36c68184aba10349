"""Calibration: a scenario's uncertain numbers given what was counted up to a day, as a variant of its own."""
