"""What a factor ranges over: what each kind of design needs of it, and what can be said of it alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sim.scenario.mistakes import show
from sim.scenario.places import Path
from sim.studies.checking.draft import Draft
from sim.studies.form.schema import FactorForm, Kind, Value

SPREADS = ("range", "values", "uncertainty")

Found = Iterator[tuple[Path, str]]  # a place below the factor, and what is wrong


def is_sound(draft: Draft, name: str, form: FactorForm, kind: Kind | None) -> bool:
    """Tell what is wrong with a factor by itself; whether nothing is."""
    path: Path = ("vary", name)
    if draft.lacks(path):
        return False  # told already
    wrong = [*needs(form, kind), *contents(form)]
    for below, words in wrong:
        draft.tell((*path, *below), words, of_key=len(below) < 2)
    return not wrong


def needs(form: FactorForm, kind: Kind | None) -> Found:
    """What a design asks of its factors."""
    said = [key for key in SPREADS if getattr(form, key) is not None]
    if kind == "csv":
        for key in [*said, *(["steps"] if form.steps else [])]:
            yield (key,), "the values are those of the file"
    elif len(said) > 1:
        yield (said[1],), f"a factor has one of {', '.join(SPREADS)}: here is {said[0]} as well"
    elif kind == "grid":
        yield from needs_of_grid(form)
    elif form.steps is not None and kind is not None:
        yield ("steps",), f"steps are for a grid: with {kind} a range has none"
    elif form.path is not None and not said:
        yield (), "a factor by path needs a range, values or an uncertainty"
    elif kind == "one_at_a_time" and len(form.values or [0, 1]) < 2:
        yield ("values",), "one value has no low and no high end"


def needs_of_grid(form: FactorForm) -> Found:
    if form.uncertainty is not None:
        yield ("uncertainty",), "a grid takes values, or a range with steps: an uncertainty is for a sample"
    elif form.range is not None and form.steps is None:
        yield ("range",), "a grid needs the number of steps as well"
    elif form.range is None and form.steps is not None:
        yield ("steps",), "steps divide a range, and none is given"
    elif form.range is None and form.values is None:
        yield (), "a grid needs values, or a range with steps"


def contents(form: FactorForm) -> Found:
    """Ranges that rise, values of one kind and each once."""
    if form.range is not None and not form.range[0] < form.range[1]:
        yield ("range",), "a range is [low, high] with low < high"
    if len({kind_of(value) for value in form.values or []}) > 1:
        yield ("values",), "values are of one kind: numbers, names, dates, or true and false"
    seen: set[tuple[type, Value]] = set()
    for place, value in enumerate(form.values or []):
        if (kind_of(value), value) in seen:
            yield ("values", place), f"{spoken(value)} stands twice"
        seen.add((kind_of(value), value))


def spoken(value: Value) -> str:
    """A value as its author wrote it."""
    return f"{value:g}" if isinstance(value, float) else show(value)


def kind_of(value: Value) -> type:
    return next(kind for kind in (bool, float, str, dt.date) if isinstance(value, kind))
