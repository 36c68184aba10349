"""Who commands whom: actors by tier, their patrons as arcs, and rooms with their members as columns."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Wedge
from matplotlib.path import Path

from sim.analysis.actors.network import Amount, Network, Room
from sim.figures import style

ROW, TIER = 0.235, 0.12  # inches: an actor, and the gap between tiers
ARCS = 1.0  # inches for the arcs of patrons
RADIUS = 0.082  # inches
HEAD_LINE = 0.125  # inches
WIDEST = 1.5  # inches of a room's column


def draw(results: Network) -> Figure:
    """The actors as rows, tier by tier; arcs lead to patrons, circles say who belongs to which room."""
    heads = [head_lines(room, column_width(results)) for room in results.rooms]
    head = max((len(lines) for lines in heads), default=0) * HEAD_LINE + 0.1
    gaps = max(0, len(results.tiers) - 1)
    body = head + len(results.participants) * ROW + gaps * TIER
    page = style.page(
        body + 0.05,
        "Tiers, patrons and rooms",
        [f"{results.title}. What the scenario says, and no result."],
        notes_of(results),
    )
    total = page.figure.get_size_inches()[1]
    axes = page.figure.add_axes((0.0, page.floor / total, 1.0, page.body / total))
    axes.set_xlim(0.0, style.WIDTH)
    axes.set_ylim(page.body, 0.0)
    axes.set_axis_off()
    places = places_of(results, head)
    draw_tiers(axes, results, places)
    draw_patrons(axes, results, places)
    draw_rooms(axes, results, places, heads, head)
    return page.figure


# ---------------------------------------------------------------- where things stand


def places_of(results: Network, head: float) -> dict[str, float]:
    """How far down each actor stands, in inches; a gap between tiers."""
    places, top, tier = {}, head + ROW / 2, None
    for place, each in enumerate(results.participants):
        top += TIER if place and each.tier != tier else 0.0
        places[each.actor], tier = top, each.tier
        top += ROW
    return places


def names_at(results: Network) -> float:
    """Where the names of actors begin: right of tiers and arcs."""
    widest = max((style.text_width(tier_name(tier), style.SMALL) for tier in results.tiers), default=0.0)
    arcs = ARCS if any(each.patron for each in results.participants) else 0.15
    return style.MARGIN + widest + 0.05 + arcs


def names_width(results: Network) -> float:
    named = [each.title for each in results.participants]
    return min(2.2, max((style.text_width(name, style.LABEL) for name in named), default=0.0) + 0.15)


def rooms_at(results: Network) -> float:
    return names_at(results) + names_width(results) + 0.05


def column_width(results: Network) -> float:
    free = style.WIDTH - style.MARGIN - rooms_at(results)
    return min(WIDEST, free / max(1, len(results.rooms)))


# ---------------------------------------------------------------- parts


def draw_tiers(axes: Axes, results: Network, places: dict[str, float]) -> None:
    """The names of actors, and of their tiers at the left."""
    tier: str | None = None
    for place, each in enumerate(results.participants):
        down = places[each.actor]
        if place == 0 or each.tier != tier:
            name = tier_name(each.tier)
            axes.text(style.MARGIN, down, name, fontsize=style.SMALL, color=style.SOFT, va="center")
        if place and each.tier != tier:
            rule = down - ROW / 2 - TIER / 2
            axes.plot(
                [style.MARGIN, style.WIDTH - style.MARGIN], [rule, rule], color=style.RULE, linewidth=0.5
            )
        tier = each.tier
        ink = style.INK if each.postures else style.SOFT
        name = fitted(each.title, names_width(results))
        axes.text(names_at(results), down, style.plain(name), fontsize=style.LABEL, color=ink, va="center")


def fitted(name: str, width: float) -> str:
    """A name cut to a width, where it is longer."""
    if style.text_width(name, style.LABEL) <= width:
        return name
    while name and style.text_width(name + "...", style.LABEL) > width:
        name = name[:-1]
    return name + "..."


def tier_name(tier: str | None) -> str:
    if tier is None:
        return "No tier"
    return f"Tier {tier}" if tier.isdigit() else style.plain(tier[:1].upper() + tier[1:])


def draw_patrons(axes: Axes, results: Network, places: dict[str, float]) -> None:
    """An arc from each actor to its patron, the wider the more is laid at the patron's door."""
    patrons = list(dict.fromkeys(each.patron for each in results.participants if each.patron))
    longest = max(
        (abs(places[e.actor] - places[e.patron]) for e in results.participants if e.patron), default=1.0
    )
    right = names_at(results) - 0.05
    for each in results.participants:
        if each.patron is not None:
            ends = places[each.actor], places[each.patron]
            out = (0.25 + 0.75 * abs(ends[0] - ends[1]) / longest) * (ARCS - 0.15)
            colour = style.PALETTE[patrons.index(each.patron) % len(style.PALETTE)]
            axes.add_patch(arc(right, ends, 4.0 / 3.0 * out, colour, 0.5 + 5.0 * each.attribution.value))
    for patron in patrons:
        colour = style.PALETTE[patrons.index(patron) % len(style.PALETTE)]
        axes.add_patch(Circle((right, places[patron]), 0.04, color=colour, linewidth=0, zorder=3))


def arc(right: float, ends: tuple[float, float], out: float, colour: str, width: float) -> PathPatch:
    begin, end = ends
    points = [(right, begin), (right - out, begin), (right - out, end), (right, end)]
    path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    return PathPatch(path, facecolor="none", edgecolor=colour, linewidth=width, alpha=0.75, capstyle="round")


def draw_rooms(
    axes: Axes, results: Network, places: dict[str, float], heads: list[list[tuple[str, str]]], head: float
) -> None:
    """A column a room: its title, chairs and rhythm on top, a circle a member, filled by compliance."""
    wide = column_width(results)
    for k, (room, lines) in enumerate(zip(results.rooms, heads, strict=True)):
        left = rooms_at(results) + k * wide
        for line, (text, weight) in enumerate(lines):
            down = head - 0.1 - (len(lines) - line - 0.5) * HEAD_LINE
            ink = style.INK if weight == "bold" else style.SOFT
            look: dict[str, Any] = {
                "fontsize": style.TINY,
                "color": ink,
                "fontweight": weight,
                "va": "center",
            }
            axes.text(left, down, style.plain(text), **look)
        stood = sorted(places[name] for name in room.members)
        if stood:
            axes.plot([left + RADIUS] * 2, [stood[0], stood[-1]], color=style.RULE, linewidth=0.8, zorder=0)
        for name, compliance in room.members.items():
            said = amount_said(compliance, wide - 2 * RADIUS - 0.08)
            draw_member(axes, left + RADIUS, places[name], compliance.value, said)


def draw_member(axes: Axes, across: float, down: float, compliance: float, said: str) -> None:
    """A clock face filled from the top as far as the member complies, with the number beside it."""
    colour = style.PALETTE[0]
    axes.add_patch(Circle((across, down), RADIUS, facecolor="white", edgecolor=colour, linewidth=0.8))
    turn = 360.0 * compliance
    axes.add_patch(Wedge((across, down), RADIUS, -90.0, -90.0 + turn, facecolor=colour, linewidth=0))
    look: dict[str, Any] = {"fontsize": style.TINY, "color": style.INK, "va": "center"}
    axes.text(across + RADIUS + 0.05, down, said, **look)


def amount_said(amount: Amount, width: float) -> str:
    """A number, with its range where that has room."""
    said = f"{amount.value:.2g}"
    if amount.low is None or amount.high is None:
        return said
    whole = f"{said} ({amount.low:.2g}–{amount.high:.2g})"
    return whole if style.text_width(whole, style.TINY) <= width else said


def head_lines(room: Room, width: float) -> list[tuple[str, str]]:
    """What stands above a room's column: text and weight, a line each."""
    room_in = width - 0.1
    lines = [(line, "bold") for line in style.wrapped([room.title], style.TINY, room_in, "bold")]
    chairs = [f"{chair.title} {chair.weight.value:.2g}" for chair in room.chairs]
    said = f"chairs: {', '.join(chairs)}" if chairs else "no chair"
    orders = len(room.directives)
    days = "every day" if room.review_every.value == 1 else f"every {room.review_every.value:g} days"
    told = [said, f"meets {days}, {orders} directive{'' if orders == 1 else 's'}"]
    return lines + [(line, "normal") for line in style.wrapped(told, style.TINY, room_in)]


def notes_of(results: Network) -> list[str]:
    """What arcs, circles and numbers are."""
    notes = []
    if any(each.patron for each in results.participants):
        notes.append(
            "Arcs lead from an actor to the patron (dot) at whose door its acts are laid; the wider, the "
            "further."
        )
    if results.rooms:
        notes.append(
            "Circles: members of a room, filled by the chance that they comply with what it orders at a "
            "review while all chairs are held; in brackets the middle nine tenths of what is drawn, where it "
            "is uncertain. After a chair's name, its part of the room's word."
        )
    if any(not each.postures for each in results.participants):
        notes.append("Grey: an actor that holds no posture.")
    return notes or ["No patrons and no rooms."]
