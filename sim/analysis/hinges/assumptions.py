"""Assumed numbers, ranked by how far an outcome moves over what each of them might be.

A parameter is assumed where its author says that no document gives it. Its ends are its `range`,
else the 5th and 95th percentile of its uncertainty; it goes from one to the other while all others
stand at their middle and the luck is the same. The ranking says where better evidence would be worth
most, and not how likely an end is: a range may be wider than anybody believes.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.hinges.tornado_table import Bar, Tornado
from sim.analysis.percents import listed, percent, points

TOLD = 5


@dataclass(frozen=True)
class Unmoved:
    """An assumed parameter that was not moved, and why."""

    name: str
    title: str
    reason: str


@dataclass(frozen=True)
class Assumptions:
    """A tornado table for every measure, over the same parameters.

    `said` is what each parameter's author says of it; `elsewhere` counts the places of the scenario
    that hold an assumed number which is no parameter, and so was not moved.
    """

    tables: list[Tornado]
    said: dict[str, str]
    unmoved: list[Unmoved]
    elsewhere: int

    def of(self, measure: str) -> Tornado:
        """The table of one measure; raises KeyError for others."""
        found = {table.measure.name: table for table in self.tables}
        return found[measure if measure in found else f"outcome.{measure}"]


def words(found: Assumptions, most: int = TOLD) -> list[str]:
    """For each measure the assumptions that move it most; then what was not moved."""
    told = [sentence(table, most) for table in found.tables]
    if found.unmoved:
        names = [f"{each.name} ({each.reason})" for each in found.unmoved]
        told.append(f"Assumed, and not moved: {listed(names)}.")
    if found.elsewhere:
        told.append(
            f"Numbers that are assumed, in whole or in part, and are no parameters stand in {found.elsewhere}"
            " more places of the scenario. They have no range; what hangs on them is not in these tables."
        )
    return told


def sentence(table: Tornado, most: int = TOLD) -> str:
    """One measure: its bars whose interval leaves out 0, the widest first."""
    clear = [bar for bar in table.bars if bar.is_clear]
    middle = percent(table.middle) if table.measure.is_chance else f"{table.middle:.1f}"
    head = f"{table.measure.title}: {middle} with every number at its middle"
    if not table.bars:
        return f"{head}; no number was moved."
    if not clear:
        return f"{head}; no number that was moved moves it by more than luck may."
    parts = [bar_words(table, bar) for bar in clear[:most]]
    rest = len(clear) - len(parts)
    left = f"; {rest} more move it clearly" if rest else ""
    still = len(table.bars) - len(clear)
    return f"{head}; {listed(parts)}{left}{f', {still} do not' if still else ''}."


def bar_words(table: Tornado, bar: Bar) -> str:
    swing = bar.swing
    if table.measure.is_chance:
        told = f"{points(swing.swing)} points ({points(swing.lo)} to {points(swing.hi)})"
    else:
        told = f"{swing.swing:+.1f} ({swing.lo:+.1f} to {swing.hi:+.1f})"
    return f"{bar.title} from {bar.low_end} to {bar.high_end}: {told}"
