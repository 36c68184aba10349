"""Tables of actors, postures, fronts and ladders."""

from __future__ import annotations

from typing import Any

from sim.rules.world import CELL_COLUMNS, CLARITY_COLUMNS, RUNG_COLUMNS, SIGHT_COLUMNS
from sim.scenario.build.tables import Table
from sim.scenario.cast import Cast, levels
from sim.scenario.code import Cells
from sim.scenario.schema import Errors, FrontShare, Misperception


def rung_table(cast: Cast) -> Table:
    """world.rung: (ladders, R, 5)."""
    ladders = [cast.document.ladders[name] for name in sorted(cast.document.ladders)]
    longest = max(len(ladder) for ladder in ladders)
    rows: list[Any] = []
    for ladder in ladders:
        for rung in ladder:
            rows.append([rung.menace, rung.harm, rung.severe, rung.severe_harm, rung.resistance])
        rows.extend([0.0] * RUNG_COLUMNS for _ in range(longest - len(ladder)))
    return Table(rows, (len(ladders), longest, RUNG_COLUMNS))


def level_table(cast: Cast, longest: int) -> Table:
    """world.level: (P, R)."""
    rows = []
    for name in cast.postures:
        heights = levels(cast.ladder(cast.owner(name)))
        rows.append(heights + [0.0] * (longest - len(heights)))
    return Table(rows, (len(cast.postures), longest))


def rate_table(cast: Cast, longest: int) -> Table:
    """world.rate: (P, R), the posture's own rate where it names one, else the ladder's."""
    rows = []
    for name in cast.postures:
        own = cast.posture(name).incidents
        rates = [own.get(rung.id, rung.incidents) for rung in cast.ladder(cast.owner(name))]
        rows.append(rates + [0.0] * (longest - len(rates)))
    return Table(rows, (len(cast.postures), longest))


def error_rows(errors: Errors, rungs: list[str], longest: int) -> list[list[Any]]:
    """Chances (up, down) by rung; the side not given takes the other's."""
    up = errors.up if errors.up is not None else errors.down
    down = errors.down if errors.down is not None else errors.up
    rows: list[list[Any]] = [[side_chance(up, r), side_chance(down, r)] for r in rungs]
    return rows + [[0.0, 0.0]] * (longest - len(rungs))


def side_chance(side: Any, rung: str) -> Any:
    if side is None:
        return 0.0
    return side.get(rung, 0.0) if isinstance(side, dict) else side


def accident_table(cast: Cast, longest: int) -> Table:
    """world.accident: (P, R, 2), of the owner or of the scenario."""
    rows = []
    for name in cast.postures:
        owner = cast.owner(name)
        errors = cast.actor(owner).accident or cast.document.miscalculation.accident
        rows.append(error_rows(errors, cast.rungs(owner), longest))
    return Table(rows, (len(cast.postures), longest, 2))


def sight_errors(cast: Cast, watcher: str) -> Misperception:
    """How an actor misperceives: as it says itself, else as the scenario says."""
    return cast.actor(watcher).misperception or cast.document.miscalculation.misperception


def misperception_table(cast: Cast, sights: list[tuple[str, str]], longest: int) -> Table:
    """world.misperception: (K, R, 2), by the rung of the posture that is watched."""
    rows = [
        error_rows(sight_errors(cast, watcher), cast.rungs(cast.owner(posture)), longest)
        for watcher, posture in sights
    ]
    return Table(rows, (len(sights), longest, 2))


def clarity_table(cast: Cast, sights: list[tuple[str, str]]) -> Table:
    """world.clarity: (K, 2), how long an error lasts, and false alarms."""
    alarm = cast.document.miscalculation.false_alarm
    return Table([[sight_errors(cast, w).spell, alarm] for w, _ in sights], (len(sights), CLARITY_COLUMNS))


def sight_table(cast: Cast, sights: list[tuple[str, str]]) -> Table:
    """world.sight: (K, 4)."""
    rows = []
    for watcher, posture in sights:
        toward = cast.place.get(f"{watcher}>{cast.owner(posture)}", -1)
        as_target = int(cast.target(posture) == watcher)
        rows.append([cast.actors.index(watcher), cast.place[posture], toward, as_target])
    return Table(rows, (len(sights), SIGHT_COLUMNS), whole=True)


def cell_tables(cast: Cast, cells: Cells) -> tuple[Table, Table]:
    """world.cell (C, 3) and world.cell_share (C,)."""
    fronts = sorted(cast.document.fronts)
    rows, shares = [], []
    for posture, front in cells:
        said = FrontShare() if front is None else cast.posture(posture).fronts[front]
        lowest = 0 if said.from_ is None else cast.rungs(cast.owner(posture)).index(said.from_)
        rows.append([cast.place[posture], -1 if front is None else fronts.index(front), lowest])
        shares.append(said.share)
    return Table(rows, (len(cells), CELL_COLUMNS), whole=True), Table(shares, (len(cells),))


def dial_table(cast: Cast) -> Table:
    """world.dial: (P, 6)."""
    rows = []
    for name in cast.postures:
        f = cast.posture(name)
        rows.append([f.climb, f.descend, f.reactivity, f.retaliation, f.deterrability, f.memory])
    return Table(rows, (len(cast.postures), 6))
