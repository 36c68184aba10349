"""What must always hold, whatever the scenario, on both engines."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import RUNGS, Tree, example_scenarios, scenarios
from tools import (
    assert_mean,
    days_of,
    edited,
    fewer,
    grown_or_reject,
    lived,
    many_grown,
    record_of,
    runs,
    same_ensembles,
    same_records,
    small,
    written,
)

import sim
from sim.rules import state as s
from sim.rules.compiled import IS_COMPILED
from sim.rules.day import act_by_ref, dawn_by_ref, deliberate_by_ref, dusk_by_ref, observe_by_ref
from sim.scenario.loading import Scenario, load_text

TESTS = Path(__file__).parent
FEW = 40 if IS_COMPILED else 12


# ---------------------------------------------------------------- same seed, same bits


@fewer
@given(
    tree=scenarios(),
    threads=st.integers(1, 3),
    block=st.integers(1, 30),
    draws=st.integers(1, 9),
    twin=st.booleans(),
)
def test_threads_and_blocks_change_nothing(
    tree: Tree, threads: int, block: int, draws: int, twin: bool
) -> None:
    scenario = grown_or_reject(tree)
    plain = sim.simulate(scenario, runs=13, seed=4, draws=draws, twin=twin, threads=1)
    cut = sim.simulate(scenario, runs=13, seed=4, draws=draws, twin=twin, threads=threads, block=block)
    same_ensembles(plain, cut)
    if twin:
        assert plain.twin is not None
        assert cut.twin is not None
        same_ensembles(plain.twin, cut.twin)
        same_ensembles(plain.twin, sim.simulate(scenario, runs=13, seed=4, draws=draws, errors=False))


@fewer
@given(tree=scenarios(), edge=st.integers(1, 11), draws=st.integers(1, 9))
def test_a_stretch_by_itself_is_the_same_stretch(tree: Tree, edge: int, draws: int) -> None:
    scenario = grown_or_reject(tree)
    whole = sim.simulate(scenario, runs=12, seed=5, draws=draws)
    before = sim.simulate(scenario, runs=edge, seed=5, draws=draws)
    after = sim.simulate(scenario, runs=12 - edge, seed=5, draws=draws, first=edge)
    for name in whole.record.fields:
        both = np.concatenate([getattr(before.record, name), getattr(after.record, name)])
        np.testing.assert_array_equal(getattr(whole.record, name), both)
    standing = before.standing.sum(axis=0) + after.standing.sum(axis=0)
    np.testing.assert_array_equal(whole.standing.sum(axis=0), standing)


@fewer
@given(tree=scenarios(), draws=st.integers(1, 5))
def test_every_run_of_an_ensemble_can_be_replayed(tree: Tree, draws: int) -> None:
    scenario = grown_or_reject(tree)
    ensemble = sim.simulate(scenario, runs=7, seed=6, draws=draws)
    for run in (0, 3, 6):
        crisis = lived(scenario, 6, run, draws=draws)
        same_records(record_of(crisis), {n: getattr(ensemble.record, n)[run] for n in ensemble.record.fields})


def fingerprint(texts: list[str]) -> str:
    """One hash over the bits of both engines on these scenarios."""
    digest = hashlib.sha256()
    for text in texts:
        scenario = load_text(text)
        ensemble = sim.simulate(scenario, runs=4, seed=8, draws=3, twin=True)
        for each in (ensemble, ensemble.twin):
            assert each is not None
            for table in (*each.record, each.standing):
                digest.update(np.ascontiguousarray(table).tobytes())
        crisis = lived(scenario, 8, 2, draws=3)
        digest.update(crisis.state.mind.tobytes() + crisis.state.meter.tobytes())
    return digest.hexdigest()


def elsewhere(path: Path, **environment: str) -> str:
    """The fingerprint as another process makes it."""
    code = "import sys, test_invariants as t; print(t.fingerprint(open(sys.argv[1]).read().split('\\f')))"
    paths = os.pathsep.join([str(TESTS), str(TESTS.parent)])
    environment = {**os.environ, "PYTHONPATH": paths, **environment}
    command = [sys.executable, "-c", code, str(path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_another_process_and_plain_python_make_the_same_bits(tmp_path: Path) -> None:
    texts = [scenario.text for scenario in many_grown(example_scenarios(8, seed=21))]
    texts.append((TESTS / "data" / "border_crisis.yaml").read_text())
    file = tmp_path / "scenarios.txt"
    file.write_text("\f".join(texts))
    here = fingerprint(texts)
    assert elsewhere(file, PYTHONHASHSEED="12345") == here
    assert elsewhere(file, NUMBA_DISABLE_JIT="1" if IS_COMPILED else "0") == here


# ---------------------------------------------------------------- what changes nothing


def with_bystanders(tree: Tree) -> Tree:
    """Two more who quarrel with each other only, over a front, an event and a number of their own."""
    more = edited(tree)
    for actor in more["actors"].values():
        if "common" not in more["ladders"]:
            actor.setdefault("ladder", next(iter(more["ladders"])))
    # what binds everybody binds them too, so their ladder has every rung and they stand on every front
    fronts = {front: {"share": 0} for front in more.get("fronts", {})} | {"far_away": {}}
    more["ladders"]["far_ladder"] = [{"id": rung} for rung in RUNGS]
    for name, other in (("aaa_stranger", "zzz_stranger"), ("zzz_stranger", "aaa_stranger")):
        more["actors"][name] = {
            "ladder": "far_ladder",
            "patron": "zzz_stranger" if name == "aaa_stranger" else None,
            "postures": {
                other: {
                    "climb": "far_off",
                    "reactivity": 0.5,
                    "incidents": {RUNGS[1]: 2},
                    "fronts": fronts,
                }
            },
            "triggers": [
                {
                    "id": "far_line",
                    "when": f"incidents({other}, front=far_away) >= 2 and happened(far_cry)",
                    "then": {other: {"floor": RUNGS[-1]}},
                    "honoured": 0.5,
                    "declared": {"to": ["all"]},
                }
            ],
        }
        more["actors"][name] = {
            key: value for key, value in more["actors"][name].items() if value is not None
        }
    more.setdefault("fronts", {})["far_away"] = {"soil": "zzz_stranger"}
    more.setdefault("events", {})["far_cry"] = {"rate": 0.3}
    more.setdefault("meters", {})["far_cost"] = {"feeds": {"aaa_stranger>zzz_stranger": 0.1}, "drift": 0.01}
    more.setdefault("parameters", {})["far_off"] = {"uncertainty": {"uniform": [0.1, 0.9]}}
    more.setdefault("outcomes", {})["far_end"] = "rung(aaa_stranger) >= 1"
    return more


def told_by_name(scenario: Scenario, names: Scenario) -> dict[str, Any]:
    """What an ensemble says of what is named in another scenario."""
    ensemble = sim.simulate(scenario, runs=6, seed=3, draws=4, twin=True)
    told: dict[str, Any] = {}
    for posture in sim.Crisis(names).postures:
        for rung in ensemble.rungs(posture):
            told[f"{posture} {rung}"] = ensemble.first_day(posture, rung).tolist()
    summary = ensemble.summary()
    told["incidents"] = {k: v for k, v in summary["incidents"].items() if "stranger" not in k}
    told["triggers"] = {
        line: {actor: row for actor, row in rows.items() if "stranger" not in actor}
        for line, rows in summary["triggers"].items()
        if line != "far_line"
    }
    told["counts"] = summary["counts"]
    for name in names.document.outcomes:
        told[f"outcome {name}"] = ensemble.outcomes[name].tolist()
        told[f"miscalculation {name}"] = summary["miscalculation"][name]
    for name in names.document.events:
        told[f"event {name}"] = ensemble.events[name].tolist()
    return told


def log_by_name(scenario: Scenario) -> list[Any]:
    log = lived(scenario, 3, 5).log
    return [(m.day, m.posture, m.from_, m.to, m.cause, m.trigger) for m in log if "stranger" not in m.posture]


@fewer
@given(tree=scenarios())
def test_a_bystander_changes_nothing(tree: Tree) -> None:
    alone = grown_or_reject(tree)
    watched = load_text(written(with_bystanders(tree)))
    assert told_by_name(watched, alone) == told_by_name(alone, alone)
    assert log_by_name(watched) == log_by_name(alone)


def shuffled(value: Any, source: random.Random, key: str = "") -> Any:
    """The same file with every map, and every list whose order means nothing, in another order."""
    if isinstance(value, dict):
        keys = list(value)
        source.shuffle(keys)
        return {k: shuffled(value[k], source, key if k == "ladders" else k) for k in keys}
    if isinstance(value, list):
        items = [shuffled(item, source) for item in value]
        if key in ("triggers", "directives", "who", "to", "groups", "of", "open"):
            source.shuffle(items)
        return items
    return value


@fewer
@given(tree=scenarios(), seed=st.integers(0, 1000))
def test_the_order_of_a_file_changes_nothing(tree: Tree, seed: int) -> None:
    given, turned = grown_or_reject(tree), load_text(written(shuffled(tree, random.Random(seed))))
    same_ensembles(sim.simulate(given, runs=6, seed=2), sim.simulate(turned, runs=6, seed=2))
    assert lived(given, 2, 3).log == lived(turned, 2, 3).log


def titled(value: Any, top: bool = True) -> Any:
    """The same file with a label wherever one may stand."""
    told = edited(value)
    told["title"], told["summary"] = "Another title", "Of no consequence"
    told["groups"] = {
        group: {"title": "A side"} for actor in told["actors"].values() for group in actor.get("groups", [])
    }
    for actor in told["actors"].values():
        actor["title"], actor["tier"], actor["note"] = "Somebody", "first", "so it was said"
        for posture in actor.get("postures", {}).values():
            posture["note"] = "a stance"
        for trigger in actor.get("triggers", []):
            trigger["title"], trigger["assumed"] = "A line", "it was in the air"
    for ladder in told["ladders"].values():
        for rung in ladder:
            rung["title"] = f"The rung {rung['id']}"
    for kind in ("events", "meters", "rooms", "fronts"):
        for item in told.get(kind, {}).values():
            item["title"] = "A thing"
    return {key: item for key, item in told.items() if item != {}}


@fewer
@given(tree=scenarios())
def test_titles_change_nothing(tree: Tree) -> None:
    given, told = grown_or_reject(tree), load_text(written(titled(tree)))
    assert given.sha256 != told.sha256
    same_ensembles(sim.simulate(given, runs=6, seed=2), sim.simulate(told, runs=6, seed=2))
    moves = [[(m.day, m.posture, m.to, m.cause) for m in lived(each, 2, 3).log] for each in (given, told)]
    assert moves[0] == moves[1]


def in_any_order(crisis: sim.Crisis, source: random.Random) -> None:
    """A day in which the actors of every stage come in another order."""
    refs = (crisis.world.ref, crisis.state.ref)
    dawn_by_ref(*refs)
    for stage in (deliberate_by_ref, act_by_ref, observe_by_ref):
        actors = list(range(len(crisis.actors)))
        source.shuffle(actors)
        for actor in actors:
            stage(*refs, actor)
    dusk_by_ref(*refs)


@fewer
@given(tree=scenarios(), seed=st.integers(0, 1000))
def test_the_order_of_actors_within_a_day_changes_nothing(tree: Tree, seed: int) -> None:
    scenario, source = grown_or_reject(tree), random.Random(seed)
    one, other = sim.Crisis(scenario, 1, 2), sim.Crisis(scenario, 1, 2)
    while not one.over:
        one.step()
        in_any_order(other, source)
        for name in one.state.fields:
            if name != "stack":
                np.testing.assert_array_equal(
                    getattr(one.state, name), getattr(other.state, name), err_msg=name
                )


# ---------------------------------------------------------------- noise

CHANCE = st.integers(0, 20).map(lambda k: k / 40)


@given(
    up=CHANCE,
    down=CHANCE,
    seen_up=CHANCE,
    seen_down=CHANCE,
    reactivity=st.floats(0, 5),
    spell=st.floats(1, 9),
)
def test_two_calm_actors_stay_calm_under_any_noise(
    up: float, down: float, seen_up: float, seen_down: float, reactivity: float, spell: float
) -> None:
    scenario = small(f"""
actors:
  aster: {{postures: {{birch: {{reactivity: {reactivity}, descend: 0.1}}}}}}
  birch: {{postures: {{aster: {{reactivity: {reactivity}, memory: 0}}}}}}
miscalculation:
  accident: {{up: {up}, down: {down}}}
  misperception: {{up: {seen_up}, down: {seen_down}, spell: {spell}}}
""")
    ensemble = sim.simulate(scenario, runs=20, seed=1)
    assert not ensemble.record.peak.any()
    assert not ensemble.record.peak_executed.any()
    assert lived(scenario, 1, 3).log == []


NINE = "[" + ", ".join(f"{{id: rung_{name}}}" for name in "abcdefghi") + "]"
NOISE = """
actors:
  aster: {postures: {birch: {start: rung_e, reactivity: 0.6, memory: MEMORY}}}
  birch: {postures: {aster: {start: rung_e, reactivity: 0.3, memory: MEMORY}}}
miscalculation:
  accident: {up: 0.3, down: 0.3}
  misperception: {up: 0.25, down: 0.25, spell: SPELL}
"""


def heights(scenario: Scenario, days: int, total: int, agents: bool) -> Any:
    """Where both postures stand after some days, (runs, 2), in rungs above the middle."""
    if agents:
        crises = [sim.Crisis(scenario, 11, run) for run in range(total)]
        for crisis in crises:
            for _ in range(days):
                crisis.step()
        return np.array([crisis.state.stance[:, s.INTENDED] for crisis in crises]) - 4
    standing = sim.simulate(scenario, runs=total, seed=12).standing.sum(axis=0)[days]
    at = standing - np.append(standing[:, 1:], [[0], [0]], axis=1)
    return np.array([np.repeat(np.arange(9), row) for row in at]).T - 4


@pytest.mark.parametrize("agents", [False, True], ids=["ensemble", "agents"])
@pytest.mark.parametrize(("memory", "spell"), [(0, 1), (0.7, 4)])
def test_noise_has_no_preferred_direction(memory: float, spell: float, agents: bool) -> None:
    text = NOISE.replace("MEMORY", str(memory)).replace("SPELL", str(spell))
    total = runs(600, 150) if agents else runs(40_000, 600)
    moved = heights(small(text, days=4, ladder=NINE), 4, total, agents)
    assert (moved != 0).mean() > 0.1
    assert_mean(moved[:, 0], 0.0)
    assert_mean(moved[:, 1], 0.0)


# ---------------------------------------------------------------- limits


def assert_within_reach(crisis: sim.Crisis, before: Any) -> None:
    """Today's moves, each judged by today's limits."""
    for p in range(len(crisis.postures)):
        was, now = int(before[p]), int(crisis.state.stance[p, s.INTENDED])
        floor, ceiling = crisis.state.stance[p, s.NOW_FLOOR], crisis.state.stance[p, s.NOW_CEILING]
        if crisis.world.pinned[crisis.day, p] >= 0:
            assert now == crisis.world.pinned[crisis.day, p]
        elif was < floor:
            assert was < now <= floor
        elif was > ceiling:
            assert ceiling <= now < was
        else:
            assert floor <= now <= ceiling
            assert abs(now - was) <= 1


@fewer
@given(tree=scenarios(), run=st.integers(0, 99))
def test_no_move_leads_away_from_the_limits(tree: Tree, run: int) -> None:
    crisis = sim.Crisis(grown_or_reject(tree), 1, run)
    while not crisis.over:
        before = crisis.state.stance[:, s.INTENDED].copy()
        crisis.step()
        assert (crisis.state.stance[:, s.NOW_FLOOR] <= crisis.state.stance[:, s.NOW_CEILING]).all()
        assert_within_reach(crisis, before)


@fewer
@given(tree=scenarios(), run=st.integers(0, 99))
def test_a_cap_wins_over_everything(tree: Tree, run: int) -> None:
    """Capped at the lowest rung from the first day, nobody rises, and everybody comes down."""
    capped = edited(tree)
    capped.pop("observed", None)
    capped.pop("stop_when", None)
    capped.setdefault("triggers", []).append(
        {"id": "peace", "who": ["all"], "when": "day() >= 1", "then": {"all": {"cap": "calm"}}}
    )
    scenario = grown_or_reject(capped)
    crisis = sim.Crisis(scenario, 1, run)
    start = crisis.state.stance[:, s.INTENDED].copy()
    for day in days_of(crisis):
        assert (crisis.state.stance[:, s.INTENDED] <= np.maximum(start - day, 0)).all()
    ensemble = sim.simulate(scenario, runs=5, seed=1, first=run)
    np.testing.assert_array_equal(ensemble.record.peak, np.tile(start, (5, 1)))
    longest = int(start.max())
    assert ensemble.standing.sum(axis=0)[longest:, :, 1:].sum() == 0


# ---------------------------------------------------------------- errors


@fewer
@given(tree=scenarios(), run=st.integers(0, 99))
def test_without_errors_nothing_is_misled_or_accidental(tree: Tree, run: int) -> None:
    scenario = grown_or_reject(tree)
    crisis = sim.Crisis(scenario, 1, run, errors=False)
    for _ in days_of(crisis):
        assert [crisis.executed(p) for p in crisis.postures] == [crisis.intended(p) for p in crisis.postures]
        assert (crisis.state.mind[:, s.PROVOCATION] == crisis.state.mind[:, s.TRUE_PROVOCATION]).all()
        for k, (_, posture) in enumerate(crisis.plan.sights):
            seen = crisis.state.sight[k, s.SEEN]
            assert crisis.rungs(posture)[seen] == crisis.intended(posture)
    assert "misled" not in {move.cause for move in crisis.log}
    assert "accident" not in {happening.kind for happening in crisis.happenings}
    ensemble = sim.simulate(scenario, runs=10, seed=1, errors=False, twin=True)
    summary = ensemble.summary()
    for rungs in summary["proximate_causes"].values():
        assert all(row["misled"] == row["accidental"] == 0.0 for row in rungs.values())
    for row in summary["miscalculation"].values():
        assert row["made"] == row["averted"] == 0.0
        assert row["with"] == row["without"]


@fewer
@given(tree=scenarios())
def test_a_scenario_without_errors_is_its_own_twin(tree: Tree) -> None:
    exact = edited(tree)
    exact.pop("miscalculation", None)
    for actor in exact["actors"].values():
        actor.pop("accident", None)
        actor.pop("misperception", None)
    ensemble = sim.simulate(grown_or_reject(exact), runs=8, seed=1, twin=True)
    assert ensemble.twin is not None
    same_ensembles(ensemble, ensemble.twin)


LINE = """
actors:
  aster:
    postures: {birch: {}}
    triggers:
      - {id: line, when: "rung(birch, aster) >= strikes", then: {birch: {floor: war}}}
  birch: {postures: {aster: {start: threats, floor: threats, ceiling: threats}}}
"""


def test_misperception_alone_trips_a_red_line() -> None:
    scenario = small(LINE + "miscalculation: {misperception: {up: 0.2, down: 0}}", days=10)
    ensemble = sim.simulate(scenario, runs=runs(), seed=1)
    tripped = ensemble.record.met[:, 0]
    assert 0.8 < tripped.mean() < 0.92  # 1 - 0.8**9 is 0.866
    crises = [lived(scenario, 1, run) for run in range(12)]
    assert [bool(c.state.bound[0, s.MET]) for c in crises] == tripped[:12].tolist()
    causes = {move.cause for crisis in crises for move in crisis.log}
    assert causes == {"committed"}  # which is why the twin runs beside it
    twin = sim.simulate(scenario, runs=runs(), seed=1, errors=False)
    assert not twin.record.met.any()


@pytest.mark.parametrize(
    "errors", ["", "miscalculation: {misperception: {up: 0, down: 0.4}, false_alarm: 0.5}"]
)
def test_a_red_line_is_not_tripped_when_nobody_sees_too_much(errors: str) -> None:
    scenario = small(LINE + errors, days=10)
    assert not sim.simulate(scenario, runs=200, seed=1).record.met.any()
    assert lived(scenario, 1, 1).log == []


def test_an_accident_alone_trips_a_red_line_too() -> None:
    scenario = small(LINE + "miscalculation: {accident: {up: 0.2, down: 0}}", days=10)
    met = sim.simulate(scenario, runs=runs(), seed=1).record.met[:, 0]
    assert 0.8 < met.mean() < 0.92
    crisis = lived(scenario, 1, int(np.argmax(met)))
    assert {h.kind for h in crisis.happenings} >= {"accident", "honoured"}


def test_dates_of_a_file_do_not_matter_but_for_their_distance() -> None:
    """The same crisis a year later is the same crisis."""
    scenarios = example_scenarios(FEW // 2, seed=31)

    def later(value: Any) -> Any:
        if isinstance(value, dict):
            return {later(key): later(item) for key, item in value.items()}
        if isinstance(value, list):
            return [later(item) for item in value]
        return value + dt.timedelta(days=400) if isinstance(value, dt.date) else value

    for now, then in zip(many_grown(scenarios), many_grown([later(t) for t in scenarios]), strict=True):
        same_ensembles(sim.simulate(now, runs=4, seed=1), sim.simulate(then, runs=4, seed=1))
