"""From the text of a YAML 1.2 file to a tree of Items, or the reason why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from sim.scenario.mistakes import Mistake, Place
from sim.scenario.places import Item
from sim.scenario.reader import Reader


def read(text: str, name: str) -> tuple[Item, list[Mistake]]:
    """The tree of a file and the mistakes that leave a tree; raises ScenarioError where none is left."""
    reader = Reader(name)
    try:
        for event in events(text, name):
            reader.take(event)
    except Unreadable as error:
        raise reader.refusal(error.place, f"this is not YAML: {error}") from None
    if reader.root is None or (reader.root.value is None and reader.root.plain):
        raise reader.refusal(Place(name, 1, 1), "the file is empty")
    return reader.root, reader.mistakes


class Unreadable(ValueError):
    """A text that is not YAML, and the place where it ceases to be."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place = place


def events(text: str, name: str) -> Iterator[Any]:
    """The parser's events; raises Unreadable and nothing else."""
    line = 0
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            line = event.end_mark.line
            yield event
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, line + 1, 1)
        raise Unreadable(place, reason(error, text, place)) from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise Unreadable(Place(name, line + 1, 1), "a character that text cannot hold") from None
    except (OverflowError, ValueError):  # ruamel's own: a code of a character or a version too large
        raise Unreadable(
            Place(name, line + 1, 1), "a number that stands for a character is too large"
        ) from None


def reason(error: MarkedYAMLError, text: str, place: Place) -> str:
    """The parser's reason in one line, with the common cause where it is plain."""
    lines = text.splitlines()
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in line[: place.column]:
        return "a tab cannot indent or begin a value: use spaces"
    return " ".join(str(error.problem or error.context or "it breaks off here").split())
