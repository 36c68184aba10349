"""Versions side by side as one table: a line a version, a column an outcome, each with its interval."""

from __future__ import annotations

from collections.abc import Iterable

from sim.analysis.hinges.ablation import as_written, change
from sim.analysis.hinges.versions import Versions
from sim.analysis.tables import Table

AS_WRITTEN = "As written"


def versions_table(found: Versions, measures: Iterable[str] | None = None) -> Table:
    """Every measure, or those asked for by their names in a study or their outcomes' names.

    The first line is the scenario as written; the others say how far each version moves it from
    there, in the same runs, chances in percentage points. Raises KeyError for what was not measured.
    """
    known = {each.name: each for each in found.measures}
    asked = list(known) if measures is None else [found.name_of(each) for each in measures]
    columns = [known[name] for name in asked]
    rows = [[row.title, *(change(row, measure) for measure in columns)] for row in found.rows]
    first = [AS_WRITTEN, *(as_written(found, measure) for measure in columns)]
    return Table(["", *(measure.title for measure in columns)], [first, *rows])
