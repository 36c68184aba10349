"""The debrief of a game as a folder: HTML and Markdown for all and for each seat of people, and tables."""

from __future__ import annotations

from pathlib import Path

from sim.figures.wording import plural
from sim.wargame import packing
from sim.wargame.game import Game
from sim.wargame.packing import Refused, write_folder
from sim.wargame.review.debrief import Debrief, Told, debrief
from sim.wargame.review.html import html
from sim.wargame.review.markdown import markdown
from sim.wargame.review.phrases import Telling
from sim.wargame.review.sections.worth import odds
from sim.wargame.review.sheets import sheets
from sim.wargame.review.versions import of_seat, shared, whole
from sim.wargame.table import Table

FIRST = "debrief.html"
MARK = '<meta name="generator" content="sim debrief">'
SEATS = "seats"


def write_pack(
    game: Game, folder: Path, *, anonymous: bool = False, told: Told = lambda text: None
) -> list[Path]:
    """Work out a debrief and write it; the same game gives the same bytes.

    `anonymous` leaves out players' names and all that anybody typed. `told` hears what is being worked
    out. The folder appears whole or not at all; a former debrief is replaced. Raises Refused for a
    game of which no turn was played, and for a folder that holds something else.
    """
    check(game, folder)
    return write_found(debrief(game, told), folder, anonymous=anonymous)


def check(game: Game, folder: Path) -> None:
    """Raise Refused, before any work is done, where there is nothing to tell or no place for it."""
    if not game.table.played:
        raise Refused("no turn of this game has been played: there is nothing to look back on")
    packing.probe(Path(folder), FIRST, MARK)


def write_found(found: Debrief, folder: Path, *, anonymous: bool = False) -> list[Path]:
    return write_folder(Path(folder), files(Telling(found, anonymous)), FIRST, MARK)


def files(telling: Telling) -> dict[str, str]:
    """Every file's text by its name in the folder."""
    how, found = provenance(telling), {}
    drawn = odds(telling)  # once, since drawing takes its time
    version = whole(telling, drawn)
    found[f"{version.name}.html"] = html(version, how)
    found[f"{version.name}.md"] = markdown(version, how)
    same = shared(telling, drawn)
    for seat in played_by_people(telling.table):
        version = of_seat(telling, seat, same)
        found[f"{SEATS}/{version.name}.html"] = html(version, how)
        found[f"{SEATS}/{version.name}.md"] = markdown(version, how)
    return {**found, **sheets(telling)}


def played_by_people(table: Table) -> list[str]:
    """The seats that people had in some turn; all of them where they had none."""
    held = [name for name in table.seats if any(turn.by[name] == "person" for turn in table.played)]
    return held or list(table.seats)


def provenance(telling: Telling) -> str:
    table = telling.table
    turns, fixed = len(table.played), len(table.setup.parameters)
    parts = [
        f"{turns} turn{plural(turns)} played",
        f"seed {table.setup.seed}",
        *([f"{fixed} parameter{plural(fixed)} fixed"] if fixed else []),
        "explores, does not predict",
    ]
    return " · ".join(parts)
