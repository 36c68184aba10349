"""`sim report GAME`: the debrief of a saved game as a folder, for all and for each seat."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.commands.problem import DONE, INTERRUPTED, as_problem
from sim.commands.progress import say_if_compiling, say_if_slow
from sim.commands.screen import note

ENDING = "-debrief"


def review_command(asked: Namespace) -> int:
    """Read the game, work out its debrief, write the folder, say what is in it.

    `asked` has `folder`: the game's file; `out`: where to, None beside the game; `anonymous`.
    """
    from sim.wargame.journal import Unusable, read_game
    from sim.wargame.packing import Refused
    from sim.wargame.review.pack import check, write_pack

    file = Path(asked.folder)
    out = file.with_name(file.stem + ENDING) if asked.out is None else Path(asked.out)
    say_if_compiling("run_onward")
    say_if_slow()
    with as_problem(Unusable, Refused):
        game = read_game(file)
        check(game, out)
        try:
            with working() as told:
                written = write_pack(game, out, anonymous=bool(asked.anonymous), told=told)
        except KeyboardInterrupt:
            note("Interrupted: nothing is written")
            return INTERRUPTED
    for path in written:
        if path.parent == out:
            print(f"{path}{about(path)}")
    print(f"{out / 'seats'}  one version a seat")
    return DONE


def about(path: Path) -> str:
    """What is worth saying of a file."""
    said = {
        "debrief.html": "for all: open it in a browser",
        "debrief.md": "the same as text",
        "timeline.csv": "every posture on every day: ordered, intended, executed, believed",
        "odds.csv": "the chance of each outcome after every turn",
        "decisions.csv": "what every order did to every chance",
        "notices.csv": "what was said and told",
    }
    return f"  {said[path.name]}" if path.name in said else ""


@contextmanager
def working() -> Iterator[Callable[[str], None]]:
    """Tells on standard error what is being worked out; silent where nobody is watching."""
    if not sys.stderr.isatty():
        yield lambda text: None
        return
    from rich.console import Console

    with Console(stderr=True).status("Working out the game") as status:
        yield lambda text: status.update(f"Working out: {text}")
