"""Numbers: every parameter exists and can never leave the range of a field that uses it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.expression import nearest
from sim.scenario.fields import MAX_RATE
from sim.scenario.forms import forms_at
from sim.scenario.leaves import Leaf, leaves
from sim.scenario.places import Path
from sim.scenario.schema import Errors
from sim.scenario.stated import touched
from sim.scenario.uncertainty import bounds
from sim.scenario.unknowns import Parameter

ROUNDING = 1e-9
Number = float | int | str
Side = Number | dict[str, Number] | None


def parameters_fit(subject: Subject) -> Iterator[Wrong]:
    parameters = subject.document.parameters
    for leaf in leaves(subject.document):
        if not isinstance(leaf.value, str):
            continue
        if leaf.value in parameters:
            yield from fits(leaf, leaf.value, parameters[leaf.value])
        elif leaf.value not in subject.lost:
            words = [word for form in forms_at(leaf.path) for word in getattr(form.kind, "__args__", ())]
            known = [*parameters, *(word for word in words if isinstance(word, str))]
            yield Wrong(leaf.path, f"no parameter is called '{leaf.value}'{nearest(leaf.value, known)}")


def fits(leaf: Leaf, name: str, parameter: Parameter) -> Iterator[Wrong]:
    """The value and the support of the uncertainty, rounded where the field asks for whole numbers."""
    assert leaf.limits is not None
    low, high = bounds(parameter)
    rounded = leaf.limits.whole and math.isfinite(high - low)
    least, most = (math.floor(low + 0.5), math.floor(high + 0.5)) if rounded else (low, high)
    if least < leaf.limits.low or most > leaf.limits.high:
        can_be = f"is {low:g}" if low == high else f"can be from {low:g} to {high:g}"
        mend = "" if math.isfinite(high - low) else ": give its distribution a truncate: [low, high]"
        words = f"the parameter '{name}' {can_be}, but this needs {leaf.limits.words()}{mend}"
        yield Wrong(leaf.path, words)


def errors_stay_chances(subject: Subject) -> Iterator[Wrong]:
    """Up and down together are at most 1, on every rung."""
    shared = subject.document.miscalculation
    stand: list[tuple[Path, Errors | None]] = [
        (("miscalculation", "accident"), shared.accident),
        (("miscalculation", "misperception"), shared.misperception),
    ]
    for name, actor in subject.document.actors.items():
        stand.append((("actors", name, "accident"), actor.accident))
        stand.append((("actors", name, "misperception"), actor.misperception))
    for path, errors in stand:
        if errors is not None and subject.whole(path):
            yield from together_at_most_one(subject, path, errors)


def together_at_most_one(subject: Subject, path: Path, errors: Errors) -> Iterator[Wrong]:
    sides = [
        errors.down if errors.up is None else errors.up,
        errors.up if errors.down is None else errors.down,
    ]
    named = sorted({rung for side in sides if isinstance(side, dict) for rung in side})
    totals = {rung: sum(chance(subject, side, rung) for side in sides) for rung in named or [""]}
    highest = max(totals, key=lambda rung: totals[rung])
    if totals[highest] > 1.0 + ROUNDING:
        on = f" on {highest}" if highest else ""
        yield Wrong(path, f"up and down can make {totals[highest]:g} together{on}: they are at most 1", True)


def chance(subject: Subject, side: Side, rung: str) -> float:
    """The greatest chance of an error to one side, on a rung; a rung not named in a map has none."""
    return subject.range_of(side.get(rung) if isinstance(side, dict) else side)[1]


def rates_stay_possible(subject: Subject) -> Iterator[Wrong]:
    """A posture's largest rate times every factor that can multiply it is at most 500 a day."""
    factors: dict[str, list[tuple[Path, float]]] = {}
    for rule in subject.rules:
        for posture, entry in touched(subject.cast, rule):
            factor = subject.range_of(rule.rule.then[entry].incidents)[1]
            if factor > 1.0:
                path = (*rule.path, "then", entry, "incidents")
                factors.setdefault(posture, []).append((path, factor))
    for posture, found in factors.items():
        rate = largest_rate(subject, posture)
        product = math.prod(factor for _, factor in found)
        if rate * product > MAX_RATE:
            words = (
                f"with this factor the incidents of {posture} can reach {rate * product:g} a day"
                f" ({rate:g} times {product:g}): the limit is {MAX_RATE:g}"
            )
            yield Wrong(found[0][0], words)


def largest_rate(subject: Subject, posture: str) -> float:
    """The highest daily rate over the rungs of a posture's ladder."""
    own = subject.cast.posture(posture).incidents
    ladder = subject.cast.ladder(subject.cast.owner(posture))
    rates = [subject.range_of(own.get(rung.id, rung.incidents))[1] for rung in ladder]
    return max(rates, default=0.0)
