"""Words, slips, the last clear chance, replays and the cloud."""

from __future__ import annotations

import numpy as np
import pytest

from sim.wargame.refusing import Refused
from sim.wargame.review import slips
from sim.wargame.review.chance import is_halved, last_chances, steps_down
from sim.wargame.review.cloud import cloud, of_days
from sim.wargame.review.otherwise import otherwise, replayed
from sim.wargame.review.phrases import Telling
from sim.wargame.review.questions import questions
from sim.wargame.review.words import advice_ignored, lines
from tests.wargame.playing import advance, game, order, picture, quiet, threat, until
from tests.wargame.review.games import few, played, reviewed

# ---------------------------------------------------------------- words


def test_a_threat_that_was_called_as_a_bluff() -> None:
    table = played().table
    first = lines(table)[0]
    assert (first.who, first.turn, first.fate) == ("aster", 1, "not kept")
    assert first.broken == (6,)


@pytest.mark.parametrize(("answer", "fate"), [("strikes", "kept"), ("calm", "not kept")])
def test_threats_are_kept_by_orders(answer: str, fate: str) -> None:
    asked = game(quiet())
    until(asked, "plan")
    order(asked, "aster", threat=threat("birch", "strikes"))
    order(asked, "birch", rungs={"aster": "strikes"})
    until(asked, "plan")
    order(asked, "aster", rungs={"birch": answer})
    until(asked, "adjudicate")
    assert lines(asked.table)[0].fate == fate


def test_a_threat_that_nothing_came_of() -> None:
    asked = game(quiet())
    until(asked, "plan")
    order(asked, "aster", threat=threat("birch", "strikes"))
    until(asked, "adjudicate")
    advance(asked)
    assert lines(asked.table)[0].fate == "not met"


def test_lines_of_the_scenario_say_who_had_been_told() -> None:
    found = {each.text: each for each in lines(played().table)}
    assert found["Our coast is struck"].to == ("Birch",)
    assert found["Follows"].to == ()


def test_orders_beyond_the_ceiling_are_advice_ignored() -> None:
    asked = game()
    until(asked, "plan")
    order(asked, "aster", rungs={"birch": "war"})
    until(asked, "adjudicate")
    (found,) = [each for each in advice_ignored(asked.table) if each.seat == "aster"]
    assert (found.rung, found.bound, found.above) == ("war", "strikes", True)


def test_binding_limits_are_no_advice() -> None:
    asked = game(quiet(more="limits: binding"))
    until(asked, "plan")
    order(asked, "aster", rungs={"birch": "war"})
    until(asked, "adjudicate")
    assert advice_ignored(asked.table) == []


# ---------------------------------------------------------------- slips


def test_accidents_are_days_on_which_what_was_done_was_not_meant() -> None:
    table = played().table
    found = {(each.day, each.posture) for each in slips.accidents(table)}
    told = {(each.day, each.what) for each in table.crisis.happenings if each.kind == "accident"}
    assert found
    assert told <= found


def test_mistaken_views_are_those_of_the_eve() -> None:
    table = played().table
    for each in slips.mistaken(table):
        turn = table.played[each.turn - 1]
        eve = slips.day_of(table, turn.first_day - 1)
        assert eve.seen[each.seat, each.posture] == each.believed != each.so == eve.executed[each.posture]


def test_a_line_that_nobody_had_declared() -> None:
    asked = game(
        quiet(
            """
  aster:
    postures: {birch: {}}
    triggers: [{id: hidden, when: "rung(birch, aster) >= threats", then: {birch: {floor: strikes}}}]
  birch: {postures: {aster: {}}}
"""
        ),
        people=("birch",),
    )
    until(asked, "plan")
    order(asked, "birch", rungs={"aster": "threats"})
    until(asked, "adjudicate")
    (found,) = slips.unaware(asked.table)
    assert (found.posture, found.rung, found.holder, found.line, found.day) == (
        "birch>aster", "threats", "aster", "hidden", 1,
    )  # fmt: skip


# ---------------------------------------------------------------- the last clear chance

WAR = """
  aster: {postures: {birch: {}}}
  birch: {postures: {aster: {}}}
outcomes: {shooting: "rung(aster, birch) >= strikes"}
"""


def test_the_last_clear_chance_is_the_turn_of_the_order() -> None:
    asked = game(quiet(WAR))
    for rung in ("threats", "strikes"):
        until(asked, "plan")
        order(asked, "aster", rungs={"birch": rung})
        until(asked, "adjudicate")
    with few():
        (found,) = last_chances(asked.table, 99, lambda text: None)
    assert (found.outcome, found.turn, found.day) == ("shooting", 2, 6)
    assert found.found is not None
    assert (found.found.turn, found.found.posture, found.found.instead) == (2, "aster>birch", "threats")
    assert (found.found.without.share, found.found.changed.share) == (1.0, 0.0)


def test_what_one_step_does_not_change_has_no_last_clear_chance() -> None:
    asked = game(quiet(WAR))
    until(asked, "plan")
    order(asked, "aster", rungs={"birch": "war"})
    until(asked, "adjudicate")
    with few():
        (found,) = last_chances(asked.table, 99, lambda text: None)
    assert (found.found, found.nearest, found.foretold) == (None, None, True)
    assert steps_down(asked.table, asked.table.played[0]) == [("aster>birch", "strikes")]


def test_halved_means_surely_halved() -> None:
    always = np.ones(200, bool)
    assert is_halved(np.arange(200) % 4 == 0, always)
    assert not is_halved(np.arange(200) % 2 == 0, always)


# ---------------------------------------------------------------- what if


def test_the_same_order_is_the_same_game() -> None:
    asked = played()
    turn = asked.table.played[1]
    own = {"birch>aster": turn.ordered["birch>aster"]}
    assert otherwise(asked, "birch", 2, own).is_same
    again = replayed(asked, "birch", 2, {p: r for p, r in turn.ordered.items() if p.startswith("birch")})
    assert again.crisis.state.stance.tolist() == asked.table.crisis.state.stance.tolist()


def test_holding_instead_of_going_to_war() -> None:
    asked = played()
    before = picture(asked.table)
    found = otherwise(asked, "birch", 2, {"birch>aster": "strikes"})
    assert found.outcomes["open_war"][0] is not None
    assert found.outcomes["open_war"] != (None, None)
    assert found.peaks["birch>aster"][0] == "war"
    assert picture(asked.table) == before


def test_a_seat_that_gave_no_order_could_have_given_one() -> None:
    asked = played()
    found = otherwise(asked, "aster", 3, {"aster>birch": "war"})
    assert found.instead["aster>birch"] == "war"
    assert found.peaks["aster>birch"][1] == "war"


@pytest.mark.parametrize(
    ("seat", "turn", "rungs"),
    [
        ("nobody", 1, {}),
        ("aster", 9, {"aster>birch": "war"}),
        ("aster", 1, {"birch>aster": "war"}),
    ],
)
def test_what_could_not_have_been(seat: str, turn: int, rungs: dict[str, str]) -> None:
    with pytest.raises(Refused):
        otherwise(played(), seat, turn, rungs)


def test_the_most_telling_replays_are_of_orders_that_people_gave() -> None:
    found = reviewed().replays
    assert found
    assert found[0].seat == "birch"
    turns = reviewed().table.played
    assert all(turns[each.turn - 1].orders[each.seat] is not None for each in found)


# ---------------------------------------------------------------- the cloud


def test_a_game_that_the_rulebook_played_lies_inside_the_cloud() -> None:
    asked = game(quiet(WAR), people=())
    until(asked, "adjudicate")
    with few():
        found = cloud(asked.table)
    assert found.days == asked.table.crisis.day
    level, firebreak, incidents, severe = found.measures
    assert (level.game, level.same, firebreak.game, firebreak.same) == (0.0, 1.0, np.inf, 1.0)
    assert (incidents.same, severe.lower) == (1.0, 0.0)
    assert [(each.day, each.chance.hits) for each in found.outcomes] == [(None, 0)]


def test_a_shorter_clock_is_the_same_days() -> None:
    import sim
    from tests.wargame.playing import strait

    whole, short = sim.simulate(strait(), 30, 4), sim.simulate(of_days(strait(), 8), 30, 4)
    day = whole.outcomes["open_war"]
    kept = np.where((day >= 0) & (day <= 8), day, -1)
    np.testing.assert_array_equal(short.outcomes["open_war"], kept)


# ---------------------------------------------------------------- questions


def test_questions_of_the_scenario_come_first_then_what_happened() -> None:
    found = questions(Telling(reviewed()))
    assert any("turn 2" in each and "Birch" in each for each in found)
    assert any("was not kept" in each for each in found)
