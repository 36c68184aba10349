"""What a record does to the outcomes of a scenario, and what is lost with how its numbers go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.analysis.intervals import paired_difference, wilson


@dataclass(frozen=True)
class Share:
    """How often an outcome came, with its 95% interval."""

    value: float
    lo: float
    hi: float


@dataclass(frozen=True)
class Consequence:
    """An outcome with the numbers as they were, with joint draws of the posterior, and with its marginals.

    `changed` is joint less prior, `lost` marginals less joint, each under the same luck.
    """

    outcome: str
    title: str
    prior: Share
    joint: Share
    marginals: Share
    changed: Share
    lost: Share


def consequence(outcome: str, title: str, prior: Any, joint: Any, marginals: Any) -> Consequence:
    """From whether it came in each run: (runs,) true or false under each version, the same luck in each."""
    return Consequence(
        outcome,
        title,
        share(prior),
        share(joint),
        share(marginals),
        difference(joint, prior),
        difference(marginals, joint),
    )


def share(came: Any) -> Share:
    return Share(float(came.mean()), *wilson(int(came.sum()), len(came)))


def difference(one: Any, other: Any) -> Share:
    """Newcombe's interval of a paired difference."""
    return Share(float(one.mean() - other.mean()), *paired_difference(one, other))
