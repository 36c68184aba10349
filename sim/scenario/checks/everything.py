"""All checks of a scenario whose form is sound: everything that refers or adds up to something."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from sim.scenario.checks import actors, as_of, calendar, game, ladders, names, numbers, records, rules, texts
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.mistakes import MAX_TOLD, Mistake
from sim.scenario.places import Item, Places, human, plain, told

Check = Callable[[Subject], Iterator[Wrong]]

CHECKS: tuple[Check, ...] = (
    names.names_are_unique,
    names.rungs_are_unique,
    names.trigger_ids_are_unique,
    actors.actors_exist,
    actors.no_circles,
    actors.labels_exist,
    ladders.levels_rise,
    ladders.actors_stand_on_one,
    ladders.posture_rungs_exist,
    ladders.floors_below_ceilings,
    ladders.error_rungs_exist,
    rules.rules_name_somebody,
    rules.members_exist,
    rules.rules_touch_something,
    rules.effects_are_possible,
    records.meters_are_sound,
    records.counts_are_sound,
    records.the_answer_is_an_outcome,
    records.observed_is_sound,
    calendar.clock_ends,
    calendar.events_are_sound,
    calendar.observed_days_are_sound,
    calendar.counts_are_in_the_clock,
    numbers.parameters_fit,
    numbers.errors_stay_chances,
    numbers.rates_stay_possible,
    texts.conditions_are_sound,
    texts.claims_exist,
    as_of.nothing_is_known_too_early,
    game.seats_are_actors,
    game.what_is_said_has_ids_of_its_own,
    game.scripts_can_be_followed,
    game.injects_are_sound,
    game.display_names_name_something,
)


def all_of(checks: tuple[Check, ...], subject: Subject, root: Item, places: Places) -> list[Mistake]:
    """What these checks find, each at its place; no more than anybody would read."""
    data = plain(root)
    found = (placed(wrong, places, data) for check in checks for wrong in check(subject))
    return list(islice(found, MAX_TOLD))


def placed(wrong: Wrong, places: Places, data: object) -> Mistake:
    """A fault with its place and the path as a reader says it."""
    if wrong.offset is not None:
        place = places.inside(wrong.path, wrong.offset)
    else:
        place = places.of_key(wrong.path) if wrong.of_key else places.of(wrong.path)
    return told(place, human(data, wrong.path), wrong.words)
