"""Whom and what the words of a case stand for: postures by a side or a group, rules by their actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sim.cases.schema import History, Situation
from sim.scenario.build.bindings import Binding
from sim.scenario.cast import ALL, Cast

Pairs = frozenset[tuple[str, str]]


def postures_of(cast: Cast, who: str) -> list[str]:
    """The postures meant: one, those of an actor or a group, or those between two groups."""
    owner, _, target = who.partition(">")
    return cast.between(owner, target or None)


def stood(cast: Cast, situation: Situation) -> dict[str, str | History]:
    """Where each posture that is named stood; one named by itself counts before its groups."""
    named = sorted(situation.rungs.items(), key=lambda entry: -len(postures_of(cast, entry[0])))
    return {posture: rung for who, rung in named for posture in postures_of(cast, who)}


def staying(cast: Cast, situation: Situation) -> set[str]:
    """The postures that stay where the situation leaves them."""
    return {posture for who in situation.stays for posture in postures_of(cast, who)}


def bindings_of(bindings: Sequence[Binding], cast: Cast, rule: str, who: Iterable[str]) -> list[int]:
    """The places of the bindings of a rule with these actors; `all` is everybody that it binds."""
    actors = {actor for name in who for actor in cast.members(name)}
    return [k for k, each in enumerate(bindings) if each.id == rule and each.actor in actors]


def unbound(bindings: Sequence[Binding], cast: Cast, rule: str, who: Sequence[str]) -> list[str]:
    """Actors named that a rule cannot bind at all; of `all`, none."""
    can = {each.actor for each in bindings if each.id == rule}
    named = {actor for name in who if name != ALL for actor in cast.members(name)}
    return sorted(named - can)


def pairs_of(bindings: Sequence[Binding], cast: Cast, rules: Mapping[str, Sequence[str]]) -> Pairs:
    """Rules and actors, pair by pair."""
    return frozenset(
        (rule, bindings[k].actor)
        for rule, who in rules.items()
        for k in bindings_of(bindings, cast, rule, who)
    )
