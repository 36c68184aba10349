"""How often, and how soon, those who are struck or threatened strike back, counted in several ways."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.analysis.literature.bases.acts import Acts, has_scale
from sim.analysis.literature.bases.counted import Lag, Told, lag, within
from sim.analysis.literature.bases.known import needed
from sim.analysis.literature.bases.paths import Paths
from sim.analysis.literature.bases.triggers import Kind, Manner, Triggers, triggers

WINDOW = 60  # days: nine in ten major responses of the ICB data came within 51
WINDOWS = (14, 30, 60)
FOLLOWED = 0.05  # the part of the triggers that must be followed, unanswered, to a window's last day
QUIET = 30  # days without such an act, after which the next is a new trigger
KINDS: dict[str, Kind] = {"answer_violent": "violent", "answer_forceful": "forceful"}
LAGS = {"lag_median": 0.5, "lag_90": 0.9}
MANNERS = {
    "the first an actor suffers": Manner(),
    "the same, where it had not struck first": Manner(fresh=True),
    "the first of each pair": Manner(by="pair"),
    "the same, where it had not struck first at the other": Manner(by="pair", fresh=True),
    f"each of a pair after {QUIET} quiet days": Manner(by="pair", quiet=QUIET),
}


@dataclass(frozen=True)
class Variant:
    """A base in another way: which, how triggers or disputes are taken, through which window."""

    name: str
    manner: str
    window: int | None
    found: Told | Lag


def answers(paths: Paths, acts: Acts) -> dict[str, tuple[Told | Lag, int]]:
    """By base, what was found and the window: violent answers to triggers of either kind, and their lags."""
    found: dict[str, tuple[Told | Lag, int]] = {}
    for name, kind in KINDS.items():
        if tells(paths, name):
            here = triggers(paths, acts, kind, Manner())
            window = fitting(here)
            found[name] = answered(paths, here, window), window
            if kind == "violent":
                found |= {each: (lag_of(here, q, window), window) for each, q in LAGS.items()}
    return found


def tells(paths: Paths, name: str) -> bool:
    """Whether the scenario lies on the scales that a base needs."""
    return all(has_scale(paths.plan, scale) for scale in needed(name))


def fitting(here: Triggers) -> int:
    """The longest window, up to WINDOW days, through which enough triggers are followed, or none is cut."""
    end, unanswered = np.minimum(here.answer, here.left), here.answer > here.left
    for window in range(WINDOW, 1, -1):
        followed = int((end >= window).sum())
        if followed >= FOLLOWED * len(end) or not (unanswered & (here.left < window)).any():
            return window
    return 1


def answered(paths: Paths, here: Triggers, window: int) -> Told:
    """The share of triggers with a violent answer within so many days."""
    return within(here.answer, here.left, here.run, paths.draw, window)


def lag_of(here: Triggers, q: float, window: int) -> Lag:
    """A quantile of the days to the answers within a window; as in the data, the trigger's day is day 1."""
    seen = here.among(here.answer <= np.minimum(here.left, window))
    return lag(seen.answer + 1, seen.run, q)


def other_answers(paths: Paths, acts: Acts) -> list[Variant]:
    """Answers, and the lags of those to violence, by every way to count triggers and every window."""
    found: list[Variant] = []
    for name, kind in KINDS.items():
        for manner in MANNERS if tells(paths, name) else ():
            here = triggers(paths, acts, kind, MANNERS[manner])
            found += [Variant(name, manner, days, answered(paths, here, days)) for days in WINDOWS]
            if kind == "violent":
                window = fitting(here)
                found += [Variant(each, manner, window, lag_of(here, q, window)) for each, q in LAGS.items()]
    return found
