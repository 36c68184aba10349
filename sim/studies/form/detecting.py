"""Is a file a study or a scenario? Asked of every file that is checked, so nothing heavy is imported."""

from __future__ import annotations

import re
from pathlib import Path

from sim.scenario.extends import read_map
from sim.scenario.mistakes import ScenarioError
from sim.scenario.source import read_source

MAY_BE = re.compile(r"scenario[\"']?\s*:")  # spares nearly every scenario a second reading


def is_study(path: str | Path) -> bool:
    """Whether a file's map has the key `scenario` at its top; False where it cannot be read."""
    try:
        text = read_source(Path(path), str(path))
        return bool(MAY_BE.search(text)) and "scenario" in read_map(text, str(path))[0].value
    except ScenarioError:
        return False


def is_scenario(path: str | Path) -> bool:
    """Whether a file's map says whom a crisis is about, or which file does."""
    try:
        keys = set(read_map(read_source(Path(path), str(path)), str(path))[0].value)
    except ScenarioError:
        return False
    return "scenario" not in keys and bool(keys & {"actors", "extends"})
