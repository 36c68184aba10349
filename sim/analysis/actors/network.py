"""Who commands whom: tiers, patrons, and rooms with their chairs and how far members comply.

It is what the scenario says and no result: numbers are central values, with the middle nine
tenths of what is drawn where a number is uncertain. A directive binds a member when the draw of
its compliance falls for it, at a chance of compliance times the weight of the chairs that are
not lost.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.percents import words
from sim.scenario.loading import Scenario
from sim.scenario.schema import Actor, Document
from sim.scenario.uncertainty import quantile


@dataclass(frozen=True)
class Amount:
    """A number of the scenario: its central value, and 5th and 95th percentile where it is drawn."""

    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Chair:
    name: str
    title: str
    weight: Amount
    can_be_lost: bool


@dataclass(frozen=True)
class Room:
    """`members` by actor; no chairs means that its authority is 1."""

    name: str
    title: str
    review_every: Amount
    chairs: list[Chair]
    members: dict[str, Amount]
    directives: list[str]


@dataclass(frozen=True)
class Participant:
    """An actor; its acts are laid at the door of `patron` (a name) as far as `attribution`."""

    actor: str
    title: str
    tier: str | None
    groups: list[str]
    patron: str | None
    attribution: Amount
    postures: int


@dataclass(frozen=True)
class Network:
    """Participants by tier, in the order in which the scenario first names the tiers."""

    title: str
    participants: list[Participant]
    rooms: list[Room]

    @property
    def tiers(self) -> list[str | None]:
        return list(dict.fromkeys(each.tier for each in self.participants))


def network(scenario: Scenario) -> Network:
    """The command network of a scenario; actors without a tier come last."""
    document = scenario.document
    order = tier_order(document)
    found = [participant(scenario, name, actor) for name, actor in document.actors.items()]
    found.sort(key=lambda each: order.index(each.tier))
    rooms = [room(scenario, name) for name in document.rooms]
    return Network(scenario.title, found, sorted(rooms, key=lambda each: (-len(each.members), each.name)))


def tier_order(document: Document) -> list[str | None]:
    """Numbered tiers by number, after those with names; a tier of actors that hold no posture last."""
    tiers = list(dict.fromkeys(tier_of(actor) for actor in document.actors.values()))
    active = {tier_of(actor) for actor in document.actors.values() if actor.postures}

    def rank(tier: str | None) -> tuple[bool, bool, bool, int, int]:
        numbered = tier is not None and tier.isdigit()
        number = int(tier) if numbered and tier is not None else 0
        return tier is None, tier not in active, numbered, number, tiers.index(tier)

    return sorted(tiers, key=rank)


def tier_of(actor: Actor) -> str | None:
    return None if actor.tier is None else str(actor.tier)


def participant(scenario: Scenario, name: str, actor: Actor) -> Participant:
    groups = scenario.document.groups
    return Participant(
        actor=name,
        title=words(name, actor.title),
        tier=tier_of(actor),
        groups=[words(g, groups[g].title if g in groups else None) for g in actor.groups],
        patron=actor.patron,
        attribution=amount(scenario, actor.attribution),
        postures=len(actor.postures),
    )


def room(scenario: Scenario, name: str) -> Room:
    held = scenario.document.rooms[name]
    chairs = [
        Chair(chair, words(chair, c.title), amount(scenario, c.weight), c.lost_when is not None)
        for chair, c in held.chairs.items()
    ]
    return Room(
        name=name,
        title=words(name, held.title),
        review_every=amount(scenario, held.review_every),
        chairs=chairs,
        members={actor: amount(scenario, share) for actor, share in held.members.items()},
        directives=[words(rule.id, rule.title) for rule in held.directives],
    )


def amount(scenario: Scenario, value: float | int | str) -> Amount:
    """A number as it is written, or the parameter that stands for it."""
    if not isinstance(value, str):
        return Amount(float(value))
    uncertainty = scenario.document.parameters[value].uncertainty
    central = float(scenario.parameters[value])
    if uncertainty is None:
        return Amount(central)
    return Amount(central, quantile(uncertainty, 0.05), quantile(uncertainty, 0.95))
