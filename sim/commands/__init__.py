"""The commands, one file each; what they compute is asked of the floors below."""
