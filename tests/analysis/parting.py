"""A small world whose roads part with chances that are known."""

from __future__ import annotations

from functools import cache

from tools import runs, small

import sim
from sim.analysis.results import Ensemble

LADDER = """[
  {id: calm}, {id: threats},
  {id: strikes, title: Strikes, firebreak: true}, {id: war, title: Open war, firebreak: true}
]"""
# On day 2 aster goes to war with chance 0.6 and cedar to strikes with chance 0.3, each in one bound;
# birch answers aster's war on day 3 with strikes, with chance 0.4. Dune is there from the start.
TEXT = """
actors:
  aster:
    title: Aster
    postures: {birch: {step: 3}}
    triggers:
      - {id: first, title: The first line, when: day() >= 2, then: {birch: {floor: war}}, honoured: 0.6}
  birch:
    title: The Birches
    postures: {aster: {step: 3}}
    triggers:
      - {id: answer, when: "rung(aster, birch) >= war", then: {aster: {floor: strikes}}, honoured: 0.4}
  cedar:
    postures: {birch: {step: 3}}
    triggers:
      - {id: second, when: happened(signal), then: {birch: {floor: strikes}}, honoured: 0.3}
  dune: {postures: {birch: {start: war, floor: war}, aster: {floor: strikes, step: 3}}}
events:
  signal: {title: The signal, at: 2}
outcomes:
  war: {title: Aster goes to war, when: "rung(aster,  birch) >= war"}
  answered: rung(birch, aster) >= strikes
  second: rung(cedar, birch) >= strikes
"""


@cache
def parting() -> Ensemble:
    return sim.simulate(small(TEXT, days=6, ladder=LADDER), runs=runs(), seed=4, twin=True)
