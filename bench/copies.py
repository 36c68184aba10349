"""Scenarios of any size: copies, side by side, of one quarrel between two states and a militia."""

from __future__ import annotations

from sim.scenario.loading import Scenario, load_text

HEAD = """
schema: 1
id: copies
title: Copies of one quarrel
clock: {start: 2031-03-01, days: 90}
ladders:
  common:
    - {id: calm}
    - {id: threats, menace: 0.3}
    - {id: harassment, incidents: 0.5, harm: 1}
    - {id: strikes, incidents: 2, harm: 2, menace: 1}
    - {id: war, incidents: 6, harm: 8, menace: 2, resistance: 0.5}
miscalculation:
  accident: {up: 0.01}
  misperception: {up: 0.05}
"""
FRONT = "  hills_{n}: {{soil: north_{n}}}\n"
ACTORS = """
  north_{n}:
    postures:
      south_{n}: {{start: threats, ceiling: strikes, reactivity: 0.1, descend: 0.05, deterrability: 0.3}}
    triggers:
      - {{id: soil, when: "struck(north_{n}, last=3) >= 1", honoured: 0.5,
         then: {{south_{n}: {{floor: strikes, ceiling: war}}}}}}
  militia_{n}:
    patron: north_{n}
    attribution: 0.3
    postures: {{south_{n}: {{start: harassment, ceiling: harassment, climb: 0.01}}}}
    triggers:
      - {{id: follow, when: "rung(south_{n}, north_{n}) >= strikes",
         then: {{south_{n}: {{match: {{leader: north_{n}, toward: south_{n}}}}}}}}}
  south_{n}:
    postures:
      north_{n}: {{reactivity: 0.1, climb: 0.01, descend: 0.05, fronts: {{hills_{n}: {{from: strikes}}}}}}
      militia_{n}: {{reactivity: 0.1, descend: 0.05, ceiling: strikes}}
"""


def copies(many: int) -> Scenario:
    """`many` quarrels of three actors and four postures each, which do not know of one another."""
    fronts = "".join(FRONT.format(n=n) for n in range(many))
    actors = "".join(ACTORS.format(n=n) for n in range(many))
    return load_text(f"{HEAD}fronts:\n{fronts}actors:{actors}", f"{many} copies")
