"""What each kind of design asks for: its keys, powers of two, and no more points than can be run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec

from sim.studies.checking.draft import Draft
from sim.studies.form.designs import size
from sim.studies.form.factors import Factor
from sim.studies.form.schema import KINDS, MAX_POINTS, DesignForm, FactorForm, Kind

NEEDED: Mapping[Kind, tuple[str, ...]] = {
    "latin_hypercube": ("points",),
    "sobol": ("points",),
    "saltelli": ("points",),
    "morris": ("trajectories",),
    "csv": ("file",),
}
ALLOWED: Mapping[Kind, tuple[str, ...]] = {"saltelli": ("second_order",), "morris": ("levels",)}
KEYS = ("points", "second_order", "trajectories", "levels", "file")
TWO_OR_MORE: Sequence[tuple[Kind, str]] = (("saltelli", "points"), ("morris", "trajectories"))
IN_POWERS_OF_TWO = frozenset({"sobol", "saltelli"})
BY_SALIB = frozenset({"saltelli", "morris"})
EXTRA = "pip install 'escalation-ladder[studies]'"
NAMES: Mapping[Kind, str] = {
    "grid": "a grid",
    "latin_hypercube": "a Latin hypercube",
    "sobol": "a Sobol' design",
    "saltelli": "a Saltelli design",
    "morris": "a Morris design",
    "one_at_a_time": "a one_at_a_time design",
    "csv": "a csv design",
}

Wrong = tuple[str, str]  # a key of the design (or none), and what is wrong


def design_of(draft: Draft) -> DesignForm | None:
    """The design, with what is wrong with it told; None where it has to be named or was taken out."""
    form = draft.document.design
    if draft.lacks(("design",)):
        return None  # told already
    if form is None:
        return default_design(draft)
    wrong = list(faults(form))
    for key, words in wrong:
        draft.tell(("design", key) if key else ("design",), words)
    if not draft.document.vary and not draft.lacks(("vary",)) and form.kind not in ("grid", "csv"):
        draft.tell(("design",), f"{NAMES[form.kind]} needs factors: say what to vary", of_key=True)
        return None
    if isinstance(draft.document.vary, str) and form.kind in ("grid", "csv"):
        draft.tell(("vary",), f"{NAMES[form.kind]} needs its factors named: what is uncertain is sampled")
        return None
    return None if wrong else form


def default_design(draft: Draft) -> DesignForm | None:
    """A grid, where every factor has its values or steps."""
    vary, known = draft.document.vary, ", ".join(KINDS[1:])
    if isinstance(vary, str):
        draft.tell((), f"the key 'design' is missing: what is uncertain is sampled, by one of {known}")
        return None
    open_ended = [name for name, form in vary.items() if not has_grid(form)]
    if open_ended and not draft.lacks(("vary",)):
        words = f"{open_ended[0]} has neither values nor steps for a grid, so name one of {known}"
        draft.tell((), f"the key 'design' is missing: {words}")
    return None if open_ended else DesignForm(kind="grid")


def has_grid(form: FactorForm) -> bool:
    return form.values is not None or form.steps is not None


def faults(form: DesignForm) -> Iterator[Wrong]:
    """Keys that are missing or of another kind, and numbers that it cannot have."""
    needed = NEEDED.get(form.kind, ())
    own = (*needed, *ALLOWED.get(form.kind, ()))
    for key in KEYS:
        if key in form.model_fields_set and key not in own:
            has = f"has {' and '.join(own)} only" if own else "has no keys of its own"
            yield key, f"{NAMES[form.kind]} {has}"
    for key in needed:
        if getattr(form, key) is None:
            yield "", f"{NAMES[form.kind]} needs the key '{key}'"
    for kind, key in TWO_OR_MORE:
        if form.kind == kind and getattr(form, key) == 1:
            yield key, f"{NAMES[kind]} has 2 {key} or more, not 1"
    if form.kind in IN_POWERS_OF_TWO and form.points is not None and form.points.bit_count() != 1:
        words = f"{NAMES[form.kind]} has a power of 2 of points, not {form.points}"
        yield "points", f"{words} (did you mean {nearest_power(form.points)}?)"
    if form.kind == "morris" and form.levels is not None and form.levels % 2:
        words = f"{NAMES[form.kind]} has an even number of levels, not {form.levels}"
        yield "levels", f"{words} (did you mean {form.levels + 1}?)"
    if form.kind in BY_SALIB and find_spec("SALib") is None:
        yield "", f"{NAMES[form.kind]} is drawn by SALib, which is not installed: {EXTRA}"


def nearest_power(number: int) -> int:
    """The power of two that is nearest."""
    below = 1 << (number.bit_length() - 1)
    return below if number - below <= 2 * below - number else 2 * below


def check_size(draft: Draft, form: DesignForm, factors: Sequence[Factor]) -> bool:
    """Tell a design of more points than can be run; whether it is not."""
    many = size(form, factors)
    if many <= MAX_POINTS:
        return True
    lengths = [len(factor.grid) for factor in factors] if form.kind == "grid" else []
    product = f" ({' x '.join(map(str, lengths))})" if len(lengths) > 1 else ""
    key = ("design",) if draft.document.design else ("vary",)
    draft.tell(
        key, f"{NAMES[form.kind]} of {many:,} points{product}: the limit is {MAX_POINTS:,}", of_key=True
    )
    return False
