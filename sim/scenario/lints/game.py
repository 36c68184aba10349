"""The war game's part: keys that nothing reads, and turns for which there are no days."""

from __future__ import annotations

from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.expression import nearest
from sim.scenario.game import Lenient
from sim.scenario.leaves import nodes


def keys_are_known(subject: Subject) -> Iterator[Wrong]:
    """They are let through, since nothing goes wrong by them; but nobody will see what they say."""
    for path, node in nodes(subject.document.game, ("game",)):
        if isinstance(node, Lenient):
            for key in node.model_extra or {}:
                near = nearest(key, list(type(node).model_fields))
                yield Wrong((*path, key), f"nothing reads the key '{key}'{near}", True)


def turns_fit_the_clock(subject: Subject) -> Iterator[Wrong]:
    """The clock ends the game, however many turns are left."""
    game, days = subject.document.game, subject.document.clock.days
    if game.turns is not None and isinstance(days, int) and game.turns * game.days_a_turn > days:
        words = f"{game.turns} turns of {game.days_a_turn} days are more than the clock's {days}"
        yield Wrong(("game", "turns"), words)
