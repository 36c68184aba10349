"""What an answer hangs on: mechanisms, assumed numbers, and the spacing of the ladder."""
