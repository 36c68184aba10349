"""Roles for a table of people: all seats at a glance, and a page for whoever takes one.

Neither tells the chance of keeping a line.
"""

from __future__ import annotations

from collections.abc import Iterable

from sim.analysis.actors.roles import Line, Role
from sim.analysis.percents import listed
from sim.analysis.tables import Table

NOBODY = "nobody"
SEATS = ["seat", "opponents", "lines", "declared", "known lines of others", "directives", "in a room with"]


def seat_table(roles: Iterable[Role]) -> Table:
    """How much each seat has to decide, and how much it knows: numbers of what its briefing lists."""
    return Table(SEATS, [[role.title, *map(str, counts(role))] for role in roles])


def counts(role: Role) -> list[int]:
    declared = sum(1 for line in role.lines if line.declared_to)
    known = [len(role.told), len(role.directives), len(role.sees_as_meant)]
    return [len(role.stances), len(role.lines), declared, *known]


def briefing(role: Role) -> str:
    """Where it stands, what it holds to, what is asked of it, and what it sees and knows."""
    parts = [f"#### {role.title}", "Where it stands on the first day, and how far it permits itself to go:"]
    parts.append(points(standing(role)))
    if role.lines:
        parts += ["What it holds to:", points(map(holding, role.lines))]
    if role.directives:
        parts += ["What is asked of it:", points(f"{each.room}, {holding(each)}" for each in role.directives)]
    return "\n\n".join([*parts, "What it sees and knows:", points(knowledge(role))])


def points(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def standing(role: Role) -> list[str]:
    """Opponents toward whom it stands alike, in one line."""
    toward: dict[str, list[str]] = {}
    for each in role.stances:
        here = each.start if each.start == each.ceiling else f"{each.start}, up to {each.ceiling}"
        toward.setdefault(here, []).append(each.toward)
    return [f"toward {listed(names)}: {here}" for here, names in toward.items()]


def holding(each: Line) -> str:
    told = f" *(declared to {listed(each.declared_to)})*" if each.declared_to else ""
    return f"**{each.title}**: {'; '.join(each.then)}{told}"


def knowledge(role: Role) -> list[str]:
    heard = [f"{who} ({what})" for who, what in role.told]
    return [
        f"Sees as they mean it, from the same room: {listed(role.sees_as_meant) or NOBODY}.",
        f"Sees only by what they do, and sometimes wrongly: {listed(role.sees_by_acts) or NOBODY}.",
        f"Has been told of lines of: {'; '.join(heard) or NOBODY}.",
    ]
