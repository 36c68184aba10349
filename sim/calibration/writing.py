"""Everything a calibration leaves, written into an empty folder: data, figures, the manifest last."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.calibration.calibrating import Calibrated
from sim.calibration.leaving import MADE_BY, NAME
from sim.calibration.rows import outcome_rows, parameter_rows, sbc_rows, target_rows
from sim.results.manifest import versions
from sim.results.sources import portable

# What is worth saying of each file, in the order in which a reader opens them.
ABOUT = {
    "summary.txt": "what was printed",
    "parameters.csv": "each uncertain number before and after",
    "targets.csv": "what was recorded, and what runs show before and after",
    "outcomes.csv": "what it does to the scenario's outcomes",
    "sbc.csv": "whether the posteriors can be trusted: ranks and coverage",
    "posterior.parquet": "joint draws of the posterior, a row a draw",
    "moved.png": "figure: the numbers that moved, before and after",
    "contraction.png": "figure: how much the record says of each number",
    "targets.png": "figure: what was recorded, and what the scenario shows",
    "ranks.png": "figure: ranks of known truths, all over the prior",
    "ranks_near.png": "figure: the same near the record",
    NAME: "how to get the same again",
}


def write_calibration(
    folder: Path, found: Calibrated, summary: str, variant: tuple[str, str], command: str
) -> None:
    """`variant` is the name and the text of the calibrated scenario."""
    (folder / "summary.txt").write_text(summary, encoding="utf-8")
    (folder / variant[0]).write_text(variant[1], encoding="utf-8")
    write_csv(folder / "parameters.csv", parameter_rows(found))
    write_csv(folder / "targets.csv", target_rows(found))
    write_csv(folder / "outcomes.csv", outcome_rows(found))
    if found.sbc:
        write_csv(folder / "sbc.csv", [row for ranks in found.sbc for row in sbc_rows(ranks)])
    columns = {each.name: each.posterior for each in found.parameters}
    drawn = pa.table({"draw": pa.array(range(len(found.shares)), pa.int32()), **columns})
    pq.write_table(drawn, folder / "posterior.parquet", compression="zstd")
    write_figures(folder, found)
    told = manifest(found, command, sorted(os.listdir(folder)))
    (folder / NAME).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def write_csv(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Rows with the same keys, every digit kept; nothing where a value is open."""
    listed = list(rows)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(listed[0]) if listed else [], lineterminator="\n")
        writer.writeheader()
        writer.writerows(listed)


def write_figures(folder: Path, found: Calibrated) -> None:
    """The figures, each as a picture and as vectors."""
    import matplotlib

    matplotlib.use("agg")
    from sim.figures import calibration, calibration_checks, calibration_ranks
    from sim.figures.style import save

    said = origin(found)
    save(calibration.draw_moved(found.parameters, found.noise, said), folder / "moved.png")
    save(calibration.draw_contraction(found.parameters, found.noise, said), folder / "contraction.png")
    save(calibration_checks.draw(found.checks, said), folder / "targets.png")
    for ranks, name in zip(found.sbc, ("ranks.png", "ranks_near.png"), strict=False):
        save(calibration_ranks.draw(ranks, said), folder / name)


def origin(found: Calibrated) -> list[str]:
    """What was run, for the heads of figures."""
    document = found.calibration.document
    return [
        f"{document.title}. {found.calibration.base.title}.",
        f"{found.runs:,} runs · the nearest {document.keep:.0%} kept · seed {found.seed} · "
        "explores, does not predict",
    ]


def manifest(found: Calibrated, command: str, wrote: list[str]) -> dict[str, Any]:
    """All from which the same comes again."""
    calibration, document = found.calibration, found.calibration.document
    return {
        "made_by": MADE_BY,
        "form": 1,
        "command": command,
        "calibration": calibration.id,
        "scenario": {"id": calibration.base.id, "sha256": calibration.base.sha256},
        "until": document.until.isoformat(),
        "runs": found.runs,
        "seed": found.seed,
        "kept": len(found.posterior.weights),
        "moved_beyond": {"contraction": found.noise.contraction, "shift": found.noise.shift},
        "worth": found.posterior.effective,
        "draws": len(found.shares),
        "sbc": len(found.sbc[0]) if found.sbc else 0,
        "files": portable(dict(calibration.files)),
        "versions": versions(),
        "wrote": wrote,
    }
