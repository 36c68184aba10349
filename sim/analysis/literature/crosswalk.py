"""The crosswalk from rungs to scales of the literature, as a scenario's `scales` write it.

Known by name: `mid`, the hostility level of the Militarized Interstate Disputes (Jones, Bremer and
Singer 1996); of the International Crisis Behavior project (Brecher and Wilkenfeld 2000) its violence,
`icb_violence`, and the codes of an actor's major response, `icb_response`, and of its way to manage
the crisis, `icb_technique`; and `goldstein`, a score of events after Goldstein (1992), from -10 for an
attack. A scenario may write any other.
"""

from __future__ import annotations

from itertools import pairwise

from sim.analysis.percents import words
from sim.scenario.schema import Rung

Ladders = list[list[Rung]]

TITLES = {
    "mid": "MID hostility level",
    "icb_violence": "ICB violence",
    "icb_response": "ICB major response",
    "icb_technique": "ICB crisis management technique",
    "goldstein": "Goldstein score",
}
WORDS = {
    "mid": ("no militarized action", "threat of force", "display of force", "use of force", "war"),
    "icb_violence": ("no violence", "minor clashes", "serious clashes", "full-scale war"),
    "icb_response": (
        "no response",
        "verbal act",
        "political act",
        "economic act",
        "other non-violent act",
        "non-violent military act",
        "several acts, none of them violent",
        "violent military act",
        "several acts, some of them violent",
    ),
    "icb_technique": (
        "negotiation",
        "adjudication or arbitration",
        "mediation",
        "several, without violence",
        "non-military pressure",
        "non-violent military",
        "several, with violence",
        "violence",
    ),
}


def title_of_scale(name: str) -> str:
    return TITLES.get(name, words(name))


def scale_names(ladders: Ladders) -> list[str]:
    """Every scale that any rung speaks of."""
    return sorted({name for ladder in ladders for rung in ladder for name in rung.scales})


def values_in_order(ladders: Ladders, name: str) -> list[str | float]:
    """The steps of a scale, least hostile first: by number, up or down as the ladders go, else as met."""
    met = [[rung.scales[name] for rung in ladder if name in rung.scales] for ladder in ladders]
    distinct = list(dict.fromkeys(value for values in met for value in values))
    if any(isinstance(value, str) for value in distinct):
        return distinct
    rise = sum(float(values[-1]) - float(values[0]) for values in met if values)
    return sorted(distinct, key=float, reverse=rise < 0.0)


def word_of(name: str, value: str | float) -> str:
    """What a step is called, where the scale is known and the value is one of its steps."""
    known = WORDS.get(name, ())
    if isinstance(value, str) or value not in range(1, len(known) + 1):
        return str(value) if isinstance(value, str) else f"{value:g}"
    return known[int(value) - 1]


def placed(ladders: Ladders, name: str, value: str | float) -> list[Rung]:
    """The rungs that a step of the scale takes together."""
    return [rung for ladder in ladders for rung in ladder if rung.scales.get(name) == value]


def merged(ladders: Ladders, name: str) -> list[Rung]:
    """The rungs that lie in one step with the rung below them: the climb onto them is not seen."""
    return [upper for ladder in ladders for lower, upper in pairwise(ladder) if same_step(lower, upper, name)]


def same_step(lower: Rung, upper: Rung, name: str) -> bool:
    return name in lower.scales and lower.scales[name] == upper.scales.get(name)


def rises(ladder: list[Rung], name: str, place: dict[str | float, int]) -> bool:
    """Whether no rung lies in a lower step than one below it."""
    steps = [place[rung.scales[name]] for rung in ladder if name in rung.scales]
    return steps == sorted(steps)
