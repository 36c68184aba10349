"""The odds beside a game: how soon the first answer is there, and what a turn of them costs.

By itself: `python -m bench.odds`.
"""

from __future__ import annotations

import argparse
import time

import sim
from bench.clock import Row, best_of
from sim.engines.ensemble import available_cores
from sim.scenario.loading import Scenario
from sim.wargame.odds.live import odds, seed_for
from sim.wargame.odds.watch import FIRM, FIRST, Watch
from sim.wargame.played import Moment
from sim.wargame.table import Setup, Table

TARGET = 1.0


def rows(scenario: Scenario) -> list[Row]:
    """From the first day on, which is the longest that futures can be."""
    table = Table(Setup(scenario))
    moment = Moment.of(table.crisis)
    odds(moment, 10, seed_for(moment))
    first = best_of(3, lambda: odds(moment, FIRST, seed_for(moment)))
    firm = best_of(1, lambda: odds(moment, FIRM, seed_for(moment)))
    cores = available_cores()
    return [
        Row(
            f"odds of {FIRST:,} futures",
            f"{first.wall:.2f} s",
            f"< {TARGET:.0f} s on two cores",
            f"{first.cpu / cores:.2f} s of processor on each of {cores} cores",
        ),
        Row(f"odds of {FIRM:,} futures", f"{firm.wall:.1f} s", note=f"{firm.cpu:.1f} s of processor"),
        Row("a game waits for its odds", f"{1000 * waits(table):.1f} ms", "< 10 ms", "to copy its state"),
    ]


def waits(table: Table) -> float:
    """Seconds until a game that is watched can go on."""
    with Watch() as watch:
        began = time.perf_counter()
        watch.follow(table)
        return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.odds", description="How fast the odds are.")
    parser.add_argument("scenario", nargs="?", default="scenarios/gaza_2023.yaml")
    for row in rows(sim.load(parser.parse_args().scenario)):
        print(f"{row.what}: {row.value} ({row.target}); {row.note}")


if __name__ == "__main__":
    main()
