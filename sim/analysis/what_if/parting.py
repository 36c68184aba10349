"""Where two runs with the same luck part, and in what they differ in the end."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.one_run.timeline import Timeline
from sim.analysis.percents import words
from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis

NEVER = -1


@dataclass(frozen=True)
class Parting:
    """Where two runs part, each side's own moves of that day.

    `day` is the first day on which the moves differ (None: never), `first` the first day on
    which anything that was done or happened differs, such as the number of incidents.
    """

    first: int
    day: int | None
    actual: list[Move]
    changed: list[Move]


@dataclass(frozen=True)
class Difference:
    """One thing in both runs: its first day (None: never), or how often."""

    name: str
    title: str
    actual: int | None
    changed: int | None

    @property
    def same(self) -> bool:
        return self.actual == self.changed


def parting(actual: Timeline, changed: Timeline) -> Parting | None:
    """The first day on which two runs differ in what is done or happens; None where none is.

    Why a posture moved is no difference: a climb that was ordered and would have come anyway
    is the same climb.
    """
    last = max(actual.days, changed.days)
    differing = [day for day in range(last + 1) if steps(actual, day) != steps(changed, day)]
    first = next((day for day in range(last + 1) if done(actual, day) != done(changed, day)), None)
    if first is None:
        return None
    day = differing[0] if differing else None
    sides = [steps(told, day) if day is not None else [] for told in (actual, changed)]
    return Parting(
        first=first,
        day=day,
        actual=[move for move in moves(actual, day) if step(move) not in sides[1]],
        changed=[move for move in moves(changed, day) if step(move) not in sides[0]],
    )


def moves(told: Timeline, day: int | None) -> list[Move]:
    return [move for move in told.moves if move.day == day]


def step(move: Move) -> tuple[str, str]:
    return move.posture, move.to


def steps(told: Timeline, day: int) -> list[tuple[str, str]]:
    """Who moved where on a day."""
    return [step(move) for move in moves(told, day)]


def done(told: Timeline, day: int) -> tuple[object, ...]:
    """All that can be seen of a day: moves, happenings, incidents; a day after the end shows nothing."""
    lanes = sorted(told.lanes, key=lambda lane: lane.posture) if day <= told.days else []
    acts = [(int(lane.incidents[day]), int(lane.severe[day])) for lane in lanes]
    return steps(told, day), [seen(what) for what in told.happenings if what.day == day], acts


def seen(what: Happening) -> tuple[str, str, str | None, str]:
    return what.kind, what.what, what.who, what.detail


# ---------------------------------------------------------------- in the end


def differences(actual: Crisis, changed: Crisis, one: Timeline, two: Timeline) -> dict[str, list[Difference]]:
    """Outcomes, events, firebreaks and incidents of two finished runs, side by side."""
    document = actual.plan.document
    events = [{mark.name: mark.day for mark in told.events} for told in (one, two)]
    return {
        "outcomes": [
            Difference(name, one.titles[name], day, two.outcomes[name]) for name, day in one.outcomes.items()
        ],
        "events": [
            Difference(name, words(name, event.title), events[0].get(name), events[1].get(name))
            for name, event in sorted(document.events.items())
        ],
        "firebreaks": firebreaks(actual, changed, one),
        "incidents": [
            Difference(
                lane.posture,
                lane.title,
                int(lane.incidents.sum()),
                int(two.lane(lane.posture).incidents.sum()),
            )
            for lane in sorted(one.lanes, key=lambda lane: lane.posture)
        ],
    }


def firebreaks(actual: Crisis, changed: Crisis, told: Timeline) -> list[Difference]:
    """The first day of every posture at or above every firebreak of its ladder; day 0 at the start."""
    found = []
    for lane in sorted(told.lanes, key=lambda lane: lane.posture):
        for place, rung in enumerate(lane.rungs):
            if rung.firebreak:
                p = actual.place(lane.posture)
                days = [int(crisis.state.reached[p, place]) for crisis in (actual, changed)]
                when = [None if day == NEVER else day for day in days]
                name = f"{lane.posture}:{rung.rung}"
                found.append(Difference(name, f"{lane.title}, {rung.title}", *when))
    return found
