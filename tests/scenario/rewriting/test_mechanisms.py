"""Mechanisms switched off: each alone, only what it is, and absent where a scenario has none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import Tree, scenarios
from tools import fewer, grown_or_reject, small

import sim
from sim.analysis.results import Ensemble
from sim.rules.compiled import IS_COMPILED
from sim.scenario.loading import Scenario, load_text
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.mechanisms import MECHANISMS, Mechanism, those_in, without_all

BY_NAME = {mechanism.name: mechanism for mechanism in MECHANISMS}
LINE = "triggers: [{id: t, when: day() >= 1, then:"
QUIET = "actors: {aster: {postures: {birch: {climb: 0.1}}}, birch: {}}"


def without(scenario: Scenario, *names: str) -> Scenario:
    return rewritten(scenario, without_all(scenario.document, [BY_NAME[name] for name in names]))


def names_in(scenario: Scenario) -> list[str]:
    return [mechanism.name for mechanism in those_in(scenario.document)]


def same_runs(one: Ensemble, other: Ensemble) -> bool:
    return all(
        np.array_equal(getattr(one.record, name), getattr(other.record, name)) for name in one.record.fields
    )


def test_a_quiet_scenario_has_none() -> None:
    scenario = small(QUIET)
    assert names_in(scenario) == []
    assert without(scenario, *BY_NAME) is scenario


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("caps", f"{{{LINE} {{birch: {{cap: threats}}}}}}]}}"),
        ("matches", f"{{{LINE} {{birch: {{match: {{leader: birch, toward: aster}}}}}}}}]}}"),
        ("deterrence", f"{{{LINE} {{birch: {{}}}}, deterred: 0.5}}]}}"),
        ("reputation", "{reputation: {loss: 0.1}}"),
        ("attribution", "{patron: birch, attribution: 0.2}"),
        ("wards", "{wards: {birch: 1}}"),
        ("accidents", "{accident: {up: 0.1}}"),
        ("misperception", "{misperception: {down: {war: 0.1}}}"),
    ],
)  # fmt: skip
def test_each_of_an_actor_is_found_and_gone(name: str, text: str) -> None:
    postures = "{birch: {climb: 0.1}}"
    scenario = small(
        f"actors: {{aster: {{postures: {postures}, {text[1:-1]}}}, birch: {{postures: {{aster: {{}}}}}}}}"
    )
    assert names_in(scenario) == [name]
    assert names_in(without(scenario, name)) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rooms", "rooms: {r: {members: {aster: 1}, review_every: 3}}"),
        ("meters", "meters: {m: {drift: 0.1}}"),
        ("news", "events: {e: {at: 3}}"),
        ("news", "events: {e: {rate: 0.1}}"),
        ("news", "events: {e: {when: day() >= 3 and day() < 9, rate: 0.1}}"),
        ("ceilings", "dispositions: {mild: {ceiling: threats}}"),
        ("accidents", "miscalculation: {accident: {up: 0.1}}"),
        ("misperception", "miscalculation: {false_alarm: 0.1}"),
        ("misperception", "miscalculation: {misperception: {up: {war: 0.1}}}"),
        ("deterrence", "dispositions: {wary: {deterrability: 1}}"),
        ("reaction", "dispositions: {keen: {reactivity: 1}}"),
    ],
)
def test_each_of_the_scenario_is_found_and_gone(name: str, text: str) -> None:
    scenario = small(f"{QUIET}\n{text}")
    assert names_in(scenario) == [name]
    assert names_in(without(scenario, name)) == []


def test_each_of_a_rung_is_found_and_gone() -> None:
    ladder = "[{id: calm}, {id: fire, incidents: 1, severe: 0.5, resistance: 0.5}]"
    scenario = small(QUIET, ladder=ladder)
    assert names_in(scenario) == ["resistance", "severe"]
    (rung,) = without(scenario, "severe").document.ladders["common"][1:]
    assert (rung.severe, rung.resistance, rung.incidents) == (0.0, 0.5, 1)


@pytest.mark.parametrize(
    "text",
    [
        "events: {f: {at: 0}, g: {at: 2031-03-01}, h: {probability: 0}, i: {rate: 0}}",
        "events: {e: {when: rung(aster) >= war}}",
        "events: {f: {at: 0}, e: {when: day() > 3 and happened(f)}}",
        "miscalculation: {accident: {up: 0}, misperception: {up: {war: 0}, spell: 3}}",
        "meters: {m: {start: 0.5}}",
        "dispositions: {calm_one: {reactivity: 0, deterrability: 0}}",
    ],
)
def test_what_does_nothing_is_not_there(text: str) -> None:
    assert names_in(small(f"{QUIET}\n{text}")) == []


def test_a_declared_line_can_be_undrawn_or_only_untold() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {climb: 0.1}}
    triggers:
      - {id: told, when: day() >= 1, then: {birch: {floor: war}}, declared: {to: birch}}
      - {id: kept, when: day() >= 2, then: {birch: {floor: war}}}
  birch: {postures: {aster: {}}}
triggers: [{id: both, who: all, when: day() >= 3, then: {all: {floor: war}}, declared: {to: all}}]
"""
    )
    assert names_in(scenario) == ["declared_lines", "declaring"]
    undrawn = without(scenario, "declared_lines").document
    assert [rule.id for rule in undrawn.actors["aster"].triggers] == ["kept"]
    assert undrawn.triggers == []
    untold = without(scenario, "declaring").document
    assert [(rule.id, rule.declared) for rule in untold.actors["aster"].triggers] == [
        ("told", None), ("kept", None)]  # fmt: skip
    assert [(rule.id, rule.declared) for rule in untold.triggers] == [("both", None)]


def test_without_ceilings_a_posture_may_go_to_the_top_and_a_cap_still_holds() -> None:
    scenario = small(
        """
dispositions: {mild: {ceiling: threats}}
actors:
  aster: {postures: {birch: {like: mild, climb: 500}, cedar: {ceiling: strikes, climb: 500}}}
  birch:
    postures: {aster: {ceiling: calm, climb: 500}}
    triggers: [{id: held_back, when: day() >= 1, then: {aster: {cap: strikes}}}]
  cedar: {}
""",
        days=5,
    )
    held, free = (
        sim.simulate(version, runs=1).record.peak[0].tolist()
        for version in (scenario, without(scenario, "ceilings"))
    )
    assert (held, free) == ([1, 2, 0], [3, 3, 2])  # aster>birch, aster>cedar, birch>aster


def test_events_on_record_stay() -> None:
    text = "events: {e: {at: 3}, f: {at: 3}}\nobserved: {until: 2031-03-05, events: {e: 2031-03-04}}"
    events = without(small(f"{QUIET}\n{text}"), "news").document.events
    assert (events["e"].at, events["f"].at, events["f"].probability) == (3, None, 0.0)


def test_what_a_posture_has_from_its_disposition_is_still_its_own() -> None:
    scenario = small(
        "dispositions: {keen: {reactivity: 0.4, climb: 0.2, ceiling: threats}}\n"
        "actors: {aster: {postures: {birch: {like: keen, climb: 0.3}}}, birch: {}}"
    )
    fields = without(scenario, "reaction").plan.cast.posture("aster>birch")
    assert (fields.reactivity, fields.climb, fields.ceiling) == (0.0, 0.3, "threats")


@fewer
@given(tree=scenarios())
def test_without_both_kinds_of_error_it_is_the_twin(tree: Tree) -> None:
    scenario = grown_or_reject(tree)
    twin = sim.simulate(scenario, runs=20, seed=2, draws=4, errors=False)
    again = sim.simulate(without(scenario, "accidents", "misperception"), runs=20, seed=2, draws=4)
    assert same_runs(twin, again)


DEEDS = ("reached", "reached_by", "peak", "peak_executed", "incidents", "severe", "count", "event", "outcome")


def idle_in(scenario: Scenario, ensemble: Ensemble, name: str) -> np.ndarray:
    """The runs in which a mechanism never came into play, (runs,)."""
    record, bindings = ensemble.record, ensemble.plan.bindings
    rules = [binding.rule for binding in bindings]
    if name in ("caps", "matches"):
        key = {"caps": "cap", "matches": "match"}[name]
        has = [any(getattr(each, key) is not None for each in rule.then.values()) for rule in rules]
        return ~record.honoured[:, has].any(axis=1)
    if name == "rooms":
        return ~record.honoured[:, [binding.room is not None for binding in bindings]].any(axis=1)
    if name == "reputation":
        told = [getattr(rule, "declared", None) is not None for rule in rules]
        return ~record.met[:, told].any(axis=1)
    if name == "severe":
        return record.severe.sum(axis=1) == 0
    gone = without(scenario, "news").document.events
    changed = [each for each, event in scenario.document.events.items() if event != gone[each]]
    never = [ensemble.events[each] < 0 for each in changed]
    return np.all(never, axis=0) if never else np.ones(ensemble.runs, bool)


ACTING = ("caps", "matches", "rooms", "reputation", "severe", "news")


def check_nothing_else_changed(scenario: Scenario, name: str, runs: int, draws: int) -> int:
    """Where a mechanism never came into play its absence changes no bit; in how many runs that is."""
    one, other = (
        sim.simulate(each, runs=runs, draws=draws, seed=7) for each in (scenario, without(scenario, name))
    )
    idle = idle_in(scenario, one, name)
    for field in DEEDS:
        np.testing.assert_array_equal(
            getattr(one.record, field)[idle], getattr(other.record, field)[idle], err_msg=f"{name}: {field}"
        )
    return int(idle.sum())


@settings(max_examples=15 if IS_COMPILED else 3)
@given(tree=scenarios())
def test_where_a_mechanism_does_nothing_its_absence_changes_nothing(tree: Tree) -> None:
    """Members of a room see one another without error, so that errors are left out there."""
    scenario = grown_or_reject(tree)
    for name in those_in(scenario.document):
        if name.name in ACTING:
            errors = ("accidents", "misperception") if name.name == "rooms" else ()
            check_nothing_else_changed(without(scenario, *errors), name.name, 20, 4)


@pytest.mark.compiled_only
def test_where_a_mechanism_does_nothing_in_the_shipped_scenario() -> None:
    scenario = sim.load(Path(__file__).parents[3] / "scenarios" / "gaza_2023.yaml")
    assert 0 < check_nothing_else_changed(scenario, "reputation", 300, 30) < 300


@fewer
@given(tree=scenarios())
def test_every_mechanism_of_any_scenario_can_go(tree: Tree) -> None:
    scenario = grown_or_reject(tree)
    found = those_in(scenario.document)
    for mechanism in found:
        once = rewritten(scenario, mechanism.without(scenario.document))
        assert once.sha256 != scenario.sha256
        assert not mechanism.is_in(once.document)
    assert names_in(rewritten(scenario, without_all(scenario.document, found))) == []


@fewer
@given(tree=scenarios())
def test_a_document_that_is_read_again_gives_the_same_runs(tree: Tree) -> None:
    scenario = grown_or_reject(tree)
    title = scenario.document.model_copy(update={"title": "Another title"})
    again = rewritten(scenario, title)
    assert again.document.model_copy(update={"game": title.game}) == title
    assert same_runs(sim.simulate(scenario, runs=12, draws=3), sim.simulate(again, runs=12, draws=3))


def test_the_part_of_the_war_game_stays_behind() -> None:
    """It may name a room that is gone."""
    scenario = small(
        f"{QUIET}\nrooms: {{staff: {{members: {{aster: 1}}, review_every: 3}}}}\n"
        "game: {roles: {aster: {chairs: [staff]}}, display_names: {staff: The staff}}"
    )
    assert without(scenario, "rooms").document.rooms == {}
    assert not without(scenario, "rooms").document.model_fields_set & {"game"}


def test_a_document_that_is_wrong_is_told_at_its_place() -> None:
    scenario = load_text(
        "schema: 1\nid: s\ntitle: S\nclock: {start: 2031-03-01, days: 3}\n"
        "ladders: {common: [{id: calm}, {id: war}]}\n"
        "actors:\n  aster: {postures: {birch: {ceiling: war}}}\n  birch: {}\n",
        "s.yaml",
    )
    short = scenario.document.ladders["common"][0].model_copy(update={"id": "peace"})
    ladders = {"common": [scenario.document.ladders["common"][0], short]}
    with pytest.raises(sim.ScenarioError, match=r"s\.yaml:7:39: .*no rung of aster's ladder"):
        rewritten(scenario, scenario.document.model_copy(update={"ladders": ladders}))


def test_mechanisms_have_names_of_their_own() -> None:
    assert len(BY_NAME) == len(MECHANISMS) == len({mechanism.title for mechanism in MECHANISMS})
    assert all(isinstance(mechanism, Mechanism) and mechanism.said for mechanism in MECHANISMS)
