"""From a file to a calibration that can be run, or to everything that is wrong with it.

Targets, priors and what is said of the variant are laid over the scenario, each at its own line
of the calibration file; so the scenario's own checks look at their names, conditions and claims.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sim.calibration.agreement import agreement
from sim.calibration.overlaying import added, inner, of_scenario, replaced, with_about
from sim.calibration.schema import CalibrationDocument
from sim.calibration.targets import Target, targets_of, watched
from sim.scenario.claims import claims_of
from sim.scenario.extends import Written, read_map, written
from sim.scenario.kinds import CALLED, kind_by
from sim.scenario.loading import Scenario, examined, in_order
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.places import Item, human, places, plain, told
from sim.scenario.source import read_source
from sim.scenario.validation import form


@dataclass(frozen=True)
class Calibration:
    """A sound calibration.

    `base` is the scenario that is calibrated as it is written, `scenario` the same with the
    calibration's priors; `watched` is cut at the last day of the record and has the targets for its
    counts and outcomes. `files` are the texts that it rests on, its own first.
    """

    path: Path
    document: CalibrationDocument
    base: Scenario
    scenario: Scenario
    watched: Scenario
    targets: tuple[Target, ...]
    files: Mapping[str, str]

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def uncertain(self) -> tuple[str, ...]:
        """The parameters that are not known, by name."""
        named = self.scenario.document.parameters
        return tuple(name for name in sorted(named) if named[name].uncertainty is not None)


def check_calibration(path: str | Path) -> list[Mistake]:
    """What is wrong in a calibration and the scenario it names."""
    try:
        load_calibration(path)
    except ScenarioError as error:
        return error.mistakes
    return []


def load_calibration(path: str | Path) -> Calibration:
    """Read and check a calibration; raises ScenarioError with every mistake."""
    name = str(path)
    text = read_source(Path(name), name)
    root, mistakes = read_map(text, name, "calibration")
    formed = form(root, CalibrationDocument)
    mistakes += formed.mistakes
    if mistakes or formed.document is None:
        raise ScenarioError(in_order(mistakes, name))
    document = formed.document
    base = scenario_named(root, document, name)
    files = {name: text, **base.files}
    plainly, targeted = sound(base, base.root), with_targets(base, root)
    scenario = with_priors(base, root, name)
    found, data = places(root), plain(root)
    wrong = [
        told(
            found.of_key(each.path) if each.of_key else found.of(each.path),
            human(data, each.path),
            each.words,
        )
        for each in agreement(document, scenario.document)
    ]
    if wrong:
        raise ScenarioError(in_order(wrong, name))
    cut = watched(targeted.document, document.targets, document.until)
    targets = targets_of(scenario.document, document.targets, document.until)
    return Calibration(
        Path(name), document, plainly, scenario, replace(scenario, document=cut), tuple(targets), files
    )


def scenario_named(root: Item, document: CalibrationDocument, name: str) -> Written:
    """The scenario that the file names, as it was written."""
    place = root.value["scenario"].place
    other = os.path.normpath(os.path.join(os.path.dirname(name), document.scenario))
    base = written(read_source(Path(other), other, place), other)
    kind = kind_by(base.root.value)
    if kind not in (None, "scenario"):
        words = f"{other} is {CALLED[kind]}, and this names a scenario"
        raise ScenarioError([Mistake.at(place, words)])
    return base


def with_targets(base: Written, root: Item) -> Scenario:
    """The scenario with the targets for counts and outcomes, so that its own checks look at them."""
    scenario = base.root
    for kind, key in (("counts", "counts"), ("active_days", "counts"), ("first_days", "outcomes")):
        part = inner(root, ("targets", kind))
        if part is not None:
            entries = {each: of_scenario(item, kind) for each, item in part.value.items()}
            scenario = added(scenario, key, entries, part)
    return sound(base, with_about(scenario, root))


def with_priors(base: Written, root: Item, name: str) -> Scenario:
    """The scenario with the calibration's priors in place of its own uncertainties."""
    priors = inner(root, ("priors",))
    if priors is None:
        return sound(base, base.root)
    mistakes: list[Mistake] = []
    scenario = replaced(base.root, priors, mistakes)
    if mistakes:
        raise ScenarioError(in_order(mistakes, name))
    return sound(base, scenario)


def sound(base: Written, root: Item) -> Scenario:
    """A scenario with something laid over it; raises ScenarioError where that does not fit."""
    change = None if root is base.root else "calibration"
    return examined(replace(base, root=root, change=change), claims_of(root)).scenario
