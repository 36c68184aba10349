"""The sections of a debrief, as blocks of a page; each is left out where there is nothing to say."""
