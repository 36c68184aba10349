"""What was assumed: every number that no document gives, with the range it may be tried in."""

from __future__ import annotations

from sim.analysis.percents import listed
from sim.evidence.bases import KINDS, Basis
from sim.evidence.ledger import Entry, ledger, range_of
from sim.evidence.saying import SAID, said_numbers
from sim.evidence.tally import number_tally, only_assumed
from sim.report.blocks import Block, Cell, Fold, Prose, Row, Section, Table
from sim.report.cells import NOTHING
from sim.report.results import Results
from sim.scenario.unknowns import Parameter

RESTS = dict(
    zip(KINDS, ("documents", "documents and a judgement", "an assumption", "nothing said"), strict=True)
)
MANY = 20  # rows that a reader need not pass by
PARAMETERS = ("Parameter", "Value", "Range to try", "Drawn from", "Rests on", "Why")


def assumed(results: Results) -> Section:
    """The share of numbers with documents behind them, the parameters, and the bare assumptions."""
    entries = ledger(results.ensemble.scenario)
    tally = number_tally(entries)
    kinds = [f"{count:,} {SAID[kind]}" for kind, count in tally.items() if count]
    blocks: list[Block] = []
    if kinds:
        blocks.append(
            Prose(f"Of the {sum(tally.values()):,} numbers that the scenario writes out, {listed(kinds)}.")
        )
    blocks += [*parameters(results, entries), *others(entries)]
    return Section("assumptions", "Assumptions", blocks or [Prose("The scenario writes out no numbers.")])


def parameters(results: Results, entries: list[Entry]) -> list[Block]:
    """The numbers that have names: their value, what may be tried, and what was drawn."""
    known = results.ensemble.scenario.document.parameters
    if not known:
        return []
    bases = {each.path[-1]: each.basis for each in entries if each.section == "parameters"}
    rows = [row(name, each, bases.get(name, Basis()), results) for name, each in known.items()]
    table = Table("Parameters", PARAMETERS, rows, numbers=(1,))
    lead = (
        "Parameters are the numbers that the scenario gives a name, because they matter or are not known. "
        "Those with a distribution were drawn anew for each draw; run n uses draw n mod the number of draws."
    )
    return [Prose(lead), folded(f"All {len(rows)} parameters", table)]


def row(name: str, each: Parameter, basis: Basis, results: Results) -> Row:
    fixed = results.order.fixed.get(name)
    value = fixed if fixed is not None else each.value
    spread = range_of(each)
    small = "; ".join(part for part in (each.title and name, each.unit, oneline(each.note)) if part)
    return [
        Cell(each.title or name, small=small),
        Cell(
            NOTHING if value is None else f"{value:g}",
            small="fixed for these runs" if fixed is not None else "",
        ),
        NOTHING if spread is None else f"{spread[0]:g} to {spread[1]:g}",
        "one value" if fixed is not None or each.uncertainty is None else distribution(each),
        Cell(RESTS[basis.kind], small=", ".join(basis.evidence)),
        oneline(basis.assumed),
    ]


def distribution(each: Parameter) -> str:
    """What is not known of it, as the scenario says it."""
    assert each.uncertainty is not None
    numbers = ", ".join(f"{number:g}" for number in each.uncertainty.arguments)
    cut = each.uncertainty.truncate
    within = f", within {cut[0]:g} to {cut[1]:g}" if cut else ""
    return f"{each.uncertainty.kind} {numbers}{within}"


def others(entries: list[Entry]) -> list[Block]:
    """Numbers without a name that no document supports."""
    bare = [(each, numbers) for each, numbers in only_assumed(entries) if each.section != "parameters"]
    if not bare:
        return []
    rows: list[Row] = [
        [
            Cell(each.title or each.name, small=each.name if each.title else ""),
            said_numbers(numbers),
            "; ".join(dict.fromkeys(oneline(n.basis.assumed) or "no reason is given" for n in numbers)),
        ]
        for each, numbers in bare
    ]
    lead = (
        "Numbers without a name, which no document supports. They have one value each, and no range: a study "
        "(sim sweep) can vary any of them by its place in the file."
    )
    table = Table("Other numbers that are only assumed", ("Where", "Numbers", "Why"), rows)
    return [Prose(lead), folded(f"All {len(rows)} places", table)]


def folded(title: str, table: Table) -> Block:
    return Fold(title, [table]) if len(table.rows) > MANY else table


def oneline(text: str | None) -> str:
    return " ".join((text or "").split())
