"""What a sound scenario's author may want to look at again: warnings, never mistakes."""
