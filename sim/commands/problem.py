"""Exit statuses, and what is wrong with what was asked, in words for the one who asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.scenario.kinds import Kind
    from sim.scenario.loading import Scenario
    from sim.studies.form.study import Study

DONE, WRONG, USAGE, INTERRUPTED = 0, 1, 2, 130


class Problem(Exception):
    """The input is wrong: the message says what, and what would be right."""


@contextmanager
def as_problem(*kinds: type[Exception]) -> Iterator[None]:
    """Tell these exceptions as problems of the input."""
    try:
        yield
    except kinds as error:
        raise Problem(str(error)) from None


# What each kind of file is for, told to whoever gives it to another command.
FOR: dict[Kind, str] = {
    "scenario": "which is run with: sim run",
    "study": "which is run with: sim sweep",
    "cases": "which are run with: sim cases",
    "calibration": "which is made with: sim calibrate",
    "claims": "which is checked with: sim check",
}


def load_scenario(path: str) -> Scenario:
    """A scenario, or every mistake in it as one problem."""
    from sim.scenario.loading import load
    from sim.scenario.mistakes import ScenarioError

    refuse_others(path, "scenario")
    with as_problem(ScenarioError):
        return load(path)


def load_study(path: str) -> Study:
    """A study, or every mistake in it as one problem."""
    from sim.scenario.mistakes import ScenarioError
    from sim.studies.form.loading import load_study as load

    refuse_others(path, "study")
    with as_problem(ScenarioError):
        return load(path)


def refuse_others(path: str, wanted: Kind) -> None:
    """Tell what a file of another kind is for."""
    from sim.scenario.kinds import CALLED, kind_of

    kind = kind_of(path)
    if kind not in (None, wanted):
        raise Problem(f"{path} is {CALLED[kind]}, {FOR[kind]} {path}")


def settings(words: list[str]) -> dict[str, float]:
    """`PARAMETER=VALUE` words as numbers by name."""
    found: dict[str, float] = {}
    for word in words:
        name, equals, value = (part.strip() for part in word.partition("="))
        if not equals or not name:
            raise Problem(f"--set takes PARAMETER=VALUE, such as --set resolve=0.5, not {word!r}")
        if name in found:
            raise Problem(f"--set gives {name} twice")
        try:
            found[name] = float(value)
        except ValueError:
            raise Problem(f"--set {name}: {value!r} is not a number") from None
    return found


def check_range(option: str, value: int, low: int, high: int | None = None) -> None:
    """Refuse a number that no run can have, by the name of its option."""
    if value < low or (high is not None and value > high):
        asked = f"{low} or more" if high is None else f"from {low} to {high}"
        raise Problem(f"{option} must be {asked}, not {value}")
