"""A rung split in two: one more step to climb, and nothing else that a rule could tell.

The lower half keeps the rung's name; the upper half stands midway to the next level, does what the
rung does (menace, incidents, harm), and is entered without resistance. What forbade or permitted
the rung forbids or permits both halves; what required it requires the lower.
"""

from __future__ import annotations

from sim.scenario.cast import Cast, levels
from sim.scenario.rewriting.asking import each_condition, with_upper_half
from sim.scenario.rewriting.editing import each_actor, each_effects, each_fields
from sim.scenario.rewriting.spacing import all_levels
from sim.scenario.schema import Actor, Document, Effects, Errors, PostureFields, Rung


def splittable(document: Document) -> list[str]:
    """The rungs that are nobody's highest, lowest first."""
    heights = {
        rung.id: level
        for rungs in document.ladders.values()
        for rung, level in zip(rungs, levels(rungs), strict=True)
    }
    tops = {rungs[-1].id for rungs in document.ladders.values()}
    return [rung for rung in sorted(heights, key=lambda rung: (heights[rung], rung)) if rung not in tops]


def split(document: Document, rung: str) -> Document:
    """The document with a rung in two halves, on every ladder that has it; ValueError where it cannot be."""
    if rung not in splittable(document):
        raise ValueError(f"{rung} is the highest rung of a ladder, or none: only others can be split")
    upper = name_of_upper(document, rung)
    cast = Cast(document)
    found = each_condition(document, lambda text: with_upper_half(text, cast, rung, upper))
    found = each_fields(found, lambda fields: fields_with(fields, rung, upper))
    found = each_effects(found, lambda effects: effects_with(effects, rung, upper))
    found = each_actor(found, lambda actor: actor_with(actor, rung, upper))
    shared = found.miscalculation
    errors: dict[str, Errors] = {
        key: errors_with(said, rung, upper)
        for key, said in (("accident", shared.accident), ("misperception", shared.misperception))
        if key in shared.model_fields_set
    }
    heights = all_levels(document)
    ladders = {name: halved(rungs, rung, upper, heights) for name, rungs in document.ladders.items()}
    return found.model_copy(update={"ladders": ladders, "miscalculation": shared.model_copy(update=errors)})


def name_of_upper(document: Document, rung: str) -> str:
    """A name for the upper half that nothing else has."""
    taken = {each.id for rungs in document.ladders.values() for each in rungs} | set(document.parameters)
    name = f"{rung}_upper"
    while name in taken:
        name += "_half"
    return name


def halved(rungs: list[Rung], rung: str, upper: str, heights: list[float]) -> list[Rung]:
    """A ladder with the upper half above the rung; every level is then written out."""
    found = []
    for each, level in zip(rungs, levels(rungs), strict=True):
        found.append(each.model_copy(update={"level": level}))
        if each.id == rung:
            above = heights[heights.index(level) + 1]
            half = {
                "id": upper,
                "title": f"{each.title or rung.replace('_', ' ').capitalize()}, upper half",
                "level": (level + above) / 2.0,
                "firebreak": False,
                "resistance": 0.0,
            }
            found.append(each.model_copy(update=half))
    return found if len(found) > len(rungs) else rungs


def fields_with(fields: PostureFields, rung: str, upper: str) -> PostureFields:
    """A posture that may stand on the rung may stand on both halves, and acts alike on both."""
    changes: dict[str, object] = {}
    if fields.ceiling == rung:
        changes["ceiling"] = upper
    if rung in fields.incidents:
        changes["incidents"] = {**fields.incidents, upper: fields.incidents[rung]}
    return fields.model_copy(update=changes) if changes else fields


def effects_with(effects: Effects, rung: str, upper: str) -> Effects:
    changes = {key: upper for key in ("ceiling", "cap") if getattr(effects, key) == rung}
    return effects.model_copy(update=changes) if changes else effects


def actor_with(actor: Actor, rung: str, upper: str) -> Actor:
    changes = {
        key: errors_with(said, rung, upper)
        for key in ("accident", "misperception")
        if (said := getattr(actor, key)) is not None
    }
    return actor.model_copy(update=changes) if changes else actor


def errors_with(errors: Errors, rung: str, upper: str) -> Errors:
    """Errors are as likely on the upper half, where they are said by rung."""
    changes = {
        side: {**chances, upper: chances[rung]}
        for side in ("up", "down")
        if isinstance(chances := getattr(errors, side), dict) and rung in chances
    }
    return errors.model_copy(update=changes) if changes else errors
