"""Words and deeds: threats and lines, advice, and steps that nobody ordered or understood."""

from __future__ import annotations

from sim.analysis.deeds import actor_title
from sim.analysis.percents import listed, words
from sim.engines.chronicle import Move
from sim.report.blocks import Block, Cell, Fold, Prose, Row, Section, Table
from sim.wargame.review.names import dated, posture_title, rung
from sim.wargame.review.phrases import NOTHING, Telling
from sim.wargame.review.slips import LATER, Accident, Mistaken, Unaware, accidents, misled, mistaken, unaware
from sim.wargame.review.words import Advice, Line, advice_ignored, lines, to_whom, told_advice


def said(telling: Telling) -> Section | None:
    """Threats and lines that were met, kept and not kept; advice that was not followed."""
    found, ignored = lines(telling.table), advice_ignored(telling.table)
    threats = [each for each in found if each.turn is not None]
    met = [each for each in found if each.turn is None and each.fate != "not met"]
    rest = [each for each in found if each.turn is None and each.fate == "not met"]
    blocks: list[Block] = []
    if threats:
        blocks.append(threat_table(telling, threats))
    if met:
        blocks.append(line_table(telling, met, "Lines of the scenario that were met"))
    if rest:
        blocks.append(Fold("Lines that were not met", [line_table(telling, rest, "Lines not met")]))
    if ignored:
        title = "Orders that went beyond the advice of a seat's own government"
        blocks.append(Fold(f"{title} ({len(ignored)})", [advice_table(telling, ignored, title)]))
    return Section("words", "Words and deeds", blocks) if blocks else None


def threat_table(telling: Telling, threats: list[Line]) -> Table:
    rows: list[Row] = [[name(telling, e.who), f"turn {e.turn}", Cell(e.text), fate(e)] for e in threats]
    notes = [
        "A threat is put to the test when what it warns of is so on the first day of a later turn; it is "
        "kept where its author's order then stands at what it promised, or above. Not kept: it was called "
        "as a bluff."
    ]
    heads = ("Seat", "Made in", "Threat", "What became of it")
    return Table("Public threats", heads, rows, tight=(1,), notes=notes)


def line_table(telling: Telling, found: list[Line], title: str) -> Table:
    rows: list[Row] = [[name(telling, each.who), each.text, to_whom(each), fate(each)] for each in found]
    return Table(title, ("Whose", "Line", "Who had been told", "What became of it"), rows)


def fate(line: Line) -> Cell:
    days = [
        f"{said} on day {listed([str(day) for day in days])}"
        for said, days in (("kept", line.kept), ("not kept", line.broken))
        if days
    ]
    return Cell(line.fate, small="; ".join(days))


def advice_table(telling: Telling, ignored: list[Advice], title: str) -> Table:
    rows: list[Row] = [
        [name(telling, each.seat), f"turn {each.turn}", told_advice(telling.table, each)] for each in ignored
    ]
    return Table(title, ("Seat", "Turn", "Order and advice"), rows, tight=(1,))


def name(telling: Telling, actor: str) -> str:
    return actor_title(telling.plan, actor)


# ---------------------------------------------------------------- slips


def slips(telling: Telling) -> Section | None:
    """Accidents, mistaken views, and lines crossed unawares."""
    table = telling.table
    blocks: list[Block] = []
    if unaware(table):
        blocks.append(unaware_table(telling, unaware(table)))
    if accidents(table):
        blocks.append(accident_table(telling, accidents(table)))
    if misled(table):
        blocks.append(misled_table(telling, misled(table)))
    views = mistaken(table)
    climbing = [each for each in views if each.climbs]
    if climbing:
        title = "Orders to climb that were given on a mistaken view of the one they were against"
        blocks.append(mistaken_table(telling, climbing, title))
    if views:
        title = "Every mistaken view on the eve of orders"
        blocks.append(Fold(f"{title} ({len(views)})", [mistaken_table(telling, views, title)]))
    if not blocks:
        return None
    lead = "That one thing came after another does not say that it came of it."
    return Section("slips", "Inadvertent and accidental steps", [Prose(lead), *blocks])


def unaware_table(telling: Telling, found: list[Unaware]) -> Table:
    plan = telling.plan
    rows: list[Row] = [
        [
            posture_title(plan, each.posture),
            dated(plan, each.day),
            rung(plan, each.posture, each.rung),
            f"{name(telling, each.holder)}: {line_title(telling, each)}",
            f"day {each.answered}",
        ]
        for each in found
    ]
    heads = ("Who moved", "When", "To", "Across whose line, of which it had not been told", "Line kept")
    return Table("Lines crossed unawares", heads, rows, tight=(4,))


def line_title(telling: Telling, each: Unaware) -> str:
    bound = next(b for b in telling.plan.bindings if (b.actor, b.id) == (each.holder, each.line))
    return words(bound.id, bound.rule.title)


def accident_table(telling: Telling, found: list[Accident]) -> Table:
    plan = telling.plan
    rows: list[Row] = [
        [
            posture_title(plan, each.posture),
            dated(plan, each.day),
            rung(plan, each.posture, each.meant),
            rung(plan, each.posture, each.done),
            "; ".join(climb(telling, move) for move in each.then) or NOTHING,
        ]
        for each in found
    ]
    heads = ("Posture", "When", "Meant", "Done", f"Climbs against it in the next {LATER} days")
    return Table("Accidents", heads, rows)


def climb(telling: Telling, move: Move) -> str:
    to = rung(telling.plan, move.posture, move.to)
    return f"day {move.day}, {name(telling, move.posture.split('>')[0])} to '{to}'"


def misled_table(telling: Telling, found: list[Move]) -> Table:
    rows: list[Row] = [
        [
            posture_title(telling.plan, move.posture),
            dated(telling.plan, move.day),
            rung(telling.plan, move.posture, move.to),
        ]
        for move in found
    ]
    title = "Climbs of the rulebook that only an accident or a misreading made seem provoked"
    return Table(title, ("Posture", "When", "To"), rows)


def mistaken_table(telling: Telling, found: list[Mistaken], title: str) -> Table:
    plan = telling.plan
    rows: list[Row] = [
        [
            name(telling, each.seat),
            f"turn {each.turn}",
            posture_title(plan, each.posture),
            rung(plan, each.posture, each.believed),
            rung(plan, each.posture, each.so),
        ]
        for each in found
    ]
    return Table(title, ("Seat", "Turn", "Of which posture", "Believed", "Was so"), rows, tight=(1,))
