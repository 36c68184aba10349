"""A role: what one actor is given by the scenario, as a person who takes its seat would be briefed.

Where it stands and how far it permits itself to go, the lines it holds and to whom it has said so,
the directives that bind it, whom it sees as they mean it and whom only through what they do, and
which lines of others it has been told of. All of it is read off the scenario; nothing is computed,
and nothing is said of what would be wise.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.analysis.deeds import actor_title, rung_title
from sim.analysis.percents import listed, percent, words
from sim.scenario.build.bindings import Binding
from sim.scenario.loading import Scenario
from sim.scenario.plan import Plan
from sim.scenario.schema import Effects

PACE, EXEMPT = "moves more or less readily", "nothing changes"


@dataclass(frozen=True)
class Stance:
    """Toward one opponent: where it stands on day 0, and its limits before any line is met; titles."""

    toward: str
    start: str
    floor: str
    ceiling: str


@dataclass(frozen=True)
class Line:
    """A line of its own, or a directive of a room: what makes it so, and what it then does.

    `kept` is the chance that the rules give to keeping it, in words; a player decides for itself.
    """

    title: str
    when: str
    then: list[str]
    kept: str
    declared_to: list[str]
    room: str | None


@dataclass(frozen=True)
class Role:
    """An actor's seat. `told` are lines of others that it knows of, as (who, what)."""

    actor: str
    title: str
    stances: list[Stance]
    lines: list[Line]
    directives: list[Line]
    sees_as_meant: list[str]
    sees_by_acts: list[str]
    told: list[tuple[str, str]]


def roles(scenario: Scenario) -> list[Role]:
    """Every actor that has a posture, in order of names."""
    return [role(scenario, actor) for actor in scenario.plan.cast.actors if postures(scenario.plan, actor)]


def role(scenario: Scenario, actor: str) -> Role:
    """One actor's seat. Raises KeyError for an actor that the scenario has not."""
    plan = scenario.plan
    plan.cast.actor(actor)
    own = [binding for binding in plan.bindings if binding.actor == actor]
    others = [other for other in plan.cast.actors if other != actor]
    rooms = {other for other in others if plan.cast.share_a_room(actor, other)}
    watched = {plan.cast.owner(posture) for watcher, posture in plan.sights if watcher == actor}
    return Role(
        actor=actor,
        title=actor_title(plan, actor),
        stances=[stance(plan, posture) for posture in postures(plan, actor)],
        lines=[line(plan, binding) for binding in own if binding.room is None],
        directives=[line(plan, binding) for binding in own if binding.room is not None],
        sees_as_meant=titles(plan, rooms),
        sees_by_acts=titles(plan, watched - rooms - {actor}),
        told=[
            (actor_title(plan, binding.actor), words(binding.id, binding.rule.title))
            for binding in plan.bindings
            if binding.actor != actor and actor in hearers(plan, binding)
        ],
    )


def postures(plan: Plan, actor: str) -> list[str]:
    return plan.cast.between(actor, None)


def titles(plan: Plan, actors: Iterable[str]) -> list[str]:
    return [actor_title(plan, actor) for actor in sorted(actors)]


def stance(plan: Plan, posture: str) -> Stance:
    fields, (owner, target) = plan.cast.posture(posture), posture.split(">")
    rungs = plan.cast.rungs(owner)
    start, floor, ceiling = fields.start or rungs[0], fields.floor or rungs[0], fields.ceiling or rungs[-1]
    named = [rung_title(plan, owner, rung) for rung in (start, floor, ceiling)]
    return Stance(actor_title(plan, target), *named)


# ---------------------------------------------------------------- lines


def line(plan: Plan, binding: Binding) -> Line:
    rule = binding.rule
    return Line(
        title=words(binding.id, rule.title),
        when=" ".join(rule.when.split()),
        then=[effect(plan, binding.actor, target, what) for target, what in rule.then.items()],
        kept=kept(plan, binding),
        declared_to=[actor_title(plan, name) for name in told_to(binding)],
        room=None if binding.room is None else words(binding.room, plan.document.rooms[binding.room].title),
    )


def told_to(binding: Binding) -> list[str]:
    """The actors and groups to whom a line was declared."""
    declared = binding.trigger.declared if binding.trigger else None
    return list(declared.to) if declared else []


def hearers(plan: Plan, binding: Binding) -> set[str]:
    """Those who have been told of a line."""
    return {member for name in told_to(binding) for member in plan.cast.members(name)}


def kept(plan: Plan, binding: Binding) -> str:
    """The chance of keeping a line: certain, a number, or a parameter that is not known."""
    if binding.trigger is None:
        return f"compliance {chance(plan, plan.document.rooms[binding.room or ''].members[binding.actor])}"
    return chance(plan, binding.trigger.honoured)


def chance(plan: Plan, value: float | str) -> str:
    """A chance in words: `always`, a share, or the parameter for it, about so much if uncertain."""
    if not isinstance(value, str):
        return "always" if value == 1.0 else percent(value)
    parameter = plan.document.parameters[value]
    if parameter.value is None:
        return value
    return f"{value} ({'about ' if parameter.uncertainty else ''}{percent(parameter.value)})"


def effect(plan: Plan, actor: str, target: str, what: Effects) -> str:
    """What a line does to the posture toward one target; an entry without effects exempts it."""
    parts = [f"{said} {rung_title(plan, actor, rung)}" for said, rung in limits(what) if rung is not None]
    if what.match is not None:
        parts.append(f"follows {actor_title(plan, what.match.leader)}")
    if what.open:
        fronts = [words(front, plan.document.fronts[front].title) for front in what.open]
        parts.append(f"opens {listed(fronts)}")
    toward = "all" if target == "all" else actor_title(plan, target)
    return f"toward {toward}: {', '.join(parts) or (PACE if what != Effects() else EXEMPT)}"


def limits(what: Effects) -> list[tuple[str, str | None]]:
    """A floor that is the ceiling as well is said once."""
    if what.floor is not None and what.floor == what.ceiling:
        return [("goes to", what.floor), ("no further than", what.cap)]
    return [("at least", what.floor), ("may go to", what.ceiling), ("no further than", what.cap)]
