"""From a file to cases that can be run, or to everything that is wrong with it."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

from sim.cases.checks import of_file
from sim.cases.file import CasesFile
from sim.cases.schema import CasesDocument
from sim.scenario.checks.everything import placed
from sim.scenario.extends import read_map
from sim.scenario.kinds import CALLED, kind_of
from sim.scenario.loading import Scenario, examine, in_order
from sim.scenario.mistakes import MAX_TOLD, Mistake, ScenarioError
from sim.scenario.places import places, plain
from sim.scenario.rest import Rest
from sim.scenario.source import read_source
from sim.scenario.validation import Formed, form

Known = dict[str, Scenario]


def check_cases(path: str | Path) -> list[Mistake]:
    """What is wrong in a file of cases, and in the scenario that it names."""
    try:
        load_cases(path)
    except ScenarioError as error:
        return error.mistakes
    return []


def load_cases(path: str | Path, known: Known | None = None) -> CasesFile:
    """Read and check a file of cases; raises ScenarioError with every mistake.

    `known` are scenarios that were read already, by their paths; those read here are added.
    """
    name = str(path)
    root, mistakes = read_map(read_source(Path(name), name), name, "file of cases")
    formed = form(root, CasesDocument)
    mistakes = [*mistakes, *formed.mistakes]
    if formed.document is None:
        raise ScenarioError(in_order(mistakes, name))
    scenario = scenario_of(formed, name, mistakes, {} if known is None else known)
    if scenario is not None:
        data, found = plain(formed.rest.root), places(formed.rest.root)
        wrong = (each for each in of_file(formed.document, scenario) if not is_hole(each.path, formed.rest))
        mistakes += [placed(each, found, data) for each in islice(wrong, MAX_TOLD)]
    if mistakes or scenario is None:
        raise ScenarioError(in_order(mistakes, name))
    return CasesFile(Path(name), formed.document, scenario)


def scenario_of(
    formed: Formed[CasesDocument], name: str, mistakes: list[Mistake], known: Known
) -> Scenario | None:
    """The scenario that a file names, seen from that file; what is wrong with it is told."""
    if formed.document is None or ("scenario",) in formed.rest.holes:
        return None
    there = os.path.normpath(os.path.join(os.path.dirname(name), formed.document.scenario))
    if there not in known:
        asked = places(formed.rest.root).of(("scenario",))
        try:
            known[there] = examine(read_source(Path(there), there, asked), there).scenario
        except ScenarioError as error:
            kind = kind_of(there)
            words = f"scenario: {there} is {CALLED[kind or 'scenario']}, and this names a scenario"
            mistakes += error.mistakes if kind in (None, "scenario") else [Mistake.at(asked, words)]
    return known.get(there)


def is_hole(path: tuple[object, ...], rest: Rest) -> bool:
    """Whether something here or below was wrong in form, and is told already."""
    return any(hole[: len(path)] == path for hole in rest.holes)
