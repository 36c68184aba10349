"""Make the tables and the figure of docs/bases.md: python docs/bases.py.

They are what the scenarios named here show in 1,000 runs, beside the data sets. Some tens of runs
are made a second, so it takes a few minutes. Each table goes between its two marks on the page.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from refresh import shrink

import sim
from sim.analysis.literature.bases.answers import MANNERS, WINDOWS, Variant
from sim.analysis.literature.bases.bases import Base, Bases, bases
from sim.analysis.literature.bases.counted import Told
from sim.analysis.literature.bases.known import KNOWN, Known
from sim.analysis.percents import listed, percent, points, span
from sim.analysis.tables import marked
from sim.commands.progress import bar
from sim.figures import bases as figure

DOCS = Path(__file__).parent
PAGE, PICTURE = DOCS / "bases.md", DOCS / "figures" / "bases.png"
SCENARIOS = ("gaza_2023", "cuba_1962", "july_1914")
RUNS, SEED, DRAWS = 1_000, 0, 100


def refresh(runs: int = RUNS) -> int:
    every = {}
    for name in SCENARIOS:
        path = DOCS.parent / "scenarios" / f"{name}.yaml"
        if path.exists():
            with bar(name, runs) as progress:
                every[name] = bases(sim.load(path), runs, SEED, draws=DRAWS, progress=progress)
    text = PAGE.read_text(encoding="utf-8")
    for table, lines in tables(every).items():
        text = between(text, table, lines)
    with tempfile.TemporaryDirectory() as folder:
        drawn = Path(folder) / "bases.png"
        figure.draw(list(every.values())).savefig(drawn, dpi=200)
        shrink(drawn, PICTURE)
    PAGE.write_text(text, encoding="utf-8")
    return 0


def between(text: str, table: str, lines: Sequence[str]) -> str:
    """The page with a table between its marks."""
    begin, end = f"<!-- {table}: written by `python docs/bases.py` -->", f"<!-- end of {table} -->"
    before, rest = text.split(begin)
    return "\n".join([f"{before}{begin}", "", *lines, "", f"{end}{rest.split(end)[1]}"])


def tables(every: dict[str, Bases]) -> dict[str, list[str]]:
    """Every table of the page, by its mark."""
    return {
        "beside": beside(every),
        "violent": answers(every, "answer_violent"),
        "forceful": answers(every, "answer_forceful"),
        "lags": lags(every),
        "disputes": disputes(every),
        "runs": [told(name, found) for name, found in every.items()],
    }


def told(name: str, found: Bases) -> str:
    """How a scenario was run."""
    source = found.source
    draws = f"{source.draws:,} draws of what is not known" if source.draws > 1 else "nothing uncertain"
    line = f"- `{name}`: {source.runs:,} runs of {source.days} days, {draws}, seed {source.seed}."
    return f"{line} Rungs that lack a scale: {listed(found.unplaced)}." if found.unplaced else line


def beside(every: dict[str, Bases]) -> list[str]:
    """The data sets, and each scenario with its difference."""
    heads = ["what is counted", "data set", *(f"`{name}`" for name in every)]
    rows = []
    for known in KNOWN:
        cells = [cell(each.row(known.name)) for each in every.values()]
        rows.append([known.title, data_of(known), *cells])
    return table(heads, rows)


def data_of(known: Known) -> str:
    if known.unit == "days":
        alike = "" if known.alike is None else f"; violent answers to violence alone: {known.alike[0]:g}"
        return f"{known.value:g}{alike}"
    low_high = "" if known.interval is None else f" ({span(*known.interval)})"
    return f"{percent(known.value)}{low_high}"


def cell(row: Base) -> str:
    """What the runs have, the range over what is not known, and by how much it differs."""
    if row.found is None or row.difference is None:
        return f"not told: {row.why}"
    if not isinstance(row.found, Told):
        return f"{row.found.said}; differs by {row.difference:+g} days"
    wide = ""
    if row.found.range is not None and row.found.range[0] < row.found.range[1]:
        wide = f", range {span(*row.found.range)}"
    window = f" within {row.window} days" if row.window else ""
    return f"{row.found.said}{window}{wide}; differs by {points(row.difference)} points"


def answers(every: dict[str, Bases], name: str) -> list[str]:
    """The share of triggers answered violently, by the way they are counted and the window."""
    known = next(each for each in KNOWN if each.name == name)
    rows = [["the data set", *(percent(came / of) for _, came, of in known.within)]]
    for scenario, each in every.items():
        for manner in MANNERS:
            found = [v for v in each.variants if (v.name, v.manner) == (name, manner)]
            if found:
                rows.append([f"`{scenario}`: {manner}", *(said(v) for v in found)])
    return table(["triggers", *(f"within {days} days" for days in WINDOWS)], rows)


def said(variant: Variant) -> str:
    """The share and of how many, where the clock is long enough."""
    found = variant.found
    if found.of == 0:
        return "no case"
    return "the clock is too short" if found.value != found.value else f"{found.said}, of {found.of:,}"


def lags(every: dict[str, Bases]) -> list[str]:
    """Days to the violent answers to violence, by the way triggers are counted."""
    half, nine = (next(each for each in KNOWN if each.name == name) for name in ("lag_median", "lag_90"))
    rows = [["the data set: every trigger and answer", *days(half.value, nine.value), ""]]
    if half.alike and nine.alike:
        rows += [["the data set: the like of these", *days(half.alike[0], nine.alike[0]), f"{half.alike[1]}"]]
    for scenario, each in every.items():
        for manner in MANNERS:
            found = [v.found for v in each.variants if v.manner == manner and v.name.startswith("lag")]
            if found:
                rows.append([f"`{scenario}`: {manner}", *(f.said for f in found), f"{found[0].of:,}"])
    return table(["triggers", "half within", "nine in ten within", "answers"], rows)


def days(*values: float) -> list[str]:
    return [f"{value:g}" for value in values]


def disputes(every: dict[str, Bases]) -> list[str]:
    """Wars and reciprocity by the way disputes are counted."""
    rows = []
    for scenario, each in every.items():
        for row in (row for row in each.rows if isinstance(row.found, Told) and row.window is None):
            every_one = Variant(row.known.name, "all", None, row.found)
            rows.append([f"`{scenario}`: {row.known.title.lower()}", "all", said(every_one)])
            rows += [["", v.manner, said(v)] for v in each.variants if v.name == row.known.name]
    return table(["what is counted", "of which", "share"], rows)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [marked(heads), marked(["---"] * len(heads)), *(marked(row) for row in rows)]


if __name__ == "__main__":
    sys.exit(refresh())
