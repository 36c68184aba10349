"""How the ledger speaks: numbers with their keys, and what kinds of basis are called."""

from __future__ import annotations

from sim.evidence.bases import Kind
from sim.evidence.ledger import Number

SAID: dict[Kind, str] = {
    "documented": "rest on documents",
    "in part": "rest on documents for what they are, and on a judgement for how large they are",
    "assumed": "are only assumed",
    "unfounded": "have neither evidence nor an assumption",
}


def said_numbers(numbers: list[Number]) -> str:
    """Keys and values; the numbers of one list stand together."""
    by_key: dict[str, list[str]] = {}
    for n in numbers:
        head, _, last = n.key.rpartition(".")
        key = head if last.isdigit() else n.key
        by_key.setdefault(key, []).append(n.value if isinstance(n.value, str) else format(n.value, "g"))
    return ", ".join(f"{key} {in_brackets(values)}" for key, values in by_key.items())


def in_brackets(values: list[str]) -> str:
    return values[0] if len(values) == 1 else f"[{', '.join(values)}]"


def clean(text: object) -> str:
    """Any text of a file on one line, without signs a terminal would act on."""
    return "".join(c if c.isprintable() else " " for c in " ".join(str(text).split()))
