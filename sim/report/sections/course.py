"""One course of events, told day by day: a case to think with, and no likely one."""

from __future__ import annotations

from sim.analysis.one_run.brief import brief, ending
from sim.analysis.one_run.timeline import Timeline, timeline
from sim.analysis.one_run.to_read import ToRead, run_to_read
from sim.analysis.percents import dated, words
from sim.engines.crisis import Crisis
from sim.figures import timeline as figure
from sim.report.blocks import Block, Code, Fold, Picture, Prose, Row, Section, Table
from sim.report.drawing import inline
from sim.report.results import Results


def course(results: Results) -> Section | None:
    """A run of the rarest outcome that came; nothing where none did."""
    chosen = run_to_read(results.ensemble)
    if chosen is None:
        return None
    number = results.order.first + chosen.row
    told = timeline(replayed(results, number))
    lead = (
        f"Run {number}, in which '{title(results, chosen)}' came: of the outcomes that came at all the "
        "rarest, and of its runs the one with the middle day. It shows how such a thing can come about "
        "under these rules. It is one of many ways, chosen for being rare, and says nothing of how likely "
        "any of its steps is."
    )
    blocks: list[Block] = [
        Prose(lead),
        Picture(
            "timeline",
            f"Run {number} as it went",
            "A lane a posture, higher and darker where it stands on a higher rung; events and outcomes by "
            "day.",
            inline(figure.draw(told), "timeline"),
        ),
        Prose(ending(told)),
        Fold("The same, day by day", [days(told)]),
        Prose("With every move and its cause:"),
        Code(results.order.replay(number)),
    ]
    return Section("course", "One course of events", blocks)


def replayed(results: Results, number: int) -> Crisis:
    """The run again, to its end."""
    ensemble, order = results.ensemble, results.order
    crisis = Crisis(
        ensemble.scenario,
        ensemble.seed,
        number,
        draws=ensemble.draws,
        errors=ensemble.errors,
        parameters=order.fixed,
    )
    while not crisis.over:
        crisis.step()
    return crisis


def title(results: Results, chosen: ToRead) -> str:
    return words(chosen.outcome, results.ensemble.plan.document.outcomes[chosen.outcome].title)


def days(told: Timeline) -> Table:
    """Firebreaks crossed, events, words kept and broken, outcomes."""
    rows: list[Row] = [
        ["D" + dated(told.start, day)[1:] if not place else "", line.lstrip("* ")]
        for day, lines in brief(told)
        for place, line in enumerate(lines)
    ]
    return Table("What happened, day by day", ("Day", "What happened"), rows, tight=(0,))
