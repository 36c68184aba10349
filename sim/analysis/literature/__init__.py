"""The ladder on scales of the literature, and what is lost in the telling."""
