"""The command network: what a scenario says of tiers, patrons, rooms and chairs."""

from __future__ import annotations

import pytest
from tools import small

from sim.analysis.actors.network import network

TEXT = """
parameters:
  obedience: {value: 0.6, uncertainty: {uniform: [0.2, 1.0]}}
  rhythm: 7
groups: {side: {title: One side}}
actors:
  zinnia: {tier: bystander}
  aster: {tier: 2, title: Aster, groups: [side], patron: cedar, attribution: 0.3, postures: {birch: {}}}
  birch: {postures: {aster: {}}}
  cedar: {tier: principal, postures: {birch: {}}}
  dune: {tier: 1, postures: {birch: {}}}
rooms:
  small_room: {members: {dune: 1}, review_every: 1}
  joint_room:
    title: The joint room
    members: {aster: obedience, dune: 0.9}
    review_every: rhythm
    chairs: {old_hand: {weight: 0.7}, new_hand: {title: A new hand, weight: 0.3, lost_when: day() >= 3}}
    directives: [{id: hold, title: Hold back, when: day() >= 1, then: {birch: {cap: threats}}}]
"""


def test_actors_by_tier_and_patron() -> None:
    found = network(small(TEXT))
    assert [each.actor for each in found.participants] == ["cedar", "dune", "aster", "zinnia", "birch"]
    assert found.tiers == ["principal", "1", "2", "bystander", None]
    aster = found.participants[2]
    assert (aster.title, aster.groups, aster.patron, aster.attribution.value) == (
        "Aster",
        ["One side"],
        "cedar",
        0.3,
    )
    assert [each.postures for each in found.participants] == [1, 1, 1, 0, 1]


def test_rooms_with_chairs_and_compliance() -> None:
    joint, little = network(small(TEXT)).rooms
    assert (joint.title, little.title, little.chairs) == ("The joint room", "Small room", [])
    assert [(c.title, c.weight.value, c.can_be_lost) for c in joint.chairs] == [
        ("Old hand", 0.7, False),
        ("A new hand", 0.3, True),
    ]
    assert joint.directives == ["Hold back"]
    assert (joint.review_every.value, joint.review_every.low) == (7.0, None)
    unsure = joint.members["aster"]
    assert (unsure.value, unsure.low, unsure.high) == pytest.approx((0.6, 0.24, 0.96))
    assert joint.members["dune"].low is None


def test_a_scenario_without_any_of_it() -> None:
    found = network(small("actors: {aster: {}}"))
    assert (found.rooms, found.tiers, found.participants[0].patron) == ([], [None], None)
