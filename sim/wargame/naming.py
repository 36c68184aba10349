"""A fictional version of a scenario: other names for everything, and the same luck.

Ids stay, and with them the address of all chance; only what people read is another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sim.scenario.fields import Node
from sim.scenario.loading import Scenario
from sim.scenario.schema import Document

TITLED = ("actors", "fronts", "groups", "rooms", "events", "meters", "outcomes")
TOLD = ("public", "secret", "text", "title", "expected", "statement", "assumed")


def fictional(scenario: Scenario) -> Scenario:
    """The scenario under its display names, without its sources; as it is where it has none."""
    names = scenario.document.game.display_names
    if not names:
        return scenario
    return replace(scenario, document=renamed(scenario.document, names), claims={}, documents={})


def renamed(document: Document, names: Mapping[str, str]) -> Document:
    """Titles replaced, and in what people read the old titles and ids as well."""
    retell = retelling(document, names)
    changed: dict[str, Any] = {}
    for section in TITLED:
        held: Mapping[str, Node] = getattr(document, section)
        changed[section] = {name: titled(node, names.get(name)) for name, node in held.items()}
    changed["actors"] = {name: with_triggers(actor, retell) for name, actor in changed["actors"].items()}
    changed["rooms"] = {name: with_chairs(room, names, retell) for name, room in changed["rooms"].items()}
    changed["ladders"] = {
        name: [titled(rung, names.get(rung.id)) for rung in ladder]
        for name, ladder in document.ladders.items()
    }
    changed["triggers"] = [retold(rule, retell) for rule in document.triggers]
    changed["game"] = retold_game(document, names, retell)
    changed["title"] = names.get("scenario", retell(document.title))
    changed["summary"] = None if document.summary is None else retell(document.summary)
    return document.model_copy(update=changed)


def titled(node: Any, title: str | None) -> Any:
    return node if title is None else node.model_copy(update={"title": title})


def retelling(document: Document, names: Mapping[str, str]) -> Any:
    """A function that puts the new names where a text has an old one: its title, or its id in words."""
    old: dict[str, str] = {}
    for section in TITLED:
        for name, node in getattr(document, section).items():
            if name in names:
                old[name.replace("_", " ")] = names[name]
                if node.title:
                    old[node.title] = names[name]
    if not old:
        return str
    lowered = {name.lower(): new for name, new in old.items()}
    pattern = re.compile(
        r"\b(" + "|".join(re.escape(name) for name in sorted(old, key=len, reverse=True)) + r")\b",
        re.IGNORECASE,
    )
    return lambda text: pattern.sub(lambda match: lowered[match.group(1).lower()], text)


def retold(node: Any, retell: Any) -> Any:
    """A map with what people read of it told anew."""
    said = {key: retell(getattr(node, key)) for key in TOLD if isinstance(getattr(node, key, None), str)}
    return node.model_copy(update=said) if said else node


def with_triggers(actor: Any, retell: Any) -> Any:
    return actor.model_copy(update={"triggers": [retold(rule, retell) for rule in actor.triggers]})


def with_chairs(room: Any, names: Mapping[str, str], retell: Any) -> Any:
    return room.model_copy(
        update={
            "chairs": {name: titled(chair, names.get(name)) for name, chair in room.chairs.items()},
            "directives": [retold(rule, retell) for rule in room.directives],
        }
    )


def retold_game(document: Document, names: Mapping[str, str], retell: Any) -> Any:
    game = document.game
    roles = {}
    for actor, role in game.roles.items():
        script = [retold(part, retell) for part in role.script]
        title = {"title": names.get(actor, role.title)} if role.title else {}
        roles[actor] = retold(role, retell).model_copy(update={"script": script, **title})
    return game.model_copy(
        update={
            "roles": roles,
            "teams": {name: titled(team, names.get(name)) for name, team in game.teams.items()},
            "injects": [retold(inject, retell) for inject in game.injects],
            "texts": {name: retell(text) for name, text in game.texts.items()},
            "questions": [retell(question) for question in game.questions],
        }
    )
