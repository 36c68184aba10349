"""What one seat sees: its own rungs, what it believes of others, what it was told, its government's advice.

Everything here is of the last turn that was made known. Nothing of others but what this seat perceives.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.actors.roles import Role, role
from sim.analysis.deeds import actor_title
from sim.rules.state import CAP, EXECUTED, INTENDED, NOW_CEILING, NOW_FLOOR
from sim.rules.world import CEILING, FLOOR
from sim.scenario.game import By
from sim.wargame.actions import Order
from sim.wargame.ordering import has_soil
from sim.wargame.table import Table
from sim.wargame.views.common import (
    Head,
    Rung,
    Said,
    Struck,
    day_at,
    day_before,
    head,
    ladder,
    said,
    struck,
)
from sim.wargame.wording import words_of_directive, words_of_threat


@dataclass(frozen=True)
class Own:
    """A posture of this seat: where it stands, what was carried out, and how far its government would go.

    Rungs by id. `cap`: a limit that wins over both; None without one. `before`: where it stood a turn
    ago; None in the first.
    """

    target: str
    target_title: str
    intended: str
    executed: str
    floor: str
    ceiling: str
    cap: str | None
    before: str | None


@dataclass(frozen=True)
class Believed:
    """Another's posture as this seat believes it stands; `rung` None where it has no sight of it.

    `place` counts rungs from 0; `before` is that of a turn ago, None in the first turn or unseen.
    """

    posture: str
    owner: str
    target: str
    rung: str | None
    rung_title: str | None
    place: int | None
    of: int
    as_meant: bool
    before: int | None


@dataclass(frozen=True)
class Chaired:
    """A room for whose chair this seat speaks: its members, and toward whom each can be directed."""

    room: str
    title: str
    members: dict[str, str]
    targets: dict[str, list[str]]


@dataclass(frozen=True)
class SeatView:
    """One seat's screen. `given` counts its orders of this turn, `order` is the one that stands."""

    head: Head
    seat: str
    title: str
    by: By
    public: str | None
    secret: str | None
    binding: bool
    rungs: list[Rung]
    own: list[Own]
    believed: list[Believed]
    role: Role
    chaired: list[Chaired]
    notices: list[Said]
    struck: list[Struck]
    order: Order | None
    threat: str | None
    directives: tuple[str, ...]
    given: int
    messages: int
    seats: dict[str, str]
    soil: bool


def seat_view(table: Table, seat: str, now: float) -> SeatView:
    """The screen of a seat at this moment. Raises KeyError for one that is none."""
    sitting, plan = table.seats[seat], table.scenario.plan
    given = table.given.get(seat, [])
    order = given[-1] if given else None
    return SeatView(
        head=head(table, now),
        seat=seat,
        title=sitting.title,
        by=sitting.by,
        public=sitting.role.public,
        secret=sitting.role.secret,
        binding=table.game.limits == "binding",
        rungs=ladder(plan.cast, seat),
        own=own(table, seat),
        believed=believed(table, seat),
        role=role(table.scenario, seat),
        chaired=[chaired(table, room) for room in sitting.role.chairs],
        notices=[said(table, each) for each in table.notices if each.is_for(seat)],
        struck=struck(table),
        order=order,
        threat=None if order is None or order.threat is None else words_of_threat(plan, seat, order.threat),
        directives=() if order is None else tuple(words_of_directive(plan, d) for d in order.directives),
        given=len(given),
        messages=table.messages[seat],
        seats={name: each.title for name, each in table.seats.items()},
        soil=has_soil(table.crisis, seat),
    )


def own(table: Table, seat: str) -> list[Own]:
    plan, state = table.shown.scenario.plan, table.shown.snapshot.state
    world, is_start = table.crisis.world, table.shown.snapshot.day == 0
    rungs, earlier, found = plan.cast.rungs(seat), day_before(table), []
    for posture in plan.cast.between(seat, None):
        p = plan.cast.place[posture]
        stance, target = state.stance[p], plan.cast.target(posture)
        floor = world.posture[p, FLOOR] if is_start else stance[NOW_FLOOR]
        ceiling = world.posture[p, CEILING] if is_start else stance[NOW_CEILING]
        capped = not is_start and stance[CAP] < len(rungs) - 1
        found.append(
            Own(
                target,
                actor_title(plan, target),
                rungs[stance[INTENDED]],
                rungs[stance[EXECUTED]],
                rungs[floor],
                rungs[ceiling],
                rungs[stance[CAP]] if capped else None,
                None if earlier is None else earlier.intended[posture],
            )
        )
    return found


def believed(table: Table, seat: str) -> list[Believed]:
    """Every posture of others, as this seat sees it at the end of what is known."""
    plan = table.scenario.plan
    day, earlier = day_at(table, table.shown.snapshot.day), day_before(table)
    found = []
    for posture in plan.cast.postures:
        owner, target = plan.cast.owner(posture), plan.cast.target(posture)
        if owner == seat:
            continue
        rung = day.perceived(table.crisis, seat, posture)
        rungs = ladder(plan.cast, owner)
        place = place_of(rung, rungs)
        before = None if earlier is None else earlier.perceived(table.crisis, seat, posture)
        found.append(
            Believed(
                posture,
                actor_title(plan, owner),
                actor_title(plan, target),
                rung,
                None if place is None else rungs[place].title,
                place,
                len(rungs),
                plan.cast.share_a_room(seat, owner),
                place_of(before, rungs),
            )
        )
    return found


def place_of(rung: str | None, rungs: list[Rung]) -> int | None:
    return None if rung is None else [each.id for each in rungs].index(rung)


def chaired(table: Table, room: str) -> Chaired:
    plan = table.scenario.plan
    held = plan.document.rooms[room]
    members = {name: actor_title(plan, name) for name in sorted(held.members)}
    targets = {
        name: [plan.cast.target(posture) for posture in plan.cast.between(name, None)] for name in members
    }
    return Chaired(room, held.title or room.replace("_", " "), members, targets)
