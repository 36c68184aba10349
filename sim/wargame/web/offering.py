"""What a form offers to choose from: whose rung a threat may be about, and the rungs of each ladder.

All of it is known to everyone at the table; what may be sent is checked when it comes.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.deeds import actor_title
from sim.wargame.table import Table
from sim.wargame.views.common import Rung, ladder


@dataclass(frozen=True)
class Offers:
    """`about`: actors and postures by what a form sends; `actors` by id; `ladders` by whose they are."""

    about: dict[str, str]
    actors: dict[str, str]
    ladders: dict[str, list[Rung]]


def offers(table: Table, seat: str | None) -> Offers:
    """For a seat: everything about others. For the white cell (None): all postures."""
    plan = table.scenario.plan
    about: dict[str, str] = {}
    by_ladder: dict[str, list[str]] = {}
    for actor in plan.cast.actors:
        postures = plan.cast.between(actor, None)
        if actor == seat or not postures:
            continue
        if seat is not None and len(postures) > 1:
            about[actor] = f"{actor_title(plan, actor)}, toward anyone"
        for posture in postures:
            target = actor_title(plan, plan.cast.target(posture))
            about[posture] = f"{actor_title(plan, actor)} toward {target}"
        by_ladder.setdefault(plan.cast.ladder_name(actor) or "", []).append(actor)
    whole = len(by_ladder) == 1
    ladders = {
        "All" if whole else ", ".join(actor_title(plan, a) for a in actors): ladder(plan.cast, actors[0])
        for actors in by_ladder.values()
    }
    return Offers(about, {actor: actor_title(plan, actor) for actor in plan.cast.actors}, ladders)
