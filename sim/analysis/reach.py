"""How high each actor ever climbs: the chance of every rung by the last day."""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.percents import words
from sim.analysis.provenance import Source, has_postures, source, title_of
from sim.analysis.results import Ensemble
from sim.analysis.summary import chance
from sim.scenario.schema import Rung


@dataclass(frozen=True)
class Cell:
    """The chance that an actor is ever at or above a rung, by the last day."""

    rung: str
    share: float
    low: float
    high: float
    range: tuple[float, float] | None
    came: int
    from_start: bool  # there on the first day, in every run

    @property
    def doubt(self) -> tuple[float, float]:
        """The range over what is not known, or the Monte Carlo interval where that is wider."""
        error = self.low, self.high
        if self.range is None or self.range[1] - self.range[0] < error[1] - error[0]:
            return error
        return self.range


@dataclass(frozen=True)
class Row:
    actor: str
    title: str
    cells: list[Cell]  # lowest rung first

    @property
    def height(self) -> float:
        """The mean of the highest rung ever reached, in places above the lowest."""
        return sum(cell.share for cell in self.cells) - 1.0


@dataclass(frozen=True)
class Step:
    """A rung as a reader meets it."""

    rung: str
    title: str
    level: float
    firebreak: bool


@dataclass(frozen=True)
class Block:
    """One ladder and the actors that stand on it, highest first."""

    ladder: str
    steps: list[Step]
    rows: list[Row]


@dataclass(frozen=True)
class Reach:
    source: Source
    blocks: list[Block]


def reach_table(ensemble: Ensemble) -> Reach:
    """Actors by rung: the chance of ever being at or above it by the last day, a block a ladder."""
    cast = ensemble.plan.cast
    active = [actor for actor in cast.actors if has_postures(ensemble, actor)]
    ladders: dict[str, list[str]] = {}
    for actor in active:
        ladders.setdefault(cast.ladder_name(actor) or "", []).append(actor)
    blocks = [
        Block(name, steps(ensemble, actors[0]), highest_first([row_of(ensemble, a) for a in actors]))
        for name, actors in sorted(ladders.items())
    ]
    return Reach(source(ensemble), blocks)


def highest_first(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.height, row.actor))


def row_of(ensemble: Ensemble, actor: str) -> Row:
    cells = [cell(ensemble, actor, rung) for rung in ensemble.rungs(actor)]
    return Row(actor, title_of(ensemble, actor), cells)


def cell(ensemble: Ensemble, actor: str, rung: str) -> Cell:
    days = ensemble.first_day(actor, rung)
    found = chance(ensemble, days)
    return Cell(
        rung=rung,
        share=found["p"],
        low=found["lo"],
        high=found["hi"],
        range=None if found["range"] is None else (found["range"][0], found["range"][1]),
        came=int((days >= 0).sum()),
        from_start=bool(len(days)) and bool((days == 0).all()),
    )


def steps(ensemble: Ensemble, actor: str) -> list[Step]:
    """An actor's ladder, lowest first; empty where it has no posture to climb with."""
    if not has_postures(ensemble, actor):
        return []
    ladder = ensemble.plan.cast.ladder(actor)
    return [step(rung, place) for place, rung in enumerate(ladder)]


def step(rung: Rung, place: int) -> Step:
    level = float(place) if rung.level is None else rung.level
    return Step(rung.id, words(rung.id, rung.title), level, rung.firebreak)
