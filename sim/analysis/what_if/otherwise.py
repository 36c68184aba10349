"""A counterfactual in sentences: what was changed, and what became of the run."""

from __future__ import annotations

from sim.analysis.one_run.timeline import Timeline
from sim.analysis.percents import dated, listed
from sim.analysis.what_if.counterfactual import Counterfactual, Order
from sim.analysis.what_if.parting import Difference
from sim.engines.chronicle import Move

ONE_RUN = (
    "One run: it shows how the rules carry a change on, not how likely that is; explores, does not predict."
)
TOLD = 5


def tell_counterfactual(found: Counterfactual) -> list[str]:
    """What was changed, where the runs part, what comes and what does not, and how much is done."""
    told = [changed(found), parted(found)]
    if found.parting is not None:
        told += [
            *compared("Outcomes", found.outcomes),
            *compared("Events", found.events),
            *compared("Firebreaks", found.firebreaks, TOLD),
            acts(found),
        ]
    return [*told, ONE_RUN]


def changed(found: Counterfactual) -> str:
    run = f"Run {found.actual.run} of seed {found.actual.seed}"
    return f"{run} again with the same luck, but {listed([*settings(found), *orders(found)])}."


def settings(found: Counterfactual) -> list[str]:
    return [f"{each.name} at {each.became:.4g} instead of {each.was:.4g}" for each in found.settings]


def orders(found: Counterfactual) -> list[str]:
    """Each order with its days, and whether it was bound by limits."""
    day, limits = dated(found.actual.start, found.day), "within" if found.bind else "whatever"
    if found.through == found.day:
        when = f"on {day}, only"
    elif found.through < max(found.actual.days, found.changed.days):
        when = f"from {day}, through day {found.through}"
    else:
        when = f"from {day}, on"
    return [f"{held(order)} {when} ({limits} its limits)" for order in found.orders]


def held(order: Order) -> str:
    return f"{order.title} held at '{order.rung_title}'"


def parted(found: Counterfactual) -> str:
    """Where the runs part, and what each side did there."""
    parting = found.parting
    if parting is None and found.day > found.actual.days and not found.settings:
        return f"The crisis was over on day {found.actual.days}, before anything was changed."
    if parting is None:
        return "The two runs are the same to the end: the change is one that nothing came of."
    start = found.actual.start
    if parting.day is None:
        return (
            f"No posture ever moves otherwise; from {dated(start, parting.first)} on, what is done differs."
        )
    sides = [
        "; ".join(moved(told, move) for move in moves[:TOLD]) or "nobody moves"
        for told, moves in ((found.changed, parting.changed), (found.actual, parting.actual))
    ]
    head = (
        f"Their moves part on {dated(start, parting.day)}: {sides[0]}, where in the run as it was {sides[1]}."
    )
    if parting.first == parting.day:
        return head
    return f"What is done differs from {dated(start, parting.first)} on. {head}"


def moved(told: Timeline, move: Move) -> str:
    lane = told.lane(move.posture)
    turn = next(turn for turn in lane.turns if turn.day == move.day)
    step = f"from '{lane.rungs[turn.before].title}' to '{lane.rungs[turn.after].title}'"
    return f"{lane.title} goes {step} ({turn.told})"


def compared(what: str, rows: list[Difference], most: int | None = None) -> list[str]:
    """What comes in one run only, and what comes in both on other days."""
    differing = sorted((row for row in rows if not row.same), key=first_day)
    if not rows:
        return []
    if not differing:
        return [f"{what}: no difference."]
    told = [difference(row) for row in differing[:most]]
    rest = len(differing) - len(told)
    return [f"{what}: {'; '.join(told)}{f'; and {rest} more' if rest else ''}."]


def first_day(row: Difference) -> tuple[int, str]:
    return min(day for day in (row.actual, row.changed) if day is not None), row.name


def difference(row: Difference) -> str:
    if row.changed is None:
        return f"'{row.title}' does not come (it came on day {row.actual})"
    if row.actual is None:
        return f"'{row.title}' comes on day {row.changed} (it had not come)"
    return f"'{row.title}' comes on day {row.changed} instead of day {row.actual}"


def acts(found: Counterfactual) -> str:
    """All incidents, and the postures whose own differ most."""
    numbers = int(found.changed.incidents.sum()), int(found.actual.incidents.sum())
    rows = [(row.title, (row.changed or 0) - (row.actual or 0)) for row in found.incidents]
    largest = sorted((row for row in rows if row[1]), key=lambda row: (-abs(row[1]), row[0]))[:TOLD]
    most = f"; most of it {listed([f'{title} ({gap:+,})' for title, gap in largest])}" if largest else ""
    gap = f" ({found.more_incidents:+,})" if found.more_incidents else ""
    return f"Incidents: {numbers[0]:,} instead of {numbers[1]:,}{gap}{most}."
