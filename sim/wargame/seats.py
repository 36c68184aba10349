"""Who sits where: the seats of a scenario, who plays each, and the teams that hold several."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from sim.analysis.deeds import actor_title
from sim.scenario.game import By, Role
from sim.scenario.plan import Plan

OTHERS = ("white", "clock")  # who else does something at the table


@dataclass(frozen=True)
class Seat:
    """One actor at the table. `team` is who plays it: a team's name, or the seat's own."""

    actor: str
    title: str
    by: By
    role: Role
    team: str

    def handed_to(self, by: By) -> Seat:
        return replace(self, by=by)


def seats(plan: Plan, people: Collection[str] | None = None) -> dict[str, Seat]:
    """The seats by actor, in order of names: those with a role, or every actor with a posture.

    `people`: the seats that people take, the others being played by their script or the rulebook; None
    leaves it to the roles. Raises ValueError for one that is no seat, and where there is none.
    """
    game = plan.document.game
    acting = [actor for actor in plan.cast.actors if plan.cast.between(actor, None)]
    sitting = [actor for actor in acting if not game.roles or actor in game.roles]
    if not sitting:
        raise ValueError("nobody in this scenario has anything to decide: there is no seat to take")
    if taken := sorted(set(sitting) & set(OTHERS)):
        raise ValueError(f"no seat can be called '{taken[0]}', which stands for another hand at the table")
    strange = sorted(set(people or ()) - set(sitting))
    if strange:
        raise ValueError(f"{strange[0]} is no seat of this scenario: they are {', '.join(sitting)}")
    team = {actor: name for name, each in game.teams.items() for actor in each.actors}
    found = {}
    for actor in sitting:
        role = game.roles.get(actor, Role())
        by = role.by if people is None else "person" if actor in people else unattended(role)
        found[actor] = Seat(actor, actor_title(plan, actor), by, role, team.get(actor, actor))
    return found


def unattended(role: Role) -> By:
    """Who plays a seat that no person takes."""
    return "script" if role.by == "script" else "rulebook"
