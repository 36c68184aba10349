"""Which factors matter in a study, as far as its design can say, as tables and sentences."""

from __future__ import annotations

from sim.analysis.percents import points
from sim.analysis.sensitivity.discovery import FEWEST_POINTS
from sim.analysis.sensitivity.morris import Effect
from sim.analysis.sensitivity.sobol import Index
from sim.analysis.sensitivity.tornado import FEWEST_POINTS as FEWEST
from sim.analysis.sensitivity.tornado import Swing
from sim.commands.screen import bullet, prose, table
from sim.studies.asking.questions import FIFTHS, REGIONS, regions, screening, sobol_indices, swings
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

SHOWN = 8  # factors; the others matter less, and Python has them all


def drivers(study: OpenStudy) -> list[str]:
    """For each measure of the baseline: the table its design allows, and where it mostly happens."""
    if len(study.points) < 2 or not study.complete:
        return []
    return [text for name in study.measures for text in of_measure(study, name) if text]


def of_measure(study: OpenStudy, name: str) -> list[str]:
    """What matters for one measure, or why that cannot be told."""
    try:
        return told(study, name)
    except ValueError as error:
        return [bullet(f"{name}: what matters is not told: {error}.")]


def told(study: OpenStudy, name: str) -> list[str]:
    found = []
    if study.design == "saltelli":
        found.append(sobol_table(study, name))
    elif study.design == "morris":
        found.append(morris_table(study, name))
    elif study.design == "one_at_a_time" or (study.design in FIFTHS and len(study.points) >= FEWEST):
        found.append(swing_table(study, name))
    if study.design in REGIONS and len(study.points) >= FEWEST_POINTS and parse_measure(name).is_chance:
        found.append(bullet(f"{name}: {regions(study, name).sentence}"))
    return found


def sobol_table(study: OpenStudy, name: str) -> str:
    found = sobol_indices(study, name)
    title = f"{name}: share of the variance due to each factor (Sobol' indices, luck taken off)"
    if found.reason is not None:
        return f"{title}\n{prose(found.reason, '  ', '  ')}"
    ranked = sorted(found.indices, key=lambda each: (-each.total, each.name))
    heads = ["factor", "alone", "95%", "with others", "95% "]
    return table(title, heads, [index_line(each) for each in ranked[:SHOWN]], right=range(1, 5)) + more(
        ranked
    )


def index_line(each: Index) -> list[str]:
    alone = f"{each.first_lo:.2f} to {each.first_hi:.2f}"
    return [
        each.name,
        f"{each.first:.2f}",
        alone,
        f"{each.total:.2f}",
        f"{each.total_lo:.2f} to {each.total_hi:.2f}",
    ]


def morris_table(study: OpenStudy, name: str) -> str:
    title = f"{name}: elementary effects over each factor's whole range (Morris, luck taken off)"
    found = screening(study, name)
    heads = ["factor", "mean size", "95%", "mean", "scatter"]
    scale = points if parse_measure(name).is_chance else plain
    body = [
        [
            e.name,
            scale(e.mu_star),
            f"{scale(e.mu_star_lo)} to {scale(e.mu_star_hi)}",
            scale(e.mu),
            scale(e.sigma),
        ]
        for e in found[:SHOWN]
    ]
    return table(title, heads, body, right=range(1, 5)) + more(found)


def swing_table(study: OpenStudy, name: str) -> str:
    found = swings(study, name)
    if not found:
        return ""  # no factor is a number
    ends = (
        "ends, the others at their middle" if study.design == "one_at_a_time" else "lowest and highest fifths"
    )
    scale = points if parse_measure(name).is_chance else plain
    body = [
        [
            each.name,
            scale(each.low).lstrip("+"),
            scale(each.high).lstrip("+"),
            scale(each.swing),
            f"{scale(each.lo)} to {scale(each.hi)}",
        ]
        for each in found[:SHOWN]
    ]
    heads = ["factor", "low", "high", "swing", "95%"]
    return table(f"{name}: between each factor's {ends}", heads, body, right=range(1, 5)) + more(found)


def plain(value: float) -> str:
    return f"{value:+.2f}"


def more(found: list[Index] | list[Effect] | list[Swing]) -> str:
    left = len(found) - SHOWN
    return f"\n  and {left} that matter less" if left > 0 else ""
