"""Is a file one of cases? Asked of every file that is checked, so nothing heavy is imported."""

from __future__ import annotations

import re
from pathlib import Path

from sim.scenario.extends import read_map
from sim.scenario.mistakes import ScenarioError
from sim.scenario.source import read_source

MAY_BE = {
    key: re.compile(rf"{key}[\"']?\s*:") for key in ("cases", "scenario")
}  # spares most a second reading


def is_cases(path: str | Path) -> bool:
    """Whether a file's map has the key `cases` at its top; False where it cannot be read."""
    return has_key(path, "cases")


def names_a_scenario(path: str | Path) -> bool:
    """Whether a file speaks of a scenario that stands elsewhere: a study, or cases."""
    return has_key(path, "scenario")


def has_key(path: str | Path, key: str) -> bool:
    try:
        text = read_source(Path(path), str(path))
        return bool(MAY_BE[key].search(text)) and key in read_map(text, str(path))[0].value
    except ScenarioError:
        return False
