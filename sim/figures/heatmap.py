"""How high each actor ever climbs: actors by rung, a block a ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import Colormap, PowerNorm
from matplotlib.figure import Figure

from sim.analysis.standing import Block, Cell, Reach, Row, Step
from sim.figures import style
from sim.figures.wording import at_most, listed, percent, provenance, span

ROW = 0.31  # inches
GAP = 0.12  # inches between blocks
BAR = 0.40  # inches for the scale of colours and its numbers
NAMES = 1.9  # inches at most for the names of actors
COLUMN = 0.85  # inches at most for a rung
BAR_TICKS = (0, 1, 5, 10, 25, 50, 75, 100)
NORM = PowerNorm(0.5, vmin=0.0, vmax=1.0)  # small chances are those to be told apart
DARK = 0.5  # luminance under which text is white


@dataclass(frozen=True)
class Measures:
    """Where things stand, in inches: the names' width, a rung's width, each block's heading."""

    names: float
    column: float
    upright: bool  # whether the names of rungs are turned to stand upright
    heads: list[float]


def draw(results: Reach) -> Figure:
    """The chance that each actor is ever at or above each rung, by the last day."""
    measures = measure(results.blocks)
    heights = [
        head + len(block.rows) * ROW + GAP for head, block in zip(measures.heads, results.blocks, strict=True)
    ]
    page = style.page(
        sum(heights) + BAR if heights else 0.01,
        "How often each actor ever reaches a rung",
        provenance(results.source),
        notes_of(results),
    )
    top = page.floor + page.body
    for block, head, high in zip(results.blocks, measures.heads, heights, strict=True):
        cells = (measures.names, top - high + GAP, measures.column * len(shown(block)), high - head - GAP)
        draw_block(placed(page.figure, cells), block, measures, len(results.blocks) > 1)
        top -= high
    if heights:
        draw_scale(page.figure, placed(page.figure, (measures.names, page.floor + 0.2, 2.6, 0.09)))
    return page.figure


def placed(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes at left, bottom, width and height in inches."""
    width, total = figure.get_size_inches()
    left, bottom, wide, high = box
    return figure.add_axes((left / width, bottom / total, wide / width, high / total))


def shown(block: Block) -> list[Step]:
    """The rungs drawn: all but the lowest, at or above which everyone always stands."""
    return block.steps[1:] or block.steps


# ---------------------------------------------------------------- measures


def measure(blocks: Sequence[Block]) -> Measures:
    """Room for the longest names, and what is left for the rungs."""
    titles = [row.title for block in blocks for row in block.rows]
    longest = max((style.text_width(title, style.SMALL + 0.5) for title in titles), default=0.0)
    names = min(NAMES, longest) + 3 * style.MARGIN
    most = max((len(shown(block)) for block in blocks), default=1)
    column = min(COLUMN, (style.WIDTH - names - style.MARGIN) / most)
    rungs = [step for block in blocks for step in shown(block)]
    words = [word for step in rungs for word in step.title.split()]
    upright = any(style.text_width(w, style.SMALL, "bold") > column - 0.04 for w in words)
    many = len(blocks) > 1
    return Measures(names, column, upright, [head(shown(block), column, upright, many) for block in blocks])


def head(steps: Sequence[Step], column: float, upright: bool, named: bool) -> float:
    """Inches above a block's cells: the names of its rungs, and (of several) its own."""
    own = style.height(["ladder"], style.LABEL) + 0.04 if named else 0.0
    if upright:
        return own + 0.12 + max(style.text_width(step.title, style.SMALL, "bold") for step in steps)
    lines = max(len(rung_lines(step, column)) for step in steps)
    return own + 0.08 + style.height([""] * lines, style.SMALL)


def rung_lines(step: Step, column: float) -> list[str]:
    return style.wrapped([step.title], style.SMALL, column - 0.02, "bold")


# ---------------------------------------------------------------- a block


def draw_block(axes: Axes, block: Block, measures: Measures, named: bool) -> None:
    """One ladder: coloured cells with their chances, rungs on top, actors at the left."""
    steps, first = shown(block), len(block.steps) - len(shown(block))
    cells = [row.cells[first:] for row in block.rows]
    shares = np.array([[cell.share for cell in row] for row in cells])
    axes.pcolormesh(shares, cmap=colours(), norm=NORM, edgecolors="white", linewidth=1.0)
    axes.set_xlim(0, len(steps))
    axes.set_ylim(len(cells), 0)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            write_cell(axes, x, y, cell)
    name_rungs(axes, steps, measures)
    name_actors(axes, block.rows)
    mark_firebreaks(axes, steps)
    axes.spines[:].set_visible(False)
    if named:
        name_ladder(axes, block, measures.heads)


def write_cell(axes: Axes, x: int, y: int, cell: Cell) -> None:
    """The chance, and below it how sure it is."""
    ink = ink_on(cell.share)
    doubt = certainty(cell)
    shift = 0.17 if doubt else 0.0
    style_of = {"ha": "center", "va": "center"}
    axes.text(x + 0.5, y + 0.5 - shift, percent(cell.share), fontsize=style.SMALL + 0.5, color=ink, **style_of)
    if doubt:
        axes.text(x + 0.5, y + 0.5 + shift, doubt, fontsize=style.TINY, color=ink, **style_of)


def certainty(cell: Cell) -> str:
    """The range over what is not known, else the Monte Carlo interval; a bound where it never came."""
    if cell.from_start:
        return "at start"
    if cell.came == 0:
        return at_most(cell.high)
    return span(*(cell.range or (cell.low, cell.high)))


def name_rungs(axes: Axes, steps: Sequence[Step], measures: Measures) -> None:
    """Rungs above their columns, firebreaks in bold."""
    turned = measures.upright
    names = [style.plain("\n".join([s.title] if turned else rung_lines(s, measures.column))) for s in steps]
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(steps)) + 0.5, names, rotation=90 if turned else 0, fontsize=style.SMALL)
    axes.tick_params(axis="x", length=0, pad=2.0, labelcolor=style.INK)
    for label, step in zip(axes.get_xticklabels(), steps, strict=True):
        label.set(fontweight="bold" if step.firebreak else "normal", linespacing=1.05)


def name_actors(axes: Axes, rows: Sequence[Row]) -> None:
    names = ["\n".join(style.wrapped([row.title], style.SMALL + 0.5, NAMES)) for row in rows]
    axes.set_yticks(np.arange(len(rows)) + 0.5, [style.plain(n) for n in names], fontsize=style.SMALL + 0.5)
    axes.tick_params(axis="y", length=0, pad=3.0, labelcolor=style.INK)


def mark_firebreaks(axes: Axes, steps: Sequence[Step]) -> None:
    """A rule at the near side of each firebreak, where it is crossed."""
    for x, step in enumerate(steps):
        if step.firebreak:
            axes.axvline(x, color=style.MARK, linewidth=1.4, clip_on=False, zorder=3)


def name_ladder(axes: Axes, block: Block, heads: Sequence[float]) -> None:
    name = "Ladder: " + block.ladder.replace("_", " ")
    axes.set_title(style.plain(name), loc="left", fontsize=style.LABEL, color=style.INK, pad=4.0)


def colours() -> Colormap:
    return matplotlib.colormaps[style.SEQUENTIAL]


def ink_on(share: float) -> str:
    """Dark text on light cells, white text on dark ones."""
    red, green, blue, _ = colours()(NORM(share))
    return "white" if 0.2126 * red + 0.7152 * green + 0.0722 * blue < DARK else style.INK


# ---------------------------------------------------------------- scale and notes


def draw_scale(figure: Figure, axes: Axes) -> None:
    """The colours' scale, in percent."""
    bar = figure.colorbar(ScalarMappable(NORM, colours()), cax=axes, orientation="horizontal")
    bar.set_ticks([mark / 100.0 for mark in BAR_TICKS], labels=[str(mark) for mark in BAR_TICKS])
    bar.outline.set_visible(False)  # type: ignore[operator]
    axes.tick_params(labelsize=style.SMALL, length=2.0, width=0.6, color=style.SOFT, labelcolor=style.INK)
    axes.text(1.03, 0.5, "% of runs", transform=axes.transAxes, fontsize=style.SMALL, va="center", color=style.INK)


def notes_of(results: Reach) -> list[str]:
    """What a cell says, what is marked, and who is not shown."""
    if not results.blocks:
        return ["No actor holds a posture."]
    unsure = any(cell.range for block in results.blocks for row in block.rows for cell in row.cells)
    below = "the range over what is not known (5–95%)" if unsure else "the 95% Monte Carlo interval"
    cells = (
        "Cells: the share of runs (%) in which the actor ever intends this rung or a higher one toward anybody, "
        f"by the last day; below it {below}, for a rung never reached the upper end of the 95% Monte Carlo "
        "interval. At start: there on the first day. Not drawn: the lowest rung, always reached."
    )
    notes = [cells]
    if any(step.firebreak for block in results.blocks for step in shown(block)):
        notes[0] += " Bold, behind a red-orange rule: a firebreak."
    if results.source.idle:
        notes.append(f"Without postures of their own: {listed(results.source.idle)}.")
    return [style.plain(note) for note in notes]
