"""Causes of first arrivals beside what errors made of them: sums, ties, and known answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from strategies import Tree, scenarios
from tools import fewer, grown_or_reject, runs, small

import sim
from sim.analysis.summary import PROXIMATE
from sim.analysis.why.causes import Arrival, Causes, causes
from sim.analysis.why.causes_words import words

DUEL = """
actors:
  aster:
    postures: {birch: {reactivity: 0.3, climb: 0.01}, cedar: {climb: 0.02}}
    triggers:
      - id: word
        title: Its word
        when: rung(birch, aster) >= strikes
        then: {birch: {floor: war}}
        honoured: 0.5
  birch: {title: Birchland, postures: {aster: {reactivity: 0.3, start: threats}}}
  cedar: {}
miscalculation: {accident: {up: 0.02}, misperception: {up: 0.1, down: 0.1}}
outcomes: {war: "rung(aster, birch) >= war", never: day() > 99}
"""


def told(text: str, days: int = 20, many: int | None = None) -> tuple[sim.simulation.Ensemble, Causes]:
    ensemble = sim.simulate(small(text, days), runs=many or runs(2000, 150), seed=1, twin=True)
    return ensemble, causes(ensemble)


def row(found: Causes, who: str, rung: str) -> Arrival:
    return next(each for each in found.rows if each.who == who and each.step.rung == rung)


def check_sums(each: Arrival) -> None:
    """Six causes and the record are the arrivals; made less averted is with less without; in runs."""
    errors = each.errors
    assert list(each.by) == list(PROXIMATE)
    assert sum(share.came for share in each.by.values()) + each.on_record.came == each.arrived.came
    assert errors.made - errors.averted == errors.with_errors - errors.without
    assert errors.with_errors == each.arrived.came + each.at_start
    assert errors.difference == (errors.with_errors - errors.without) / errors.runs


@fewer
@given(tree=scenarios())
def test_sums_hold_in_any_scenario(tree: Tree) -> None:
    ensemble = sim.simulate(grown_or_reject(tree), runs=30, draws=5, twin=True)
    for found in (causes(ensemble), causes(ensemble, "postures")):
        for each in found.rows:
            check_sums(each)
        for made in found.outcomes:
            came = int((ensemble.outcomes[made.outcome] >= 0).sum())
            without = int((ensemble.twin.outcomes[made.outcome] >= 0).sum())
            assert (made.errors.with_errors, made.errors.without) == (came, without)
            assert made.errors.made - made.errors.averted == came - without
        words(found)


def test_postures_agree_with_the_summary() -> None:
    ensemble, _ = told(DUEL)
    summary = ensemble.summary()["proximate_causes"]
    for each in causes(ensemble, "postures").rows:
        found = summary[each.who][each.step.rung]
        assert {name: share.share for name, share in each.by.items()} == pytest.approx(
            {name: found[name] for name in PROXIMATE}
        )
        assert each.accidental.share == pytest.approx(found["accidental"])
        assert each.tied.came == 0


def test_an_actor_arrives_with_the_first_of_its_postures() -> None:
    ensemble, found = told(DUEL)
    for each in found.rows:
        days = ensemble.first_day(each.who, each.step.rung)
        assert each.arrived.came == (days > 0).sum()
        assert each.at_start == (days == 0).sum()
    assert (
        row(found, "aster", "war").by["initiated"].came > row(found, "aster", "war").by["ordered"].came == 0
    )


def test_the_line_behind_most_of_the_arrivals_is_named() -> None:
    _, found = told(DUEL)
    line = row(found, "aster", "war").line
    assert (line.id, line.title) == ("word", "Its word")
    assert line.share.came == row(found, "aster", "war").by["committed"].came
    assert row(found, "birch", "war").line is None


def test_without_errors_nothing_is_made_or_averted() -> None:
    _, found = told(DUEL.replace("miscalculation", "#miscalculation"))
    for each in found.rows:
        assert (each.errors.made, each.errors.averted, each.by["misled"].came) == (0, 0, 0)
        assert each.accidental.came == 0


def test_an_error_that_trips_a_line_is_made_though_the_cause_is_a_commitment() -> None:
    """Misperception alone arms the line on day 2: every arrival is committed, and made by errors."""
    ensemble, found = told(
        """
actors:
  aster:
    postures: {birch: {}}
    triggers: [{id: line, when: "rung(birch, aster) >= strikes", then: {birch: {floor: threats}}}]
  birch: {postures: {aster: {start: threats}}}
miscalculation: {misperception: {up: {threats: 1}, down: 0}}
outcomes: {armed: "rung(aster, birch) >= threats"}
"""
    )
    each = row(found, "aster", "threats")
    assert each.by["committed"].came == each.errors.made == ensemble.runs
    assert each.by["misled"].came == each.errors.averted == each.errors.without == 0
    assert found.outcomes[0].errors.made == ensemble.runs
    assert "errors made it in 100% of the runs and averted it in 0%" in " ".join(words(found))


def test_ties_are_told() -> None:
    """Both postures climb on day 1: one because it must, the other of its own."""
    _, found = told(
        """
actors:
  aster:
    postures: {birch: {climb: 500}, cedar: {floor: threats}}
  birch: {}
  cedar: {}
""",
        many=50,
    )
    each = row(found, "aster", "threats")
    assert (each.tied.came, each.by["initiated"].came, each.by["committed"].came) == (50, 50, 0)


def test_what_is_on_record_has_no_cause() -> None:
    _, found = told(
        "actors: {aster: {postures: {birch: {}}}, birch: {}}\n"
        "observed: {until: 2031-03-03, rungs: {aster>birch: {2031-03-02: strikes}}}",
        many=10,
    )
    each = row(found, "aster", "strikes")
    assert (each.on_record.came, each.arrived.came) == (10, 10)
    check_sums(each)


def test_causes_need_the_twin() -> None:
    with pytest.raises(ValueError, match="simulate with twin=True"):
        causes(sim.simulate(small(DUEL), runs=3))


def test_words_tell_causes_and_errors_together() -> None:
    _, found = told(DUEL)
    lines = words(found)
    assert lines[0].startswith("War: ")
    assert "under the same luck without; errors made it in" in lines[0]
    assert not any(line.startswith("Never") for line in lines)
    rungs = [line for line in lines if " came to '" in line]
    assert rungs
    assert all("errors made it in" in line and "averted it in" in line for line in rungs)
    assert "Birchland came to" in " ".join(rungs)
    assert words(found, 1)[-1].endswith("the table has them all.")
