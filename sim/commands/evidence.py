"""`sim evidence`: every threshold with what it rests on, and every number that is only assumed."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, load_scenario
from sim.commands.screen import prose
from sim.evidence.saying import SAID, clean, said_numbers

if TYPE_CHECKING:
    from sim.evidence.bases import Basis
    from sim.evidence.ledger import Entry
    from sim.scenario.loading import Scenario


def evidence(asked: Namespace) -> int:
    """Print the ledger: thresholds by section, then bare assumptions, then the shares."""
    scenario = load_scenario(asked.scenario)
    from sim.evidence.ledger import TITLES, ledger

    entries = ledger(scenario)
    print(f"{scenario.title}: what its numbers rest on")
    for section, title in TITLES.items():
        listed = [e for e in entries if e.section == section and (section != "others" or e.basis.evidence)]
        if listed:
            print(f"\n{title}")
            for each in listed:
                print_entry(scenario, each)
    print_assumed(entries)
    print_documents(scenario)
    print_shares(entries)
    return DONE


def print_entry(scenario: Scenario, each: Entry) -> None:
    print(f"\n  {each.name}{f': {clean(each.title)}' if each.title else ''}")
    for line in each.says:
        print(prose(line, "    ", "      "))
    if each.numbers:
        print(prose(said_numbers(each.numbers), "    ", "      "))
    if each.range is not None:
        print(f"    range: {each.range[0]:g} to {each.range[1]:g}")
    print_basis(scenario, each.basis)


def print_basis(scenario: Scenario, basis: Basis) -> None:
    """Each claim with its quote and document; then what is assumed."""
    from sim.evidence.ledger import documents_of

    for name, claim, document in documents_of(scenario, basis):
        fields = claim.fields if claim else {}
        quote = f'"{clean(fields["quote"])}"' if fields.get("quote") else clean(fields.get("claim") or "")
        source = document.id if document else clean(fields.get("document") or "")
        print(prose(f"{name} {f'({source}) ' if source else ''}{quote}".rstrip(), "    ", "      "))
    if basis.assumed:
        print(prose(f"assumed: {clean(basis.assumed)}", "    ", "      "))
    if basis.kind == "unfounded":
        print("    neither evidence nor an assumption is given")


def print_assumed(entries: list[Entry]) -> None:
    """Numbers that no document supports, with the reason and the range they are tried in."""
    from sim.evidence.tally import only_assumed

    found = only_assumed(entries)
    if not found:
        return
    print("\nNumbers that are only assumed")
    for each, numbers in found:
        print(prose(f"{each.name}: {said_numbers(numbers)}", "\n  ", "    "))
        if each.range is not None:
            print(f"    range: {each.range[0]:g} to {each.range[1]:g}")
        for reason in dict.fromkeys(number.basis.assumed for number in numbers):
            print(prose(clean(reason or "no reason is given"), "    ", "    "))


def print_documents(scenario: Scenario) -> None:
    if not scenario.documents:
        return
    print("\nDocuments")
    for name, document in scenario.documents.items():
        keys = ("author", "title", "outlet", "date")
        said = [clean(document.fields[key]) for key in keys if document.fields.get(key)]
        print(prose(f"{name}: {', '.join(said)}", "  ", "    "))


def print_shares(entries: list[Entry]) -> None:
    """What part of the scenario is documented."""
    from sim.evidence.tally import entry_tally, number_tally

    what = "triggers, directives, events, postures and parameters"
    for title, tally in ((what, entry_tally(entries)), ("numbers", number_tally(entries))):
        total = sum(tally.values())
        if total:
            print(f"\nOf {total} {title}")
            for kind, count in tally.items():
                if count:
                    print(f"  {count:4d}  {100 * count / total:3.0f}%  {SAID[kind]}")
