"""The odds along the game, and the decisions that moved them."""

from __future__ import annotations

from sim.report.blocks import Bar, Block, Cell, Fold, Picture, Prose, Row, Section, Table
from sim.report.drawing import inline
from sim.wargame.actions import Override
from sim.wargame.odds.live import SAID, Change
from sim.wargame.review.drawings import curve as curve_figure
from sim.wargame.review.drawings import worth as worth_figure
from sim.wargame.review.phrases import NOTHING, Telling, told_chance, told_change, told_interval, told_range
from sim.wargame.review.worth import AGAIN, MOST, RUNS, Decision, Ruled

SHOWN = 12  # decisions in the table and the figure
METHOD = (
    "Each order is set against the same seat holding where it stood, and against the rulebook in that "
    f"seat for the turn, {RUNS:,} futures each under the same luck, and after the turn the rulebook in "
    "every seat. What the others ordered and all that was said stand. Many orders are compared, and the "
    f"largest of many look larger than they are: the {MOST} that seemed to move a chance most were asked "
    f"once more, with {AGAIN:,} futures of other luck each, and those numbers are given. Of the others, "
    "about one interval in twenty misses the truth. No order is valued by what its people could have "
    "known."
)


def odds(telling: Telling) -> Section | None:
    """The curve, and the numbers behind it."""
    found = telling.debrief
    if not found.curve[0].odds.outcomes:
        return None
    blocks: list[Block] = [
        Prose(SAID),
        Picture(
            "odds",
            "The odds along the game",
            "A panel an outcome: its chance at the start and after every turn.",
            inline(curve_figure.draw(found, found.ranked[:SHOWN]), "odds"),
        ),
        Fold("The numbers", [numbers(telling)]),
    ]
    return Section("odds", "The odds along the game", blocks)


def numbers(telling: Telling) -> Table:
    rows: list[Row] = []
    for name in telling.debrief.curve[0].odds.outcomes:
        points = telling.debrief.curve
        for place, point in enumerate(points):
            odd = point.odds.of(name)
            moved = None if point.changes is None else point.changes[name]
            row: list[str | Cell] = [
                "start" if not point.turns else f"turn {point.turns}",
                Cell(told_chance(odd.chance), bar=bar(odd.chance.share, odd.chance.low, odd.chance.high)),
                told_interval(odd.chance),
                *([NOTHING, NOTHING] if moved is None else [told_change(moved), told_range(moved)]),
            ]
            rows.append(row if place else [Cell(odd.title, rows=len(points)), *row])
    heads = ("Outcome", "After", "Chance", "95% interval", "Change in points", "95% interval of the change")
    return Table("The chance of each outcome after every turn", heads, rows, numbers=(2, 3, 4, 5))


def bar(share: float, low: float, high: float) -> Bar:
    return Bar(share, (low, high))


# ---------------------------------------------------------------- decisions


def decisions(telling: Telling) -> Section | None:
    """The orders that moved a chance most, and what the white cell did."""
    ranked = telling.debrief.ranked[:SHOWN]
    if not ranked and not telling.debrief.rulings:
        return None
    blocks: list[Block] = []
    if ranked:
        labels = [label(telling, number, each) for number, each in enumerate(ranked, 1)]
        blocks = [
            Prose(METHOD),
            Picture(
                "worth",
                "What moved the odds most",
                "A row a decision: by how many points it moved a chance, with the 95% interval.",
                inline(worth_figure.draw(labels, ranked), "worth"),
            ),
            table(telling, ranked, "The decisions that moved a chance most"),
            Prose("decisions.csv has every decision and every outcome."),
        ]
    if telling.debrief.rulings:
        blocks.append(ruled_table(telling))
    return Section("decisions", "What the decisions did", blocks)


def label(telling: Telling, number: int, each: Decision) -> str:
    order = f"{number}. Turn {each.turn}, {telling.seat(each.seat)}: {telling.order(each)}"
    outcome = telling.outcome(each.chosen or "")
    return f"{order if len(order) < 70 else order[:68].rstrip() + '…'} → {outcome}"


def table(telling: Telling, ranked: list[Decision], title: str) -> Table:
    rows: list[Row] = []
    for number, each in enumerate(ranked, 1):
        assert each.chosen is not None
        hold = None if each.hold is None else each.hold[each.chosen]
        rows.append(
            [
                Cell(f"{number}. {telling.seat(each.seat)}", small=f"turn {each.turn}"),
                Cell(telling.order(each)),
                telling.outcome(each.chosen),
                Cell(told_chance(each.odds.of(each.chosen).chance), small=f"of {each.odds.runs:,}"),
                NOTHING if hold is None else worth(hold),
                worth(each.book[each.chosen]),
            ]
        )
    heads = ("Seat", "Order", "Outcome it moved most", "Chance as ordered", "Against holding",
             "Against the rulebook")  # fmt: skip
    notes = [
        "Chance as ordered: of so many futures. Changes in points of chance, with their 95% intervals; "
        "paired, since the luck is the same."
    ]
    return Table(title, heads, rows, numbers=(3, 4, 5), notes=notes)


def worth(each: Change) -> Cell:
    return Cell(told_change(each), small=told_range(each))


def ruled_table(telling: Telling) -> Table:
    rows: list[Row] = []
    for each in telling.debrief.rulings:
        value = None if each.chosen is None else each.changes[each.chosen]
        rows.append(
            [
                f"turn {each.turn}",
                ruled_words(telling, each),
                NOTHING if each.chosen is None else telling.outcome(each.chosen),
                "no change" if value is None else worth(value),
            ]
        )
    title = "What the white cell did: rulings, and injects that brought an event about"
    return Table(title, ("Turn", "What", "Outcome it moved most", "Change of its chance"), rows, numbers=(3,))


def ruled_words(telling: Telling, each: Ruled) -> Cell:
    from sim.wargame.review.ruled import ruled

    return ruled(telling, each.action) if isinstance(each.action, Override) else Cell(
        f"Inject: {telling.table.injects.by_id[each.action.inject].title or 'an event'}"
    )  # fmt: skip
