"""What is wrong in a file, told so that its author can go there and put it right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

MAX_TOLD = 500
MAX_SHOWN = 60
MAX_MESSAGE = 400


class Place(NamedTuple):
    """A file, and a line and column counted from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, order=True)
class Mistake:
    """One thing to put right: the file, the line and column (from 1), what, and what would be right."""

    file: str
    line: int
    column: int
    message: str

    @classmethod
    def at(cls, place: Place, message: str) -> Mistake:
        return cls(place.file, place.line, place.column, clip(message))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


class ScenarioError(ValueError):
    """A scenario that cannot be used: every mistake that was found, a line each."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = list(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def show(value: object) -> str:
    """A value as its author would recognise it, and never more than a few words of it."""
    if isinstance(value, dict):
        return "a map"
    if isinstance(value, list):
        return "a list"
    if value is None:
        return "nothing"
    text = (
        f"'{value}'"
        if isinstance(value, str)
        else str(value).lower()
        if isinstance(value, bool)
        else str(value)
    )
    return clip(text, MAX_SHOWN)


def clip(text: str, limit: int = MAX_MESSAGE) -> str:
    """A text on one line and of bounded length, whatever it quotes."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return text if len(text) <= limit else text[: limit - 3] + "..."
