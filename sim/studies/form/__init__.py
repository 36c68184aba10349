"""What a study file says: its form, its variants, what it varies, and its design."""
