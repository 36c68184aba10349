"""How the chances of outcomes moved as the record grew: a small panel an outcome, dates along the axis."""

from __future__ import annotations

from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from sim.analysis.updating.weekly import Path, Updating
from sim.figures import style
from sim.figures.firebreaks import ERROR, RANGE, band
from sim.figures.wording import listed, percent, provenance, tick_label

PANEL = 1.35  # inches
HEAD = 0.34  # inches above a panel, for its name
DATES = 0.34  # inches below the lowest panels
LEFT, GUTTER = 0.42, 0.34  # inches beside and between panels
COLUMNS, MOST = 3, 9
NAMED = 4  # dates on an axis
LINE = style.PALETTE[0]


def draw(results: Updating, most: int = MOST) -> Any:
    """The outcomes that the record moved most, each with its interval and its range."""
    panels = results.most_moved(most)
    down = -(-len(panels) // COLUMNS)
    keys = keys_of(panels)
    foot = sum(style.rows_of_keys(group) for group in keys) * style.KEY + 2 * style.MARGIN
    page = style.page(
        down * (HEAD + PANEL) + DATES if panels else 0.01,
        "What the record changed, week by week",
        provenance(results.source),
        [style.plain(note) for note in notes_of(results, panels)],
        foot if panels else 0.0,
    )
    if panels:
        draw_panels(page, results, panels)
        style.draw_keys(page.figure, keys, page.floor - style.MARGIN)
    return page.figure


def draw_panels(page: style.Page, results: Updating, panels: list[Path]) -> None:
    """Panels in a grid; dates stand under the lowest of each column."""
    total = page.figure.get_size_inches()[1]
    width = (style.WIDTH - LEFT - style.MARGIN) / COLUMNS - GUTTER
    for place, each in enumerate(panels):
        down, across = divmod(place, COLUMNS)
        bottom = page.floor + page.body - (down + 1) * (HEAD + PANEL)
        x = LEFT + across * (width + GUTTER)
        box = (x / style.WIDTH, bottom / total, width / style.WIDTH, PANEL / total)
        axes = page.figure.add_axes(box)
        draw_panel(axes, each, width)
        days = named_days(results.days)
        lowest = place + COLUMNS >= len(panels)
        axes.set_xticks(days, [tick_label(results.source, day) if lowest else "" for day in days])
        axes.set_xlim(results.days[0] - 0.5, results.days[-1] + 0.5)
        if across == 0:
            axes.set_ylabel("Runs (%)", fontsize=style.SMALL, color=style.INK, labelpad=1.5)


def named_days(days: list[int]) -> list[int]:
    """The first and the last cut, and some evenly between them."""
    if len(days) <= NAMED:
        return days
    step = (len(days) - 1) / (NAMED - 1)
    return sorted({days[round(k * step)] for k in range(NAMED)})


def draw_panel(axes: Axes, path: Path, width: float) -> None:
    """One outcome: range, interval, and the chance as of each day."""
    days = [each.day for each in path.weeks]
    found = [each.chance for each in path.weeks]
    ranges = [each.range for each in found if each.range is not None]
    if len(ranges) == len(found):
        least, most = [ends[0] for ends in ranges], [ends[1] for ends in ranges]
        axes.fill_between(days, least, most, color=LINE, alpha=RANGE, linewidth=0)
    lows, highs = [each.low for each in found], [each.high for each in found]
    axes.fill_between(days, lows, highs, color=LINE, alpha=ERROR, linewidth=0)
    axes.plot(days, [each.share for each in found], color=LINE, linewidth=1.2)
    for day, each in zip(days, path.weeks, strict=True):
        clear = each.change is None or each.change.is_clear
        face = LINE if clear else "white"
        look: dict[str, Any] = {
            "markersize": 3.2,
            "markerfacecolor": face,
            "markeredgecolor": LINE,
            "clip_on": False,
        }
        axes.plot([day], [each.chance.share], "o", zorder=4, **look)
    style.tidy(axes)
    axes.set_ylim(0.0, top(path))
    axes.locator_params(axis="y", nbins=4)
    axes.yaxis.set_major_formatter(lambda share, _: f"{100.0 * share:g}")
    name = style.wrapped([path.title], style.LABEL, width)[:2]
    axes.set_title(
        style.plain("\n".join(name)),
        fontsize=style.LABEL,
        color=style.INK,
        loc="left",
        pad=3.0,
        linespacing=1.0,
    )


def top(path: Path) -> float:
    """A little above the highest thing drawn, and never above the whole."""
    highest = max(max(each.chance.high, (each.chance.range or (0.0, 0.0))[1]) for each in path.weeks)
    return float(min(1.02, 1.1 * highest))


def keys_of(panels: list[Path]) -> list[list[Artist]]:
    """What marks and bands are."""
    like: dict[str, Any] = {"color": LINE, "linewidth": 1.2, "marker": "o", "markersize": 3.2}
    marks: list[Artist] = [
        Line2D([], [], label="chance by the last day; clearly moved since the point before", **like),
        Line2D([], [], markerfacecolor="white", label="not told from the point before", **like),
    ]
    bands: list[Artist] = [band(ERROR + 0.1, "Monte Carlo 95% interval")]
    if any(each.chance.range is not None for path in panels for each in path.weeks):
        bands.insert(0, band(RANGE, "range over what is not known (5–95%)"))
    return [marks, bands]


def notes_of(results: Updating, panels: list[Path]) -> list[str]:
    """What a point is, what a record does not do, and what is not drawn."""
    notes = [
        "Each point: the chance by the last day of the clock, with the record up to that date and everything "
        "after it free, under the same luck. Vertical scales differ. A record conditions what happened; it "
        "does not teach which values of the parameters were right."
    ]
    rest = [each for each in results.paths if each not in panels]
    few = [f"{each.title} ({percent(each.weeks[-1].chance.share)}%)" for each in rest if each.is_clear]
    still = [f"{each.title} ({percent(each.weeks[-1].chance.share)}%)" for each in rest if not each.is_clear]
    told = [
        ("Moved less, and not drawn (last chance)", few),
        ("Not clearly moved by any week (last chance)", still),
    ]
    return [*notes, *(f"{why}: {listed(names)}." for why, names in told if names)]
