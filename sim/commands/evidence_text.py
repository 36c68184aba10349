"""The ledger at a terminal: every threshold with its claims, quotes and documents; what is only assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.commands.screen import prose
from sim.evidence.saying import SAID, clean, said_numbers

if TYPE_CHECKING:
    from sim.evidence.bases import Basis
    from sim.evidence.ledger import Entry
    from sim.scenario.loading import Scenario


def listing(scenario: Scenario) -> str:
    """Thresholds by section, then bare assumptions, then the shares."""
    from sim.evidence.ledger import TITLES, ledger

    entries = ledger(scenario)
    parts = [f"{clean(scenario.title)}: what its numbers rest on"]
    for section, title in TITLES.items():
        listed = [e for e in entries if e.section == section and (section != "others" or e.basis.evidence)]
        if listed:
            documented = " that rests on documents" if section == "others" else ""
            parts += [f"\n{title}{documented}", *(entry_text(scenario, each) for each in listed)]
    parts += [*assumed_text(entries), *documents_text(scenario), *next_text(scenario, entries)]
    parts += shares_text(entries)
    return "\n".join(parts) + "\n"


def entry_text(scenario: Scenario, each: Entry) -> str:
    lines = [f"\n  {each.name}{f': {clean(each.title)}' if each.title else ''}"]
    lines += [prose(line, "    ", "      ") for line in each.says]
    if each.numbers:
        lines.append(prose(said_numbers(each.numbers), "    ", "      "))
    if each.range is not None:
        lines.append(f"    range: {each.range[0]:g} to {each.range[1]:g}")
    return "\n".join([*lines, *basis_text(scenario, each.basis)])


def basis_text(scenario: Scenario, basis: Basis) -> list[str]:
    """Each claim with its document, grade and quote; then what is assumed."""
    from sim.evidence.graded import graded

    lines = []
    for name in basis.evidence:
        source = quote = ""
        if name in scenario.claims:
            claim = graded(scenario, name)
            source = ", ".join(part for part in (claim.document, claim.grade) if part)
            quote = f'"{claim.quote}"' if claim.quote else claim.claim
        lines.append(prose(f"{name} {f'({source}) ' if source else ''}{quote}".rstrip(), "    ", "      "))
    if basis.assumed:
        lines.append(prose(f"assumed: {clean(basis.assumed)}", "    ", "      "))
    if basis.kind == "unfounded":
        lines.append("    neither evidence nor an assumption is given")
    return lines


def assumed_text(entries: list[Entry]) -> list[str]:
    """Numbers that no document supports, with the reason and the range they are tried in."""
    from sim.evidence.tally import only_assumed

    found = only_assumed(entries)
    lines = ["\nNumbers that are only assumed"] if found else []
    for each, numbers in found:
        lines.append(prose(f"{each.name}: {said_numbers(numbers)}", "\n  ", "    "))
        if each.range is not None:
            lines.append(f"    range: {each.range[0]:g} to {each.range[1]:g}")
        for reason in dict.fromkeys(number.basis.assumed for number in numbers):
            lines.append(prose(clean(reason or "no reason is given"), "    ", "    "))
    return lines


def documents_text(scenario: Scenario) -> list[str]:
    lines = ["\nDocuments"] if scenario.documents else []
    for name, document in scenario.documents.items():
        keys = ("author", "title", "outlet", "date")
        said = [clean(document.fields[key]) for key in keys if document.fields.get(key)]
        lines.append(prose(f"{name}: {', '.join(said)}", "  ", "    "))
    return lines


def next_text(scenario: Scenario, entries: list[Entry]) -> list[str]:
    """How to learn which assumed numbers the outcomes hang on."""
    from sim.commands.evidence_plain import written
    from sim.report.evidence.asking import how_to_ask

    section = how_to_ask(scenario, entries)
    return [f"\n{section.title}", *(text for block in section.blocks for text in written(block))]


def shares_text(entries: list[Entry]) -> list[str]:
    """What part of the scenario is documented: in all, and of the numbers of each section."""
    from sim.evidence.ledger import TITLES
    from sim.evidence.tally import entry_tally, number_tally, section_tally

    what = "triggers, directives, events, postures and parameters"
    told = [
        (f"numbers under {TITLES[name].lower()}" if name != "others" else "other numbers", tally)
        for name, tally in section_tally(entries).items()
    ]
    told += [(what, entry_tally(entries)), ("numbers", number_tally(entries))]
    lines = []
    for title, tally in told:
        total = sum(tally.values())
        lines += [f"\nOf {total} {title}"] if total else []
        lines += [
            f"  {count:4d}  {100 * count / total:3.0f}%  {SAID[kind]}"
            for kind, count in tally.items()
            if count
        ]
    return lines
