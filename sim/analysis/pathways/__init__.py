"""In which order firebreaks were crossed, why, and how often."""
