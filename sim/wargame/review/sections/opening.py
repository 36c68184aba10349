"""Who played what, and the game in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.deeds import midway
from sim.analysis.percents import listed
from sim.figures.wording import plural
from sim.report.blocks import Facts, Points, Row, Section, Table
from sim.wargame.odds.live import SAID
from sim.wargame.review.names import dated
from sim.wargame.review.phrases import Telling, in_points
from sim.wargame.review.words import lines

BY = {"person": "people", "rulebook": "the rulebook", "script": "its script"}
TOP = 3


def about(telling: Telling) -> Section:
    table, plan = telling.table, telling.plan
    turns = len(table.played)
    facts = [
        ("Played", f"{turns} turn{plural(turns)} of {table.game.days_a_turn} days"),
        ("Days", f"{dated(plan, 0)} to {dated(plan, table.crisis.day)}"),
        ("Chances", SAID),
    ]
    heads = ["Seat", "In the end played by"]
    rows: list[Row] = []
    for name, seat in table.seats.items():
        row = [seat.title, BY[seat.by]]
        rows.append(row if telling.anonymous else [*row, ", ".join(table.players[name])])
    if not telling.anonymous:
        heads.append("Who sat there")
    return Section("about", "The game", [Facts(facts), Table("The seats", heads, rows)])


def in_short(telling: Telling) -> Section:
    said = [*came(telling), *moved(telling), *late(telling), *words(telling)]
    return Section("short", "In short", [Points(said)])


def came(telling: Telling) -> Iterator[str]:
    among = telling.debrief.cloud.outcomes
    did = sorted((each.day, each) for each in among if each.day is not None and each.day > 0)
    if not did:
        yield f"No outcome of the scenario came by {dated(telling.plan, telling.table.crisis.day)}."
    for day, each in did:
        share = each.chance.share
        often = "hardly ever" if share < 0.005 else f"in {100 * share:.0f}% of simulated games"
        yield (
            f"'{telling.outcome(each.name)}' came on {dated(telling.plan, day)}; it comes {often} by day "
            f"{telling.debrief.cloud.days}."
        )


def moved(telling: Telling) -> Iterator[str]:
    for each in telling.debrief.ranked[:TOP]:
        assert each.chosen is not None
        against = "the rulebook in that seat" if each.hold is None else "holding"
        value = each.against[each.chosen]
        yield (
            f"Turn {each.turn}, {telling.seat(each.seat)}: {telling.order(each)}. Against {against}, that "
            f"moved the chance of '{telling.outcome(each.chosen)}' by {in_points(value)}."
        )


def late(telling: Telling) -> Iterator[str]:
    for each in telling.debrief.chances:
        if each.found is not None:
            who = midway(telling.seat(each.found.posture.split(">")[0]))
            yield (
                f"The last turn at which one step less by one seat would have at least halved the chance of "
                f"'{telling.outcome(each.outcome)}' was turn {each.found.turn}, by {who}."
            )


def words(telling: Telling) -> Iterator[str]:
    threats = [each for each in lines(telling.table) if each.turn is not None]
    if threats:
        kept = sum(bool(each.kept) and not each.broken for each in threats)
        broken = sum(bool(each.broken) for each in threats)
        rest = len(threats) - kept - broken
        counts = ((kept, "kept"), (broken, "not kept"), (rest, "never put to the test"))
        said = [f"{count} {what}" for count, what in counts if count]
        yield f"Of {len(threats)} public threat{plural(len(threats))}: {listed(said)}."
