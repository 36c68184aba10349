"""The mechanisms of a scenario that can be switched off, each as a function from document to document.

Taking one mechanism out and leaving all else as it is, luck included, shows what it does in its
place among the others (ablation). Where a document lacks a mechanism the function gives back an
equal document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sim.scenario.rewriting import errorless, switches
from sim.scenario.schema import Document


@dataclass(frozen=True)
class Mechanism:
    """What can be switched off. `said`: what exactly is left out, and what stays."""

    name: str
    title: str
    said: str
    without: Callable[[Document], Document]

    def is_in(self, document: Document) -> bool:
        """Whether a document has it at all."""
        return self.without(document) != document


def without_all(document: Document, mechanisms: Iterable[Mechanism]) -> Document:
    """A document with several mechanisms switched off."""
    for mechanism in mechanisms:
        document = mechanism.without(document)
    return document


MECHANISMS = (
    Mechanism(
        "caps", "Caps", "no trigger or directive caps a rung; floors and ceilings stay", switches.no_caps
    ),
    Mechanism(
        "ceilings",
        "Ceilings",
        "every posture may climb to the top from the first day; caps stay",
        switches.no_ceilings,
    ),
    Mechanism(
        "rooms",
        "Command rooms",
        "no directives; and members see each other as everyone else is seen",
        switches.no_rooms,
    ),
    Mechanism(
        "declared_lines",
        "Declared lines",
        "lines that others were told of are not drawn: they bind nobody and deter nobody",
        switches.no_declared_lines,
    ),
    Mechanism(
        "declaring",
        "Declaring of lines",
        "every line stays and binds as before, but nobody has been told of it",
        switches.no_declaring,
    ),
    Mechanism(
        "matches", "Follow-the-leader rules", "nobody takes its rung from a leader's", switches.no_matches
    ),
    Mechanism(
        "deterrence",
        "Deterrence",
        "menace holds back neither a climb nor the honouring of a line",
        switches.no_deterrence,
    ),
    Mechanism(
        "reputation",
        "Reputation",
        "lines keep the credibility they began with, kept or not",
        switches.no_reputation,
    ),
    Mechanism(
        "reaction", "Reaction to provocation", "nobody moves by what the other does", switches.no_reaction
    ),
    Mechanism(
        "attribution",
        "Attribution to patrons",
        "nothing that a client does is laid at its patron's door",
        switches.no_attribution,
    ),
    Mechanism("wards", "Feeling for wards", "nobody feels what is done to another", switches.no_wards),
    Mechanism("resistance", "Resistance of rungs", "no rung is harder to climb onto", switches.no_resistance),
    Mechanism("severe", "Severe incidents", "no incident kills many", switches.no_severe),
    Mechanism("meters", "Meters", "every meter stands where it began", switches.no_meters),
    Mechanism(
        "news",
        "Events from outside",
        "what only the date or chance brings about never happens after the first day",
        switches.no_news,
    ),
    Mechanism("accidents", "Accidents", "what is executed is what was intended", errorless.no_accidents),
    Mechanism(
        "misperception",
        "Misperception",
        "what is executed is seen as it is, and there are no false alarms",
        errorless.no_misperception,
    ),
)


def those_in(document: Document, mechanisms: Iterable[Mechanism] = MECHANISMS) -> list[Mechanism]:
    """The mechanisms that a document has."""
    return [mechanism for mechanism in mechanisms if mechanism.is_in(document)]
