"""Scenarios side by side as one table: a line an outcome, a column a scenario, chances with intervals."""

from __future__ import annotations

from sim.analysis.comparing.side_by_side import Row, SideBySide
from sim.analysis.percents import listed, points
from sim.analysis.tables import Table


def side_table(found: SideBySide) -> Table:
    """Every outcome; the last column names the two scenarios that lie farthest apart, and by how much."""
    rows = [[row.title, *(share.said for share in row.shares), apart(found, row)] for row in found.rows]
    heads = ["outcome", *found.columns, "farthest apart (points)"]
    return Table(heads, rows, left=(0, len(heads) - 1))


def apart(found: SideBySide, row: Row) -> str:
    """The two that differ most, with the paired interval; or that none differs by more than luck may."""
    far = row.farthest
    if not far.is_clear:
        return "none clearly"
    change = far.change
    more, less = found.columns[far.more], found.columns[far.less]
    return f"{points(change.difference)} ({points(change.low)} to {points(change.high)}): {more} over {less}"


def side_words(found: SideBySide) -> list[str]:
    """Which outcomes the scenarios clearly differ in, in sentences."""
    if not found.rows:
        return ["No outcome is asked for in all of them over the same days."]
    clear = found.clear()
    if not clear:
        return ["No outcome differs between any two of these by more than the luck of the runs may."]
    far = clear[0].farthest
    apart = points(far.change.difference).lstrip("+")
    kept = [f"'{row.title}'" for row in found.rows if not row.farthest.is_clear]
    said = (
        f"They differ clearly in {len(clear)} of {len(found.rows)} outcomes, and most in '{clear[0].title}': "
        f"{apart} points lie between {found.columns[far.more]} and {found.columns[far.less]}."
    )
    return [said, f"In {listed(kept)} they do not."] if kept else [said]
