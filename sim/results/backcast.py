"""The folder of a back-cast: whole or not at all, and never in place of anything else."""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.analysis.scoring.backcast import Backcast
from sim.results.place import Refused as Refused
from sim.results.place import beside, put_in_place

DATA, MADE_BY = "backcast.json", "sim backcast"
FIGURES = ("forecasts", "reliability", "scores")
OWN = frozenset(
    {DATA, "backcast.txt", "scores.csv", *(f"{name}.{end}" for name in FIGURES for end in ("png", "svg"))}
)
HEADS = ("line", "kind", "what", "from", "to", "value", "part", "record", "model", "chance")


def probe(asked: str | None) -> None:
    """Raise Refused, before any work is done, where the folder could not be put."""
    if asked is not None:
        begun(asked)[1].rmdir()


@contextmanager
def new_folder(asked: str) -> Iterator[Path]:
    """An empty folder beside the one asked for, which takes its place when the block ends well."""
    target, fresh = begun(asked)
    try:
        yield fresh
        put_in_place(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def begun(asked: str) -> tuple[Path, Path]:
    """Where the results will stand, and a new empty folder beside it."""
    if not asked:
        raise Refused("--out takes the name of a folder")
    try:
        target = Path(asked).resolve()
        refuse_what_is_not_ours(target, asked)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = beside(target)
        fresh.mkdir()
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"{asked} cannot be written: {reason}") from None
    return target, fresh


def refuse_what_is_not_ours(target: Path, asked: str) -> None:
    """Raise Refused unless there is nothing, an empty folder, or a former back-cast and no more."""
    if not target.exists():
        return
    if not target.is_dir():
        raise Refused(f"{asked} is a file: name a folder with --out")
    names = sorted(os.listdir(target))
    strange = [name for name in names if name not in OWN]
    if names and (strange or not is_backcast(target)):
        raise Refused(
            f"{asked} holds something else ({(strange or names)[0]}): name another folder with --out"
        )


def is_backcast(folder: Path) -> bool:
    try:
        found = json.loads((folder / DATA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("made_by") == MADE_BY


# ---------------------------------------------------------------- what is written


def write(folder: Path, found: Backcast, values: Mapping[str, Any], text: str) -> None:
    """The data first, then what was printed, the figures last."""
    said = json.dumps({"made_by": MADE_BY, **values}, indent=1)
    (folder / DATA).write_text(f"{said}\n", encoding="utf-8")
    (folder / "backcast.txt").write_text(text, encoding="utf-8")
    write_scores(folder / "scores.csv", found)
    write_figures(folder, found)


def write_scores(path: Path, found: Backcast) -> None:
    """A row for each question and model; a cell is empty where there is no forecast."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*HEADS, "brier", "log", "crps"])
        for each in found.asked:
            row = each.item.row
            for model in found.models:
                chance = each.chances.get(model.name)
                scores = [each.scores.get((name, model.name)) for name in ("brier", "log", "crps")]
                asked = [row.line, row.kind, row.what, row.since, row.through, row.said, each.item.part]
                writer.writerow([*asked, each.item.truth, model.name, *map(cell, [chance, *scores])])


def cell(value: float | None) -> str:
    return "" if value is None or value != value else repr(value)


def write_figures(folder: Path, found: Backcast) -> None:
    """Each as a picture and as vectors."""
    import matplotlib

    matplotlib.use("agg")
    from sim.figures import backcast_forecasts, backcast_reliability, backcast_scores
    from sim.figures.style import save

    save(backcast_forecasts.draw(found), folder / "forecasts.png")
    save(backcast_reliability.draw(found), folder / "reliability.png")
    save(backcast_scores.draw(found), folder / "scores.png")
