"""Parts of a calibration laid over its scenario, each keeping its own place in its own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.scenario.expression import nearest
from sim.scenario.mistakes import Mistake
from sim.scenario.places import Item, Path, told


def with_about(scenario: Item, root: Item) -> Item:
    """A scenario with what the calibration says that its variant is for."""
    about = inner(root, ("variant", "about"))
    return scenario if about is None else replace(scenario, value={**scenario.value, "about": about})


def inner(root: Item, path: Path) -> Item | None:
    """What stands at a path of maps, if anything does."""
    for key in path:
        if not isinstance(root.value, dict) or key not in root.value:
            return None
        root = root.value[key]
    return root if isinstance(root.value, dict) else None


def of_scenario(entry: Item, kind: str) -> Item:
    """A target as the scenario's own counts and outcomes are written."""
    unknown = ("fit", "recorded") if kind == "first_days" else ("fit",)
    return replace(entry, value={key: item for key, item in entry.value.items() if key not in unknown})


def added(scenario: Item, key: str, entries: Mapping[str, Item], part: Item) -> Item:
    """A scenario with more entries in one of its maps; they replace those of the same name."""
    old = scenario.value.get(key)
    value = {**(old.value if old else {}), **entries}
    keys = {**(old.keys if old else {}), **part.keys}
    return replace(scenario, value={**scenario.value, key: replace(old or part, value=value, keys=keys)})


def replaced(scenario: Item, priors: Item, mistakes: list[Mistake]) -> Item:
    """A scenario with other uncertainties for some of its parameters; mistakes are told."""
    parameters = inner(scenario, ("parameters",))
    known = {} if parameters is None else dict(parameters.value)
    for name, prior in priors.value.items():
        if name not in known:
            words = f"no parameter is called {name}{nearest(str(name), [str(key) for key in known])}"
            mistakes.append(told(priors.keys[name], "priors", words))
        elif inner(known[name], ("uncertainty",)) is None:
            words = f"{name} has no uncertainty in the scenario: it is not calibrated"
            mistakes.append(told(priors.keys[name], "priors", words))
        else:
            value = {**known[name].value, "uncertainty": prior.value["uncertainty"]}
            known[name] = replace(known[name], value=value)
    if parameters is None:
        return scenario
    return replace(scenario, value={**scenario.value, "parameters": replace(parameters, value=known)})
