"""From a file to a scenario that can be run, or to everything that is wrong with it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from sim.scenario.checks.everything import CHECKS, all_of
from sim.scenario.checks.subject import Subject
from sim.scenario.claims import Claim, Claims, claims_of
from sim.scenario.extends import Written, written
from sim.scenario.lints.everything import LINTS
from sim.scenario.mistakes import MAX_TOLD, Mistake, Place, ScenarioError
from sim.scenario.parameters import central_values
from sim.scenario.places import Item, Places, places
from sim.scenario.places import Path as KeyPath
from sim.scenario.plan import Plan, make_plan
from sim.scenario.schema import Document
from sim.scenario.source import read_source
from sim.scenario.validation import form


@dataclass(frozen=True)
class Scenario:
    """A sound scenario: what was written, where, and what it rests on."""

    path: Path
    text: str
    sha256: str
    document: Document
    places: dict[KeyPath, Place] = field(repr=False)
    claims: dict[str, Claim] = field(repr=False)
    documents: dict[str, Claim] = field(repr=False)

    @property
    def id(self) -> str:
        return self.document.id

    @property
    def title(self) -> str:
        return self.document.title

    @property
    def days(self) -> int:
        return self.document.clock.days

    @cached_property
    def parameters(self) -> dict[str, float]:
        """Names and central values."""
        return central_values(self.document)

    @cached_property
    def plan(self) -> Plan:
        """The scenario as tables, made once however often it is run."""
        return make_plan(self.document)


@dataclass(frozen=True)
class Examined:
    """A sound scenario with what its lints look at."""

    scenario: Scenario
    subject: Subject
    root: Item
    places: Places


def load(path: str | Path) -> Scenario:
    """Read and check a scenario file; raises ScenarioError with every mistake."""
    return examine(read_source(Path(path), str(path)), str(path)).scenario


def load_text(text: str, name: str = "text") -> Scenario:
    """Read and check a scenario given as text; `name` stands for its path."""
    return examine(text, name).scenario


def check_file(path: str | Path) -> tuple[list[Mistake], list[Mistake]]:
    """What is wrong in a scenario file, and (where nothing is) what its author may want to look at."""
    try:
        sound = examine(read_source(Path(path), str(path)), str(path))
    except ScenarioError as error:
        return error.mistakes, []
    return [], in_order(all_of(LINTS, sound.subject, sound.root, sound.places), str(path))


def examine(text: str, name: str) -> Examined:
    """Read, merge and check; raises ScenarioError with every mistake that was found."""
    read = written(text, name)
    return examined(read, claims_of(read.root))


def examined(read: Written, claims: Claims) -> Examined:
    """Check what was read; raises ScenarioError with every mistake that was found."""
    name, text = next(iter(read.files.items()))
    formed = form(read.root, Document)
    rest, found = formed.rest, places(formed.rest.root)
    mistakes = [*read.mistakes, *claims.mistakes, *formed.mistakes]
    if formed.document is None:
        raise ScenarioError(in_order(mistakes, name))
    subject = Subject(formed.document, claims, frozenset(rest.holes), frozenset(rest.lost))
    mistakes += all_of(CHECKS, subject, rest.root, found)
    if mistakes:
        raise ScenarioError(in_order(mistakes, name))
    change = [] if read.change is None else [read.change]
    sha256 = digest([*read.files.values(), claims.text, *change])
    scenario = Scenario(
        Path(name), text, sha256, formed.document, found.values, claims.by_id, claims.documents
    )
    return Examined(scenario, subject, rest.root, found)


def in_order(mistakes: list[Mistake], name: str) -> list[Mistake]:
    """Each mistake once, down the scenario's own file, then the others; the first few hundred."""
    ordered = sorted(set(mistakes), key=lambda mistake: (mistake.file != name, mistake))
    if len(ordered) < MAX_TOLD:
        return ordered
    last = ordered[MAX_TOLD - 1]
    return [*ordered[: MAX_TOLD - 1], replace(last, message=f"only the first {MAX_TOLD} mistakes are told")]


def digest(texts: list[str]) -> str:
    """One hash over several texts, their lengths included."""
    total = hashlib.sha256()
    for text in texts:
        data = text.encode()
        total.update(f"{len(data)}:".encode() + data)
    return total.hexdigest()
