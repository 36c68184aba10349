"""What the results hang on: typed numbers that come out again; and, by new runs, what else moves them."""

from __future__ import annotations

from sim.analysis.hinges.ablation import words as ablation_words
from sim.analysis.hinges.assumptions import Assumptions
from sim.analysis.hinges.assumptions import words as assumption_words
from sim.analysis.hinges.respacing import words as respacing_words
from sim.analysis.hinges.restate import restate
from sim.analysis.hinges.tornado_table import Tornado
from sim.analysis.words import given_back, telling
from sim.figures import ablation, respacing, tornado
from sim.report.blocks import Block, Code, Fold, Heading, Picture, Points, Prose, Remark, Section
from sim.report.drawing import inline
from sim.report.more import RUNS, More
from sim.report.results import Results


def hinges(results: Results) -> Section | None:
    """Nothing where there is no outcome to ask about."""
    if not results.ensemble.outcomes:
        return None
    blocks = [Heading("Typed numbers that come out again"), *restated(results)]
    return Section(
        "hinges", "What it hangs on", blocks + (asked(results, results.more) if results.more else unasked())
    )


def restated(results: Results) -> list[Block]:
    """Which outcome follows which number over the draws."""
    back = given_back(results.ensemble, restate(results.ensemble, results.order.first))
    if not back:
        return [
            Prose(
                "No outcome follows one typed number: none is nearly a single throw, none follows a "
                "parameter."
            )
        ]
    lead = (
        "An outcome that follows one typed number gives that number back, and says little more. In "
        "brackets: the rank correlation of the outcome's chance with the number over the draws of what is "
        "not known (Spearman), told only where it is beyond what idle numbers reach by chance."
    )
    return [Prose(lead), Points(back)]


def unasked() -> list[Block]:
    """What new runs would tell, and how to ask."""
    lead = (
        "Three more questions need new runs, which this page was made without: which mechanisms an outcome "
        "hangs on (each switched off by itself, under the same luck), how far the spacing of the ladder "
        f"decides it, and which of the assumed numbers move it most. They take some minutes ({RUNS:,} runs "
        "of each version); this makes the page again with the answers, DIR being the folder of these "
        "results:"
    )
    return [Heading("By new runs"), Prose(lead), Code("sim report DIR --more")]


def asked(results: Results, more: More) -> list[Block]:
    """The three answers."""
    lead = (
        f"Each version of the scenario below was run {more.runs:,} times with seed {results.ensemble.seed}, "
        "all under the same luck, so that a difference is counted in pairs of runs."
    )
    blocks: list[Block] = [Heading("Mechanisms switched off"), Prose(lead)]
    if results.order.fixed or not results.ensemble.errors:
        blocks.append(
            Remark("These versions are of the scenario as it is written: nothing fixed, and with errors.")
        )
    without, shapes = more.ablation, more.respacing
    blocks += [
        Points(ablation_words(without)),
        Picture(
            "ablation",
            "What outcomes hang on: each mechanism switched off",
            "A panel an outcome, a line a mechanism: how far the chance moves without it. The sentences "
            "above tell it.",
            inline(ablation.draw(without), "ablation"),
        ),
        Heading("The ladder spaced anew"),
        Points(respacing_words(shapes)),
        Picture(
            "respacing",
            "What outcomes hang on: the spacing of the ladder",
            "A panel an outcome, a line a form of the ladder: how far the chance moves. The sentences above "
            "tell it.",
            inline(respacing.draw(shapes), "respacing"),
        ),
        Heading("Assumed numbers, one at a time"),
    ]
    return [*blocks, *assumed(results, more.assumptions)]


def assumed(results: Results, found: Assumptions | str) -> list[Block]:
    """The tornado of the outcomes that are least settled, and sentences for all of them."""
    if isinstance(found, str):
        return [Prose(f"None was moved: {found}.")]
    drawn = [found.of(name) for name in telling(results.summary)]
    words = Fold("In words, for every outcome", [Points(assumption_words(found))])
    return [*(picture(table) for table in drawn if table.bars), words]


def picture(table: Tornado) -> Picture:
    name = f"tornado-{table.measure.name.replace('.', '-')}"
    title = f"Which assumed numbers move it: {table.measure.title}"
    words = "A bar a number, from the chance at its low end to the chance at its high end, the widest on top."
    return Picture(name, title, words, inline(tornado.draw(table), name))
