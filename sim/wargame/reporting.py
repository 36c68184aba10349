"""What becomes known of a turn besides rungs: what was said, events, and words kept or broken."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sim.analysis.deeds import actor_title, event_title
from sim.analysis.percents import words
from sim.scenario.build.bindings import Binding
from sim.scenario.plan import Plan
from sim.wargame.notices import Notice
from sim.wargame.played import Played
from sim.wargame.seats import Seat
from sim.wargame.wording import words_of_directive, words_of_threat

WORDS = {"honoured": "kept its word", "defied": "did not keep its word"}


def spoken(plan: Plan, seats: Mapping[str, Seat], played: Played) -> list[Notice]:
    """What seats said in a turn: statements and threats in public, directives to whom they bind."""
    found, day = [], played.first_day
    for name, seat in seats.items():
        order = played.orders.get(name)
        said = order.statement if order is not None else ""
        if played.by[name] == "script":
            said = scripted_statement(seat, played.turn)
        if said:
            found.append(Notice("statement", played.turn, day, said, None, name))
        if order is not None and order.threat is not None:
            text = words_of_threat(plan, name, order.threat)
            found.append(Notice("threat", played.turn, day, text, None, name))
        for one in order.directives if order is not None else ():
            text = words_of_directive(plan, one)
            found.append(Notice("directive", played.turn, day, text, frozenset(one.to), name))
    return found


def scripted_statement(seat: Seat, turn: int) -> str:
    """What a script says in public in a turn."""
    return next((part.statement or "" for part in seat.role.script if part.turn == turn), "")


def events_of(plan: Plan, played: Played, but: Collection[str] = ()) -> list[Notice]:
    """Events, which everyone hears of, but for those that were told already."""
    return [
        Notice(
            "event", played.turn, each.day, f"{event_title(plan, each.what)}.", None, None, None, each.what
        )
        for each in played.happenings
        if each.kind == "event" and each.what not in but
    ]


def words_of(plan: Plan, played: Played, seats: list[str]) -> list[Notice]:
    """Declared lines that were met: those who were told of them learn whether they were honoured."""
    found = []
    for each in played.happenings:
        binding = declared(plan, each.who or "", each.what) if each.kind in WORDS else None
        if binding is not None and each.who is not None:
            line = words(binding.id, binding.rule.title)
            text = f"{actor_title(plan, each.who)} {WORDS[each.kind]}: {line}."
            to = frozenset({each.who, *hearers(plan, binding)} & set(seats))
            found.append(Notice("word", played.turn, each.day, text, to, each.who, None, binding.id))
    return found


def declared(plan: Plan, actor: str, trigger: str) -> Binding | None:
    """The declared line of an actor with this id."""
    for binding in plan.bindings:
        is_it = (binding.actor, binding.id) == (actor, trigger) and binding.trigger is not None
        if is_it and binding.trigger is not None and binding.trigger.declared is not None:
            return binding
    return None


def hearers(plan: Plan, binding: Binding) -> set[str]:
    trigger = binding.trigger
    told = trigger.declared.to if trigger is not None and trigger.declared is not None else []
    return {actor for name in told for actor in plan.cast.members(name)}
