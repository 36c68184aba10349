"""One run otherwise: where it parts from what it was, what it keeps, and how it is told."""

from __future__ import annotations

import pytest
from tools import lived, small

from sim.analysis.one_run.timeline import timeline
from sim.analysis.what_if.counterfactual import counterfactual

DUEL = """
parameters: {temper: {value: 0.2, uncertainty: {uniform: [0.1, 0.6]}}}
actors:
  aster:
    postures: {birch: {climb: temper, descend: 0.1, incidents: {strikes: 1, war: 2}}}
  birch:
    title: Birch
    postures: {aster: {climb: 0.05, reactivity: 0.4, descend: 0.05, ceiling: strikes}}
  cedar: {postures: {aster: {climb: 0.3, descend: 0.3}}}
outcomes: {clash: {title: A clash, when: "rung(aster, birch) >= war and rung(birch, aster) >= strikes"}}
"""
# Birch is drawn up to strikes from day 3 on; aster answers, if it keeps its word; an envoy may come.
WORD = """
actors:
  aster:
    postures: {birch: {}}
    triggers:
      - {id: word, when: "rung(birch, aster) >= strikes", then: {birch: {floor: war}}, honoured: 0.5}
  birch:
    postures: {aster: {}}
    triggers:
      - {id: rise, when: day() >= 3, then: {aster: {floor: strikes}}}
events: {envoy: {when: "rung(birch, aster) >= strikes", probability: 0.5}}
"""


def words(found):
    return "\n".join(found.sentences())


def kinds(told, kind):
    return {(mark.name, mark.day) for mark in told.answers if mark.kind == kind}


# ---------------------------------------------------------------- what is kept


def test_a_line_met_a_day_later_keeps_the_same_resolve_and_an_event_its_throw() -> None:
    kept, came = [], []
    for run in range(60):
        found = counterfactual(small(WORD), 5, run, 4, orders={"birch>aster": "threats"}, days=1)
        for told, day in ((found.actual, 5), (found.changed, 6)):
            answered = kinds(told, "honoured") | kinds(told, "defied")
            assert ("word", day) in answered
            assert all(event.day == day for event in told.events)
        honoured = [
            ("word", day) in kinds(t, "honoured") for t, day in ((found.actual, 5), (found.changed, 6))
        ]
        events = [bool(told.events) for told in (found.actual, found.changed)]
        assert honoured[0] == honoured[1]
        assert events[0] == events[1]
        kept.append(honoured[0])
        came.append(events[0])
    assert 10 < sum(kept) < 50
    assert 10 < sum(came) < 50


def test_the_run_as_it_was_is_the_run() -> None:
    found = counterfactual(small(DUEL), 1, 7, 5, orders={"aster>birch": "war"}, draws=12)
    crisis = lived(small(DUEL), 1, 7, draws=12)
    assert found.actual.moves == crisis.log
    assert found.actual.happenings == crisis.happenings
    assert [move for move in found.changed.moves if move.day < 5] == [m for m in crisis.log if m.day < 5]


def test_only_what_the_change_reaches_is_changed() -> None:
    """Nobody watches cedar: whatever it is told to do, the others go on as they did."""
    for run in range(10):
        found = counterfactual(small(DUEL), 1, run, 2, orders={"cedar>aster": "war"})
        for actor in ("aster>birch", "birch>aster"):
            one, other = found.actual.lane(actor), found.changed.lane(actor)
            assert one.turns == other.turns
            assert (one.incidents == other.incidents).all()


def test_an_order_for_what_was_done_anyway_changes_nothing() -> None:
    crisis = lived(small(DUEL), 1, 3)
    move = next(move for move in crisis.log if move.posture == "aster>birch" and move.cause == "initiated")
    found = counterfactual(small(DUEL), 1, 3, move.day, orders={"aster>birch": move.to}, days=1)
    assert found.parting is None
    assert "nothing came of" in words(found)
    ordered = [m for m in found.changed.moves if m.day == move.day and m.posture == "aster>birch"]
    assert ordered[0].cause == "ordered"


# ---------------------------------------------------------------- orders


def test_the_runs_part_on_the_day_of_the_order() -> None:
    found = counterfactual(small(WORD), 5, 0, 4, orders={"birch>aster": "calm"})
    assert found.parting is not None
    assert (found.parting.first, found.parting.day) == (4, 4)
    assert [(m.posture, m["from"], m.to) for m in found.parting.actual] == [
        ("birch>aster", "threats", "strikes")
    ]
    assert [(m.posture, m["from"], m.to) for m in found.parting.changed] == [
        ("birch>aster", "threats", "calm")
    ]
    assert found.changed.lane("birch>aster").by_day()[4:].max() == 0
    row = next(row for row in found.events if row.name == "envoy")
    assert row.changed is None
    assert found.through == 20


def test_an_order_that_has_ended_leaves_the_posture_to_the_rulebook() -> None:
    found = counterfactual(small(WORD), 5, 0, 4, orders={"birch>aster": "calm"}, days=3)
    assert found.changed.lane("birch>aster").by_day().tolist()[3:10] == [1, 0, 0, 0, 1, 2, 2]
    assert found.through == 6
    causes = {move.day: move.cause for move in found.changed.moves if move.posture == "birch>aster"}
    assert causes[4] == "ordered"
    assert causes[7] == "committed"


def test_limits_bind_an_order_only_when_asked() -> None:
    high = {"birch>aster": "war"}
    free = counterfactual(small(DUEL), 1, 3, 4, orders=high)
    bound = counterfactual(small(DUEL), 1, 3, 4, orders=high, bind=True)
    assert free.changed.lane("birch>aster").by_day()[4] == 3
    assert bound.changed.lane("birch>aster").by_day()[4] == 2
    assert "whatever its limits" in words(free)
    assert "within its limits" in words(bound)


def test_several_orders_and_one_left_to_the_rulebook() -> None:
    orders = {"birch>aster": "calm", "cedar>aster": "calm", "aster>birch": None}
    found = counterfactual(small(DUEL), 1, 3, 1, orders=orders)
    assert [order.posture for order in found.orders] == ["birch>aster", "cedar>aster"]
    assert found.changed.lane("cedar>aster").turns == []


# ---------------------------------------------------------------- parameters


def test_a_parameter_holds_for_the_whole_run() -> None:
    found = counterfactual(small(DUEL), 1, 3, parameters={"temper": 0.0})
    assert found.changed.parameters["temper"] == 0.0
    assert found.settings[0].was == lived(small(DUEL), 1, 3).parameters["temper"]
    assert all(turn.cause != "initiated" for turn in found.changed.lane("aster>birch").turns)
    assert "temper at 0 instead of" in words(found)
    assert found.changed.incidents.sum() == 0
    assert found.more_incidents == -found.actual.incidents.sum()


def test_a_parameter_at_the_value_it_had_changes_nothing() -> None:
    was = lived(small(DUEL), 1, 3).parameters["temper"]
    assert counterfactual(small(DUEL), 1, 3, parameters={"temper": was}).parting is None


def test_incidents_may_part_before_anybody_moves() -> None:
    still = """
parameters: {tempo: {value: 3}}
actors: {aster: {postures: {birch: {start: threats, incidents: {threats: tempo}}}}, birch: {}}
"""
    found = counterfactual(small(still), 1, 3, parameters={"tempo": 30})
    assert found.parting is not None
    assert (found.parting.first, found.parting.day) == (1, None)
    assert "No posture ever moves otherwise" in words(found)
    assert found.more_incidents > 0
    assert "aster>birch" in [row.name for row in found.incidents if not row.same]


# ---------------------------------------------------------------- in the end


def test_first_days_side_by_side_are_those_of_both_runs() -> None:
    found = counterfactual(small(DUEL), 1, 3, 2, orders={"aster>birch": "war"})
    for row in found.outcomes:
        assert row.actual == found.actual.outcomes[row.name]
        assert row.changed == found.changed.outcomes[row.name]
    totals = [sum(getattr(row, side) for row in found.incidents) for side in ("actual", "changed")]
    assert totals == [found.actual.incidents.sum(), found.changed.incidents.sum()]


def test_what_comes_and_what_does_not_is_told_by_title() -> None:
    found = counterfactual(small(DUEL), 1, 3, 1, orders={"aster>birch": "war", "birch>aster": "strikes"})
    assert found.outcomes[0].changed == 1
    assert "'A clash' comes on day 1" in words(found)
    assert "Birch toward Aster held at 'Strikes' from day 1, 2 Mar 2031, on" in words(found)
    assert "explores, does not predict" in words(found)


def test_a_crisis_that_was_over_before_the_change() -> None:
    scenario = small(DUEL + "stop_when: day() >= 3\n")
    found = counterfactual(scenario, 1, 3, 6, orders={"aster>birch": "war"})
    assert found.parting is None
    assert found.actual.over == 3
    assert "over on day 3, before anything was changed" in words(found)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({}, "nothing is changed"),
        ({"orders": {"aster>birch": None}}, "nothing is changed"),
        ({"orders": {"aster>birch": "war"}, "day": 0}, "day goes from 1 to 20"),
        ({"orders": {"aster>birch": "war"}, "day": 21}, "day goes from 1 to 20"),
        ({"orders": {"aster>birch": "war"}, "days": 0}, "days from 1"),
        ({"parameters": {"tempre": 1.0}}, "tempre"),
    ],
)
def test_numbers_out_of_range(asked, said) -> None:
    with pytest.raises(ValueError, match=said):
        counterfactual(small(DUEL), 1, 3, **asked)


def test_unknown_names() -> None:
    with pytest.raises(KeyError, match="no posture is called aster>cedar"):
        counterfactual(small(DUEL), 1, 3, orders={"aster>cedar": "war"})
    with pytest.raises(KeyError, match="peace is not a rung of aster>birch: calm, threats"):
        counterfactual(small(DUEL), 1, 3, orders={"aster>birch": "peace"})


def test_both_runs_are_timelines() -> None:
    found = counterfactual(small(DUEL), 1, 3, 2, orders={"aster>birch": "war"})
    assert found.actual.outcomes == timeline(lived(small(DUEL), 1, 3)).outcomes
