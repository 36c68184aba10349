"""The files a scenario was read from: its own, those it extends, and its claims."""

from __future__ import annotations

import os
from pathlib import Path

from sim.scenario.claims import claims_of
from sim.scenario.extends import named_base, read_map, written
from sim.scenario.loading import Scenario, digest
from sim.scenario.source import read_source


class Changed(ValueError):
    """A file of the scenario was edited while it was run."""


def sources(scenario: Scenario) -> dict[str, str]:
    """Text by path, the scenario's own first; paths are those of the file system.

    Raises Changed where the files are no longer those that were loaded.
    """
    found, name, text = {}, str(scenario.path), scenario.text
    while name not in found:
        found[name] = text
        base = read_map(text, name)[0].value.get("extends")
        if base is None:
            break
        name = named_base(base, name)
        text = read_source(Path(name), name)
    texts = list(found.values())
    claims = claims_file(scenario)
    if claims is not None:
        found[claims[0]] = claims[1]
    if digest([*texts, claims[1] if claims else ""]) != scenario.sha256:
        raise Changed(f"{scenario.path}, or a file it rests on, was changed after it was read: run it again")
    return found


def claims_file(scenario: Scenario) -> tuple[str, str] | None:
    """The name and text of the claims file, if the scenario has one."""
    root = written(scenario.text, str(scenario.path)).root
    named = root.value.get("claims")
    if named is None:
        return None
    name = os.path.normpath(os.path.join(os.path.dirname(named.place.file), named.value))
    return name, claims_of(root).text


def portable(files: dict[str, str]) -> dict[str, str]:
    """The same files by paths below the folder that holds them all, with forward slashes."""
    real = [os.path.abspath(name) for name in files]
    above = os.path.commonpath([os.path.dirname(name) for name in real])
    names = [os.path.relpath(name, above).replace(os.sep, "/") for name in real]
    return dict(zip(names, files.values(), strict=True))


def unpack(files: dict[str, str], folder: Path) -> Path:
    """Write the files into an empty folder; returns the scenario's own."""
    for name, text in files.items():
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ValueError(f"{name} would be written outside of {folder}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return folder / next(iter(files))
