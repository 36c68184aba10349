"""Time until something comes, and what comes first: against products by hand and known chances."""

from __future__ import annotations

from math import exp

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import assert_share, runs, small

import sim
from sim.analysis.chances.competing import by_cause, competing
from sim.analysis.chances.survival import kaplan_meier, survival, survivals
from sim.analysis.results import Ensemble

DAYS = 10
TEXT = """
actors: {aster: {}}
events:
  start: {title: The start, when: day() >= 1, rate: 0.3}
  storm: {when: happened(start), rate: 0.2}
  calm_sea: {when: day() >= 1, rate: 0.1}
outcomes:
  storm: {title: A storm, when: happened(storm)}
  calm_sea: happened(calm_sea)
"""


@pytest.fixture(scope="module")
def weather() -> Ensemble:
    return sim.simulate(small(TEXT, days=DAYS), runs=runs(), seed=9, twin=True)


def product_limit(waited: list[int], left: list[int], day: int) -> float:
    """Kaplan and Meier's estimate, word for word."""
    share = 1.0
    for d in sorted(set(waited)):
        if d <= day:
            risk = sum(w >= d for w in waited) + sum(each >= d for each in left)
            share *= 1.0 - waited.count(d) / risk
    return share


@given(st.lists(st.integers(1, 9), max_size=20), st.lists(st.integers(0, 9), max_size=20))
def test_with_censoring_it_is_the_product_limit(waited: list[int], left: list[int]) -> None:
    days = np.arange(10)
    share, low, high, at_risk = kaplan_meier(np.array(waited, int), np.array(left, int), days)
    assert share == pytest.approx([product_limit(waited, left, day) for day in range(10)])
    assert at_risk.tolist() == [sum(each >= day for each in [*waited, *left]) for day in range(10)]
    assert ((low >= 0.0) & (low <= share) & (share <= high) & (high <= 1.0)).all()


def test_from_the_start_it_is_a_count_over_runs(weather: Ensemble) -> None:
    found = survival(weather, "calm_sea")
    for day, share in zip(found.days, found.share, strict=True):
        assert_share(round((1.0 - share) * weather.runs), weather.runs, 1.0 - exp(-0.1 * day))
    days = weather.outcomes["calm_sea"]
    assert found.came == (days >= 0).sum()
    assert found.at_risk.tolist() == [((days < 0) | (days >= day)).sum() for day in range(DAYS + 1)]
    assert (found.low <= found.share).all()
    assert (found.share <= found.high).all()
    share, *_ = kaplan_meier(days[days >= 0], np.full((days < 0).sum(), DAYS), found.days)
    assert found.share == pytest.approx(share)


def test_since_another_moment_the_wait_forgets_when_that_came(weather: Ensemble) -> None:
    """A storm is as likely on each day after the start, the first included, however few are left."""
    found = survival(weather, "storm", "event.start")
    assert found.since == "The start"
    started, came = weather.events["start"], weather.events["storm"]
    assert found.runs == (started >= 0).sum()
    assert found.came == (came >= 0).sum()
    assert found.before == 0
    for day in range(1, 6):  # eligible from the day after, on the truth of the day before
        assert found.low[day] - 0.01 <= exp(-0.2 * day) <= found.high[day] + 0.01
    assert found.half == next(d for d, s in zip(found.days, found.share, strict=True) if s <= 0.5)


def test_runs_that_have_seen_it_by_then_are_left_out(weather: Ensemble) -> None:
    found = survival(weather, "calm_sea", "storm")
    sea, storm = weather.outcomes["calm_sea"], weather.outcomes["storm"]
    assert found.before == ((storm >= 0) & (sea >= 0) & (sea <= storm)).sum() > 0
    assert found.runs + found.before == (storm >= 0).sum()


def test_since_what_never_came_nobody_is_followed() -> None:
    calm = sim.simulate(
        small("actors: {aster: {}}\noutcomes: {a: day() > 99, b: day() > 98}", days=4), runs=5
    )
    found = survival(calm, "a", "b")
    assert (found.runs, found.came, found.share.tolist(), found.half) == (0, 0, [1.0], None)
    assert [c.name for c in survivals(calm, ["a", "b"]).curves] == ["a", "b"]


def test_what_comes_first_adds_to_the_whole(weather: Ensemble) -> None:
    found = competing(weather, ["storm", "calm_sea"])
    assert {risk.name for risk in found.risks} == {"storm", "calm_sea", "tie"}
    assert sum(risk.total.came for risk in found.risks) + found.none.came == weather.runs
    total = np.sum([risk.by_day.share for risk in found.risks], axis=0)
    assert total == pytest.approx(found.any.share)
    storm, sea = weather.outcomes["storm"], weather.outcomes["calm_sea"]
    first = (storm >= 0) & ((sea < 0) | (storm < sea))
    by_name = {risk.name: risk for risk in found.risks}
    assert by_name["storm"].total.came == first.sum()
    assert by_name["tie"].total.came == ((storm >= 0) & (storm == sea)).sum()
    assert by_name["storm"].title == "A storm"
    assert found.errors is not None
    assert found.errors.made == found.errors.averted == 0.0


CAUSES = """
actors:
  aster:
    postures: {birch: {climb: 0.2, ceiling: strikes, step: 3}}
    triggers: [{id: line, when: day() >= 3, then: {birch: {floor: threats}}, honoured: 0.5}]
  birch: {postures: {aster: {start: threats, floor: threats}}}
"""


def test_the_causes_of_an_arrival_add_to_it() -> None:
    ensemble = sim.simulate(small(CAUSES, days=6), runs=runs(), seed=1)
    found = by_cause(ensemble, "aster>birch", "threats")
    by_name = {risk.name: risk.total for risk in found.risks}
    assert set(by_name) == {"initiated", "committed"}
    early = 1.0 - exp(-0.4)  # by day 2, before the line
    assert_share(by_name["committed"].came, ensemble.runs, (1.0 - early) * 0.5)
    assert_share(by_name["initiated"].came, ensemble.runs, early + (1.0 - early) * 0.5 * (1.0 - exp(-0.8)))
    told = ensemble.summary()["proximate_causes"]["aster>birch"]["threats"]
    assert {name: share.share for name, share in by_name.items()} == {k: told[k] for k in by_name}
    assert found.errors is None
    start = by_cause(ensemble, "birch>aster", "threats")
    assert [(risk.name, risk.total.share) for risk in start.risks] == [("start", 1.0)]
    with pytest.raises(KeyError):
        by_cause(ensemble, "aster>birch", "peace")
