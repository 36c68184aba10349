"""Questions put to results: chances with intervals, causes, what errors made."""
