"""What follows what: how likely an outcome is once something else has come."""

from __future__ import annotations

from typing import Any

from sim.analysis.chances.conditional import Conditional, conditionals
from sim.analysis.results import Ensemble
from sim.figures.wording import plural
from sim.report.blocks import Block, Cell, Fold, Prose, Row, Section, Table
from sim.report.cells import NOTHING, SHARES, share_cell
from sim.report.results import Results

MOST = 3  # conditions told of each outcome
LEAST_RUNS = 30  # from which a share after a condition is told
HEADS = ("Outcome", "Once this has come", "It follows later", "In runs without this", "Median wait")


def conditions(results: Results) -> Section | None:
    """Nothing where there are no two things of which one may follow the other."""
    ensemble = results.ensemble
    outcomes = [f"outcome.{name}" for name, days in ensemble.outcomes.items() if some(days)]
    events = [f"event.{name}" for name, days in ensemble.events.items() if some(days)]
    given = distinct(ensemble, [*outcomes, *events])
    if not outcomes or len(given) < 2:
        return None
    found = conditionals(ensemble, outcomes, given).rows
    columns = [[row[k] for row in found] for k in range(len(outcomes))]
    rows = [row for column in columns for row in rows_of(column)]
    lead = (
        "Of the runs in which a condition has come and the outcome has not yet, the share in which the "
        f"outcome comes on a later day. For each outcome, up to {MOST} conditions after which it is clearly "
        "likelier than in runs without them, those that stand out most. It says what to expect once the "
        "condition is seen, and not that the one brings the other about: both may follow from a third, and "
        "a condition that comes late leaves little time."
    )
    title = "After what each outcome is likelier"
    table = Table(title, HEADS, rows, (2, 3, 4), notes=[SHARES])
    blocks: list[Block] = [
        Prose(lead),
        table if rows else Prose("No outcome is clearly likelier after anything."),
    ]
    return Section(
        "conditions",
        "What follows what",
        [*blocks, Fold("Every outcome after every condition", [matrix(found)])],
    )


def some(days: Any) -> bool:
    """Whether it came in some runs and not in others."""
    came = days >= 0
    return bool(came.any()) and not bool(came.all())


def distinct(ensemble: Ensemble, names: list[str]) -> list[str]:
    """Of several that come on the same day in every run, the first."""
    kept: dict[bytes, str] = {}
    for name in names:
        kind, _, rest = name.partition(".")
        days = (ensemble.outcomes if kind == "outcome" else ensemble.events)[rest]
        kept.setdefault(days.tobytes(), name)
    return list(kept.values())


def rows_of(column: list[Conditional]) -> list[Row]:
    """The conditions after which an outcome is most clearly likelier than without them."""
    told = [each for each in column if each.outcome != each.condition and stands_out(each)]
    shown = sorted(told, key=lambda each: (each.otherwise.share - each.after.share, each.condition))[:MOST]
    found: list[Row] = []
    for place, each in enumerate(shown):
        head = Cell(each.outcome_title, small=f"{each.always.said} of all runs", rows=len(shown))
        wait = NOTHING if each.wait is None else f"{each.wait} day{plural(each.wait)}"
        cells: list[str | Cell] = [
            Cell(each.condition_title, small=f"comes in {each.given.said}"),
            share_cell(each.after),
            share_cell(each.otherwise),
            wait,
        ]
        found.append(cells if place else [head, *cells])
    return found


def stands_out(each: Conditional) -> bool:
    """Whether the two intervals lie apart; from few runs nothing is told."""
    return min(each.after.of, each.otherwise.of) >= LEAST_RUNS and each.after.low > each.otherwise.high


def matrix(rows: list[list[Conditional]]) -> Table:
    """A row a condition, a column an outcome: how often the outcome follows later."""
    heads = ["Once this has come", *(each.outcome_title for each in rows[0])]
    body: list[Row] = [
        [
            row[0].condition_title,
            *(share_cell(each.after) if each.after.of >= LEAST_RUNS else NOTHING for each in row),
        ]
        for row in rows
    ]
    note = f"A dash: fewer than {LEAST_RUNS} runs to tell it from."
    return Table(
        "How often each outcome follows later", heads, body, range(1, len(heads)), notes=[SHARES, note]
    )
