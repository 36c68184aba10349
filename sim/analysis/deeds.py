"""What actors do and why, as parts of sentences, by the titles that the scenario gives.

"Sustained strikes by Southland against Northland": a noun, so that it reads well of one actor
and of many. Where an outcome is that very arrival and no more, its title says it better
("Southland invades the north by land").
"""

from __future__ import annotations

import re

from sim.analysis.percents import listed, words
from sim.scenario.plan import Plan

ARRIVAL = re.compile(r"rung\((\w+), ?(\w+)\) ?>= ?(\w+)")
ARTICLES = ("The", "A", "An")
WHY = {
    "initiated": "on its own initiative",
    "retaliated": "in answer to what it faced",
    "misled": "misled by an accident or a misreading",
    "committed": "drawn up to its floor",
    "allied": "as an ally",
    "ordered": "ordered",
    "observed": "as observed",
}
BY_RULE = {
    "committed": "committed by {rule}",
    "allied": "following its leader by {rule}",
    "ordered": "ordered by {rule}",
}


def actor_title(plan: Plan, actor: str) -> str:
    """An actor's title, or a group's."""
    document = plan.document
    held = document.actors.get(actor) or document.groups.get(actor)
    return words(actor, held.title if held else None)


def rung_title(plan: Plan, actor: str, rung: str) -> str:
    """The title of a rung of an actor's, or of a group's members', ladder."""
    ladders = [plan.cast.ladder(member) for member in plan.cast.members(actor)]
    found = next((r for ladder in ladders for r in ladder if r.id == rung), None)
    return words(rung, found.title if found else None)


def event_title(plan: Plan, event: str) -> str:
    return words(event, plan.document.events[event].title)


def outcome_title(plan: Plan, outcome: str) -> str:
    return words(outcome, plan.document.outcomes[outcome].title)


def deed(plan: Plan, name: str, rung: str) -> str:
    """What an arrival at a rung is called: of a posture, an actor or a group."""
    owner, _, target = name.partition(">")
    titled = arrival_outcome(plan, owner, target, rung) if target else None
    return titled or deeds(plan, owner, rung, [target])


def deeds(plan: Plan, owner: str, rung: str, targets: list[str]) -> str:
    """The same toward several at once; toward nobody named, toward anybody."""
    act = f"{rung_title(plan, owner, rung)} by {midway(actor_title(plan, owner))}"
    named = [midway(actor_title(plan, target)) for target in targets if target]
    return f"{act} against {listed(named)}" if named else act


def midway(title: str) -> str:
    """A title inside of a phrase: its article, if it has one, is small."""
    article, _, rest = title.partition(" ")
    return f"{article.lower()} {rest}" if article in ARTICLES and rest else title


def arrival_outcome(plan: Plan, owner: str, target: str, rung: str) -> str | None:
    """The title of an outcome that says no more than that this posture is at this rung or above."""
    for _, outcome in sorted(plan.document.outcomes.items()):
        found = ARRIVAL.fullmatch(" ".join(outcome.when.split()))
        if found and found.groups() == (owner, target, rung) and outcome.title:
            return words("", outcome.title)
    return None


def reason(plan: Plan, cause: str, via: int) -> str:
    """Why a rung was climbed: its cause, and the rule that forced it or permitted it (-1: none)."""
    if via < 0:
        return WHY[cause]
    rule = rule_title(plan, via)
    return BY_RULE[cause].format(rule=rule) if cause in BY_RULE else f"{WHY[cause]}, permitted by {rule}"


def rule_title(plan: Plan, via: int) -> str:
    """A line, or a directive with its room, by its title."""
    binding = plan.bindings[via]
    named = f"'{words(binding.id, binding.rule.title)}'"
    if binding.room is None:
        return f"its line {named}"
    room = words(binding.room, plan.document.rooms[binding.room].title)
    article = "" if room.partition(" ")[0] in ARTICLES else "the "
    return f"the directive {named} of {article}{midway(room)}"


def within(plan: Plan, phrase: str) -> str:
    """A phrase inside of a sentence: its first letter small, unless it opens with a name."""
    names = {word for name, held in plan.document.actors.items() for word in words(name, held.title).split()}
    names |= {word for held in plan.document.fronts.values() for word in (held.title or "").split()}
    first = phrase.split(" ", 1)[0]
    if first in names - set(ARTICLES) or any(letter.isupper() for letter in first[1:]):
        return phrase
    return phrase[:1].lower() + phrase[1:]
