"""Which mechanisms outcomes hang on: each switched off, then all, and how far every outcome then moves."""

from __future__ import annotations

from matplotlib.figure import Figure

from sim.analysis.hinges.ablation import ALL_TOGETHER, Ablation
from sim.figures.comparing import draw_versions
from sim.figures.wording import listed

NOTE = (
    "Marks: the chance without the mechanism less the chance as written, in the same runs under the same "
    "luck; lines: the 95% interval for paired shares. To the right: without it the outcome comes more often. "
    "Effects need not add up. Each panel has its own scale."
)


def draw(results: Ablation) -> Figure:
    """A panel for each of the outcomes that most of them move, a line for each mechanism."""
    notes = [NOTE] if results.rows else ["The scenario has none of the mechanisms that can be switched off."]
    if results.absent:
        notes.append(f"Not in the scenario: {listed(results.absent)}.")
    together = " and together" if any(row.name == ALL_TOGETHER for row in results.rows) else ""
    title = f"What outcomes hang on: mechanisms switched off, one at a time{together}"
    return draw_versions(results, title, notes).figure
