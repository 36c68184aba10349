"""Ladders and pairs that run away by themselves: noise that drifts, spirals without an end."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from sim.scenario.cast import levels
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.lints.reach import Reach
from sim.scenario.parameters import central_value
from sim.scenario.schema import PostureFields

UNEVEN = 2.0


def levels_are_even(subject: Subject) -> Iterator[Wrong]:
    """A rung seen one too high or too low weighs alike only where levels are evenly spaced."""
    reach = Reach(subject)
    if not any(reach.errs("misperception", actor) for actor in subject.document.actors):
        return
    for name, rungs in subject.document.ladders.items():
        heights = levels(rungs)
        gaps = [high - low for low, high in pairwise(heights)]
        if max(gaps) > UNEVEN * min(gaps):
            words = f"levels are {min(gaps):g} to {max(gaps):g} apart: with misperception, even errors drift"
            yield Wrong(("ladders", name), words, True)


def spirals_are_stable(subject: Subject) -> Iterator[Wrong]:
    """Two that answer each other with more than they got: i's share times j's is above 1."""
    for posture in subject.cast.postures:
        owner, target = posture.split(">")
        back = f"{target}>{owner}"
        if owner < target and back in subject.cast.place:
            there, here = (answer(subject, subject.cast.posture(p)) for p in (posture, back))
            if there * here > 1.0:
                words = f"{posture} answers {there:g} times what it feels and {back} {here:g} times"
                yield Wrong(
                    ("actors", owner, "postures", target), f"{words}: a spark can climb without end", True
                )


def answer(subject: Subject, fields: PostureFields) -> float:
    """Retaliation at its central value; 0 for one that does not react."""
    return value(subject, fields.retaliation) if value(subject, fields.reactivity) > 0 else 0.0


def value(subject: Subject, number: float | int | str) -> float:
    return central_value(subject.document.parameters[number]) if isinstance(number, str) else float(number)
