"""From the text of a YAML 1.2 file to a tree of Items, or the reason why it is none."""

from __future__ import annotations

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.reader import ReaderError

from sim.scenario.mistakes import Mistake, Place, ScenarioError
from sim.scenario.places import Item
from sim.scenario.reader import Reader


def read(text: str, name: str) -> tuple[Item, list[Mistake]]:
    """The tree of a file and the mistakes that leave a tree; raises ScenarioError where none is left."""
    reader = Reader(name)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = reader.place(mark) if mark else Place(name, 1, 1)
        raise reader.refusal(place, f"this is not YAML: {reason(error, text, place)}") from None
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise reader.refusal(
            Place(name, line, 1), "this is not YAML: a character that text cannot hold"
        ) from None
    except (YAMLError, ValueError, AssertionError, IndexError, AttributeError, TypeError) as error:
        # what ruamel lets slip on broken directives and the like; ours keep their own words
        if isinstance(error, ScenarioError):
            raise
        raise reader.refusal(Place(name, 1, 1), "this is not YAML") from None
    if reader.root is None or (reader.root.value is None and reader.root.plain):
        raise reader.refusal(Place(name, 1, 1), "the file is empty")
    return reader.root, reader.mistakes


def reason(error: MarkedYAMLError, text: str, place: Place) -> str:
    """The parser's reason in one line, with the common cause where it is plain."""
    lines = text.splitlines()
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if "\t" in line[: place.column]:
        return "a tab cannot indent or begin a value: use spaces"
    words = " ".join(str(error.problem or error.context or "it breaks off here").split())
    return words
