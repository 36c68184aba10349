"""Outcomes again under other versions of a scenario, with the same luck, each against the one as written.

Two tables are of this form: `ablation` (mechanisms switched off) and `respacing` (ladders spaced
anew). All versions share their luck run by run and draw by draw, so a difference is counted in pairs:
`gained` and `lost` are the runs in which something came under a version and not as written, and the
reverse; gained less lost is the difference, with Newcombe's (1998) interval for paired proportions.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.provenance import Source

TENTH = 0.1


@dataclass(frozen=True)
class Measured:
    """One measure: its name as in a study, its title, and whether it is a chance or a number."""

    name: str
    title: str
    is_chance: bool


@dataclass(frozen=True)
class Value:
    """A measure under a version: the chance or mean, its 95% interval and range over what is not known."""

    value: float
    low: float
    high: float
    range: tuple[float, float] | None


@dataclass(frozen=True)
class Change:
    """How a measure differs from the version as written, in the same runs, with its 95% interval.

    `gained` and `lost` are shares of the runs, of a chance alone.
    """

    value: Value
    difference: float
    low: float
    high: float
    gained: float | None
    lost: float | None

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of 0."""
        return self.low > 0.0 or self.high < 0.0


@dataclass(frozen=True)
class Version:
    """One version: what it is called, what it says otherwise, and every measure by name."""

    name: str
    title: str
    said: str
    changes: dict[str, Change]

    def moved(self, measure: str) -> float:
        return abs(self.changes[measure].difference)


@dataclass(frozen=True)
class Versions:
    """The version as written and the others beside it, over the measures."""

    source: Source
    measures: list[Measured]
    as_written: dict[str, Value]
    rows: list[Version]

    def name_of(self, measure: str) -> str:
        """A measure's name in a study, from that or from an outcome's name; KeyError for others."""
        names = {each.name for each in self.measures}
        found = measure if measure in names else f"outcome.{measure}"
        if found not in names:
            raise KeyError(measure)
        return found

    def clear(self, measure: str) -> list[Version]:
        """The versions that move a measure by more than luck may, the farthest first."""
        found = [row for row in self.rows if row.changes[measure].is_clear]
        return sorted(found, key=lambda row: (-row.moved(measure), row.title))

    def material(self, measure: Measured) -> list[Version]:
        """Those that clearly move it by a tenth or more of what it is: of the rarer side of a chance."""
        value = self.as_written[measure.name].value
        size = min(value, 1.0 - value) if measure.is_chance else abs(value)
        return [row for row in self.clear(measure.name) if row.moved(measure.name) >= TENTH * size]

    def most_moved(self, most: int) -> list[Measured]:
        """The measures that most versions move materially, in the order of the table; of equals the farthest.

        Not those that move farthest: what one version makes impossible says little by going to 0.
        """
        moved = {each.name: self.material(each) for each in self.measures}
        farthest = {name: rows[0].moved(name) if rows else 0.0 for name, rows in moved.items()}
        ranked = sorted(
            self.measures,
            key=lambda each: (-len(moved[each.name]), not each.is_chance, -farthest[each.name]),
        )
        kept = {each.name for each in ranked[:most]}
        return [each for each in self.measures if each.name in kept]
