"""Single changes of one day of a run: one posture of one actor on another rung, then free again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sim.analysis.one_run.lanes import Lane, Turn
from sim.engines.crisis import Crisis
from sim.rules.state import INTENDED, NOW_FLOOR, State


@dataclass(frozen=True)
class Change:
    """A posture on another rung on one day; places on its ladder.

    `held` is the move that had brought the posture where it stood, None where it began there.
    """

    day: int
    posture: str
    title: str
    stood: int
    put: int
    stood_title: str
    put_title: str
    held: Turn | None


@dataclass(frozen=True)
class Manner:
    """Which changes are tried: how many rungs they span at most, also upward, within limits or not."""

    steps: int | None
    up: bool
    bind: bool


@dataclass(frozen=True)
class Branch:
    """A change, and the state at the end of its day."""

    change: Change
    state: State


class Past:
    """A run up to the day on which an outcome came: its states, and what else they could have become."""

    def __init__(self, crisis: Crisis, outcome: int) -> None:
        self.crisis = crisis
        self.states = [crisis.state.copy()]  # by day
        while not crisis.over and crisis.state.outcome[outcome] < 0:
            crisis.step()
            self.states.append(crisis.state.copy())

    def branches(self, day: int, lanes: dict[str, Lane], manner: Manner) -> list[Branch]:
        """Every single change of a day that changes anything, by posture, with the state it leads to.

        The day is played as it came, with the run's own luck, but for the one posture.
        """
        found = []
        for posture, rungs in self.candidates(day, manner):
            for rung in rungs:
                state = self.ordered(day, posture, rung, manner.bind)
                if not same_rungs(state, self.states[day]):
                    found.append(Branch(self.change(day, lanes[posture], state), state))
        return [branch for k, branch in enumerate(found) if not repeated(branch, found[:k])]

    def candidates(self, day: int, manner: Manner) -> Iterator[tuple[str, list[int]]]:
        """For each posture the rungs to try: one down, the floor in force, the lowest; with `up`, one up.

        None is farther away than allowed; where the lowest is, the farthest within reach takes its place.
        """
        for p, posture in enumerate(self.crisis.postures):
            now = int(self.states[day].stance[p, INTENDED])
            floor = int(self.states[day].stance[p, NOW_FLOOR])
            least = 0 if manner.steps is None else max(0, now - manner.steps)
            tried = {least, max(least, min(floor, now)), now - 1} if now > 0 else set()
            if manner.up and now + 1 < len(self.crisis.rungs(posture)):
                tried.add(now + 1)
            yield posture, sorted(tried - {now}, reverse=True)

    def ordered(self, day: int, posture: str, rung: int, bind: bool) -> State:
        """The state at the end of a day on which a posture was ordered to a rung; the order is lifted."""
        crisis = self.crisis
        crisis.state = self.states[day - 1].copy()
        crisis.bind_orders(bind)
        crisis.order(posture, crisis.rungs(posture)[rung])
        crisis.step()
        crisis.order(posture, None)
        crisis.bind_orders(False)
        return crisis.state

    def change(self, day: int, lane: Lane, state: State) -> Change:
        """The change that a state amounts to, limits included."""
        p = self.crisis.place(lane.posture)
        stood, put = (int(each.stance[p, INTENDED]) for each in (self.states[day], state))
        return Change(
            day=day,
            posture=lane.posture,
            title=lane.title,
            stood=stood,
            put=put,
            stood_title=lane.rungs[stood].title,
            put_title=lane.rungs[put].title,
            held=next((turn for turn in reversed(lane.turns) if turn.day <= day), None),
        )


def same_rungs(one: State, other: State) -> bool:
    return bool((one.stance[:, INTENDED] == other.stance[:, INTENDED]).all())


def repeated(branch: Branch, others: list[Branch]) -> bool:
    """Whether limits made the same change of two orders."""
    change = branch.change
    return any((each.change.posture, each.change.put) == (change.posture, change.put) for each in others)
