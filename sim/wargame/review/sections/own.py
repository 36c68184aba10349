"""A seat's own debrief: its orders, what it believed, its words, and what its decisions did."""

from __future__ import annotations

from sim.report.blocks import Block, Cell, Facts, Fold, Prose, Row, Section, Table
from sim.wargame.review.course import changes
from sim.wargame.review.phrases import NOTHING, Telling, in_points
from sim.wargame.review.sections.course import table as course_table
from sim.wargame.review.sections.ending import said
from sim.wargame.review.sections.words import advice_table, line_table, mistaken_table, threat_table
from sim.wargame.review.sections.worth import table as worth_table
from sim.wargame.review.slips import mistaken
from sim.wargame.review.words import advice_ignored, lines
from sim.wargame.review.worth import Decision


def seat_sections(telling: Telling, seat: str) -> list[Section | None]:
    return [
        aims(telling, seat),
        orders(telling, seat),
        views(telling, seat),
        words(telling, seat),
        course(telling, seat),
        heard(telling, seat),
    ]


def aims(telling: Telling, seat: str) -> Section:
    sitting = telling.table.seats[seat]
    facts = [("Public aims", sitting.role.public or NOTHING), ("Secret aims", sitting.role.secret or NOTHING)]
    if not telling.anonymous:
        facts.insert(0, ("Who sat there", ", ".join(telling.table.players[seat]) or NOTHING))
    return Section("seat", "The seat", [Facts(facts)])


def orders(telling: Telling, seat: str) -> Section | None:
    """Turn by turn, with what each order did to the outcome it moved most."""
    own = [each for each in telling.debrief.decisions if each.seat == seat]
    if not own:
        return None
    rows: list[Row] = [
        [f"turn {each.turn}", Cell(telling.order(each)), effect(telling, each), spoken(telling, each)]
        for each in own
    ]
    heads = ("Turn", "Order", "What it did most", "Said in public")
    blocks: list[Block] = [Table("Orders, turn by turn", heads, rows, tight=(0,))]
    moving = sorted((each for each in own if each.weight > 0.0), key=lambda each: -each.weight)
    if moving:
        title = "Against holding, and against the rulebook in this seat"
        blocks.append(Fold("The numbers behind it", [worth_table(telling, moving, title)]))
    return Section("orders", "Its orders", blocks)


def effect(telling: Telling, each: Decision) -> Cell:
    if each.chosen is None:
        return Cell("no chance moved", small=f"in {each.odds.runs:,} futures")
    value = each.against[each.chosen]
    against = "the rulebook" if each.hold is None else "holding"
    open_ = "" if value.is_clear else "; the interval includes 0"
    return Cell(f"'{telling.outcome(each.chosen)}'", small=f"against {against}: {in_points(value)}{open_}")


def spoken(telling: Telling, each: Decision) -> str:
    played = next(turn for turn in telling.table.played if turn.turn == each.turn)
    order = played.orders.get(each.seat)
    return telling.typed(order.statement) or NOTHING if order is not None else NOTHING


def views(telling: Telling, seat: str) -> Section:
    found = [each for each in mistaken(telling.table) if each.seat == seat]
    if not found:
        text = "Whenever orders were given, this seat saw all that it watched as it was."
        return Section("views", "What it believed, and what was so", [Prose(text)])
    title = "What it believed on the eve of its orders, where it was otherwise"
    blocks = [mistaken_table(telling, found, title)]
    return Section("views", "What it believed, and what was so", blocks)


def words(telling: Telling, seat: str) -> Section | None:
    """Its own words kept and not kept, and the advice it did not follow."""
    own = [each for each in lines(telling.table) if each.who == seat]
    threats = [each for each in own if each.turn is not None]
    rest = [each for each in own if each.turn is None]
    ignored = [each for each in advice_ignored(telling.table) if each.seat == seat]
    blocks: list[Block] = []
    if threats:
        blocks.append(threat_table(telling, threats))
    if rest:
        blocks.append(line_table(telling, rest, "Its lines in the scenario"))
    if ignored:
        blocks.append(advice_table(telling, ignored, "Orders beyond its government's advice"))
    return Section("words", "Its words", blocks) if blocks else None


def course(telling: Telling, seat: str) -> Section | None:
    """Its postures day by day, and who saw them otherwise."""
    rows = [row for row in changes(telling.table) if row.posture.split(">")[0] == seat]
    if not rows:
        return None
    lead = (
        "What it ordered, intended and did, and what those who watched it believed where that was otherwise."
    )
    return Section("course", "How others saw it", [Prose(lead), course_table(telling, rows, "Day by day")])


def heard(telling: Telling, seat: str) -> Section | None:
    notices = [each for each in telling.table.notices if each.is_for(seat)]
    return Section("heard", "What it said and heard", [said(telling, notices)]) if notices else None
