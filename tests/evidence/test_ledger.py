"""The ledger: the innermost statement counts, and every number is in it once."""

from __future__ import annotations

from sim.evidence.bases import Basis, basis_of, stated_bases
from sim.evidence.ledger import ledger
from sim.evidence.tally import number_tally, only_assumed, written_numbers
from sim.scenario.loading import load_text

TEXT = """
schema: 1
id: small
title: A small world
clock: {start: 2031-03-01, days: 20}
parameters: {q: {value: 0.5, assumed: a coin}}
ladders: {common: [{id: calm}, {id: war, incidents: 2}]}
actors:
  one:
    assumed: all of it
    attribution: 0.5
    patron: two
    postures: {two: {climb: 0.1, evidence: C1}}
    triggers:
      - {id: t, when: day() >= 3, then: {two: {floor: war}}, honoured: q, delay: 2, evidence: C2, assumed: x}
  two: {}
outcomes: {war: "rung(one, two) >= war"}
"""


def test_the_innermost_statement_counts() -> None:
    bases = stated_bases(load_text(TEXT).document)
    assert basis_of(bases, ("actors", "one", "attribution")).assumed == "all of it"
    assert basis_of(bases, ("actors", "one", "postures", "two", "climb")).kind == "documented"
    assert basis_of(bases, ("ladders", "common", 1)) == Basis()


def test_kinds() -> None:
    assert number_tally(ledger(load_text(TEXT))) == {
        "documented": 1,  # climb
        "in part": 1,  # delay; honoured is a parameter's
        "assumed": 2,  # q, attribution
        "unfounded": 1,  # incidents
    }


def test_no_number_is_listed_twice() -> None:
    entries = ledger(load_text(TEXT))
    said = [(*each.path, number.key) for each, number in written_numbers(entries)]
    assert len(said) == len(set(said)) == 5


def test_sections_are_in_order_and_assumptions_are_found() -> None:
    entries = ledger(load_text(TEXT))
    assert [each.section for each in entries] == ["triggers", "postures", "parameters", "others", "others"]
    names = {each.name: [n.key for n in numbers] for each, numbers in only_assumed(entries)}
    assert names == {
        "parameters.q": ["value"],
        "ladders.common.war": ["incidents"],
        "actors.one": ["attribution"],
    }
