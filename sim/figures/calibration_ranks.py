"""Can the posteriors be trusted? Ranks of known truths among draws of their posteriors: even or not."""

from __future__ import annotations

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from scipy.stats import binom

from sim.analysis.calibration.envelope import LEVEL
from sim.analysis.calibration.ranks import BINS, Ranks
from sim.figures import style
from sim.figures.wording import listed

PANEL, COLUMNS = 0.78, 6
EVEN, STRAYED = style.PALETTE[0], style.MARK


def draw(results: Ranks, said: list[str]) -> Figure:
    """A histogram a parameter, with the band in which 95% of even bars lie."""
    strayed = set(results.strayed)
    rows = -(-len(results.parameters) // COLUMNS)
    notes = [
        f"{len(results):,} runs with known numbers, {results.where}. Even bars: the posteriors are as wide "
        "as they should be and lie where they should. A heap in the middle: too wide; at both ends: too "
        "narrow; a slope: shifted. The band holds each bar by itself in 95 of 100; p is the chance that "
        "even ranks stray as far (simultaneous band of Sailynoja, Buerkner and Vehtari 2022). "
        + verdict(sorted(strayed))
    ]
    page = style.page(
        rows * PANEL + 0.05,
        f"Ranks of known truths, {results.where}",
        said,
        [style.plain(note) for note in notes],
        style.KEY + 2 * style.MARGIN,
    )
    style.constrain(page)
    grid = page.figure.subplots(rows, COLUMNS, squeeze=False, sharey=True).ravel().tolist()
    for axes, name in zip(grid, results.parameters, strict=False):
        draw_panel(axes, results, name, name in strayed)
    for axes in grid[len(results.parameters) :]:
        axes.set_axis_off()
    style.draw_keys(page.figure, [keys_of()], page.floor - style.MARGIN)
    return page.figure


def verdict(strayed: list[str]) -> str:
    """Which panels chance does not explain."""
    if strayed:
        return f"Not even, at 5% over all panels: {listed(strayed)}."
    return "None strays beyond what chance allows, at 5% over all panels."


def draw_panel(axes: Axes, results: Ranks, name: str, has_strayed: bool) -> None:
    """Truths by twentieth of the ranks."""
    low, high = binom.interval(LEVEL, len(results), 1.0 / BINS)
    axes.axhspan(low, high, color=style.RULE, alpha=0.6, linewidth=0)
    axes.axhline(len(results) / BINS, color=style.SOFT, linewidth=0.6)
    colour = STRAYED if has_strayed else EVEN
    axes.stairs(results.binned(name), range(BINS + 1), fill=True, color=colour, alpha=0.7, linewidth=0)
    axes.set_ylim(0, 2.2 * len(results) / BINS)
    axes.set_xlim(0, BINS)
    axes.set_xticks([])
    axes.set_yticks([])
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=style.SOFT, linewidth=0.6)
    words = f"{name}\np = {results.p_value(name):.2g}"
    axes.set_title(style.plain(words), fontsize=style.TINY - 0.7, color=style.INK, loc="left", pad=1.5)


def keys_of() -> list[Artist]:
    return [
        Patch(facecolor=EVEN, alpha=0.7, label="truths by twentieth of their rank"),
        Patch(facecolor=style.RULE, alpha=0.6, label="band of one even bar (95%)"),
        Line2D([], [], color=style.SOFT, linewidth=0.6, label="expected"),
    ]
