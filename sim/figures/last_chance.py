"""The last clear chance: an outcome's chance by day, as the run went and under the day's best change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.percents import MONTHS, date
from sim.analysis.what_if.changes import Change
from sim.analysis.what_if.last_chance import LastChance, Looked
from sim.figures import style
from sim.figures.wording import percent, span

BODY = 2.7  # inches
LEFT, BELOW, ABOVE = 0.52, 0.40, 0.22  # inches around the panel
AS_IT_WAS, CHANGED = style.PALETTE[6], style.PALETTE[0]
BAND = 0.16
MOST = 8  # changes named below
TICKS = 8  # days named at most


def draw(search: LastChance) -> Figure:
    """The chance of the outcome from the end of each day that was looked at, without and with a change."""
    keys = keys_of(search)
    foot = style.rows_of_keys(keys) * style.KEY + 2 * style.MARGIN if search.looked else 0.0
    page = style.page(
        BODY if search.looked else 0.01,
        f"The last clear chance to avert: {search.outcome_title}",
        heading(search),
        notes_of(search),
        foot,
    )
    if search.looked:
        width, total = page.figure.get_size_inches()
        box = (LEFT, page.floor + BELOW, width - LEFT - 0.25, BODY - BELOW - ABOVE)
        axes = page.figure.add_axes((box[0] / width, box[1] / total, box[2] / width, box[3] / total))
        draw_curves(axes, search)
        draw_days(axes, search)
        style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def draw_curves(axes: Axes, search: LastChance) -> None:
    """Both chances with their Monte Carlo intervals, and the level."""
    days = [each.day for each in search.looked]
    plain = [each.without for each in search.looked]
    axes.fill_between(
        days, [c.low for c in plain], [c.high for c in plain], color=AS_IT_WAS, alpha=BAND, lw=0
    )
    axes.plot(
        days,
        [c.share for c in plain],
        color=AS_IT_WAS,
        marker="o",
        markersize=2.6,
        linewidth=1.2,
        clip_on=False,
    )
    for each in search.looked:
        if each.changed is not None:
            ends = [each.changed.low, each.changed.high]
            axes.plot([each.day] * 2, ends, color=CHANGED, linewidth=1.0)
    better = [(each.day, each.changed.share) for each in search.looked if each.changed is not None]
    if better:
        axes.plot(
            *zip(*better, strict=True),
            color=CHANGED,
            marker="v",
            markersize=3.4,
            linewidth=0,
            clip_on=False,
            zorder=4,
        )
    if not search.relative:
        axes.axhline(search.level, color=style.SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
    style.tidy(axes)
    axes.set_ylim(0, 1)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    axes.set_ylabel("Chance by the last day (%)", fontsize=style.SMALL, color=style.INK)


def draw_days(axes: Axes, search: LastChance) -> None:
    """The day that was found and the day of the outcome, and the axis between."""
    first = search.looked[0].day
    axes.set_xlim(first - 0.5, search.came + 0.5)
    mark_day(axes, search.came, "it came", style.MARK, "right")
    if search.found is not None:
        mark_day(axes, search.found.day, "last clear chance", CHANGED, "right")
    step = max(1, -(-(search.came - first) // TICKS))
    days = list(range(search.came, first - 1, -step))
    axes.set_xticks(days, [day_label(search, day) for day in days])


def mark_day(axes: Axes, day: int, text: str, colour: str, side: str) -> None:
    axes.axvline(day, color=colour, linewidth=1.1, zorder=1)
    row = 9 if text == "it came" else 1
    axes.annotate(
        text,
        (day, 1.0),
        xycoords=("data", "axes fraction"),
        xytext=(2, row),
        textcoords="offset points",
        ha=side,
        fontsize=style.TINY,
        color=colour,
        annotation_clip=False,
    )


def day_label(search: LastChance, day: int) -> str:
    when = search.start + dt.timedelta(days=day)
    return f"{when.day} {MONTHS[when.month - 1]}\n{day}"


# ---------------------------------------------------------------- words


def heading(search: LastChance) -> list[str]:
    came = search.start + dt.timedelta(days=search.came)
    return [
        f"{search.title}. It came on day {search.came}, {date(came)}.",
        " · ".join(
            [
                f"run {search.run} of seed {search.seed}",
                f"{search.futures:,} futures in all",
                "explores, does not predict",
            ]
        ),
    ]


def keys_of(search: LastChance) -> list[Artist]:
    keys: list[Artist] = [
        Line2D([], [], color=AS_IT_WAS, marker="o", markersize=3, linewidth=1.2, label="as the run went"),
        Line2D(
            [], [], color=CHANGED, marker="v", markersize=4, linewidth=0, label="the day's best single change"
        ),
    ]
    if not search.relative:
        dashes = Line2D([], [], color=style.SOFT, linewidth=0.8, linestyle=(0, (4, 2)))
        dashes.set_label(f"level: {percent(search.level)}%")
        keys.append(dashes)
    return keys


def notes_of(search: LastChance) -> list[str]:
    """What the points are, what was found, and which change was the best of which days."""
    notes = [*found_of(search), *changes_of(search.looked)]
    if search.looked:
        runs = search.looked[0].without.runs
        notes.insert(
            0,
            "Points: the share of futures, from the state at the end of the day, in which the outcome comes "
            f"by the last day ({runs:,} a point, with luck other than the run's; bands and bars: Monte Carlo "
            "95% interval). A change puts one posture on another rung for that day, then leaves it free.",
        )
    return [style.plain(note) for note in notes]


def found_of(search: LastChance) -> list[str]:
    found = search.found
    if found is None:
        why = (
            "no change was confirmed to do so" if search.foretold else "nothing foretold it: it came by luck"
        )
        return [f"No last clear chance was found: {why}." if search.looked else "No day lay before it."]
    chance = found.changed
    return [
        f"Day {found.day}: {named(found.change)} brings the chance from {percent(found.without.share)}% to "
        f"{percent(chance.share)}% (95%: {span(chance.low, chance.high)}%), from {chance.runs:,} futures "
        "not used to choose it."
    ]


def named(change: Change) -> str:
    return f"{change.title} at '{change.put_title}' instead of '{change.stood_title}'"


def changes_of(looked: Sequence[Looked]) -> list[str]:
    """Stretches of days with the same best change; days on which none helped are not named."""
    told = []
    for text, same in groupby(looked, key=best_of):
        days = [each.day for each in same]
        if text:
            when = f"day {days[0]}" if len(days) == 1 else f"days {days[0]} to {days[-1]}"
            told.append(f"{when}, {text}")
    rest = len(told) - MOST
    if not told:
        return ["No change that was tried helped on any day."] if any(each.tried for each in looked) else []
    more = f"; and {rest} earlier stretch{'' if rest == 1 else 'es'}" if rest > 0 else ""
    return [f"Best changes: {'; '.join(reversed(told[-MOST:]))}{more}."]


def best_of(each: Looked) -> str:
    """The best change of a day, where it brings the chance down at all."""
    return "" if each.change is None or not each.helps else named(each.change)
