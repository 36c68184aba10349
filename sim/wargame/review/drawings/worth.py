"""What decisions were worth: a row a decision, its change of a chance with the interval."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.figures import style
from sim.wargame.review.worth import Decision

ROW = 0.27  # inches
NAMES = 3.6  # inches


def draw(labels: list[str], ranked: list[Decision]) -> Figure:
    """The decisions in their order, with what each is called."""
    notes = [
        "Points of chance, with the order as given less without it, under the same luck; bar: 95% interval. "
        "Filled: set against the same seat holding. Hollow: an order to hold, set against the rulebook."
    ]
    axis = 0.42
    page = style.page(len(ranked) * ROW + axis, "What moved the odds most", [], notes)
    total = page.figure.get_size_inches()[1]
    axes = page.figure.add_axes(
        (NAMES / style.WIDTH, (page.floor + axis) / total,
         (style.WIDTH - NAMES - 3 * style.MARGIN) / style.WIDTH, len(ranked) * ROW / total)
    )  # fmt: skip
    for k, each in enumerate(ranked):
        assert each.chosen is not None
        value = each.against[each.chosen]
        colour = style.PALETTE[3] if value.difference > 0 else style.PALETTE[0]
        axes.plot(
            [100 * value.low, 100 * value.high], [k, k], color=colour, linewidth=2.2, solid_capstyle="butt"
        )
        axes.plot([100 * value.difference], [k], marker="o", markersize=5, color=colour,
                  markerfacecolor="white" if each.hold is None else colour, zorder=5)  # fmt: skip
    axes.axvline(0, color=style.INK, linewidth=0.8)
    style.tidy(axes)
    axes.grid(axis="x", color=style.RULE, linewidth=0.4)
    axes.grid(axis="y", visible=False)
    axes.set_ylim(len(ranked) - 0.5, -0.5)
    room = NAMES - 2 * style.MARGIN
    names = ["\n".join(style.wrapped([text], style.TINY, room)[:2]) for text in labels]
    axes.set_yticks(range(len(ranked)), [style.plain(name) for name in names], fontsize=style.TINY)
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel("change of the chance, in points", fontsize=style.SMALL, color=style.SOFT)
    return page.figure
