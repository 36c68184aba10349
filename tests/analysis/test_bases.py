"""Bases from outside: acts, triggers, answers and disputes of runs whose chances are known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tools import assert_share, runs, small

import sim
from sim.analysis.literature.bases.acts import acts
from sim.analysis.literature.bases.bases import Bases, bases, counted
from sim.analysis.literature.bases.counted import Told
from sim.analysis.literature.bases.known import KNOWN
from sim.analysis.literature.bases.paths import Paths, paths
from sim.analysis.literature.bases.triggers import NEVER, Manner, begins, triggers, until_next
from sim.scenario.loading import Scenario, load_text

LADDER = """[
  {id: calm, scales: {mid: 1, icb_violence: 1}},
  {id: alert, scales: {mid: 3, icb_violence: 1}},
  {id: strikes, title: Strikes, incidents: 60, scales: {mid: 4, icb_violence: 3}},
  {id: war, title: War, incidents: 60, scales: {mid: 5, icb_violence: 4}},
]"""
# Aster strikes on day 3. In half of the runs Birch, which sees it on day 4, strikes back from day 8 on:
# the first violence that Aster suffers, which goes on striking.
TEXT = """
actors:
  aster:
    postures: {birch: {step: 3}}
    triggers: [{id: strike, when: day() == 3, then: {birch: {floor: strikes}}}]
  birch:
    postures: {aster: {step: 3, ceiling: strikes}}
    triggers:
      - id: answer
        when: rung(aster, birch) >= strikes
        then: {aster: {floor: strikes}}
        honoured: 0.5
        delay: 4
  cedar: {postures: {aster: {}}}
"""
MANY, DAYS = runs(240, 30), 20


def scenario(text: str = TEXT, days: int = DAYS, ladder: str = LADDER) -> Scenario:
    return small(text, days=days, ladder=ladder)


@pytest.fixture(scope="module")
def run() -> Paths:
    return paths(scenario(), MANY, 5, 10)


@pytest.fixture(scope="module")
def told(run: Paths) -> Bases:
    return counted(run)


def share_of(told: Bases, name: str) -> Told:
    found = told.row(name).found
    assert isinstance(found, Told)
    return found


def test_the_first_violence_each_suffers_is_its_trigger(run: Paths) -> None:
    found = triggers(run, acts(run), "violent", Manner())
    answered = int((found.answer[found.day == 3] == 5).sum())
    assert sorted(set(found.day.tolist())) == [3, 8]
    assert (found.day == 3).sum() == MANY
    assert set(found.answer[found.day == 3].tolist()) == {5, NEVER}
    assert_share(answered, MANY, 0.5)
    assert (found.day == 8).sum() == answered
    assert (found.answer[found.day == 8] == 1).all()
    assert (found.before == (found.day == 8)).all()
    assert (found.left == DAYS - found.day).all()


def test_shares_and_lags_of_the_answers(told: Bases) -> None:
    hits = round(share_of(told, "answer_violent").share * share_of(told, "answer_violent").of)
    half = hits // 2
    assert share_of(told, "answer_violent").of == MANY + half
    fresh = next(v for v in told.variants if v.manner.endswith("not struck first") and v.window == 14)
    assert isinstance(fresh.found, Told)
    assert (round(fresh.found.share * fresh.found.of), fresh.found.of) == (half, MANY)
    lags = {v.manner: v.found for v in told.variants if v.name == "lag_90"}
    assert {lag.value for lag in lags.values()} == {6.0}
    median = told.row("lag_median").found
    assert median is not None
    assert median.value in (2.0, 6.0)
    assert told.row("answer_violent").window == 17  # from day 3 to the last; no trigger of day 8 is cut


def test_disputes_wars_and_who_reciprocates(told: Bases) -> None:
    assert share_of(told, "full_war").share == 0.0
    assert share_of(told, "full_war").of == MANY
    assert (share_of(told, "dispute_war").share, share_of(told, "dispute_war").of) == (0.0, MANY)
    mutual = share_of(told, "reciprocated")
    assert_share(round(mutual.share * mutual.of), mutual.of, 0.5)


def test_a_difference_is_the_runs_less_the_data_sets(told: Bases) -> None:
    row = told.row("dispute_war")
    assert row.difference == pytest.approx(-row.known.value)


def test_what_was_under_way_at_the_start_is_no_trigger_and_an_old_dispute() -> None:
    text = TEXT.replace("{birch: {step: 3}}", "{birch: {step: 3, start: strikes, floor: strikes}}")
    found = bases(scenario(text), 4)
    assert share_of(found, "dispute_war").of == 4
    new = [v.found.of for v in found.variants if v.manner == "begun after day 0"]
    assert new == [0, 0]
    assert found.row("answer_forceful").found is None
    assert found.row("answer_forceful").why == "no case in any run"
    run = paths(scenario(text), 4, 0, 1)
    assert set(triggers(run, acts(run), "violent", Manner()).day.tolist()) <= {5}  # Aster's, if Birch answers


def test_force_without_violence_is_a_trigger_of_its_own() -> None:
    text = TEXT.replace("then: {birch: {floor: strikes}}", "then: {birch: {floor: alert}}")
    run = paths(scenario(text.replace(">= strikes", ">= alert")), MANY, 5, 10)
    found = triggers(run, acts(run), "forceful", Manner())
    assert set(found.day.tolist()) == {3}
    assert_share((found.answer == 5).sum(), MANY, 0.5)
    violent = triggers(run, acts(run), "violent", Manner())
    assert set(violent.day.tolist()) == {8}
    assert (violent.answer == NEVER).all()


def test_silence_on_a_violent_rung_is_no_act_unless_nothing_there_is_counted() -> None:
    silent = TEXT.replace("{birch: {step: 3}}", "{birch: {step: 3, incidents: {strikes: 0}}}")
    run = paths(scenario(silent), 2, 0, 1)
    place = run.plan.cast.place["aster>birch"]
    assert not acts(run).violent[:, :, place].any()
    nowhere = silent.replace("strikes: 0}", "strikes: 0, war: 0}")
    run = paths(scenario(nowhere), 2, 0, 1)
    assert acts(run).violent[:, 3:, place].all()
    assert not acts(run).violent[:, :3, place].any()


def test_a_crisis_that_is_over_is_followed_no_further() -> None:
    over = small(TEXT + "stop_when: day() >= 6\n", days=DAYS, ladder=LADDER)
    run = paths(over, 3, 0, 1)
    assert run.last.tolist() == [6, 6, 6]
    assert triggers(run, acts(run), "violent", Manner()).left.tolist() == [3, 3, 3]
    assert (run.executed[:, 6:] == run.executed[:, 6:7]).all()
    assert not run.fired[:, 7:].any()


def test_runs_are_those_of_the_engine(run: Paths) -> None:
    crisis = sim.Crisis(scenario(), 5, 2, draws=10)
    rungs = []
    while not crisis.over:
        crisis.step()
        rungs.append(crisis.executed("birch>aster"))
    place = run.plan.cast.place["birch>aster"]
    names = run.plan.cast.rungs("birch")
    assert [names[k] for k in run.executed[2, 1:, place]] == rungs


def test_beginnings_by_hand() -> None:
    done = np.array([[0, 0, 1, 0, 0, 1, 1, 0]], bool)
    assert np.flatnonzero(begins(done, done, None)).tolist() == [2]
    assert np.flatnonzero(begins(done, done, 2)).tolist() == [2, 5]
    assert np.flatnonzero(begins(done, done, 3)).tolist() == [2]
    worse = done.copy()
    worse[0, 0] = True
    assert np.flatnonzero(begins(done, worse, None)).tolist() == []
    assert np.flatnonzero(begins(done, worse, 1)).tolist() == [2, 5]


def test_days_until_the_next_by_hand() -> None:
    assert until_next(np.array([[1, 0, 0, 1, 0]], bool)).tolist() == [[3, 2, 1, NEVER, NEVER]]


def test_a_scenario_without_scales_is_refused_with_what_would_be_right() -> None:
    with pytest.raises(ValueError, match=r"A small world: no rung lies on a scale .* give rungs `scales`"):
        bases(small(TEXT), 1)
    words = LADDER.replace("mid: 1", "mid: low").replace("mid: 3", "mid: low").replace("mid: 4", "mid: low")
    words = words.replace("mid: 5", "mid: high").replace("icb_violence", "mood")
    with pytest.raises(ValueError, match="no rung lies on a scale"):
        bases(scenario(ladder=words), 1)
    with pytest.raises(ValueError, match="runs must be 1 or more, not 0"):
        bases(scenario(), 0)


def test_one_scale_tells_what_it_can() -> None:
    found = bases(scenario(ladder=LADDER.replace(", icb_violence: 4", "").replace("icb_violence", "mood")), 2)
    assert found.row("answer_violent").found is None
    assert found.row("answer_violent").why == "no rung has a number on icb_violence"
    assert found.row("answer_forceful").difference is None
    assert share_of(found, "dispute_war").of == 2
    assert found.unplaced == []
    assert {v.name for v in found.variants} == {"full_war", "dispute_war", "reciprocated"}
    other = bases(scenario(ladder=LADDER.replace("mid: ", "mood: ").replace("{mood: 1,", "{mood: 1.5,")), 2)
    assert other.row("dispute_war").why == "no rung has a number on mid"
    assert share_of(other, "full_war").of == 2


def test_rungs_without_a_step_are_named() -> None:
    found = bases(scenario(ladder=LADDER.replace("{mid: 5, icb_violence: 4}", "{mid: 5}")), 1)
    assert found.unplaced == ["War"]


def test_nobody_does_anything() -> None:
    found = bases(scenario("actors: {aster: {postures: {birch: {}}}, birch: {}}"), 2)
    assert found.row("answer_violent").why == "no case in any run"
    assert found.row("reciprocated").why == "no case in any run"
    assert share_of(found, "full_war").share == 0.0


def test_what_the_data_sets_count_is_written_out() -> None:
    assert len({known.name for known in KNOWN}) == len(KNOWN)
    for known in KNOWN:
        assert known.source
        assert known.counted
        assert (0.0 <= known.value <= 1.0) == (known.unit == "share")
        if known.interval is not None:
            assert known.interval[0] < known.value < known.interval[1]
        shares = [came / of for _, came, of in known.within]
        assert shares == sorted(shares)
        assert all(share <= known.value for share in shares)


def test_the_scenario_of_the_tests_says_what_it_lacks() -> None:
    path = Path(__file__).parents[1] / "data" / "border_crisis.yaml"
    with pytest.raises(ValueError, match="no rung lies on a scale"):
        bases(sim.load(path), 1)


@pytest.mark.compiled_only
def test_cuba_has_every_base() -> None:
    path = Path(__file__).parents[2] / "scenarios" / "cuba_1962.yaml"
    found = bases(sim.load(path), 40, draws=10)
    assert all(row.found is not None for row in found.rows)
    assert all(0.0 <= share_of(found, name).low <= 1.0 for name in ("answer_violent", "full_war"))
    assert found.unplaced == []


def test_a_rung_that_lies_on_one_scale_only_is_neither_force_nor_violence() -> None:
    ladder = LADDER.replace("{mid: 3, icb_violence: 1}", "{mid: 300}")
    text = TEXT.replace("then: {birch: {floor: strikes}}", "then: {birch: {floor: alert}}")
    run = paths(scenario(text, ladder=ladder), 2, 0, 1)
    assert not acts(run).forceful.any()
    assert acts(run).mid.max() == 300.0


def test_a_longer_ladder_that_nobody_uses_changes_nothing(told: Bases) -> None:
    ladders = f"{{common: {LADDER.strip()}, long: [{{id: a}}, {{id: b}}, {{id: c}}, {{id: d}}, {{id: e}}]}}"
    head = "schema: 1\nid: small\ntitle: A small world\nclock: {start: 2031-03-01, days: 20}\n"
    found = bases(load_text(f"{head}ladders: {ladders}\n{TEXT}"), MANY, 5, draws=10)
    assert [row.found for row in found.rows] == [row.found for row in told.rows]
