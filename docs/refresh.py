"""Make the README's figures and table of results anew: `python docs/refresh.py`.

The scenario is run as `make demo` runs it; figures go to docs/figures, with fewer colours so
that the repository stays small, and the table goes between its two marks in the README.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

import sim
from sim.cli import main

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "scenarios" / "gaza_2023.yaml"
FIGURES = {"firebreaks.png": "firebreaks.png", "reach.png": "heatmap.png"}
BEGIN, END = "<!-- results: written by `python docs/refresh.py` -->\n", "<!-- end of results -->\n"
COLOURS = 256


def refresh() -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "gaza_2023"
        status = main(["run", str(SCENARIO), "--out", str(out)])
        if status:
            return status
        summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
        for made, kept in FIGURES.items():
            shrink(out / made, ROOT / "docs" / "figures" / kept)
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    readme.write_text(before + BEGIN + table(summary) + END + rest.split(END)[1], encoding="utf-8")
    return 0


def shrink(source: Path, target: Path) -> None:
    """A figure with a palette of its own."""
    target.parent.mkdir(exist_ok=True)
    with Image.open(source) as picture:
        plain = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
        plain.save(target, optimize=True)


def table(summary: dict[str, Any]) -> str:
    """Outcomes by their titles, the likeliest first."""
    outcomes = sim.load(SCENARIO).document.outcomes
    rows = sorted(summary["outcomes"].items(), key=lambda item: (-item[1]["p"], item[0]))
    lines = [
        "| outcome | range | chance | median day | made by errors | averted |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, found in rows:
        errors = summary["miscalculation"][name]
        cells = [
            outcomes[name].title or name.replace("_", " "),
            " to ".join(percent(end) for end in found["range"]),
            percent(found["p"]),
            "" if found["median_day"] is None else str(found["median_day"]),
            percent(errors["made"]),
            percent(errors["averted"]),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    said = f"{summary['runs']:,} runs, {summary['draws']} draws of what is not known, seed {summary['seed']}"
    return "\n".join(["", *lines, "", f"{said}.", "", ""])


def percent(share: float) -> str:
    """A share as a reader takes it in."""
    return f"{share:.0%}" if 0.0995 <= share <= 0.995 else f"{share:.1%}"


if __name__ == "__main__":
    sys.exit(refresh())
