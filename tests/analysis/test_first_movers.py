"""Who crosses a firebreak first: known chances, ties of their own, and two that face each other."""

from __future__ import annotations

from parting import parting
from tools import assert_share, small

import sim
from sim.analysis.chances.first_movers import first_movers


def test_first_alone_first_with_others_or_nobody() -> None:
    found = {each.rung: each for each in first_movers(parting(), rungs=["strikes", "war"]).breaks}
    strikes, war = found["strikes"], found["war"]
    assert (strikes.title, strikes.ladder) == ("Strikes", "common")
    movers = {mover.who: mover for mover in war.movers}
    assert set(movers) == {"aster>birch"}
    assert_share(movers["aster>birch"].alone.came, parting().runs, 0.6)
    assert_share(war.none.came, parting().runs, 0.4)
    assert (war.tie.came, movers["aster>birch"].median_day) == (0, 2)
    assert war.there == ["Dune toward The Birches"]
    assert {mover.who for mover in strikes.movers} == {"dune>aster"}  # on day 1, before all others


def test_shares_add_to_the_whole_and_ties_are_not_split() -> None:
    text = """
actors:
  aster: {postures: {birch: {climb: 0.1}}}
  birch: {postures: {aster: {climb: 0.1}}}
  cedar: {postures: {birch: {climb: 0.1}}}
"""
    ladder = "[{id: calm}, {id: threats, firebreak: true}]"
    ensemble = sim.simulate(small(text, days=10, ladder=ladder), runs=400, seed=5)
    (found,) = first_movers(ensemble).breaks
    assert sum(mover.alone.came for mover in found.movers) + found.tie.came + found.none.came == 400
    assert sum(mover.tied.came for mover in found.movers) >= 2 * found.tie.came > 0
    first = ensemble.record.reached[:, 0, 1]
    others = ensemble.record.reached[:, 1:, 1]
    alone = (first > 0) & ((others < 0) | (others > first[:, None])).all(axis=1)
    assert {mover.who: mover.alone.came for mover in found.movers}["aster>birch"] == alone.sum()
    (pair,) = found.dyads
    assert (pair.one, pair.other) == ("aster>birch", "birch>aster")
    assert pair.titles == ("Aster toward Birch", "Birch toward Aster")
    shares = (pair.one_first, pair.other_first, pair.same_day, pair.neither)
    assert sum(share.came for share in shares) == 400
    assert pair.same_day.came == ((first > 0) & (first == ensemble.record.reached[:, 1, 1])).sum()


def test_by_actor_it_is_the_first_of_its_postures() -> None:
    found = {each.rung: each for each in first_movers(parting(), "actor", ["war"]).breaks}["war"]
    assert [mover.title for mover in found.movers] == ["Aster"]
    assert found.there == ["Dune"]
    assert found.dyads == []


def test_no_firebreak_no_first_mover() -> None:
    flat = sim.simulate(small("actors: {aster: {postures: {birch: {}}}, birch: {}}"), runs=3)
    assert first_movers(flat).breaks == []
