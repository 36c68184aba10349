"""What is seen of what is done: misperception, its spells, false alarms."""

from __future__ import annotations

import numpy as np
import pytest
from tools import assert_mean, assert_share, assert_shares, lived, runs, small

import sim
from sim.scenario.loading import Scenario

RUNGS = ("calm", "threats", "strikes", "war")


def watching(executed: str, errors: str, days: int = 6, more: str = "", aster: str = "") -> Scenario:
    """A posture that stands still, and a watcher with a line for every day and rung it may see."""
    lines = "\n".join(
        f"""      - id: d{day}_{rung}
        when: day() == {day} and rung(birch, aster) == {rung}
        then: {{birch: {{climb: 2}}}}"""
        for day in range(1, days + 1)
        for rung in RUNGS
    )
    return small(
        f"""
actors:
  aster:
    postures: {{birch: {{}}}}
    {aster}
    triggers:
{lines}
  birch: {{postures: {{aster: {{start: {executed}, floor: {executed}, ceiling: {executed}}}}}}}
{more}
miscalculation: {errors}
""",
        days=days,
    )


def seen(scenario: Scenario, seed: int = 1, total: int | None = None) -> np.ndarray:
    """(runs, days): the rung the watcher believes in on the eve of each day."""
    ensemble = sim.simulate(scenario, runs=total or runs(), seed=seed)
    found = np.full((ensemble.runs, scenario.days + 1), -1)
    for k, binding in enumerate(ensemble.plan.bindings):
        if binding.id.startswith("d"):
            day, rung = binding.id[1:].split("_")
            found[ensemble.record.met[:, k], int(day)] = RUNGS.index(rung)
    return found[:, 1:]


def test_day_zero_is_seen_as_it_is() -> None:
    views = seen(watching("strikes", "{misperception: {up: 0.5, down: 0.5}}", days=2), total=50)
    assert (views[:, 0] == 2).all()
    assert (views[:, 1] != 2).all()


def test_errors_are_as_frequent_as_said_and_independent_from_day_to_day() -> None:
    views = seen(watching("strikes", "{misperception: {up: 0.15, down: 0.3}}", days=4))
    for day in (1, 2, 3):
        assert_shares(views[:, day], {1: 0.3, 2: 0.55, 3: 0.15})
    assert_mean((views[:, 1] == 3) * (views[:, 2] == 3).astype(float), 0.15**2)


def test_a_spell_keeps_an_error() -> None:
    """Chance by chance: an error stays with 1 - 1/spell, else everything is drawn anew."""
    up, down, spell, days = 0.06, 0.1, 4.0, 9
    scenario = watching("strikes", f"{{misperception: {{up: {up}, down: {down}, spell: {spell}}}}}", days)
    views = seen(scenario, seed=2)
    stays = 1 - 1 / spell
    anew = np.array([down, 1 - up - down, up])
    step = np.array([anew + 0.0, anew, anew]) * [[1 - stays], [1], [1 - stays]]
    step[0, 0] += stays
    step[2, 2] += stays
    now = np.array([0.0, 1.0, 0.0])
    for day in range(1, days):
        now = now @ step
        assert_shares(views[:, day], dict(zip((1, 2, 3), now, strict=True)))
    wrong = (up + down) / (1 - stays + stays * (up + down))  # the share it settles at
    assert abs((1 - now[1]) - wrong) < 0.02
    kept = views[views[:, 4] == 3, 5] == 3
    assert_share(kept.sum(), len(kept), stays + (1 - stays) * up)


def test_on_the_lowest_rung_only_a_false_alarm_is_seen() -> None:
    errors = "{misperception: {up: 0.3, down: 0.3}, false_alarm: 0.12}"
    views = seen(watching("calm", errors, days=3), seed=3)
    for day in (1, 2):
        assert_shares(views[:, day], {0: 0.88, 1: 0.12})
    views = seen(watching("calm", "{misperception: {up: 0.3, down: 0.3}}", days=3), seed=3, total=100)
    assert not views.any()


def test_a_false_alarm_lasts_its_spell_too() -> None:
    alarm, spell = 0.1, 5.0
    errors = f"{{misperception: {{spell: {spell}}}, false_alarm: {alarm}}}"
    views = seen(watching("calm", errors, days=7), seed=4)
    stays, p = 1 - 1 / spell, 0.0
    for day in range(1, 7):
        p = p * stays + (1 - p * stays) * alarm
        assert_shares(views[:, day], {0: 1 - p, 1: p})


def test_the_ends_of_the_ladder_keep_what_is_seen() -> None:
    views = seen(watching("war", "{misperception: {up: 0.4, down: 0.2}}", days=2), seed=5)
    assert_shares(views[:, 1], {3: 0.8, 2: 0.2})


def test_errors_go_by_the_executed_rung_and_by_factors() -> None:
    """An accident takes strikes to war, and there the watcher errs otherwise."""
    errors = (
        "{accident: {up: 1, down: 0}, misperception: {up: {strikes: 0.9}, down: {war: 0.2, strikes: 0.05}}}"
    )
    views = seen(watching("strikes", errors, days=2), seed=6)
    assert_shares(views[:, 1], {3: 0.8, 2: 0.2})


def test_a_lines_factor_blurs_what_is_seen_of_its_target() -> None:
    line = """
triggers: [{id: fog, who: [aster], when: day() >= 1, then: {birch: {misperception: 2.5}}}]
"""
    errors = "{misperception: {up: 0.2, down: 0.1}}"
    views = seen(watching("strikes", errors, days=2, more=line), seed=7)
    assert_shares(views[:, 1], {3: 0.5, 1: 0.25, 2: 0.25})


def test_an_actors_own_eyes_replace_the_scenarios() -> None:
    own = "misperception: {down: 0.3, up: 0}"
    errors = "{misperception: {up: 0.9, down: 0.1, spell: 9}}"
    views = seen(watching("strikes", errors, days=3, aster=own), seed=8)
    assert_shares(views[:, 2], {1: 0.3, 2: 0.7})


def test_one_side_given_stands_for_both() -> None:
    views = seen(watching("strikes", "{misperception: {up: 0.2}}", days=2), seed=9)
    assert_shares(views[:, 1], {1: 0.2, 2: 0.6, 3: 0.2})


def test_two_watchers_err_each_for_itself() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(birch, aster) == war", then: {birch: {climb: 2}}}]
  birch: {postures: {aster: {start: strikes, floor: strikes, ceiling: strikes}}}
  cedar:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(birch, aster) == war", then: {birch: {climb: 2}}}]
miscalculation: {misperception: {up: 0.5, down: 0}}
""",
        days=2,
    )
    met = sim.simulate(scenario, runs=runs(), seed=10).record.met
    assert_shares(met[:, 0] * 2 + met[:, 1], dict.fromkeys(range(4), 0.25))


@pytest.mark.parametrize("watcher", ["aster", "cedar"])
def test_the_engine_tells_what_was_perceived(watcher: str) -> None:
    scenario = small(
        """
actors:
  aster: {postures: {birch: {}}}
  birch: {postures: {aster: {start: strikes, floor: strikes, ceiling: strikes}}}
  cedar:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(birch) == war", then: {birch: {climb: 2}}}]
miscalculation: {misperception: {up: 1, down: 0}}
""",
        days=3,
    )
    assert sim.Crisis(scenario).perceived(watcher, "birch>aster") == "strikes"
    crisis = lived(scenario)
    assert crisis.perceived(watcher, "birch>aster") == "war"
    assert crisis.perceived("birch", "birch>aster") == "strikes"


def test_the_highest_rung_seen_counts_for_a_group() -> None:
    scenario = small(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(others, aster) >= war", then: {birch: {floor: threats}}}]
  birch: {groups: [others], postures: {aster: {}}}
  cedar: {groups: [others], postures: {aster: {start: strikes, ceiling: strikes, floor: strikes}}}
miscalculation: {misperception: {up: 0.4, down: 0}}
""",
        days=2,
    )
    assert_share(sim.simulate(scenario, runs=runs(), seed=11).record.met.sum(), runs(), 0.4)
