"""What a file is: a scenario, or something that is asked of one. Every file that is named is asked first."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path
from typing import Literal

from sim.scenario.extends import read_map
from sim.scenario.mistakes import ScenarioError
from sim.scenario.source import read_source

Kind = Literal["scenario", "study", "cases", "calibration", "claims"]

CALLED: dict[Kind, str] = {
    "scenario": "a scenario",
    "study": "a study",
    "cases": "a file of cases",
    "calibration": "a calibration",
    "claims": "a file of claims",
}
# The key at the top of a file that tells what it is; the first that is there.
TOLD_BY: dict[str, Kind] = {
    "actors": "scenario",
    "cases": "cases",
    "targets": "calibration",
    "scenario": "study",
    "extends": "scenario",
    "documents": "claims",
}
MAY_ASK = re.compile(
    r"(cases|targets|scenario|documents)[\"']?\s*:"
)  # spares most scenarios a second reading
LIKE_A_SCENARIO = re.compile(r"(actors|extends)[\"']?\s*:")


def kind_of(path: str | Path) -> Kind | None:
    """What a file is by the keys at its top; None where they do not tell, or it cannot be read."""
    try:
        text = read_source(Path(path), str(path))
        if MAY_ASK.search(text):
            return kind_by(read_map(text, str(path))[0].value)
    except ScenarioError:
        return None
    return "scenario" if LIKE_A_SCENARIO.search(text) else None


def kind_by(keys: Container[str]) -> Kind | None:
    """What a map with these keys is."""
    return next((kind for key, kind in TOLD_BY.items() if key in keys), None)
