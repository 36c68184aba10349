"""The versions of a scenario that a study names, read and checked one after the other."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

from sim.scenario.extends import written
from sim.scenario.kinds import CALLED, kind_by
from sim.scenario.loading import Examined, Scenario
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.places import Path, plain
from sim.scenario.schema import Document
from sim.scenario.source import read_source
from sim.studies.checking.draft import Draft
from sim.studies.form.paths import at
from sim.studies.form.schema import MAX_VARIANTS
from sim.studies.form.variants import Basis


@dataclass(frozen=True)
class Version:
    """A variant before anything is varied in it: what it rests on, and the scenario if it is sound."""

    name: str
    basis: Basis
    examined: Examined

    @property
    def scenario(self) -> Scenario:
        return self.examined.scenario

    @property
    def document(self) -> Document:
        return self.scenario.document


@dataclass(frozen=True)
class Read:
    """A scenario file and what is wrong with it."""

    basis: Basis
    examined: Examined | None
    mistakes: Sequence[Mistake]


def versions_of(draft: Draft) -> list[Version]:
    """Every sound variant, in the order of the file; mistakes are told."""
    variants = draft.document.variants
    if len(variants) > MAX_VARIANTS:
        draft.tell(("variants",), f"{len(variants)} variants: the limit is {MAX_VARIANTS}", of_key=True)
        return []
    known: dict[str, Read | None] = {}
    base = read_once(draft, ("scenario",), draft.document.scenario, known)
    found = []
    for name, form in variants.items():
        path = ("variants", name, "scenario")
        read = base if form.scenario is None else read_once(draft, path, form.scenario, known)
        found.append(version_of(draft, name, read))
    return [version for version in found if version is not None]


def read_once(draft: Draft, path: Path, said: str, known: dict[str, Read | None]) -> Read | None:
    """A scenario that a study names, perhaps not for the first time."""
    name = draft.beside(said)
    if not draft.lacks(path) and name not in known:
        known[name] = read_scenario(draft, path, name)
    return known.get(name)


def read_scenario(draft: Draft, path: Path, name: str) -> Read | None:
    """A scenario file, with what is wrong with it told."""
    try:
        read = written(read_source(FilePath(name), name, draft.place(path)), name)
    except ScenarioError as error:
        draft.mistakes += error.mistakes
        return None
    kind = kind_by(read.root.value)
    if kind not in (None, "scenario"):
        draft.tell(path, f"{name} is {CALLED[kind]}, and this names a scenario")
        return None
    basis = Basis.of(read)
    keep(draft, basis)
    examined, mistakes = basis.check()
    draft.mistakes += mistakes
    return Read(basis, examined, mistakes)


def keep(draft: Draft, basis: Basis) -> None:
    """Remember the texts that a scenario rests on."""
    draft.files.update(basis.read.files)
    named = basis.read.root.value.get("claims")
    if basis.claims.text and named is not None:
        name = os.path.normpath(os.path.join(os.path.dirname(named.place.file), named.value))
        draft.files[name] = basis.claims.text


def version_of(draft: Draft, name: str, read: Read | None) -> Version | None:
    """A variant with its override; a mistake that its scenario has anyhow is not told again."""
    if read is None:
        return None
    path: Path = ("variants", name, "override")
    over = at(draft.root, path)
    if over is None or not isinstance(over.value, dict) or not over.value:
        return None if read.examined is None else Version(name, read.basis, read.examined)
    basis = read.basis.overridden(over)
    if plain(basis.read.root) == plain(read.basis.read.root):
        draft.idle.add(name)
    keep(draft, basis)
    examined, mistakes = basis.check()
    anyhow = set(read.mistakes)
    draft.blame(path, (mistake for mistake in mistakes if mistake not in anyhow))
    return None if examined is None or read.examined is None else Version(name, basis, examined)
