"""How figures look: a page's width, legible in print, safe for colour-blind readers.

Figures are built with matplotlib's objects alone: nothing here opens a window, keeps a
figure alive, or changes a global setting.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend
from matplotlib.textpath import text_to_path

MM = 1.0 / 25.4
WIDTH = 170.0 * MM  # inches: the width of a page's text
MARGIN = 0.06
POINT = 1.0 / 72.0
LEADING = 1.32

TITLE, LABEL, SMALL, TINY = 10.0, 8.0, 7.0, 6.2  # points
INK, SOFT, RULE = "#1a1a1a", "#595959", "#d0d0d0"

# Okabe and Ito (2008), without the yellow, which is lost on white; ordered for neighbours to differ.
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#D55E00", "#CC79A7", "#56B4E9", "#1a1a1a")
SEQUENTIAL = "Blues"  # one hue, light to dark: the order survives any colour vision and grey print
MARK = "#D55E00"

Lines = list[str]


@dataclass(frozen=True)
class Page:
    """A figure with its heading and notes written, and `body` inches free above `floor`."""

    figure: Figure
    floor: float
    body: float


def page(body: float, title: str, subtitle: Lines, notes: Lines, foot: float = 0.0) -> Page:
    """A page-wide figure whose body is `body` inches high, between its heading and its notes.

    `foot` inches are kept free between the body and the notes, for a legend.
    """
    heading = wrapped([title], TITLE, weight="bold")
    below, small = wrapped(subtitle, SMALL), wrapped(notes, SMALL)
    top = 2.5 * MARGIN + height(heading, TITLE) + height(below, SMALL)
    floor = 2 * MARGIN + height(small, SMALL) + foot
    total = top + body + floor
    figure = Figure(figsize=(WIDTH, total), facecolor="white")
    write(figure, total - MARGIN, heading, TITLE, INK, "bold")
    write(figure, total - MARGIN - height(heading, TITLE), below, SMALL, SOFT)
    write(figure, floor - foot - MARGIN / 2, small, SMALL, SOFT)
    return Page(figure, floor, body)


def constrain(page: Page) -> None:
    """Let the page's subplots fill its body, constrained to leave room for their labels."""
    total = page.figure.get_size_inches()[1]
    body = (0.0, page.floor / total, 1.0 - MARGIN / WIDTH, page.body / total)
    page.figure.set_layout_engine(
        ConstrainedLayoutEngine(w_pad=0.03, h_pad=0.03, wspace=0.05, hspace=0.0, rect=body)
    )


def write(figure: Figure, top: float, lines: Lines, size: float, ink: str, weight: str = "normal") -> None:
    """Lines of text from `top` inches down, flush left."""
    width, total = figure.get_size_inches()
    figure.text(
        MARGIN / width,
        top / total,
        "\n".join(lines),
        ha="left",
        va="top",
        fontsize=size,
        color=ink,
        fontweight=weight,
        linespacing=LEADING,
    )


def height(lines: Lines, size: float) -> float:
    """Inches that lines of text take."""
    return len(lines) * size * LEADING * POINT


def wrapped(texts: Lines, size: float, width: float = WIDTH - 2 * MARGIN, weight: str = "normal") -> Lines:
    """Texts broken into lines no wider than `width` inches; a word is never cut."""
    lines = []
    for text in texts:
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, size, weight) > width:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def text_width(text: str, size: float, weight: str = "normal") -> float:
    """How many inches wide a text is, as printed."""
    font = FontProperties(size=size, weight=weight)
    width, _height, _descent = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) * POINT


def darker(colour: str, share: float = 0.4) -> str:
    """A colour with black mixed in."""
    red, green, blue = to_rgb(colour)
    kept = 1.0 - share
    return str(to_hex((kept * red, kept * green, kept * blue)))


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 to 1, as WCAG 2 has it."""
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def ink_on(ground: str) -> str:
    """Dark or white text, whichever stands out more."""
    return INK if luminance(ground) > 0.19 else "white"


def plain(text: str) -> str:
    """A text in which no dollar sign starts a formula."""
    return text.replace("$", r"\$")


def tidy(axes: Axes) -> None:
    """A panel with nothing that carries no meaning."""
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set(color=SOFT, linewidth=0.6)
    axes.tick_params(labelsize=SMALL, colors=INK, width=0.6, length=2.5, color=SOFT)
    axes.grid(axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)


def save(figure: Figure, path: str | Path, dpi: int = 200) -> list[Path]:
    """Write a figure as a PNG, and as an SVG that is the same bytes each time; returns both paths.

    A path that ends in .pdf gives PNG and PDF.
    """
    path = Path(path)
    vector = ".pdf" if path.suffix == ".pdf" else ".svg"
    stem = path.with_suffix("") if path.suffix in (".png", ".svg", ".pdf") else path
    stem.parent.mkdir(parents=True, exist_ok=True)
    paths = [stem.with_name(stem.name + ending) for ending in (".png", vector)]
    undated = {"Date": None} if vector == ".svg" else {"CreationDate": None}
    with matplotlib.rc_context({"svg.hashsalt": "sim"}):
        figure.savefig(paths[0], dpi=dpi)
        figure.savefig(paths[1], metadata=undated)
    return paths


# ---------------------------------------------------------------- legends

KEY = 0.17  # inches a row
HANDLE, GAP = 0.24, 0.16  # inches


def draw_keys(figure: Figure, groups: list[list[Artist]], top: float) -> None:
    """Legends, one a group, below each other from `top` inches down."""
    width, total = figure.get_size_inches()
    for keys in groups:
        rows = rows_of_keys(keys)
        figure.add_artist(legend(figure, keys, rows, (MARGIN / width, top / total)))
        top -= rows * KEY


def legend(figure: Figure, keys: list[Artist], rows: int, corner: tuple[float, float]) -> Legend:
    return Legend(
        figure,
        keys,
        [str(key.get_label()) for key in keys],
        loc="upper left",
        bbox_to_anchor=corner,
        bbox_transform=figure.transFigure,
        ncols=-(-len(keys) // rows),
        fontsize=SMALL,
        labelcolor=INK,
        frameon=False,
        borderpad=0.0,
        borderaxespad=0.0,
        handlelength=HANDLE / (SMALL * POINT),
        columnspacing=GAP / (SMALL * POINT),
        labelspacing=0.4,
    )


def rows_of_keys(keys: list[Artist]) -> int:
    """How many rows a legend needs to be no wider than the page."""
    widths = [text_width(str(key.get_label()), SMALL) + HANDLE + GAP + SMALL * POINT for key in keys]
    for rows in range(1, len(keys) + 1):
        columns = [max(widths[k : k + rows]) for k in range(0, len(widths), rows)]
        if sum(columns) - GAP <= WIDTH - 2 * MARGIN:
            return rows
    return max(1, len(keys))
