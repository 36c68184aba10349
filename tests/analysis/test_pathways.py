"""Pathways: known chances at every parting, and every route against a slow walk through the runs."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from parting import LADDER, TEXT, parting
from tools import assert_share, runs, small

import sim
from sim.analysis.pathways.crossings import NEVER, crossing_days, crossings, highest_of_day
from sim.analysis.pathways.pathway_words import sentences
from sim.analysis.pathways.pathways import Chain, Node, Pathways, pathways
from sim.analysis.pathways.routes import by_route, stages

ASTER, BIRCH, CEDAR = ("aster", "war"), ("birch", "strikes"), ("cedar", "strikes")


@pytest.fixture(scope="module")
def told() -> Pathways:
    return pathways(parting(), rungs=["strikes", "war"])


def key(chain: Chain | Node) -> Any:
    steps = chain.steps if isinstance(chain, Chain) else (chain.step,)
    return tuple(frozenset((deed.owner, deed.rung) for deed in step.deeds) for step in steps if step)


def test_chains_come_as_often_as_they_should(told: Pathways) -> None:
    expected = {
        (): 0.28,
        (frozenset({ASTER}),): 0.252,
        (frozenset({ASTER}), frozenset({BIRCH})): 0.168,
        (frozenset({CEDAR}),): 0.12,
        (frozenset({ASTER, CEDAR}),): 0.108,
        (frozenset({ASTER, CEDAR}), frozenset({BIRCH})): 0.072,
    }
    assert {key(chain) for chain in told.chains} == set(expected)
    for chain in told.chains:
        assert_share(chain.share.came, chain.share.of, expected[key(chain)])
    assert [c.share.came for c in told.chains] == sorted((c.share.came for c in told.chains), reverse=True)
    assert sum(chain.share.came for chain in told.chains) == parting().runs
    assert told.others is None


def test_the_tree_adds_up(told: Pathways) -> None:
    def check(node: Node) -> None:
        parts = [child.share.came for child in node.children]
        parts += [node.pooled.share.came] if node.pooled else []
        parts += [node.ends.came] if node.ends else []
        parts += [node.onward.came] if node.onward else []
        assert sum(parts) == node.share.came
        for child in node.children:
            assert child.of_parent.of == node.share.came
            assert child.of_parent.came == child.share.came
            check(child)

    check(told.root)
    assert told.root.share.came == parting().runs
    by_name = {key(child): child for child in told.root.children}
    war = by_name[(frozenset({ASTER}),)]
    assert [key(child) for child in war.children] == [(frozenset({BIRCH}),)]
    assert_share(war.children[0].of_parent.came, war.children[0].of_parent.of, 0.4)


def test_a_step_knows_its_day_its_cause_and_the_event_before(told: Pathways) -> None:
    road = next(chain for chain in told.chains if key(chain)[-1:] == (frozenset({BIRCH}),))
    first, second = road.steps
    assert (first.median_day, second.median_day) == (2, 3)
    assert (first.event, first.event_share) == ("The signal", 1.0)
    assert [(d.cause.cause, d.cause.share) for d in (*first.deeds, *second.deeds)] == [("committed", 1.0)] * 2
    assert first.deeds[0].title == "Aster goes to war"  # the outcome that says no more than this
    assert first.deeds[0].cause.said == "committed by its line 'The first line'"
    assert second.deeds[0].title == "Strikes by the Birches against Aster"


def test_chains_read_as_sentences(told: Pathways) -> None:
    said = sentences(parting().plan, told)
    tie = next(s for s in said if "on one day" in s and "then" in s)
    assert tie.startswith(
        "Aster goes to war (about day 2, just after 'The signal'; committed by its line 'The first line') "
        "and strikes by Cedar against the Birches (committed by its line 'Second'), on one day, then "
        "strikes by the Birches against Aster (about day 3, just after 'The signal'; committed by its line "
        "'Answer'): "
    )
    assert tie.count("without errors.") == 1
    assert any(s.startswith("Nothing is crossed: ") for s in said)


def test_without_errors_the_twin_walks_alike(told: Pathways) -> None:
    """There are no errors here, so that none are made or averted."""
    for chain in told.chains:
        assert chain.errors is not None
        assert (chain.errors.made, chain.errors.averted) == (0.0, 0.0)
        assert chain.errors.without == chain.share.share
    alone = sim.simulate(parting().scenario, runs=20, seed=4)
    assert pathways(alone).root.errors is None


def test_only_the_runs_with_an_outcome_up_to_its_day() -> None:
    ensemble = parting()
    told = pathways(ensemble, "war", rungs=["strikes", "war"])
    assert told.until == "Aster goes to war"
    assert told.told.came == (ensemble.outcomes["war"] >= 0).sum() == told.root.share.of
    assert {key(chain) for chain in told.chains} == {(frozenset({ASTER}),), (frozenset({ASTER, CEDAR}),)}
    assert "of the runs with 'Aster goes to war'; of all runs" in sentences(ensemble.plan, told)[0]


def test_what_starts_beyond_is_no_crossing_and_what_comes_at_once_counts_to_the_start(told: Pathways) -> None:
    assert told.at_once == ["Strikes by Dune against Aster"]
    owners = {deed.owner for chain in told.chains for step in chain.steps for deed in step.deeds}
    assert "dune" not in owners
    by_actor = pathways(parting(), by="actor", rungs=["strikes", "war"])
    assert by_actor.at_once == []  # as an actor it stands at war from the start
    assert by_actor.chains[1].steps[0].title == "Open war by Aster"


def test_only_what_is_asked_is_followed() -> None:
    told = pathways(parting(), actors=["cedar"], rungs=["strikes"])
    assert {key(chain) for chain in told.chains} == {(), (frozenset({CEDAR}),)}
    for wrong in ({"rungs": ["peace"]}, {"actors": ["nobody"]}, {"until": "peace"}):
        with pytest.raises(ValueError, match="is called"):
            pathways(parting(), **wrong)


def test_rare_beginnings_are_pooled_and_chains_are_cut(told: Pathways) -> None:
    few = pathways(parting(), rungs=["strikes", "war"], least=0.2, chains=2, depth=1)
    assert [key(child) for child in few.root.children] == [(frozenset({ASTER}),)]
    assert few.root.pooled is not None
    assert few.root.pooled.kinds == 2  # cedar, and both on one day
    assert few.others is not None
    assert few.others.kinds == 4
    assert few.others.share.came + sum(chain.share.came for chain in few.chains) == parting().runs
    onward = few.root.children[0].onward
    assert onward is not None
    assert sentences(parting().plan, few)[-1].startswith("4 other chains together: ")


def test_the_lowest_rung_is_chosen_so_that_few_routes_tell_half_of_the_runs() -> None:
    assert pathways(parting()).lowest == "Strikes"
    assert pathways(parting(), chains=1).lowest == "Open war"  # the commonest of all has 28% only


def test_a_world_without_firebreaks_or_postures() -> None:
    flat = sim.simulate(small("actors: {aster: {postures: {birch: {}}}, birch: {}}"), runs=5)
    told = pathways(flat)
    assert told.lowest is None
    assert told.root.children == ()
    assert [chain.share.share for chain in told.chains] == [1.0]
    assert sentences(flat.plan, told) == ["Nothing is crossed: > 56% of the runs."]
    nobody = sim.simulate(small("actors: {aster: {}}"), runs=5)
    assert pathways(nobody).root.share.came == 5


def test_a_posture_that_passes_two_rungs_in_a_day_crosses_the_higher() -> None:
    ensemble = parting()
    found = crossings(ensemble, "posture", None, ["aster"])
    days = crossing_days(ensemble, found)
    assert [each.rung for each in found] == ["strikes", "war"]
    assert (days[:, 0] == days[:, 1]).all()
    kept = highest_of_day(found, days)
    assert (kept[:, 0] == NEVER).all()
    assert (kept[:, 1] == days[:, 1]).all()


def test_deeds_alike_but_for_their_target_are_one() -> None:
    text = """
actors:
  aster:
    postures: {birch: {}, cedar: {}}
    triggers: [{id: both, when: day() >= 3, then: {all: {floor: threats}}}]
  birch: {}
  cedar: {}
"""
    ensemble = sim.simulate(small(text, ladder="[{id: calm}, {id: threats, firebreak: true}]"), runs=4)
    (chain,) = pathways(ensemble).chains
    (deed,) = chain.steps[0].deeds
    assert deed.targets == ("birch", "cedar")
    assert deed.title == "Threats by Aster against Birch and Cedar"


tables = st.integers(1, 12).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([1, 2, 3, NEVER]), min_size=width, max_size=width), max_size=30
    )
)


@given(tables, st.integers(1, 4))
def test_every_route_is_that_of_a_slow_walk(table: list[list[int]], depth: int) -> None:
    days = np.array(table, np.int16).reshape(len(table), len(table[0]) if table else 3)

    def walk(row: Any) -> tuple[frozenset[int], ...]:
        order = sorted({day for day in row.tolist() if day < NEVER})[:depth]
        return tuple(frozenset(np.flatnonzero(row == day).tolist()) for day in order)

    walked = [walk(row) for row in days]
    found = stages(days, depth)
    assert len(found) == max((len(way) for way in walked), default=0)
    for n, stage in enumerate(found):
        for run, way in enumerate(walked):
            step = way[n] if n < len(way) else frozenset()
            assert set(stage.members[stage.route[run]]) == step
            assert stage.moved[run] == bool(step)
            before = found[n - 1].route[run] if n else 0
            assert stage.parent[stage.route[run]] == before
    counts = sorted(Counter(walked).values(), reverse=True)
    assert by_route(days, depth).tolist() == (counts or [0])


def test_it_is_the_same_from_any_number_of_runs() -> None:
    """A shorter ensemble has the same routes, run for run."""
    few = runs(300, 60)
    ensemble = sim.simulate(small(TEXT, days=6, ladder=LADDER), runs=few, seed=4)
    told = pathways(ensemble, rungs=["strikes", "war"])
    first = (parting().outcomes["answered"][:few] >= 0).sum()
    assert sum(c.share.came for c in told.chains if key(c)[-1:] == (frozenset({BIRCH}),)) == first
