"""Everything a run leaves, written into an empty folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.analysis.reach import reach_table
from sim.analysis.results import Ensemble
from sim.analysis.standing import firebreak_curves
from sim.results.kept import NAME as RECORD
from sim.results.kept import write_record
from sim.results.manifest import NAME, Order, manifest
from sim.results.table import write_runs

# What is worth saying of each file, in the order in which a reader opens them.
ABOUT = {
    "summary.txt": "what was printed",
    "summary.json": "chances, intervals, causes and counts",
    "runs.parquet": "one row a run",
    "draws.csv": "the parameters of each draw",
    RECORD: "everything of every run, for sim report and sim.open_results",
    "firebreaks.png": "figure: who stands beyond a firebreak, by day",
    "reach.png": "figure: how high each actor ever climbs",
    NAME: "how to get the same bits again",
}


def write_results(
    folder: Path,
    ensemble: Ensemble,
    summary: Mapping[str, Any],
    text: str,
    order: Order,
    files: Mapping[str, str],
    out: str,
) -> None:
    """The data first, then the figures, and the manifest last."""
    write_json(folder / "summary.json", summary)
    (folder / "summary.txt").write_text(text, encoding="utf-8")
    write_runs(ensemble, order.first, folder / "runs.parquet")
    write_draws(ensemble, folder / "draws.csv")
    write_record(ensemble, folder / RECORD)
    if ensemble.runs:
        write_figures(ensemble, folder)
    write_json(folder / NAME, manifest(ensemble, order, files, out))


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


def write_draws(ensemble: Ensemble, path: Path) -> None:
    """One row a draw, every digit kept."""
    names = sorted(ensemble.parameters[0])
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["draw", *names])
        writer.writerows([d, *(repr(float(v[n])) for n in names)] for d, v in enumerate(ensemble.parameters))


def write_figures(ensemble: Ensemble, folder: Path) -> None:
    """The figures, each as a picture and as vectors."""
    import matplotlib

    matplotlib.use("agg")
    from sim.figures import firebreaks, heatmap
    from sim.figures.style import save

    save(firebreaks.draw(firebreak_curves(ensemble)), folder / "firebreaks.png")
    save(heatmap.draw(reach_table(ensemble)), folder / "reach.png")
