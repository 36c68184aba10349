"""Who commands whom, as the scenario has it: no result, but what the results rest on."""

from __future__ import annotations

from sim.analysis.actors.network import Amount, Network, Participant, Room, network
from sim.analysis.percents import listed
from sim.figures import network as figure
from sim.report.blocks import Block, Cell, Fold, Picture, Prose, Row, Section, Table
from sim.report.cells import NOTHING
from sim.report.drawing import inline
from sim.report.results import Results


def command(results: Results) -> Section | None:
    """Nothing where nobody leads anybody."""
    found = network(results.ensemble.scenario)
    if not found.rooms and not any(each.patron for each in found.participants):
        return None
    titles = {each.actor: each.title for each in found.participants}
    lead = (
        "Rooms issue directives on their review days; each member complies, or not, with the chance that "
        "stands beside it, as far as the chairs that are left carry weight. A patron answers for what its "
        "partners do as far as it is laid at its door. All of this is what the scenario says, and no result."
    )
    words = "Actors by tier, joined to their rooms and patrons. The tables below have the same."
    blocks: list[Block] = [
        Prose(lead),
        Picture("network", "The command network", words, inline(figure.draw(found), "network")),
    ]
    tables: list[Block] = [room_table(found, titles)] if found.rooms else []
    blocks.append(Fold("The same as tables", [*tables, actor_table(found, titles)]))
    return Section("command", "Who commands whom", blocks)


def room_table(found: Network, titles: dict[str, str]) -> Table:
    heads = (
        "Room",
        "Meets every",
        "Chairs, with their weight",
        "Members, with their compliance",
        "Directives",
    )
    return Table("Rooms", heads, [room_row(each, titles) for each in found.rooms])


def room_row(each: Room, titles: dict[str, str]) -> Row:
    chairs = [f"{c.title} {said(c.weight)}{', may be lost' if c.can_be_lost else ''}" for c in each.chairs]
    return [
        each.title,
        f"{said(each.review_every)} days",
        "; ".join(chairs) or "no chairs: its word counts in full",
        "; ".join(f"{titles[name]} {said(share)}" for name, share in each.members.items()),
        "; ".join(each.directives) or NOTHING,
    ]


def actor_table(found: Network, titles: dict[str, str]) -> Table:
    heads = ("Actor", "Tier", "Groups", "Patron", "Laid at the patron's door", "Postures")
    return Table("Actors", heads, [actor_row(each, titles) for each in found.participants], (4, 5))


def actor_row(each: Participant, titles: dict[str, str]) -> Row:
    return [
        Cell(each.title),
        each.tier or NOTHING,
        listed(each.groups) or NOTHING,
        titles[each.patron] if each.patron else NOTHING,
        said(each.attribution) if each.patron else NOTHING,
        str(each.postures),
    ]


def said(amount: Amount) -> str:
    """A number, with the middle nine tenths of what is drawn where it is uncertain."""
    if amount.low is None or amount.high is None:
        return f"{amount.value:g}"
    return f"{amount.value:.2g} ({amount.low:.2g} to {amount.high:.2g})"
