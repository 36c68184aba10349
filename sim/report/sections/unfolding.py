"""How it unfolds: when outcomes come, who moves first, which roads lead there, and how far it spreads."""

from __future__ import annotations

from sim.report.blocks import Section
from sim.report.results import Results
from sim.report.sections.movers import movers
from sim.report.sections.roads import roads
from sim.report.sections.spread import spread
from sim.report.sections.waiting import waiting


def unfolding(results: Results) -> Section | None:
    """Nothing where nobody has a posture to move with."""
    if not results.ensemble.postures:
        return None
    blocks = [*waiting(results), *movers(results), *roads(results), *spread(results)]
    return Section("unfolding", "How it unfolds", blocks) if blocks else None
