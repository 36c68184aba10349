"""What a row of a record is about, in the names of the scenario: postures, a condition, an actor's rule."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from sim.analysis.deeds import event_title, outcome_title
from sim.analysis.percents import words
from sim.scenario.cast import Cast
from sim.scenario.code import rough_places
from sim.scenario.conditions import problems
from sim.scenario.expression import nearest, parse
from sim.scenario.loading import Scenario
from sim.scenario.mistakes import show
from sim.scenario.schema import Count
from sim.studies.backcasting.values import Unread, tidy

BARE = re.compile(r"[a-z][a-z0-9_]*")
FEW = 8


class Astray(Unread):
    """A name that leads nowhere; `offset` is where in the cell it stands."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True)
class Subject:
    """What is meant, and what a reader calls it."""

    title: str
    postures: tuple[str, ...] = ()
    front: str | None = None
    count: Count | None = None
    condition: str = ""
    trigger: str = ""
    actor: str = ""


# ---------------------------------------------------------------- counts


def counted(text: str, scenario: Scenario) -> Subject:
    """A count of the scenario, or postures joined by `+`, perhaps on a front."""
    cast = scenario.plan.cast
    named, at, front = (part.strip() for part in tidy(text).partition("@"))
    known = cast.document.counts.get(named)
    if known is not None:
        postures, title = set(known.of), words(named, known.title)
    else:
        parts = [part.strip() for part in named.split("+")]
        postures, title = set(parts), " + ".join(parts)
        for part in parts:
            refuse_posture(part, text, cast)
    found = tuple(sorted({p for each in postures for p in cast.between(*each.split(">"))}))
    where = front_of(front, text, cast) if at else None
    if known is not None and known.front is not None:
        if where not in (None, known.front):
            raise Astray(f"the count {named} is of the front {known.front}")
        where = known.front
    if where is not None and not any((p, where) in scenario.plan.cells for p in found):
        raise Astray(f"none of these postures acts on the front {where}", text.find("@") + 1)
    return Subject(f"{title} ({front})" if at else title, found, where, known)


def refuse_posture(part: str, text: str, cast: Cast) -> None:
    """Raise Astray for what is no posture of the scenario."""
    offset = max(0, tidy(text).find(part))
    owner, arrow, target = (each.strip() for each in part.partition(">"))
    if not arrow:
        hint = nearest(part, list(cast.document.counts))
        raise Astray(
            f"no count is called {show(part)}{hint}; or name postures, such as {example(cast)}", offset
        )
    for name in (owner, target):
        if not cast.members(name):
            hint = nearest(name, [*cast.actors, *cast.groups])
            raise Astray(f"{show(name)} is not an actor or group{hint}", offset)
    if not cast.between(owner, target):
        raise Astray(f"{owner} has no posture toward {target}", offset)


def example(cast: Cast) -> str:
    return cast.postures[0] if cast.postures else "a>b"


def front_of(front: str, text: str, cast: Cast) -> str:
    fronts = list(cast.document.fronts)
    if front not in fronts:
        raise Astray(f"{show(front)} is not a front{nearest(front, fronts)}", text.find("@") + 1)
    return front


# ---------------------------------------------------------------- what came


def came(text: str, scenario: Scenario) -> Subject:
    """An outcome, an event, or a condition."""
    said, document = tidy(text), scenario.document
    kind, dot, name = said.partition(".")
    if not (dot and kind in ("outcome", "event") and BARE.fullmatch(name)):
        kind, name = "", said
    if name in document.outcomes and kind != "event":
        return Subject(outcome_title(scenario.plan, name), condition=document.outcomes[name].when)
    if name in document.events and kind != "outcome":
        return Subject(event_title(scenario.plan, name), condition=f"happened({name})")
    if BARE.fullmatch(name):
        known = [*document.outcomes, *document.events]
        raise Astray(
            f"no outcome or event is called {show(name)}{nearest(name, known)}; or write a condition"
        )
    wrong = problems(said, rough_places(document), None)
    if wrong:
        raise Astray(f"no outcome, no event, and no condition: {wrong[0][1]}", wrong[0][0])
    return Subject(said, condition=said)


def canonical(condition: str) -> str:
    """A condition as it is written whatever its blanks."""
    return ast.unparse(parse(condition))


# ---------------------------------------------------------------- rules


def ruled(text: str, scenario: Scenario) -> Subject:
    """A trigger or directive of one actor."""
    trigger, at, actor = (part.strip() for part in tidy(text).partition("@"))
    bound = [(each.actor, each.rule) for each in scenario.plan.bindings if each.id == trigger]
    if not bound:
        known = sorted({each.id for each in scenario.plan.bindings})
        raise Astray(f"no trigger is called {show(trigger)}{nearest(trigger, known)}")
    actors = [name for name, _ in bound]
    if at and actor not in actors:
        hint = nearest(actor, actors) or f": it binds {', '.join(actors[:FEW])}"
        raise Astray(f"{trigger} does not bind {show(actor)}{hint}", text.find("@") + 1)
    if not at and len(bound) > 1:
        each = ", ".join(f"{trigger}@{name}" for name in actors[:FEW])
        raise Astray(f"{trigger} binds several actors: write one of {each}")
    who = actor if at else actors[0]
    rule = dict(bound)[who]
    title = words(rule.id, rule.title)
    return Subject(f"{words(who, scenario.plan.cast.actor(who).title)}: {title}", trigger=trigger, actor=who)
