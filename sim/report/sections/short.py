"""What the numbers say, in a few sentences: before any table."""

from __future__ import annotations

from sim.analysis.percents import listed
from sim.analysis.words import sentences, title
from sim.report.blocks import Points, Prose, Section
from sim.report.results import Results

NEARLY, RARE = 0.9, 0.1


def in_short(results: Results) -> Section | None:
    told = [*settled(results), *sentences(results.ensemble, results.summary)]
    if not told:
        return None
    lead = "What the runs say, under the scenario's assumptions and no others."
    return Section("short", "In short", [Prose(lead), Points(told)])


def settled(results: Results) -> list[str]:
    """What came nearly always and what hardly ever; what never came is told by the sentences on doubt."""
    rows = results.summary["outcomes"]
    often = [name for name in rows if rows[name]["lo"] >= NEARLY]
    seldom = [name for name in rows if rows[name]["p"] > 0.0 and rows[name]["hi"] <= RARE]
    told = [f"Nearly always, in {NEARLY:.0%} of the runs or more: {titles(results, often)}."] if often else []
    told += [f"Rarely, in {RARE:.0%} of the runs or fewer: {titles(results, seldom)}."] if seldom else []
    return told


def titles(results: Results, names: list[str]) -> str:
    """The likeliest first."""
    order = sorted(names, key=lambda name: (-results.summary["outcomes"][name]["p"], name))
    return listed([title(results.ensemble, name) for name in order])
