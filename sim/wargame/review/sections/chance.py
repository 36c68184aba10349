"""What might have been: the last clear chance, the game with one order changed, and simulated games."""

from __future__ import annotations

from sim.analysis.deeds import midway
from sim.figures.wording import percent
from sim.report.blocks import Bar, Block, Cell, Picture, Points, Prose, Row, Section, Table
from sim.report.drawing import inline
from sim.wargame.review.chance import LEAST, Chanced, LastChance
from sim.wargame.review.cloud import Measure
from sim.wargame.review.drawings import cloud as figure
from sim.wargame.review.names import dated, ordered, posture_title, rung
from sim.wargame.review.otherwise import Otherwise
from sim.wargame.review.phrases import Telling, in_points, told_chance, told_interval

METHOD = (
    "For each outcome that came: the last turn at which one seat, by ordering one posture one rung lower for "
    "that turn, would have brought its chance to half of what it was or less. The others' orders of the turn "
    "stand, and after it the rulebook has every seat. These are chances as seen from above, under the "
    "scenario's rules: nobody at the table could know them."
)
REPLAYED = (
    "The same game with one order changed: everything else as it was done, and the game's own luck. One "
    "course of events says how a change is carried on, and nothing of how likely that is; and those who "
    "gave later orders might have given others."
)


def last_chances(telling: Telling) -> Section | None:
    if not telling.debrief.chances:
        return None
    lines = [last_chance(telling, each) for each in telling.debrief.chances]
    return Section("chance", "The last clear chance", [Prose(METHOD), Points(lines)])


def last_chance(telling: Telling, each: LastChance) -> str:
    came = f"'{telling.outcome(each.outcome)}' came on {dated(telling.plan, each.day)}, in turn {each.turn}."
    if each.found is not None:
        return f"{came} The last clear chance was in turn {each.found.turn}: {lower(telling, each.found)}."
    if not each.foretold:
        return f"{came} Its chance never stood above {100 * LEAST:.0f}%: it came by luck."
    if each.nearest is None:
        return f"{came} No single step less in any turn would have made it clearly less likely."
    nearest = f"nearest to it, in turn {each.nearest.turn}: {lower(telling, each.nearest)}"
    return f"{came} No single step less in any turn would have halved its chance; {nearest}."


def lower(telling: Telling, each: Chanced) -> str:
    """The step, and what it would have done."""
    who, _, toward = posture_title(telling.plan, each.posture).partition(" toward ")
    one, other = (rung(telling.plan, each.posture, name) for name in (each.instead, each.rung))
    return (
        f"{midway(who)} at '{one}' toward {toward} instead of '{other}' would have brought the chance from "
        f"{told_chance(each.without)} to {told_chance(each.changed)}, a change of {in_points(each.change)}"
    )


# ---------------------------------------------------------------- one order changed


def replays(telling: Telling) -> Section | None:
    if not telling.debrief.replays:
        return None
    lines = [otherwise(telling, each) for each in telling.debrief.replays]
    return Section("otherwise", "What if? With the same luck", [Prose(REPLAYED), Points(lines)])


def otherwise(telling: Telling, each: Otherwise) -> str:
    changed = {p: rung for p, rung in each.was.items() if each.instead[p] != rung}
    instead = {p: each.instead[p] for p in changed}
    lead = (
        f"Turn {each.turn}, {telling.seat(each.seat)}: {ordered(telling.plan, instead)} instead of "
        f"{ordered(telling.plan, changed)}."
    )
    if each.is_same:
        return f"{lead} Nothing that is counted here would have been otherwise."
    return f"{lead} {' '.join([*outcomes(telling, each), *peaks(telling, each), acts(each)])}"


def outcomes(telling: Telling, each: Otherwise) -> list[str]:
    if not each.outcomes:
        return [f"No outcome would have come or gone by day {each.through}."]
    said = []
    for name, (was, would) in each.outcomes.items():
        title = f"'{telling.outcome(name)}'"
        if would is None:
            said.append(f"{title} (day {was}) would not have come by day {each.through}.")
        elif was is None:
            said.append(f"{title} would have come, on day {would}.")
        else:
            said.append(f"{title} would have come on day {would}, not on day {was}.")
    return said


def peaks(telling: Telling, each: Otherwise) -> list[str]:
    plan = telling.plan
    return [
        f"{posture_title(plan, p)} would have gone to '{rung(plan, p, would)}' at most, not "
        f"'{rung(plan, p, was)}'."
        for p, (was, would) in each.peaks.items()
    ]


def acts(each: Otherwise) -> str:
    was, would = each.incidents
    if was == would:
        return "As many incidents."
    return f"Incidents: {would:,}, not {was:,}; severe ones {each.severe[1]}, not {each.severe[0]}."


# ---------------------------------------------------------------- among simulated games


def cloud(telling: Telling) -> Section:
    found = telling.debrief.cloud
    lead = (
        f"{found.runs:,} simulated games of the same scenario over the same {found.days} days, with the "
        "rulebook in every seat, other luck, and every draw of what is not known. A game far from all of "
        "them is not wrong: people do what rules do not foresee, and rules are assumptions."
    )
    blocks: list[Block] = [
        Prose(lead),
        Picture(
            "cloud",
            "This game among simulated ones",
            "Bars: how often simulated games had each value; a line where this game lies.",
            inline(figure.draw(found), "cloud"),
        ),
        Points([measured(each) for each in found.measures]),
    ]
    if found.outcomes:
        rows: list[Row] = [
            [
                telling.outcome(each.name),
                "no" if each.day is None else f"day {each.day}",
                Cell(
                    told_chance(each.chance),
                    bar=Bar(each.chance.share, (each.chance.low, each.chance.high)),
                ),
                told_interval(each.chance),
            ]
            for each in found.outcomes
        ]
        heads = ("Outcome", "In this game", "In simulated games", "95% interval")
        blocks.append(Table("Which outcomes came, here and there", heads, rows, numbers=(2, 3), tight=(1,)))
    return Section("cloud", "Among simulated games", blocks)


def measured(each: Measure) -> str:
    if each.game == float("inf"):
        return f"{each.title}: never here; never in {percent(each.same)}% of simulated games."
    return (
        f"{each.title}: {each.game:,g}. Lower in {percent(each.lower)}% of simulated games, the same in "
        f"{percent(each.same)}%, higher in {percent(1.0 - each.lower - each.same)}%."
    )
