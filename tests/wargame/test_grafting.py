"""A crisis goes on with more triggers than it began with, and everything else as it would have gone."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from sim.engines.grafting import BY_SIGHT, BY_TRIGGER, NAMES_A_TRIGGER, key
from sim.rules.state import FELT_MENACE, State
from sim.scenario.build.bindings import Binding
from sim.scenario.loading import Scenario
from sim.scenario.schema import Declared, Effects, Trigger
from sim.wargame.actions import If, Instruction, Threat
from sim.wargame.saying import directive, red_line, with_rules
from tests.strategies import scenarios
from tests.tools import fewer, grown_or_reject
from tests.wargame.playing import game, order, play_on, same_states, strait, threat, until

SEATS = ("aster", "birch", "cedar")


def with_line(scenario: Scenario, actor: str, **said: Any) -> Scenario:
    """The scenario with one more trigger of an actor that has postures."""
    target = scenario.plan.cast.target(scenario.plan.cast.between(actor, None)[0])
    top = scenario.plan.cast.rungs(actor)[-1]
    told = Declared(to=["all"], credibility=0.6)
    trigger = Trigger(id="grafted", then={target: Effects(floor=top, ceiling=top)}, declared=told, **said)
    return with_rules(scenario, {actor: [trigger]}, {})


def stepped(scenario: Scenario, days: int, seed: int = 0) -> sim.Crisis:
    crisis = sim.Crisis(scenario, seed)
    for _ in range(days):
        crisis.step()
    return crisis


def without(crisis: sim.Crisis, kept: sim.Crisis) -> State:
    """A crisis' state less the rows that the other has not, its triggers numbered as there."""
    state, plan, numbers = crisis.state, crisis.plan, {-1: -1}
    places = {key(binding): b for b, binding in enumerate(plan.bindings)}
    rows = [places[key(binding)] for binding in kept.plan.bindings]
    sights = [plan.sights.index(pair) for pair in kept.plan.sights]
    numbers |= {row: b for b, row in enumerate(rows)}
    found = {name: getattr(state, name) for name in State.fields}
    found |= {name: found[name][rows] for name in BY_TRIGGER} | {
        name: found[name][sights] for name in BY_SIGHT
    }
    found["stance"], found["reached_via"] = found["stance"].copy(), found["reached_via"].copy()
    for column in NAMES_A_TRIGGER:
        found["stance"][:, column] = [numbers[b] for b in found["stance"][:, column]]
    found["reached_via"] = np.vectorize(lambda b: numbers[b], otypes=[np.int32])(found["reached_via"])
    return State(**found)


@fewer
@given(scenarios(), st.integers(1, 8), st.integers(0, 5))
def test_one_that_never_fires_and_frightens_nobody_changes_nothing(tree: Any, day: int, seed: int) -> None:
    scenario = grown_or_reject(tree)
    owner = scenario.plan.cast.owner(scenario.plan.cast.postures[0])
    target = scenario.plan.cast.target(scenario.plan.cast.postures[0])
    never = Trigger(
        id="grafted",
        when=f"day() < 0 and rung({owner}, {target}) >= {scenario.plan.cast.rungs(owner)[-1]}",
        then={target: Effects(climb=0.0)},
        honoured=0.5,
    )
    grafted, plain = stepped(scenario, day, seed), stepped(scenario, day, seed)
    grafted.go_on_with(with_rules(scenario, {owner: [never]}, {}))
    while not plain.over:
        plain.step()
        grafted.step()
        same_states(without(grafted, plain), plain.state)
    assert grafted.over
    assert grafted.log == plain.log
    assert grafted.happenings == plain.happenings


@fewer
@given(scenarios(), st.integers(0, 5), st.booleans())
def test_grafted_on_day_0_it_is_as_if_written(tree: Any, seed: int, soon: bool) -> None:
    scenario = grown_or_reject(tree)
    actors = [name for name in scenario.plan.cast.actors if scenario.plan.cast.between(name, None)]
    longer = with_line(
        scenario, actors[seed % len(actors)], when=f"day() >= {1 if soon else 6}", honoured=0.7
    )
    grafted, written = sim.Crisis(scenario, seed), sim.Crisis(longer, seed)
    grafted.go_on_with(longer)
    while not written.over:
        grafted.step()
        written.step()
        same_states(grafted.state, written.state)
    assert grafted.log == written.log
    assert grafted.happenings == written.happenings


def test_grafted_later_it_is_as_one_that_was_waiting() -> None:
    """A line that could not be met before and frightens nobody may as well have been there."""
    for seed in range(6):
        actor = "birch"
        longer = with_line(strait(), actor, when="day() >= 9 and rung(aster, birch) >= threats", honoured=0.7)
        quiet = longer.document.actors[actor].triggers[-1].model_copy(update={"declared": None})
        longer = with_rules(strait(), {actor: [quiet]}, {})
        grafted, written = stepped(strait(), 6, seed), stepped(longer, 6, seed)
        grafted.go_on_with(longer)
        same_states(grafted.state, written.state, but=("stack", "bound"))  # days in a row are counted anew
        while not written.over:
            grafted.step()
            written.step()
        assert grafted.log == written.log


def test_many_grafts_one_after_another() -> None:
    """Rows move with each: what names a trigger still names the same one."""
    scenario = strait()
    crisis = stepped(scenario, 2, 1)
    for turn in range(1, 8):
        about = If(what="rung", actor="birch", rung="strikes")
        said = Threat(if_=about, target="birch", rung="war")
        line = red_line("aster", said, turn, 0.5, 2, [crisis.day + 3], ["birch", "cedar"])
        scenario = with_rules(scenario, {"aster": [line]}, {})
        before = [names(crisis, crisis.plan.bindings)]
        crisis.go_on_with(scenario)
        assert before == [names(crisis, crisis.plan.bindings)]
        crisis.step()
        crisis.step()
    assert len(crisis.plan.bindings) == len(strait().plan.bindings) + 7


def names(crisis: sim.Crisis, bindings: list[Binding]) -> list[Any]:
    """What forced or permitted each posture's limits and arrivals, by name."""
    columns = [*crisis.state.stance[:, NAMES_A_TRIGGER].ravel(), *crisis.state.reached_via.ravel()]
    return [None if b < 0 else key(bindings[b]) for b in columns]


def test_menace_is_that_of_the_new_line_at_once() -> None:
    crisis = stepped(strait(), 3)
    p = crisis.place("birch>aster")
    before = crisis.state.mind[:, FELT_MENACE].copy()
    crisis.go_on_with(with_line(strait(), "aster", when="day() >= 16"))
    rise = crisis.state.mind[:, FELT_MENACE] - before
    assert rise[p] == pytest.approx(0.6 * 2.0)  # its credibility times the menace of war
    assert rise[crisis.place("cedar>birch")] == 0.0  # it fears Birch alone


@pytest.mark.parametrize(
    "change",
    [
        (
            (
                "dune:\n    title: Dune\n    groups: [far_side]",
                "ember:\n    title: Dune\n    groups: [far_side]",
            ),
        ),
        (("storm: {rate: 0.05}", "gale: {rate: 0.05}"), ("storm: The great", "gale: The great")),
        (("cedar: {reactivity: 0.2, descend: 0.1}", "dune: {reactivity: 0.2, descend: 0.1}"),),
        (("- {id: calm}\n", "- {id: calm}\n    - {id: frowns}\n"),),
        (("      - id: follows\n", "      - id: leads\n"),),
    ],
)
def test_nothing_else_may_differ(change: tuple[tuple[str, str], ...]) -> None:
    more = (("to: [aster, dune]", "to: [aster]"),) if "ember" in str(change) else ()
    crisis = stepped(strait(), 3)
    before = crisis.state.copy()
    with pytest.raises(ValueError, match="a crisis goes on only"):
        crisis.go_on_with(strait((*change, *more)))
    same_states(before, crisis.state)
    assert crisis.plan is strait().plan


def test_what_is_said_moves_nobody_else_s_luck() -> None:
    """With all orders alike, threats and directives change only what follows from them."""
    said, silent = game(seed=5), game(seed=5)
    for turn in range(4):
        for one in (said, silent):
            until(one, "plan")
            for seat, rungs in (
                ("aster", {"birch": "threats"}),
                ("birch", {"aster": "strikes", "cedar": "calm"}),
            ):
                order(one, seat, rungs=rungs)
            order(one, "cedar", rungs={"birch": "threats"})
        more = {"room": "council", "to": ["cedar"], "target": "birch", "cap": "threats"}
        order(
            said,
            "aster",
            rungs={"birch": "threats"},
            threat=threat(rung=("war", "strikes", "threats", "calm")[turn]),
            directives=[more],
        )
    play_on(said)
    play_on(silent)
    one, other = said.table.crisis, silent.table.crisis
    for name in ("incidents", "severe", "meter", "event", "event_resolve", "luck"):
        np.testing.assert_array_equal(getattr(one.state, name), getattr(other.state, name))
    assert [each for each in one.happenings if each.kind in ("accident", "severe", "event")] == [
        each for each in other.happenings if each.kind in ("accident", "severe", "event")
    ]
    assert len(one.plan.bindings) > len(other.plan.bindings)


def test_a_directive_grafted_is_one_as_written() -> None:
    said = Instruction(room="council", to=["cedar"], target="birch", floor="strikes")
    rule = directive("aster", said, 0, 1, (1, 17))
    longer = with_rules(strait(), {}, {"council": [rule]})
    grafted, written = sim.Crisis(strait(), 2), sim.Crisis(longer, 2)
    grafted.go_on_with(longer)
    while not written.over:
        grafted.step()
        written.step()
    same_states(grafted.state, written.state)
    assert any(each.what == rule.id for each in written.happenings)
