"""What may still come of a game as it stands: chances for the white cell, which no seat is shown.

Futures are run with luck other than the game's own and with the rulebook in every seat. What the game
has drawn once for all (its parameters, whether a line will be kept) stays as it is: these are chances
as seen from above.
"""
