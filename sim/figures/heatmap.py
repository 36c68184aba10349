"""How high each actor ever climbs: actors by rung, a block a ladder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.cm import ScalarMappable
from matplotlib.colors import PowerNorm, to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from sim.analysis.reach import Block, Cell, Reach, Row, Step
from sim.figures import style
from sim.figures.wording import listed, percent, provenance, span

ROW = 0.31  # inches
GAP = 0.12  # inches between blocks
BAR = 0.40  # inches for the scale of colours and its numbers
NAMES = 1.3  # inches at most for the names of actors
COLUMN = 0.85  # inches at most for a rung
BAR_TICKS = (0, 1, 5, 10, 25, 50, 75, 100)
NORM = PowerNorm(0.5, vmin=0.0, vmax=1.0)  # small chances are those to be told apart
COLOURS = matplotlib.colormaps[style.SEQUENTIAL]
GIVEN = "#ededed"  # what holds from the start is no result
ACTOR = style.SMALL + 0.5  # points


@dataclass(frozen=True)
class Measures:
    """Where things stand, in inches, and the type in which rungs are named."""

    names: float  # the names of actors
    column: float  # a rung
    size: float  # points
    upright: bool  # whether the names of rungs are turned to stand upright
    heads: list[float]  # above the cells of each block


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
    lines = [line for block in blocks for row in block.rows for line in actor_lines(row)]
    names = max((style.text_width(line, ACTOR) for line in lines), default=0.0) + 2.5 * style.MARGIN
    most = max((len(shown(block)) for block in blocks), default=1)
    column = min(COLUMN, (style.WIDTH - names - style.MARGIN) / most)
    rungs = [step for block in blocks for step in shown(block)]
    sizes = [size for size in (style.SMALL, style.TINY) if widest_word(rungs, size) <= column - 0.02]
    size, upright = (sizes[0], False) if sizes else (style.SMALL, True)
    own = style.height(["ladder"], style.LABEL) if len(blocks) > 1 else 0.0
    heads = [own + head(shown(block), column, size, upright) for block in blocks]
    return Measures(names, column, size, upright, heads)


def widest_word(steps: Sequence[Step], size: float) -> float:
    """The widest word among the names of rungs, which is never broken."""
    words = [(word, weight(step)) for step in steps for word in step.title.split()]
    return max((style.text_width(word, size, heavy) for word, heavy in words), default=0.0)


def head(steps: Sequence[Step], column: float, size: float, upright: bool) -> float:
    """Inches that the names of rungs take above the cells."""
    if upright:
        return 0.14 + max(style.text_width(step.title, size, weight(step)) for step in steps)
    return 0.08 + max(style.height(rung_lines(step, column, size), size) for step in steps)


def weight(step: Step) -> str:
    return "bold" if step.firebreak else "normal"


def rung_lines(step: Step, column: float, size: float) -> list[str]:
    return style.wrapped([step.title], size, column - 0.02, weight(step))


def actor_lines(row: Row) -> list[str]:
    return style.wrapped([row.title], ACTOR, NAMES)


# ---------------------------------------------------------------- a block


def draw_block(axes: Axes, block: Block, measures: Measures, named: bool) -> None:
    """One ladder: coloured cells with their chances, rungs on top, actors at the left."""
    steps, first = shown(block), len(block.steps) - len(shown(block))
    cells = [row.cells[first:] for row in block.rows]
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
        name_ladder(axes, block)


def write_cell(axes: Axes, x: int, y: int, cell: Cell) -> None:
    """The chance, and below it how sure it is."""
    ground = GIVEN if cell.from_start else colour_of(cell.share)
    ink = style.SOFT if cell.from_start or cell.came == 0 else style.ink_on(ground)
    axes.add_patch(Rectangle((x, y), 1.0, 1.0, facecolor=ground, edgecolor="white", linewidth=1.0))
    for text, height, size in ((percent(cell.share), 0.33, ACTOR), (certainty(cell), 0.7, style.TINY)):
        axes.text(x + 0.5, y + height, text, fontsize=size, color=ink, ha="center", va="center")


def certainty(cell: Cell) -> str:
    return "at start" if cell.from_start else span(*cell.doubt)


def name_rungs(axes: Axes, steps: Sequence[Step], measures: Measures) -> None:
    """Rungs above their columns, firebreaks in bold."""
    turned, column, size = measures.upright, measures.column, measures.size
    names = [step.title if turned else "\n".join(rung_lines(step, column, size)) for step in steps]
    axes.xaxis.tick_top()
    axes.set_xticks(np.arange(len(steps)) + 0.5, [style.plain(name) for name in names])
    axes.tick_params(axis="x", length=0, pad=3.0, labelcolor=style.INK, labelsize=size)
    for label, step in zip(axes.get_xticklabels(), steps, strict=True):
        label.set(fontweight=weight(step), linespacing=1.05, rotation=90 if turned else 0)


def name_actors(axes: Axes, rows: Sequence[Row]) -> None:
    names = [style.plain("\n".join(actor_lines(row))) for row in rows]
    axes.set_yticks(np.arange(len(rows)) + 0.5, names, linespacing=1.05)
    axes.tick_params(axis="y", length=0, pad=3.0, labelcolor=style.INK, labelsize=ACTOR)


def mark_firebreaks(axes: Axes, steps: Sequence[Step]) -> None:
    """A rule at the near side of each firebreak, where it is crossed."""
    for x, step in enumerate(steps):
        if step.firebreak:
            axes.axvline(x, color=style.MARK, linewidth=1.4, clip_on=False, zorder=3)


def name_ladder(axes: Axes, block: Block) -> None:
    name = "Ladder: " + block.ladder.replace("_", " ")
    axes.set_title(style.plain(name), loc="left", fontsize=style.LABEL, color=style.INK, pad=4.0)


def colour_of(share: float) -> str:
    return str(to_hex(COLOURS(NORM(share))))


# ---------------------------------------------------------------- scale and notes


def draw_scale(figure: Figure, axes: Axes) -> None:
    """The colours' scale, in percent."""
    bar = figure.colorbar(ScalarMappable(NORM, COLOURS), cax=axes, orientation="horizontal")
    bar.set_ticks([mark / 100.0 for mark in BAR_TICKS], labels=[str(mark) for mark in BAR_TICKS])
    bar.outline.set_visible(False)
    axes.tick_params(labelsize=style.SMALL, length=2.0, width=0.6, color=style.SOFT, labelcolor=style.INK)
    axes.annotate(
        "% of runs", (1.03, 0.5), xycoords="axes fraction", fontsize=style.SMALL, va="center", color=style.INK
    )


def notes_of(results: Reach) -> list[str]:
    """What a cell says, what is marked, and who is not shown."""
    if not results.blocks:
        return ["No actor holds a posture."]
    unsure = any(cell.range for block in results.blocks for row in block.rows for cell in row.cells)
    error = "the Monte Carlo 95% interval"
    below = f"the range over what is not known (5–95%), or {error} where that is wider" if unsure else error
    cells = (
        "Cells: the share of runs (%) in which the actor, by the last day, ever intends this rung or a "
        f"higher one toward anybody; below it {below}. Grey: there on the first day. The lowest rung, "
        "at or above which everyone always stands, is not drawn."
    )
    notes = [cells]
    if any(step.firebreak for block in results.blocks for step in shown(block)):
        notes[0] += " Bold, behind an orange rule: a firebreak."
    if results.source.idle:
        notes.append(f"Without postures of their own: {listed(results.source.idle)}.")
    return [style.plain(note) for note in notes]
