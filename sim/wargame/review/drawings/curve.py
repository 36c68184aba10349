"""The odds along a game: a panel an outcome, the chance after every turn with its interval."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures import style
from sim.wargame.review.debrief import Debrief
from sim.wargame.review.worth import Decision

ACROSS, PANEL = 3, 1.25  # panels in a row; inches
LEAST = 0.005  # a chance that is worth a panel
HIGH = 0.8  # a chance above which there is no room for a number


def draw(found: Debrief, numbered: list[Decision]) -> Figure:
    """`numbered`: the decisions that are marked, by their place in the list, where each moved its outcome."""
    names = shown(found)
    rows = max(1, -(-len(names) // ACROSS))
    left_out = [each.title for name, each in found.curve[0].odds.outcomes.items() if name not in names]
    first = found.curve[0].odds
    notes = [
        f"Share of {first.runs:,} futures from the end of each turn in which the outcome comes by day "
        f"{first.days}; band: 95% interval. Dot: it came. Numbers: the decisions listed below, by their turn."
    ]
    if left_out:
        notes.append(f"Never above {100 * LEAST:g}%: {', '.join(left_out)}.")
    page = style.page(rows * PANEL, "The odds along the game", [], [style.plain(each) for each in notes])
    style.constrain(page)
    grid = page.figure.subplots(rows, ACROSS, squeeze=False, sharex=True, sharey=True)
    for k, axes in enumerate(grid.flat):
        if k < len(names):
            draw_outcome(axes, found, names[k], numbered)
        else:
            axes.set_visible(False)
    return page.figure


def shown(found: Debrief) -> list[str]:
    """The outcomes that ever had a chance."""
    return [
        name
        for name in found.curve[0].odds.outcomes
        if any(point.odds.of(name).chance.share > LEAST for point in found.curve)
    ]


def draw_outcome(axes: Axes, found: Debrief, name: str, numbered: list[Decision]) -> None:
    turns = [point.turns for point in found.curve]
    chances = [point.odds.of(name).chance for point in found.curve]
    colour = style.PALETTE[0]
    axes.fill_between(
        turns, [c.low for c in chances], [c.high for c in chances], color=colour, alpha=0.25, lw=0
    )
    axes.plot(turns, [c.share for c in chances], color=colour, linewidth=1.3, marker=".", markersize=3.5)
    came = next((p.turns for p in found.curve if p.odds.of(name).came is not None), None)
    if came is not None:
        axes.plot([came], [1.0], marker="o", markersize=5, color=style.MARK, clip_on=False, zorder=5)
    marks: dict[int, list[str]] = {}
    for number, each in enumerate(numbered, 1):
        if each.chosen == name:
            marks.setdefault(each.turn, []).append(str(number))
    for turn, numbers in marks.items():
        if turn < len(chances):
            share = chances[turn].share
            axes.annotate(
                ",".join(numbers),
                (turn, share),
                xytext=(0, -10 if share > HIGH else 5),
                textcoords="offset points",
                ha="center",
                fontsize=style.TINY,
                color=style.INK,
                fontweight="bold",
            )
    style.tidy(axes)
    axes.set_ylim(0, 1.08)
    axes.set_yticks([0, 0.5, 1], ["0", "50", "100%"])
    axes.set_xticks(turns[:: max(1, len(turns) // 9)])
    axes.set_xlabel("after turn", fontsize=style.TINY, color=style.SOFT)
    title = style.wrapped([found.curve[0].odds.of(name).title], style.SMALL, style.WIDTH / ACROSS - 0.45)
    axes.set_title(style.plain("\n".join(title[:2])), fontsize=style.SMALL, color=style.INK, loc="left")
