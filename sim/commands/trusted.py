"""Whether posteriors can be trusted, in words: simulation-based calibration as it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.calibration.ranks import LEVELS
from sim.analysis.percents import listed, percent
from sim.commands.screen import bullet

if TYPE_CHECKING:
    from sim.analysis.calibration.ranks import Ranks


def trust(sbc: list[Ranks]) -> str:
    """Simulation-based calibration in words."""
    if not sbc:
        return "Whether the posteriors can be trusted was not looked at (--sbc 0)."
    return "\n".join(["Can the posteriors be trusted? Known numbers, found again", *map(trusted, sbc)])


def trusted(ranks: Ranks) -> str:
    strayed = ranks.strayed
    levels = listed([f"{round(100 * level)}" for level in LEVELS])
    held = listed([percent(mean_coverage(ranks, place)) for place in range(len(LEVELS))])
    least = min(ranks.parameters, key=ranks.p_value)
    verdict = (
        f"NOT even for {listed(strayed)}: do not trust these"
        if strayed
        else f"even for {all_of(len(ranks.parameters))} (least p {ranks.p_value(least):.2g}, {least})"
    )
    return bullet(
        f"{len(ranks):,} runs {ranks.where}: ranks {verdict}. "
        f"Intervals of {levels}% held the truth in {held}."
    )


def mean_coverage(ranks: Ranks, place: int) -> float:
    """The mean over parameters."""
    return sum(ranks.coverage(name)[place].share for name in ranks.parameters) / len(ranks.parameters)


def all_of(count: int) -> str:
    return "the one number" if count == 1 else f"all {count}"
