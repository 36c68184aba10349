"""Actions that cannot be: refused with what is wrong and what would be right, and nothing changed."""

from __future__ import annotations

from collections.abc import Collection

from sim.scenario.expression import nearest


class Refused(ValueError):
    """An action that cannot be done now, or not by this one; the message is for whoever sent it."""


def refuse(words: str) -> Refused:
    return Refused(words[:1].upper() + words[1:] + ("" if words.endswith((".", "?")) else "."))


def known(kind: str, name: str, names: Collection[str]) -> None:
    """Raise Refused for a name that is none of these."""
    if name not in names:
        raise refuse(f"no {kind} is called '{name[:100]}'{nearest(name[:100], list(names))}")
