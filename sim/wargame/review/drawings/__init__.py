"""The figures of a debrief; they take what was worked out and compute nothing."""
