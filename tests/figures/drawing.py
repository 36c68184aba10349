"""What figures say and where it stands: shared by their tests."""

from __future__ import annotations

from typing import Any

from matplotlib.figure import Figure
from matplotlib.text import Text


def rendered(figure: Figure) -> Figure:
    """Drawn once, so that every text has its place."""
    figure.draw_without_rendering()
    return figure


def words(figure: Figure) -> str:
    """Everything that is written."""
    return " ".join(text.get_text().replace("\n", " ") for text in texts(figure)).replace("\\$", "$")


def texts(figure: Figure) -> list[Text]:
    """Every text but the names of ticks that lie out of view, which are not drawn."""
    unseen = {
        id(label)
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]
        if not min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())
        for label in (tick.label1, tick.label2)
    }
    found = [text for text in figure.findobj(Text) if id(text) not in unseen]
    return [text for text in found if text.get_visible() and text.get_text()]


def legend(figure: Figure) -> list[str]:
    legends: list[Any] = [a for a in figure.get_children() if type(a).__name__ == "Legend"]
    return [text.get_text() for one in legends for text in one.get_texts()]


def strays(figure: Figure) -> list[str]:
    """Texts that leave the page by more than type is widened by to fall on whole pixels."""
    page, found, slack = figure.bbox, [], 0.01 * figure.bbox.width
    for text in texts(figure):
        box = text.get_window_extent()
        across, up = page.width + slack, page.height + slack
        if box.x0 < -slack or box.y0 < -slack or box.x1 > across or box.y1 > up:
            found.append(text.get_text())
    return found


def inches(figure: Figure) -> tuple[float, float]:
    width, height = figure.get_size_inches()
    return float(width), float(height)
