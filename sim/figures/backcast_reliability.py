"""Chances beside how often such things came: on the diagonal they hold, off it they do not."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.percents import percent
from sim.analysis.scoring.backcast import Backcast
from sim.analysis.scoring.reliability import ENOUGH, Reliability
from sim.figures import style
from sim.figures.origins import origins
from sim.figures.wording import plural

SIDE = 3.0  # inches
LEFT, UNDER = 1.6, 0.45  # inches beside the panel and below it
BLUE, RUG = style.PALETTE[0], 0.045


def draw(results: Backcast) -> Figure:
    """Every question as a tick at its end; bins with their intervals where there are enough of them."""
    told = results.reliability
    keys = [
        Line2D([], [], linestyle="none", marker="|", color=style.SOFT, markersize=7, label="a question"),
        Line2D([], [], linestyle="--", color=style.SOFT, linewidth=0.8, label="chances that hold"),
    ]
    if told.can_be_judged:
        label = "share that came in a bin of chances, 95% interval"
        keys.insert(0, Line2D([], [], color=BLUE, marker="o", markersize=4.5, linewidth=1.1, label=label))
    page = style.page(
        SIDE + UNDER if told.points else 0.01,
        "Do the chances hold?",
        origins(results.source, "of the scenario"),
        [style.plain(note) for note in notes_of(told)],
        style.rows_of_keys(list(keys)) * style.KEY + 2 * style.MARGIN if told.points else 0.0,
    )
    if told.points:
        total = page.figure.get_size_inches()[1]
        box = (LEFT / style.WIDTH, (page.floor + UNDER) / total, SIDE / style.WIDTH, (SIDE - 0.08) / total)
        draw_panel(page.figure.add_axes(box), told)
        style.draw_keys(page.figure, [list(keys)], page.floor - style.MARGIN)
    return page.figure


def draw_panel(axes: Axes, told: Reliability) -> None:
    axes.plot([0, 1], [0, 1], "--", color=style.SOFT, linewidth=0.8, zorder=1)
    for chance, came in told.points:
        ends = (1.0, 1.0 - RUG) if came else (0.0, RUG)
        axes.plot([chance, chance], ends, color=style.SOFT, linewidth=0.9, zorder=2)
    for each in told.bins if told.can_be_judged else []:
        axes.plot([each.chance, each.chance], each.ends, color=BLUE, linewidth=1.1, zorder=3)
        axes.plot([each.chance], [each.came / each.asked], "o", color=BLUE, markersize=4.5, zorder=4)
        axes.annotate(
            f"{each.asked}",
            (each.chance, each.came / each.asked),
            xytext=(4, 3),
            textcoords="offset points",
            fontsize=style.TINY,
            color=style.SOFT,
        )
    style.tidy(axes)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_ticks([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
        axis.set_major_formatter(lambda share, _: f"{100.0 * share:.0f}")
    axes.set_xlabel("Chance given (%)", fontsize=style.SMALL, color=style.INK)
    axes.set_ylabel("Share that came (%)", fontsize=style.SMALL, color=style.INK)


def notes_of(told: Reliability) -> list[str]:
    if not told.points:
        return ["The record has no yes-or-no question."]
    count = len(told.points)
    notes = [f"Ticks above: questions answered yes; below: no. {count} question{plural(count)} in all."]
    if not told.can_be_judged:
        notes.append(
            f"They make {told.unrelated} unrelated group{plural(told.unrelated)} of rows. Fewer than "
            f"{ENOUGH} cannot say whether chances hold, so no share is drawn."
        )
    elif told.murphy is not None:
        murphy = told.murphy
        notes.append(
            f"Numbers: questions in a bin. Brier score {murphy.brier:.3f} = reliability "
            f"{murphy.reliability:.3f} - resolution {murphy.resolution:.3f} + uncertainty "
            f"{murphy.uncertainty:.3f} + within bins {murphy.within:+.3f} (Murphy 1973). "
            f"{percent(sum(came for _, came in told.points) / count)} came."
        )
    return notes
