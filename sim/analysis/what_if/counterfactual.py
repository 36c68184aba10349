"""What one run would have been with another decision, or another number, and the same luck.

A counterfactual changes one thing and lets the rules carry the change on (Tetlock and Belkin
1996: clearly stated, minimal, and with the connecting principles in the open). Here the
connecting principles are the rulebook, and what no rule connects to the change stays as it
was: every draw has an address of seed, run, day, names and purpose, so whatever differs
afterwards differs because of the change. What is drawn once a run (whether an actor honours
a line, whether an event comes at all) has day 0 in its address, so an actor that meets its
line a day later has the same resolve.

Method: the same run is stepped twice on the agents' engine. An order holds a posture on a
rung from the given day, for some days or to the end, as a seat at the table would; a
parameter holds for the whole run, and parts the runs wherever it first matters.

It is one run: it shows how a change is carried on, and nothing of how likely that is. For
chances see `futures` and `last_clear_chance`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.analysis.one_run.timeline import Timeline, timeline
from sim.analysis.what_if.parting import Difference, Parting, differences, parting
from sim.engines.crisis import Crisis
from sim.scenario.loading import Scenario


@dataclass(frozen=True)
class Order:
    """A posture held on a rung; titles of its actors and of the rung."""

    posture: str
    rung: str
    title: str
    rung_title: str


@dataclass(frozen=True)
class Setting:
    """A parameter with the value the run had drawn, and the value it was given."""

    name: str
    was: float
    became: float


@dataclass(frozen=True)
class Counterfactual:
    """The run as it was and as it became, both with their logs; `parting` is None where nothing differs.

    `through` is the last day on which the orders held. Of the rows, `outcomes`, `events` and
    `firebreaks` hold first days (None: never), `incidents` numbers by posture.
    """

    actual: Timeline
    changed: Timeline
    day: int
    through: int
    bind: bool
    errors: bool
    orders: list[Order]
    settings: list[Setting]
    parting: Parting | None
    outcomes: list[Difference]
    events: list[Difference]
    firebreaks: list[Difference]
    incidents: list[Difference]

    @property
    def more_incidents(self) -> int:
        """All incidents of the changed run less those of the run as it was."""
        return int(self.changed.incidents.sum() - self.actual.incidents.sum())

    def sentences(self) -> list[str]:
        """The counterfactual in words."""
        from sim.analysis.what_if.otherwise import tell_counterfactual

        return tell_counterfactual(self)


def counterfactual(
    scenario: Scenario,
    seed: int,
    run: int,
    day: int = 1,
    *,
    orders: Mapping[str, str | None] | None = None,
    days: int | None = None,
    parameters: Mapping[str, float] | None = None,
    bind: bool = False,
    draws: int = 200,
    errors: bool = True,
    fixed: Mapping[str, float] | None = None,
) -> Counterfactual:
    """One run again with the same luck, under other orders from `day` on or other parameters throughout.

    Parameters
    ----------
    seed, run, draws, errors: the address of the run, as in `sim.simulate` and `sim.Crisis`.
    orders: a rung by posture, held from `day` on; None leaves a posture to the rulebook.
    days: how many days the orders hold (default: to the end); then the rulebook has its posture back.
    parameters: values by name, in force from day 0 on in the changed run.
    bind: whether floors, ceilings and caps bind the orders (False: they are advice).
    fixed: parameters that are fixed in both runs, as with `sim run --set`.

    Raises ValueError for numbers out of range, or where nothing is changed; KeyError for an unknown name.
    """
    wanted = {posture: rung for posture, rung in (orders or {}).items() if rung is not None}
    if not wanted and not parameters:
        raise ValueError("nothing is changed: give orders or parameters")
    last = scenario.document.clock.days
    if not 1 <= day <= last or (days is not None and days < 1):
        raise ValueError(f"day goes from 1 to {last}, and days from 1")
    base, other = dict(fixed or {}), {**(fixed or {}), **(parameters or {})}
    actual = Crisis(scenario, seed, run, draws=draws, errors=errors, parameters=base)
    changed = Crisis(scenario, seed, run, draws=draws, errors=errors, parameters=other)
    through = last if days is None else min(last, day + days - 1)
    told = [named(changed, posture, rung) for posture, rung in sorted(wanted.items())]
    play(actual, [], day, through, bind)
    play(changed, told, day, through, bind)
    one, two = timeline(actual), timeline(changed)
    return Counterfactual(
        actual=one,
        changed=two,
        day=day,
        through=through,
        bind=bind,
        errors=errors,
        orders=told,
        settings=[
            Setting(name, float(actual.parameters[name]), float(changed.parameters[name]))
            for name in sorted(parameters or {})
        ],
        parting=parting(one, two),
        **differences(actual, changed, one, two),
    )


def named(crisis: Crisis, posture: str, rung: str) -> Order:
    """An order by names, with what its names are called."""
    cast = crisis.plan.cast
    if posture not in cast.place:
        raise KeyError(f"no posture is called {posture}")
    if rung not in crisis.rungs(posture):
        raise KeyError(f"{rung} is not a rung of {posture}: {', '.join(crisis.rungs(posture))}")
    lane = timeline(crisis).lane(posture)
    return Order(posture, rung, lane.title, lane.rungs[crisis.rungs(posture).index(rung)].title)


def play(crisis: Crisis, orders: list[Order], day: int, through: int, bind: bool) -> None:
    """Step to the end, the orders in force from `day` through `through`."""
    while not crisis.over:
        if crisis.day + 1 == day:
            crisis.bind_orders(bind)
            for order in orders:
                crisis.order(order.posture, order.rung)
        if crisis.day == through:
            for order in orders:
                crisis.order(order.posture, None)
        crisis.step()
