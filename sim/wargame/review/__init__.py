"""After a game: what happened, what each decision did to the chances, and what might have been.

The functions take a game that was played and change nothing of it; the pack writes what they find.
"""
