"""What to find out next: assumed numbers, by how much the outcomes of a study hang on them."""

from __future__ import annotations

from sim.analysis.percents import listed, points, words
from sim.evidence.graded import all_graded
from sim.evidence.ledger import Entry
from sim.report.blocks import Block, Cell, Points, Prose, Remark, Row, Section, Table
from sim.report.evidence.asking import NAME, TITLE, is_open
from sim.report.evidence.naming import RESTS, claim_links, grades_of
from sim.scenario.loading import Scenario
from sim.studies.asking.weighing import Weight, Weights
from sim.studies.form.factors import Factor
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

HEADS = ("Parameter", "Rests on", "Varied over", "Outcome that hangs on it most", "How much", "95%", "Claims")


def finding_section(scenario: Scenario, entries: list[Entry], study: OpenStudy, found: Weights) -> Section:
    """The parameters that are assumed, at least in size, the one most worth knowing first."""
    open_ = {str(each.path[-1]): each for each in entries if is_open(each)}
    ranked = [(weight, open_[name]) for name in open_ if (weight := found.heaviest(name)) is not None]
    ranked.sort(key=lambda pair: (-pair[0].surely, -pair[0].size, pair[0].factor))
    grades = grades_of(all_graded(scenario))
    spans = {factor.name: varied(factor) for factor in study.study.factors if factor.numeric}
    rows = [row(scenario, each, weight, found, spans, grades) for weight, each in ranked]
    lead = (
        "Numbers that no document gives, or whose size somebody judged, by how much an outcome hangs on "
        f"them in the study '{study.study.title}': {found.of}. The outcome named is the one that hangs on it "
        "most surely, and the order is by the lower end of the interval: better evidence is worth most at "
        "the top. Where that end is 0 or less, nothing that hangs on it could be told from luck."
    )
    blocks: list[Block] = [Prose(lead)]
    if study.study.variants[0].scenario.sha256 != scenario.sha256:
        blocks.append(
            Remark("The study was run on another version of this scenario: its numbers may have changed.")
        )
    title = "Assumed numbers, the one most worth knowing first"
    blocks.append(
        Table(title, HEADS, rows, tight=(2, 5), numbers=(4, 5)) if rows else Prose(none_told(found))
    )
    return Section(NAME, TITLE, [*blocks, *left_out(study, open_, found)])


def none_told(found: Weights) -> str:
    return "Nothing could be told of any of them." if found.untold else "The study varied none of them."


def varied(factor: Factor) -> str:
    """From where to where the study took a number; nine tenths of a distribution without an end."""
    low, high = factor.ends if factor.is_endless else (factor.quantile(0.0), factor.quantile(1.0))
    return f"{low:g} to {high:g}"


def row(
    scenario: Scenario,
    each: Entry,
    weight: Weight,
    found: Weights,
    spans: dict[str, str],
    grades: dict[str, str],
) -> Row:
    return [
        Cell(str(each.path[-1]), small=each.title or ""),
        RESTS[each.basis.kind],
        spans[weight.factor],
        outcome_title(scenario, weight.measure),
        size_said(weight.size, found),
        f"{number_said(weight.low, found)} to {size_said(weight.high, found)}",
        claim_links(each.basis.evidence, (), grades),  # the claims are on another page
    ]


def outcome_title(scenario: Scenario, measure: str) -> str:
    """An outcome by its title; another chance as the study names it."""
    name = parse_measure(measure).name.removeprefix("outcome.")
    outcome = scenario.document.outcomes.get(name)
    return words(name, outcome.title) if outcome else measure


def size_said(size: float, found: Weights) -> str:
    return number_said(size, found) + (" points" if found.are_points else "")


def number_said(size: float, found: Weights) -> str:
    return points(size).lstrip("+") if found.are_points else f"{size:.2f}"


def left_out(study: OpenStudy, open_: dict[str, Entry], found: Weights) -> list[Block]:
    """What the list cannot say, and why."""
    told = [f"{name}: not told, for {reason}." for name, reason in found.untold.items()]
    still = sorted(set(open_) - set(study.factors))
    if still:
        told.append(f"Assumed, and not varied in this study: {listed(still)}.")
    others = sorted(set(study.factors) - set(open_))
    if others:
        told.append(f"Varied, and not assumed, or no parameters: {listed(others)}.")
    return [Points(told)] if told else []
