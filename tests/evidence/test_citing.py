"""From a claim to what rests on it and back, and the shares of each section."""

from __future__ import annotations

from sim.evidence.bases import KINDS
from sim.evidence.citing import citations, holding, matching, resting_on
from sim.evidence.ledger import ledger
from sim.evidence.tally import number_tally, section_tally
from sim.scenario.loading import load_text
from tests.evidence.test_ledger import TEXT

SCENARIO = load_text(
    TEXT.replace("value: 0.5, assumed: a coin", "value: 0.5, evidence: [C2, C2], assumed: a coin")
)


def test_a_claim_is_cited_once_by_each_place_that_names_it() -> None:
    found = {name: [each.name for each in places] for name, places in citations(SCENARIO).items()}
    assert found == {
        "C1": ["actors.one.postures.two"],
        "C2": ["parameters.q", "actors.one.triggers.t"],
    }


def test_what_rests_on_a_claim_is_found_by_entry_and_by_number() -> None:
    entries = ledger(SCENARIO)
    assert [each.name for each in resting_on(entries, "C2")] == ["actors.one.triggers.t", "parameters.q"]
    assert resting_on(entries, "C9") == []


def test_a_parameter_is_found_where_it_stands() -> None:
    entries = ledger(SCENARIO)
    assert [each.name for each in holding(entries, "q")] == ["actors.one.triggers.t"]
    assert holding(entries, "da") == []  # no part of a word


def test_an_entry_is_meant_by_its_path_or_the_end_of_it() -> None:
    entries = ledger(SCENARIO)
    assert [each.name for each in matching(entries, "q")] == ["parameters.q"]
    assert [each.name for each in matching(entries, "triggers.t")] == ["actors.one.triggers.t"]
    assert matching(entries, "") == []


def test_the_sections_add_up_to_the_whole() -> None:
    entries = ledger(SCENARIO)
    whole, sections = number_tally(entries), section_tally(entries)
    assert whole == {kind: sum(tally[kind] for tally in sections.values()) for kind in KINDS}
    assert list(sections) == ["triggers", "postures", "parameters", "others"]
