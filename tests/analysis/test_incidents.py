"""Incidents against a record, and the record in a scenario's own words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import small

import sim
from sim.analysis.chances.incidents import bars, incidents_table, record
from sim.scenario.mistakes import ScenarioError

TEXT = """
fronts: {river: {title: The river}}
actors:
  aster: {title: Aster, postures: {birch: {start: war, floor: war, fronts: {river: {}}}}}
  birch: {title: Birch, postures: {aster: {}}}
counts:
  all_of_them: {title: All of them, of: aster>birch, recorded: RECORD}
  first_days: {of: aster>birch, to: 2}
"""
LADDER = "[{id: calm}, {id: war, incidents: 2}]"


def ensemble(recorded: str = "10") -> sim.analysis.results.Ensemble:
    return sim.simulate(small(TEXT.replace("RECORD", recorded), days=5, ladder=LADDER), runs=300, seed=2)


def test_counts_are_those_of_the_summary_by_the_days_on_which_they_end() -> None:
    runs = ensemble()
    first, whole = incidents_table(runs).counts
    assert (first.title, first.since, first.through, first.record) == ("First days", 1, 2, None)
    assert (whole.title, whole.since, whole.through) == ("All of them", 1, 5)
    assert whole.spread == runs.summary()["counts"]["all_of_them"]
    values = runs.record.count[:, 0]
    assert whole.bars.share.sum() == pytest.approx(1.0)
    assert whole.bars.share[10 - whole.bars.edges[0]] == (values == 10).mean()


def test_a_number_on_record_lies_below_at_and_above() -> None:
    runs = ensemble()
    found = incidents_table(runs).counts[1].record
    values = runs.record.count[:, 0]
    assert found is not None
    assert (found.below.came, found.agree.came, found.above.came) == (
        (values < 10).sum(),
        (values == 10).sum(),
        (values > 10).sum(),
    )
    assert (found.said, found.expected) == ("10", True)


@pytest.mark.parametrize(
    ("written", "said", "agrees"),
    [
        ("{at_least: 12}", "at least 12", lambda v: v >= 12),
        ("{at_most: 8}", "at most 8", lambda v: v <= 8),
        ("{at_least: 7, at_most: 9}", "7 to 9", lambda v: (v >= 7) & (v <= 9)),
        ("{exactly: 1234}", "1,234", lambda v: v == 1234),
    ],
)
def test_a_bound_on_record_is_kept_or_not(written: str, said: str, agrees) -> None:
    runs = ensemble(written)
    found = incidents_table(runs).counts[1].record
    assert found is not None
    assert found.said == said
    assert found.agree.came == agrees(runs.record.count[:, 0]).sum()
    assert found.below.came + found.agree.came + found.above.came == runs.runs
    assert found.expected == (said != "1,234")


def test_postures_with_their_fronts_most_incidents_first() -> None:
    row, idle = incidents_table(ensemble()).postures
    assert (idle.title, idle.spread["mean"]) == ("Birch toward Aster", 0.0)
    assert (row.title, list(row.fronts)) == ("Aster toward Birch", ["The river"])
    assert row.fronts["The river"] == pytest.approx(row.spread["mean"])


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("{}", "a record says either exactly, or at_least, at_most or both"),
        ("{exactly: 3, at_most: 4}", "a record says either exactly, or at_least, at_most or both"),
        ("{at_least: 5, at_most: 4}", "at_least, 5, is above at_most, 4"),
        ("over 40", "expected"),
        ("-1", "not -1"),
        ("2.5", "expected"),
    ],
)
def test_a_record_that_makes_no_sense_is_a_mistake(written: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=r"counts\.all_of_them\.recorded") as found:
        ensemble(written)
    assert message in str(found.value)


def test_a_record_changes_no_run() -> None:
    one, other = ensemble(), ensemble("{at_most: 3}")
    np.testing.assert_array_equal(one.record.count, other.record.count)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=60))
def test_bars_hold_every_run_once(values: list[int]) -> None:
    found = bars(np.array(values))
    assert found.share.sum() == pytest.approx(1.0)
    assert found.edges[0] == min(values)
    assert found.edges[-1] > max(values)
    assert len(found.share) == len(found.edges) - 1 <= 101
    for k, share in enumerate(found.share):
        inside = sum(found.edges[k] <= value < found.edges[k + 1] for value in values)
        assert share == pytest.approx(inside / len(values))


def test_of_no_runs_no_bar_and_no_share() -> None:
    assert bars(np.zeros(0, int)).share.tolist() == [0.0]
    assert record(ensemble(), np.zeros(0, int), 3, 3).agree.of == 0
