"""Scores of the scenario beside those of simpler models: a panel a score, a line a model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.scoring.backcast import SCENARIO, Backcast
from sim.analysis.scoring.comparing import ENOUGH, NOT_TOLD
from sim.analysis.scoring.losses import SCORES
from sim.analysis.scoring.saying import FAMILIES
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import plural

ROW = 0.2  # inches
HEAD, AXIS = 0.3, 0.34  # inches above and below the lines of a panel
GUTTER = 0.22
COLUMNS = 2
NAMES = {"brier": "Brier score", "log": "log score (nats)", "crps": "CRPS (incidents)"}
OWN, OTHER = style.PALETTE[0], "#7a7a7a"


def draw(results: Backcast) -> Figure:
    """Mean scores with their 95% intervals; less is better."""
    panels = [
        (family, score)
        for family, scores in SCORES.items()
        for score in scores
        if results.score(family, score, SCENARIO) is not None
    ]
    high = HEAD + len(results.models) * ROW + AXIS
    keys = keys_of()
    page = style.page(
        -(-len(panels) // COLUMNS) * high if panels else 0.01,
        "How well the record was forecast, and whether simpler models do as well",
        origins(results.source, "of each model"),
        [style.plain(note) for note in notes_of(results)],
        style.rows_of_keys(keys) * style.KEY + 2 * style.MARGIN if panels else 0.0,
    )
    if panels:
        draw_panels(page, results, panels, high)
        style.draw_keys(page.figure, [keys], page.floor - style.MARGIN)
    return page.figure


def draw_panels(page: style.Page, results: Backcast, panels: Sequence[tuple[str, str]], high: float) -> None:
    """Panels in two columns; the models are named at the left."""
    titles = [model.title for model in results.models]
    left = max(style.text_width(title, style.SMALL) for title in titles) + 2.5 * style.MARGIN
    width = (style.WIDTH - left - style.MARGIN) / COLUMNS - GUTTER
    total, lines = page.figure.get_size_inches()[1], len(results.models) * ROW
    for place, (family, score) in enumerate(panels):
        down, across = divmod(place, COLUMNS)
        bottom = page.floor + page.body - (down + 1) * high + AXIS
        x = left + across * (width + GUTTER)
        axes = page.figure.add_axes((x / style.WIDTH, bottom / total, width / style.WIDTH, lines / total))
        draw_panel(axes, results, family, score)
        axes.set_yticks(range(len(titles)), [style.plain(t) if across == 0 else "" for t in titles])
        name = f"{FAMILIES[family]}: {NAMES[score]}"
        up = 1.0 + 0.07 / lines
        axes.text(0.0, up, name, transform=axes.transAxes, fontsize=style.LABEL, color=style.INK)


def draw_panel(axes: Axes, results: Backcast, family: str, score: str) -> None:
    for y, model in enumerate(results.models):
        scored, skill = results.score(family, score, model.name), results.skill(family, score, model.name)
        if scored is None:
            axes.text(
                0.02,
                y,
                "no forecast",
                transform=axes.get_yaxis_transform(),
                fontsize=style.TINY,
                color=style.SOFT,
                va="center",
            )
            continue
        colour = OWN if model.name == SCENARIO else OTHER
        clear = skill is None or skill.standing != NOT_TOLD
        if scored.ends is not None:
            axes.plot(scored.ends, [y, y], color=colour, linewidth=1.2, zorder=3)
        axes.plot(
            [scored.mean],
            [y],
            "o",
            markersize=4.6,
            markerfacecolor=colour if clear else "white",
            markeredgecolor=colour,
            markeredgewidth=1.0,
            zorder=4,
        )
    style.tidy(axes)
    axes.grid(visible=False)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.set_ylim(len(results.models) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0, pad=3.0)
    axes.locator_params(axis="x", nbins=5)
    axes.margins(x=0.06)
    axes.set_xlim(left=0.0)


def keys_of() -> list[Artist]:
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "markersize": 4.6, "markeredgewidth": 1.0}
    return [
        Line2D([], [], color=OWN, label="the scenario", **dot),
        Line2D([], [], color=OTHER, label="told apart from it", **dot),
        Line2D([], [], markerfacecolor="white", markeredgecolor=OTHER, label="not told apart", **dot),
    ]


def notes_of(results: Backcast) -> list[str]:
    groups = len(results.rows)
    return [
        "Less is better. Lines: 95% intervals of each mean. Whether two models are told apart is judged by "
        "the interval of their difference on the same rows, which is surer than the lines: rows, related "
        "ones together, and draws of what is not known are drawn again. Of fewer than "
        f"{ENOUGH} unrelated rows nothing is told apart. {groups} row{plural(groups)} of one history.",
        *(f"{each.title.capitalize()}: {each.said}." for each in results.models[1:]),
    ]
