"""What a back-cast leaves in its folder, and how a former one is known."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.analysis.scoring.backcast import Backcast

DATA, MADE_BY = "backcast.json", "sim backcast"
FIGURES = ("forecasts", "reliability", "scores")
OWN = frozenset(
    {DATA, "backcast.txt", "scores.csv", *(f"{name}.{end}" for name in FIGURES for end in ("png", "svg"))}
)
HEADS = ("line", "kind", "what", "from", "to", "value", "part", "record", "model", "chance")


def not_of_a_backcast(folder: Path, names: list[str]) -> list[str]:
    """Of the names in a folder, those that no back-cast wrote: all, where its data are not there."""
    try:
        found = json.loads((folder / DATA).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return names
    if not isinstance(found, dict) or found.get("made_by") != MADE_BY:
        return names
    return [name for name in names if name not in OWN]


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
