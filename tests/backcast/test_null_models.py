"""What a scenario must beat: constant rates from the rest of a record, and simpler beliefs about lines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import nbinom
from tools import small

from sim.analysis.scoring.constant import by_hazard, constant_rates
from sim.analysis.scoring.forecasts import Fixed, Steps
from sim.analysis.scoring.rows import Came, CountOf, Line, Row, groups_of, items_of
from sim.scenario.cast import Cast
from sim.scenario.expression import parse
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.nulls import all_honoured, needs_strike, own_soil_only, silenced


def count(line: int, low: int | None, since: int, through: int, of: str = "a>b", high: int = -1) -> Row:
    ends = (low, low if high == -1 else high)
    return Row(line, of, of, since, through, "", CountOf((of,), None, *ends))


def came(line: int, truth: bool, through: int = 10) -> Row:
    return Row(line, f"c{line}", "", 1, through, "", Came(f"happened(c{line})", truth))


def line(number: int, answer: str, through: int = 10) -> Row:
    return Row(number, f"t{number}", "", 1, through, answer, Line(f"t{number}", "a", answer))


# ---------------------------------------------------------------- constant rates


@given(st.lists(st.booleans(), max_size=12), st.integers(1, 90))
def test_of_equal_windows_the_hazard_is_jeffreys_share(others: list[bool], days: int) -> None:
    found = by_hazard(days, [(days, each) for each in others])
    assert found == pytest.approx((sum(others) + 0.5) / (len(others) + 1.0), abs=2e-4)


def test_of_other_windows_the_chance_is_carried_by_the_hazard() -> None:
    """Against the integral itself: one that came within half the time, one that did not in twice of it."""

    def likely(angle: float) -> float:
        p = np.sin(angle) ** 2
        return float((1.0 - (1.0 - p) ** 0.5) * (1.0 - p) ** 2.0)

    whole = quad(likely, 0.0, np.pi / 2)[0]
    mean = quad(lambda angle: likely(angle) * np.sin(angle) ** 2, 0.0, np.pi / 2)[0] / whole
    assert by_hazard(10, [(5, True), (20, False)]) == pytest.approx(mean, abs=1e-6)


def test_a_row_learns_only_from_the_others() -> None:
    items = items_of([came(2, True), came(3, True), came(4, False)])
    found = [each.chance for each in constant_rates(items) if isinstance(each, Fixed)]
    assert found == pytest.approx([1.5 / 3.0, 1.5 / 3.0, 2.5 / 3.0], abs=1e-3)
    alone = constant_rates(items_of([came(2, True)]))[0]
    assert isinstance(alone, Fixed)
    assert alone.chance == pytest.approx(0.5, abs=1e-6)


def test_kept_rules_learn_from_kept_rules() -> None:
    items = items_of([line(2, "kept"), line(3, "kept"), line(4, "broken"), line(5, "not met")])
    said = dict(zip([(item.row.line, item.part) for item in items], constant_rates(items), strict=True))
    assert said[2, "kept"] == Fixed(1.5 / 3.0)
    assert said[4, "kept"] == Fixed(2.5 / 3.0)
    met = said[5, "met"]
    assert isinstance(met, Fixed)
    assert met.chance == pytest.approx(3.5 / 4.0, abs=1e-3)


def test_a_count_has_the_rate_of_other_windows_of_the_same_postures() -> None:
    items = items_of([count(2, 30, 1, 20), count(3, 12, 21, 30), count(4, 99, 1, 10, of="c>d")])
    found = constant_rates(items)
    second = found[[item.row.line for item in items].index(3)]
    assert isinstance(second, Steps)
    law = nbinom(30.5, 1.0 / (1.0 + 10 / 20))
    assert second.heights[:40] == pytest.approx(law.cdf(np.arange(40)))


def test_without_such_a_count_it_has_the_rate_of_all_and_without_any_none() -> None:
    items = items_of([count(2, 30, 1, 20), count(3, 7, 1, 10, of="c>d")])
    second = constant_rates(items)[1 if items[1].row.line == 3 else 0]
    assert isinstance(second, Steps)
    law = nbinom(0.5, 1.0 / (1.0 + 2.0 * 10 * 30 / 20))
    assert second.heights[:40] == pytest.approx(law.cdf(np.arange(40)))
    assert constant_rates(items_of([count(2, 30, 1, 20)])) == [None]
    overlapping = items_of([count(2, 30, 1, 20), count(3, 41, 1, 25)])
    assert constant_rates(overlapping) == [None, None]


def test_a_bound_has_the_chance_of_its_numbers() -> None:
    items = items_of([count(2, 10, 1, 10), count(3, 4, 11, 15, high=6)])
    said = constant_rates(items)[[item.row.line for item in items].index(3)]
    law = nbinom(10.5, 1.0 / 1.5)
    assert isinstance(said, Fixed)
    assert said.chance == pytest.approx(law.pmf([4, 5, 6]).sum())


def test_rows_that_tell_of_each_other_are_one_group() -> None:
    rows = [
        count(2, 1, 1, 10),
        count(3, 1, 11, 20),
        count(4, 41, 5, 15, high=99),
        count(5, 1, 1, 9, of="c>d"),
    ]
    items = items_of(rows)
    group = dict(zip([item.row.line for item in items], groups_of(items), strict=True))
    assert group[2] == group[3] == group[4] != group[5]
    held = [came(2, True), line(3, "kept")]
    assert len(set(groups_of(items_of(held)))) == 2
    told = [Row(**{**row.__dict__, "group": "war"}) for row in held]
    assert set(groups_of(items_of(told))) == {0}


# ---------------------------------------------------------------- lines honoured, or on one's own soil alone

LINES = """
fronts: {here: {soil: aster}}
actors:
  aster:
    groups: [us]
    postures: {birch: {}}
    triggers:
      - id: own
        when: struck(aster, last=3) >= 1
        then: {birch: {floor: threats}}
        honoured: 0.2
        delay: 3
        held: 2
        deterred: 1
      - {id: other, when: day() >= 2, then: {birch: {ceiling: war}}, declared: {to: [birch]}, honoured: 0.4}
      - {id: cap, when: day() >= 2, then: {birch: {cap: calm}}, honoured: 0.4}
  birch: {groups: [us], postures: {aster: {fronts: {here: {}}}}}
triggers:
  - {id: shared, who: [aster], when: struck(us) >= 1, then: {all: {floor: threats}}}
  - {id: uneven, who: [us], when: struck(aster) >= 1, then: {all: {ceiling: war}}}
rooms:
  hall:
    members: {aster: 1}
    review_every: 2
    directives:
      - {id: press, when: day() >= 1, then: {birch: {floor: threats, cap: strikes}}}
"""


def test_every_line_is_honoured_at_once() -> None:
    scenario = small(LINES)
    found = rewritten(scenario, all_honoured(scenario.document)).document
    own = found.actors["aster"].triggers[0]
    assert (own.honoured, own.delay, own.held, own.deterred) == (1, 0, 1, 0)
    assert [line.honoured for line in found.actors["aster"].triggers] == [1, 1, 1]
    assert found.rooms == scenario.document.rooms


def test_of_what_raises_only_ones_own_soil_stays() -> None:
    scenario = small(LINES)
    found = rewritten(scenario, own_soil_only(scenario.document)).document
    own, other, cap = found.actors["aster"].triggers
    assert (own, cap) == (
        scenario.document.actors["aster"].triggers[0],
        scenario.document.actors["aster"].triggers[2],
    )
    assert (other.honoured, other.declared) == (0, None)
    assert [line.honoured for line in found.triggers] == [1, 0]
    press = found.rooms["hall"].directives[0].then["birch"]
    assert (press.floor, press.cap) == (None, "strikes")
    assert silenced(scenario.document) == {
        ("other", "aster"),
        ("uneven", "aster"),
        ("uneven", "birch"),
        ("press", "aster"),
    }


def test_where_there_is_no_line_nothing_changes() -> None:
    bare = small("actors: {aster: {postures: {birch: {}}}, birch: {}}").document
    assert all_honoured(bare) == bare
    assert own_soil_only(bare) == bare


@pytest.mark.parametrize(
    ("condition", "needed"),
    [
        ("struck(aster) >= 1", True),
        ("struck(aster, last=2) > 0", True),
        ("1 <= struck(aster)", True),
        ("struck(us) != 0", True),
        ("struck(birch) >= 1", False),
        ("struck(aster) == 0", False),
        ("struck(aster) >= 0", False),
        ("struck(aster) < 1", False),
        ("not struck(aster) < 1", True),
        ("not struck(aster) >= 1", False),
        ("struck(aster) >= 1 and day() >= 3", True),
        ("struck(aster) >= 1 or day() >= 3", False),
        ("struck(aster) >= 1 or struck(us) > 2", True),
        ("not (struck(aster) == 0 or day() < 3)", True),
        ("not (struck(aster) == 0 and day() < 3)", False),
        ("0 < struck(aster) < 5", True),
        ("day() >= 3", False),
    ],
)
def test_what_a_condition_needs(condition: str, needed: bool) -> None:
    cast = Cast(small(LINES).document)
    assert needs_strike(parse(condition), cast, "aster") is needed
