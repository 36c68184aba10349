from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.rules.state import State
from sim.wargame.actions import Override, parse_action
from sim.wargame.odds.and_if import and_if, and_if_ruled, moment_if, moments_if
from sim.wargame.odds.live import change, odds
from sim.wargame.played import Moment
from sim.wargame.refusing import Refused
from tests.wargame.playing import advance, game, order, picture, same_states, threat, until


def ruling(what: str, name: str, value: object) -> Override:
    said = parse_action({"kind": "override", "what": what, "name": name, "value": value, "reason": "so"})
    assert isinstance(said, Override)
    return said


def test_as_it_stands_before_any_order_is_the_rulebook() -> None:
    table = game().table
    (found,) = and_if(table, [{}], 40, 9)
    plain = odds(Moment.of(table.crisis), 40, 9)
    np.testing.assert_array_equal(found.of("open_war").hits, plain.of("open_war").hits)


def test_an_order_to_go_to_war_makes_war_certain_and_is_compared_in_pairs() -> None:
    table = game().table
    stands, war = and_if(table, [{}, {"aster>birch": "war"}], 60, 9)
    assert war.of("open_war").chance.share == 1.0
    found = change(war, stands)["open_war"]
    assert found.paired
    assert found.difference == pytest.approx(1.0 - stands.of("open_war").chance.share)


def test_the_same_alternative_twice_is_no_difference_at_all() -> None:
    one, other = and_if(game().table, [{"birch>aster": "strikes"}] * 2, 30, 9)
    np.testing.assert_array_equal(one.of("open_war").hits, other.of("open_war").hits)


@pytest.mark.parametrize("phase", ["plan", "reveal", "adjudicate"])
def test_asking_leaves_the_game_as_it_is(phase: str) -> None:
    played = game()
    until(played, "plan")
    order(played, "aster", rungs={"birch": "strikes"}, threat=threat())
    if phase != "plan":
        until(played, phase)
    before = picture(played.table)
    and_if(played.table, [{}, {"birch>aster": "war"}], 5, 9)
    and_if_ruled(played.table, [[], [ruling("event", "parley", True)]], 5, 9)
    assert picture(played.table) == before


def stepped(moment: Moment, seed: int, days: int) -> State:
    """A moment stepped on by the agents with the luck of a game."""
    crisis = sim.Crisis(moment.scenario, seed, parameters=moment.snapshot.parameters)
    crisis.state = moment.snapshot.state.copy()
    for _ in range(days):
        crisis.step()
    return crisis.state


def test_as_it_stands_in_the_reveal_is_what_will_be_played() -> None:
    """With the game's own luck, the moment that is asked of becomes the state that the game comes to."""
    played = game()
    until(played, "plan")
    order(played, "birch", rungs={"aster": "strikes"}, threat=threat("aster", "war"))
    until(played, "brief")
    until(played, "plan")
    order(played, "aster", rungs={"birch": "strikes"}, threat=threat())
    until(played, "reveal")
    (moment,) = moments_if(played.table, [{}])
    found = stepped(moment, 3, played.table.game.days_a_turn)
    advance(played)
    orders = {"stack", "stance", "resolve"}
    same_states(found, played.table.crisis.state, but=tuple(orders))
    np.testing.assert_array_equal(found.stance[:, :5], played.table.crisis.state.stance[:, :5])


def test_sealed_orders_stand_and_silent_seats_are_the_rulebooks_while_there_is_time() -> None:
    played = game()
    until(played, "plan")
    order(played, "aster", rungs={"birch": "war"})
    (found,) = and_if(played.table, [{}], 20, 9)
    assert found.of("open_war").chance.share == 1.0
    (calm,) = and_if(played.table, [{"aster>birch": "calm"}], 60, 9)
    assert calm.of("open_war").chance.share < 1.0


def test_a_ruling_and_its_absence() -> None:
    table = game().table
    without, ruled = and_if_ruled(table, [[], [ruling("event", "parley", True)]], 20, 9)
    assert (without.of("talks").chance.share, ruled.of("talks").chance.share) == (0.0, 1.0)


def test_what_is_no_order_is_refused() -> None:
    table = game().table
    for alternative in ({"aster>cedar": "war"}, {"aster>birch": "peace"}):
        with pytest.raises(Refused):
            and_if(table, [alternative], 5, 9)


def test_a_ruling_and_an_order_can_be_supposed_together() -> None:
    table = game().table
    said = [ruling("event", "parley", True)]
    both = moment_if(table, {"aster>birch": "war"}, said)
    (ordered,) = moments_if(table, [{"aster>birch": "war"}])
    assert not same(both, ordered)
    assert same(moment_if(table, {"aster>birch": "war"}), ordered)


def same(one: Moment, other: Moment) -> bool:
    return all((a == b).all() for a, b in zip(one.snapshot.state, other.snapshot.state, strict=True))
