"""How much of a scenario is documented, and how much only assumed."""

from __future__ import annotations

from collections import Counter

from sim.evidence.bases import KINDS, Kind
from sim.evidence.ledger import TITLES, Entry, Number


def written_numbers(entries: list[Entry]) -> list[tuple[Entry, Number]]:
    """Every number written out; where a parameter stands, the parameter's own entry has it."""
    return [
        (each, number) for each in entries for number in each.numbers if not isinstance(number.value, str)
    ]


def number_tally(entries: list[Entry]) -> dict[Kind, int]:
    """How many numbers are documented, documented in part, only assumed, or neither."""
    found = Counter(number.basis.kind for _, number in written_numbers(entries))
    return {kind: found[kind] for kind in KINDS}


def entry_tally(entries: list[Entry]) -> dict[Kind, int]:
    """The same for triggers, directives, events, postures and parameters as a whole."""
    found = Counter(each.basis.kind for each in entries if each.section != "others")
    return {kind: found[kind] for kind in KINDS}


def section_tally(entries: list[Entry]) -> dict[str, dict[Kind, int]]:
    """The numbers of each section that has any, by what they rest on; sections in the order of the ledger."""
    found: dict[str, Counter[Kind]] = {}
    for each, number in written_numbers(entries):
        found.setdefault(each.section, Counter())[number.basis.kind] += 1
    return {section: {kind: found[section][kind] for kind in KINDS} for section in TITLES if section in found}


def only_assumed(entries: list[Entry]) -> list[tuple[Entry, list[Number]]]:
    """Entries with numbers that no document supports, and those numbers."""
    kept = [
        (
            each,
            [
                n
                for n in each.numbers
                if n.basis.kind in ("assumed", "unfounded") and not isinstance(n.value, str)
            ],
        )
        for each in entries
    ]
    return [(each, numbers) for each, numbers in kept if numbers]
