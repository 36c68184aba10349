"""All lints: what a sound scenario's author may want to look at again."""

from __future__ import annotations

from sim.scenario.checks.everything import Check
from sim.scenario.lints import bases, firing, game, noise, reach

LINTS: tuple[Check, ...] = (
    bases.numbers_rest_on_something,
    bases.parameters_are_used,
    bases.values_are_drawn,
    reach.rungs_are_in_reach,
    reach.floors_can_be_met,
    firing.triggers_can_fire,
    firing.events_can_happen,
    noise.levels_are_even,
    noise.spirals_are_stable,
    game.keys_are_known,
    game.turns_fit_the_clock,
)
