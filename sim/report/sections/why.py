"""Why rungs were climbed: proximate causes, never without what errors made and averted."""

from __future__ import annotations

from sim.analysis.chances.shares import Share
from sim.analysis.intervals import wilson
from sim.analysis.percents import points
from sim.analysis.why.causes import Arrival, Causes, causes
from sim.analysis.why.causes_words import marked, openness
from sim.analysis.why.paired import Paired
from sim.report.blocks import Block, Cell, Fold, Heading, Prose, Remark, Row, Section, Table
from sim.report.cells import NOTHING, SHARES, share_cell
from sim.report.results import Results
from sim.report.sections.unawares import unawares

TOLD = 12  # firebreaks in the open, the rest folded
ERRORS = ("Made by errors", "Averted", "Difference, points")


def why(results: Results) -> Section:
    return Section("why", "Why", [*by_cause(results), Heading("Unawares"), *unawares(results)])


def by_cause(results: Results) -> list[Block]:
    """Both splits in one table, or neither."""
    ensemble = results.ensemble
    if ensemble.twin is None:
        return [
            Remark(
                "Proximate causes are not shown: they mislead without the twin that says what errors made "
                "and averted, and these runs have none."
            )
        ]
    found = causes(ensemble)
    lead = (
        "The cause of an actor's first arrival at or above a firebreak, toward anybody: on its own "
        "initiative, in answer to what it faced, misled by an error, committed by a line it drew, as an "
        "ally, or ordered. A line that an error has tripped counts as committed, so these shares understate "
        "errors. Beside them stands what errors made and averted, by the twin under the same luck: neither "
        "is to be read without the other."
    )
    rows = sorted(marked(found), key=lambda row: (-openness(row), row.title, row.step.level))
    blocks: list[Block] = [Heading("By what cause"), Prose(lead)]
    if rows:
        blocks.append(table("First arrivals at firebreaks, those least settled first", rows[:TOLD]))
    if rows[TOLD:]:
        left = table("First arrivals at all other firebreaks", rows[TOLD:])
        blocks.append(Fold(f"{len(rows) - TOLD} more firebreaks", [left]))
    return (
        [*errors(found), *blocks]
        if rows or found.outcomes
        else [Prose("No firebreak was crossed in any run.")]
    )


def errors(found: Causes) -> list[Block]:
    """Each outcome with errors and without."""
    if not found.outcomes:
        return []
    rows: list[Row] = [
        [
            each.title,
            counted(each.errors, each.errors.with_errors),
            counted(each.errors, each.errors.without),
            *balance(each.errors),
        ]
        for each in sorted(found.outcomes, key=lambda each: (-abs(each.errors.difference), each.outcome))
    ]
    lead = (
        "What accidents and misperception did to each outcome: every run was made twice, with the same "
        "luck, once with errors and once without. Made: it came only with them. Averted: it came only "
        "without."
    )
    heads = ("Outcome", "With errors", "Without", *ERRORS)
    return [
        Heading("What errors did"),
        Prose(lead),
        Table("What errors made and averted", heads, rows, range(1, 6), notes=[WILSON, NEWCOMBE]),
    ]


WILSON = "Below each share its Monte Carlo 95% interval (Wilson 1927)."
NEWCOMBE = "Below each difference its 95% interval, for runs in pairs (Newcombe 1998)."


def table(title: str, rows: list[Arrival]) -> Table:
    """One row an actor and firebreak: the proximate split and the twin's, side by side."""
    heads = ("Who, and where", "Came there", "By cause", "Acted, not meant", *ERRORS)
    notes = [
        SHARES,
        NEWCOMBE,
        "Acted, not meant: carried out there by accident on some day, and intended on none.",
    ]
    return Table(title, heads, [cause_row(row) for row in rows], (1, 3, 4, 5, 6), notes=notes)


def cause_row(row: Arrival) -> Row:
    by = [(name, share) for name, share in row.by.items() if share.came]
    by += [("on record", row.on_record)] if row.on_record.came else []
    said = [f"{name} {share.said}" for name, share in sorted(by, key=lambda pair: -pair[1].came)]
    line = f"mostly by '{row.line.title}', {row.line.share.said}" if row.line else ""
    return [
        Cell(row.step.title, small=row.title),
        share_cell(row.arrived),
        Cell(", ".join(said) or NOTHING, small=line),
        share_cell(row.accidental),
        *balance(row.errors),
    ]


def balance(errors: Paired) -> list[str | Cell]:
    """Made, averted, and the difference with its interval."""
    between = f"{points(errors.low)} to {points(errors.high)}"
    return [
        counted(errors, errors.made),
        counted(errors, errors.averted),
        Cell(points(errors.difference), small=between),
    ]


def counted(errors: Paired, count: int) -> Cell:
    return share_cell(Share(count, errors.runs, *wilson(count, errors.runs)))
