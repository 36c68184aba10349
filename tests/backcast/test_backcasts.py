"""Whole back-casts of small crises whose chances are known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson
from tools import runs, small

from sim.analysis.scoring.backcast import CONSTANT, HONOURED, SCENARIO, SOIL, Backcast, Forecasted
from sim.analysis.scoring.comparing import BETTER, NOT_TOLD, compared
from sim.analysis.scoring.forecasts import Fixed
from sim.analysis.scoring.reliability import reliability
from sim.analysis.scoring.rows import Came, Row, items_of
from sim.analysis.scoring.verdicts import BORNE_OUT, NOT_BORNE_OUT, NOT_TESTED
from sim.scenario.loading import Scenario
from sim.simulation import simulate
from sim.studies.backcasting.record import read_record
from sim.studies.backcasting.whole import backcast, runs_needed
from tests.backcast.conftest import record, scored

NEAR = 0.035 if runs(1, 0) else 0.16


def one(found: Backcast, part: str = "came") -> Forecasted:
    return next(each for each in found.asked if each.item.part == part)


def test_a_coin_has_its_chance_and_its_scores(world: Scenario) -> None:
    for value, truth in (("yes", 1), ("no", 0)):
        each = one(scored(world, f"outcome,coin,,5,{value}"))
        assert each.share is not None
        p, n = each.share.share, each.share.of
        assert p == pytest.approx(0.25, abs=NEAR)
        assert each.scores["brier", SCENARIO] == pytest.approx((p - truth) ** 2)
        kept = (each.share.came + 0.5) / (n + 1.0)
        assert each.scores["log", SCENARIO] == pytest.approx(-np.log(kept if truth else 1.0 - kept))


def test_the_mean_brier_score_of_a_coin_over_many_records_is_its_variance() -> None:
    """Records are thrown as the coin is: what is expected is q (1 - q), and more by any other forecast."""
    rng, q = np.random.default_rng(7), 0.3
    rows = [
        Row(k, f"c{k}", "", 1, 5, "", Came(f"happened(c{k})", bool(came)))
        for k, came in enumerate(rng.random(1500) < q)
    ]
    items = items_of(rows[:300])
    models = {
        name: [Fixed(chance)] * len(items) for name, chance in (("true", q), ("off", 0.5), ("low", 0.1))
    }
    found = compared(items, models, 1, 0)
    means = {(s.score, s.model): s for s in found.scored}
    ends = means["brier", "true"].ends
    assert ends is not None
    assert ends[0] < q * (1.0 - q) < ends[1]
    for score in ("brier", "log"):
        assert means[score, "true"].mean < min(means[score, "off"].mean, means[score, "low"].mean)
    assert all(skill.standing == BETTER and (skill.skill or 0.0) > 0.0 for skill in found.skills)


def test_a_count_of_a_steady_posture_is_poisson() -> None:
    steady = small(
        "actors: {aster: {postures: {birch: {start: strikes, floor: strikes, ceiling: strikes, "
        "incidents: {strikes: 1.5}}}}, birch: {}}"
    )
    each = one(scored(steady, "count,aster>birch,3,6,9"), "number")
    assert each.spread is not None
    law = poisson(1.5 * 4)
    assert each.spread.below == pytest.approx(law.cdf(8), abs=NEAR)
    exact = float(np.sum((law.cdf(np.arange(200)) - (np.arange(200) >= 9)) ** 2))
    assert each.scores["crps", SCENARIO] == pytest.approx(exact, abs=6 * NEAR)
    assert each.spread.place == pytest.approx(law.cdf(8) + law.pmf(9) / 2, abs=NEAR)


def test_a_bound_is_a_question_of_yes_or_no(world: Scenario) -> None:
    found = scored(world, "count,aster>birch@river,1,4,>9", "count,aster>birch@hills,1,4,0..2")
    assert [each.item.part for each in found.asked] == ["came", "came"]
    whole = simulate(world, runs=found.source.runs, seed=5, draws=20)
    assert found.source.draws == len(whole.parameters) == 20
    assert all(0.0 < each.chances[SCENARIO] < 1.0 for each in found.asked)


def test_a_rule_is_asked_twice_and_by_its_own_day(world: Scenario) -> None:
    found = scored(
        world,
        "trigger,late@aster,,5,not met",
        "trigger,late@birch,,9,kept",
        "trigger,soil,,9,broken",
        "trigger,never,,9,kept",
        "outcome,wet,,12,yes",
    )
    rules = {(rule.trigger, rule.actor): rule for rule in found.rules}
    early, sure, soil, never = (
        rules[key] for key in [("late", "aster"), ("late", "birch"), ("soil", "birch"), ("never", "aster")]
    )
    assert (early.met.came, early.verdict, early.through) == (0, NOT_TESTED, 5)
    assert (sure.met.share, sure.kept.share, sure.verdict) == (1.0, 1.0, BORNE_OUT)
    assert soil.likely == pytest.approx(0.5, abs=2 * NEAR)
    assert (never.kept.of, never.likely, never.verdict) == (0, None, NOT_BORNE_OUT)
    kept = [each for each in found.asked if each.item.part == "kept" and each.item.row.what == "never"]
    assert kept[0].chances[SCENARIO] == 0.5
    later = scored(world, "trigger,late@aster,,6,broken")
    assert later.rules[0].kept.share == pytest.approx(0.3, abs=NEAR)
    assert later.rules[0].verdict == BORNE_OUT


def test_null_models_say_what_they_are_defined_to_say(world: Scenario) -> None:
    found = scored(world, "trigger,late@aster,,9,kept", "trigger,soil,,9,kept", "outcome,wet,,5,no")
    by_rule = {each.item.row.what: each.chances for each in found.asked if each.item.part == "kept"}
    assert by_rule["late@aster"][HONOURED] == by_rule["soil"][HONOURED] == 1.0
    assert by_rule["late@aster"][SOIL] == 0.0
    assert by_rule["soil"][SOIL] == by_rule["soil"][SCENARIO]
    assert one(found).chances[HONOURED] == one(found).chances[SCENARIO]  # the same luck, and no line in it
    assert by_rule["soil"][CONSTANT] == 0.75


def test_the_order_of_the_rows_changes_nothing(world: Scenario) -> None:
    lines = [
        "count,aster>birch,1,4,12",
        "count,aster>birch,5,9,16",
        "outcome,wet,,5,yes",
        "outcome,wet,,9,yes",
        "outcome,coin,,9,no",
        "trigger,soil,,9,broken",
    ]
    one_way, other = scored(world, *lines), scored(world, *reversed(lines))
    assert one_way.scored == other.scored
    assert one_way.skills == other.skills
    assert one_way.reliability == other.reliability


def test_the_clock_is_cut_and_nothing_else(world: Scenario) -> None:
    """The chance by a day is that of the scenario's own longer run, run by run."""
    each = one(scored(world, "outcome,wet,,5,yes"))
    found = simulate(world, runs=each.share.of if each.share else 0, seed=5, draws=20)
    days = found.outcomes["wet"]
    assert each.share is not None
    assert each.share.came == int(((days >= 0) & (days <= 5)).sum())


GIVEN = """
actors:
  aster:
    postures: {birch: {climb: 0.2}}
    triggers: [{id: at_war, when: "rung(aster, birch) >= war", then: {birch: {floor: war}}}]
  birch: {}
observed: {until: 2031-03-06, rungs: {aster>birch: {2031-03-04: war}}}
"""


def test_what_a_scenario_was_given_is_no_forecast() -> None:
    lines = (
        'outcome,"rung(aster, birch) >= war",,4,yes,x',
        "trigger,at_war,,5,kept,x",
        "outcome,day() >= 9,,9,yes",
    )
    found = scored(small(GIVEN), *lines)
    assert "holds what was observed to 6 Mar 2031" in found.notes[0]
    assert found.notes[0].endswith("Within it, and so left out: lines 2 and 3.")
    assert found.notes[1] == "Without a source: line 4."
    assert (len(found.rows), len(found.asked)) == (3, 1)
    assert found.rules[0].record is None
    with pytest.raises(ValueError, match="to 6 Mar 2031, and no row ends later: nothing is left to forecast"):
        scored(small(GIVEN), *lines[:2])


def test_a_rule_after_what_was_given_is_asked_by_its_own_day() -> None:
    lines = ("trigger,at_war,,6,kept,x", "outcome,day() >= 9,,9,yes,x")
    found = scored(small(GIVEN), *lines)
    assert [each.chances[SCENARIO] for each in found.asked] == [1.0, 1.0, 1.0]


def test_a_model_beside_itself_has_no_skill(world: Scenario) -> None:
    bare = small("actors: {aster: {}}\nevents: {a: {probability: 0.4}, b: {probability: 0.6}}")
    found = scored(bare, "outcome,a,,5,yes", "outcome,b,,5,no")
    assert [model.is_same for model in found.models] == [False, False, True, True]
    skill = found.skill("came", "brier", HONOURED)
    assert skill is not None
    assert (skill.skill, skill.better, skill.better_ends, skill.standing) == (0.0, 0.0, (0.0, 0.0), NOT_TOLD)
    assert runs_needed(bare, read_record(record("outcome,a,,5,yes"), "r", bare), 10) == 10


def test_a_single_group_of_rows_has_no_interval(world: Scenario) -> None:
    found = scored(world, "outcome,wet,,5,yes", "outcome,wet,,9,yes")
    own = found.score("came", "brier", SCENARIO)
    assert own is not None
    assert (own.asked, own.groups, own.ends) == (2, 1, None)
    assert found.notes[-1].endswith("count as one each: lines 2 and 3.")


def test_a_perfect_null_leaves_no_skill_to_tell() -> None:
    sure = small("actors: {aster: {}}\nevents: {a: {when: day() >= 1, rate: 0.1}, b: {at: 2}}")
    found = scored(sure, "outcome,b,,5,yes")
    skill = found.skill("came", "brier", HONOURED)
    assert skill is not None
    assert skill.skill is None
    assert skill.better == 0.0


@pytest.mark.parametrize("size", [10, 40])
def test_the_parts_of_the_brier_score_sum_to_it(size: int) -> None:
    rng = np.random.default_rng(size)
    points = [(float(p), int(rng.random() < p)) for p in rng.random(size)]
    found = reliability(points, size)
    murphy = found.murphy
    assert murphy is not None
    brier = np.mean([(p - came) ** 2 for p, came in points])
    parts = murphy.reliability - murphy.resolution + murphy.uncertainty + murphy.within
    assert murphy.brier == pytest.approx(brier)
    assert parts == pytest.approx(brier)
    assert sum(each.asked for each in found.bins) == size
    assert reliability(points[:9], 9).murphy is None


def test_chances_that_hold_are_found_to_hold() -> None:
    rng = np.random.default_rng(3)
    points = [(float(p), int(rng.random() < p)) for p in rng.random(4000)]
    murphy = reliability(points, 4000).murphy
    assert murphy is not None
    assert murphy.reliability < 0.001
    assert murphy.resolution > 0.05


def test_numbers_out_of_range_are_refused(world: Scenario) -> None:
    found = read_record(record("outcome,wet,,5,yes"), "r.csv", world)
    with pytest.raises(ValueError, match="runs must be 1 or more"):
        backcast(world, found, runs=0)


def test_what_had_come_within_what_was_given_is_no_test() -> None:
    given = small(
        "actors: {aster: {postures: {birch: {start: strikes, climb: 0.2}}}, birch: {}}\n"
        "events: {storm: {rate: 0.1}, rain: {rate: 0.1}}\n"
        "observed: {until: 2031-03-06, events: {storm: 2031-03-03}}",
        days=12,
    )
    found = scored(given, "outcome,storm,,9,yes", "outcome,rain,,9,no", "outcome,rain,,5,no")
    assert [each.item.row.what for each in found.asked] == ["rain"]
    assert found.notes[0].endswith(
        "Within it, and so left out: line 4. Come within it in every run, and so left out: line 2."
    )
    with pytest.raises(ValueError, match="all that was asked for had come by then: nothing is left"):
        scored(given, "outcome,storm,,9,yes")
