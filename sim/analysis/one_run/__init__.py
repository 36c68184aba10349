"""One run told: day by day, in short, and as lanes side by side."""
