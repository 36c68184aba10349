"""How far outcomes hang on the spacing of the ladder: other levels, and rungs split in two."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.analysis.hinges.respacing import SPLIT, Respacing, touched
from sim.figures.comparing import draw_versions
from sim.figures.wording import listed

NOTE = (
    "Marks: the chance on a ladder of another form, less the chance as written, in the same runs under the "
    "same luck; lines: the 95% interval for paired shares. Every rung keeps its place and what it does. Each "
    "panel has its own scale."
)
HALVES = (
    "In two: the rung has an upper half that takes another step, at the same hazard; steps and errors of one "
    "rung cover less."
)


def draw(results: Respacing) -> Figure:
    """A panel for each of the outcomes that most of them move, a line for each form of the ladder."""
    notes = (
        [f"{NOTE} {touched(results.compared)}"] if results.rows else ["No other form of the ladder was run."]
    )
    if any(row.name.startswith(SPLIT) for row in results.rows):
        notes.append(HALVES)
    if results.unchanged:
        notes.append(f"As written already: {listed(results.unchanged)}.")
    return draw_versions(results, "What outcomes hang on: the spacing of the ladder", notes).figure
