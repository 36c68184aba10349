"""Warnings: what a sound scenario's author may want to look at again, and no false alarms."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.scenario.loading import check_file

EXAMPLE = (Path(__file__).parents[1] / "data" / "border_crisis.yaml").read_text()
ASSUMED = EXAMPLE.replace("schema: 1\n", "schema: 1\nassumed: for the sake of the test\n")
TRIGGER = "when: struck(northland, last=3) >= 1"
EVENT = "when: meter(disapproval) >= 0.5, rate: 0.05"
SOIL = "actors.northland.triggers.soil_struck"
NEVER = f"27:15: {SOIL}.when: this can never fire:"


def warnings(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "f.yaml"
    file.write_text(text)
    mistakes, found = check_file(file)
    assert mistakes == []
    return [str(one).removeprefix(f"{file}:") for one in found]


def changed(*changes: tuple[str, str]) -> str:
    text = ASSUMED
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def test_a_scenario_in_order_has_none(tmp_path: Path) -> None:
    assert warnings(tmp_path, ASSUMED) == []


def test_numbers_without_a_base_are_told_once_a_map(tmp_path: Path) -> None:
    found = warnings(tmp_path, EXAMPLE)
    assert len(found) == 17
    bare = "neither evidence nor assumed is given for"
    assert f"11:7: ladders.common.harassment: {bare} incidents, harm, severe, severe_harm" in found
    assert f"36:16: actors.hill_militia.postures.southland: {bare} incidents.harassment" in found
    assert not any("resolve" in warning for warning in found), "its reason is given"
    assert not any("schema" in warning or "clock" in warning for warning in found)


@pytest.mark.parametrize("base", ["evidence: E01", "assumed: by the author"])
def test_a_base_covers_its_map_and_the_maps_below(tmp_path: Path, base: str) -> None:
    found = warnings(
        tmp_path, EXAMPLE.replace("    title: Southland\n", f"    title: Southland\n    {base}\n")
    )
    assert not any("southland.postures" in warning for warning in found)
    assert any("hill_militia.postures" in warning for warning in found)


def test_defaults_written_out_need_no_base(tmp_path: Path) -> None:
    found = warnings(
        tmp_path, EXAMPLE.replace("{reactivity: 0.1, descend: 0.02, memory: 0.8}", "{memory: 0.7}")
    )
    assert not any("dispositions" in warning for warning in found)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ([("honoured: resolve", "honoured: 0.4")], ["7:3: parameters.resolve: nobody uses this parameter"]),
        (
            [("value: 0.4, uncertainty: {beta: [2, 3]}", "value: 0.4, uncertainty: {uniform: [0, 0.2]}")],
            ["7:3: parameters.resolve: the value 0.4 is outside of its own uncertainty, 0 to 0.2"],
        ),
        ([(TRIGGER, "when: day() > 60")], [f"{NEVER} day() > 60 is never true"]),
        ([(TRIGGER, "when: day() >= 3 and day() == 61")], [f"{NEVER} day() == 61 is never true"]),
        (
            [(TRIGGER, "when: happened(truce) or day() < 0"), ("rate: 0.05", "rate: 0")],
            [f"{NEVER} happened(truce) or day() < 0 is never true"],
        ),
        (
            [(TRIGGER, "when: days_since(truce) < 5"), (EVENT, "at: 2031-06-01")],
            [
                f"{NEVER} days_since(truce) < 5 is never true",
                "55:15: events.truce.at: 2031-06-01 is after the last day: this can never happen",
            ],
        ),
        (
            [(TRIGGER, "when: ongoing(truce)"), ("meter(disapproval) >= 0.5", "meter(disapproval) > 1")],
            [f"{NEVER} ongoing(truce) is never true"],
        ),
        (
            [(TRIGGER, "when: rung(northland) >= ground_operation"), ("ceiling: ground_operation, ", "")],
            [f"{NEVER} rung(northland) >= ground_operation is never true"],
        ),
        (
            [(TRIGGER, "when: count(northern_side, calm) > 1")],
            [f"{NEVER} count(northern_side, calm) > 1 is never true"],
        ),
        (
            [("ceiling: ground_operation, floor: limited_strikes", "floor: ground_operation")],
            [
                f"28:35: {SOIL}.then.southland.floor: the floor ground_operation is above every ceiling "
                "northland>southland can have (the highest is limited_strikes)"
            ],
        ),
        (
            [
                ("ceiling: ground_operation, floor", "floor"),
                ("{like: reciprocal, fronts", "{like: reciprocal, ceiling: harassment, fronts"),
                ("- {id: ground_operation", "- {id: siege}\n    - {id: ground_operation"),
            ],
            [
                "15:7: ladders.common.ground_operation: out of reach of every posture, "
                "whatever its ceilings and triggers: ground_operation"
            ],
        ),
        (
            [("ladders:\n", "ladders:\n  sea: [{id: calm}, {id: blockade}]\n")],
            ["9:3: ladders.sea: no posture stands on this ladder"],
        ),
        (
            [("{id: threats,", "{id: threats, level: 0.2,")],
            ["9:3: ladders.common: levels are 0.2 to 1.8 apart: with misperception, even errors drift"],
        ),
        (
            [("{reactivity: 0.1,", "{retaliation: 1.2, reactivity: 0.1,")],
            [
                "24:7: actors.northland.postures.southland: northland>southland answers 1.2 times "
                "what it feels and southland>northland 1.2 times: a spark can climb without end"
            ],
        ),
    ],
)
def test_what_is_odd_is_told(tmp_path: Path, changes: list[tuple[str, str]], told: list[str]) -> None:
    assert warnings(tmp_path, changed(*changes)) == told


@pytest.mark.parametrize(
    "changes",
    [
        [(TRIGGER, "when: not (day() > 60)")],
        [(TRIGGER, "when: day() >= 60")],
        [(TRIGGER, "when: happened(truce) or day() > 60")],
        [(TRIGGER, "when: days_since(truce) >= resolve")],
        [(TRIGGER, "when: rung(hill_militia) >= ground_operation")],  # seen through an accident and an error
        [(TRIGGER, "when: meter(disapproval) >= 1")],
        [(EVENT, "when: happened(truce)")],
        [(EVENT, "at: 60")],
        [
            (TRIGGER, "when: happened(truce)"),
            (EVENT, "rate: 0"),
            ("outcomes:", "observed: {until: 2031-03-09, events: {truce: 2031-03-05}}\noutcomes:"),
        ],
        [("{reactivity: 0.1,", "{retaliation: 3,")],
        [
            ("misperception: {up: 0.05, down: 0.05}", "misperception: {up: 0}"),
            ("{id: threats,", "{id: threats, level: 0.2,"),
        ],
    ],
)
def test_what_can_happen_is_no_false_alarm(tmp_path: Path, changes: list[tuple[str, str]]) -> None:
    assert warnings(tmp_path, changed(*changes)) == []


def test_a_leader_can_draw_a_posture_up(tmp_path: Path) -> None:
    """The militia's own ceiling is low, but it matches its patron."""
    floor = "then: {southland: {floor: limited_strikes, match: {leader: northland, toward: southland}}}"
    text = changed(("then: {southland: {match: {leader: northland, toward: southland}}}", floor))
    assert warnings(tmp_path, text) == []


def test_what_nothing_reads_of_a_war_game_is_told(tmp_path: Path) -> None:
    game = "game: {roles: {northland: {pubic: Hold}}, mood: grim, turns: 9, injects: [{id: a, day: 3}]}"
    assert warnings(tmp_path, changed(("outcomes:", f"{game}\noutcomes:"))) == [
        "59:28: game.roles.northland.pubic: nothing reads the key 'pubic' (did you mean public?)",
        "59:43: game.mood: nothing reads the key 'mood'",
        "59:62: game.turns: 9 turns of 7 days are more than the clock's 60",
        "59:83: game.injects.a.day: nothing reads the key 'day'",
    ]
