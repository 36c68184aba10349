"""`sim run --weekly`: what each week of the record changed of what was still to come."""

from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.interrupts import held_back
from sim.commands.problem import DONE, Problem, as_problem, load_scenario, settings
from sim.commands.progress import bar, say_if_compiling, say_if_slow
from sim.commands.screen import prose, table

if TYPE_CHECKING:
    from sim.analysis.updating.weekly import Path as Outcome
    from sim.analysis.updating.weekly import Updating, Week
    from sim.scenario.loading import Scenario

OWN = ("weekly.txt", "weekly.csv", "updating.png", "updating.svg")
ENDS = ("share", "low", "high", "range_low", "range_high")
KEYS = ("outcome", "day", "date", *ENDS, "change", "change_low", "change_high")


def weekly(asked: Namespace) -> int:
    """Run every week, print the table, write the folder."""
    scenario, fixed = load_scenario(asked.scenario), settings(asked.set)
    out = where(asked, scenario)
    from sim.results.place import Refused, probe

    with as_problem(Refused):
        probe(out, not_of_a_week)
    found = run(scenario, asked, fixed)
    if asked.json:
        print(json.dumps(list(records(found)), indent=1))
    text = told(found)
    if out is not None:
        with held_back():
            write(out, found, text)
    if not asked.json and out is not None:
        print("\n".join([text, "Written", *(f"  {out / name}" for name in OWN)]))
    return DONE


def run(scenario: Scenario, asked: Namespace, fixed: dict[str, float]) -> Updating:
    """Every week's ensemble, under the same luck."""
    from sim.analysis.updating.cutting import cuts, last_day_on_record
    from sim.analysis.updating.weekly import week_by_week

    with as_problem(ValueError):
        weeks = len(cuts(last_day_on_record(scenario)))
    say_if_compiling("run_fresh")
    say_if_slow()
    with bar(scenario.id, weeks * asked.runs) as progress, as_problem(ValueError, MemoryError):
        return week_by_week(
            scenario,
            runs=asked.runs,
            seed=asked.seed,
            draws=asked.draws,
            errors=not asked.no_errors,
            parameters=fixed,
            first=asked.first,
            progress=progress,
        )


# ---------------------------------------------------------------- the text


def told(found: Updating) -> str:
    """A table an outcome that some week moved; the others in a sentence."""
    from sim.analysis.percents import date
    from sim.analysis.words import CAVEAT

    clear = found.most_moved(len(found.paths))
    still = [path for path in found.paths if path not in clear]
    start, source = found.source.start, found.source
    head = (
        f"{source.title}: what each week of the record changed. Record from {date(start)}, cut at "
        f"{len(found.days)} days; {source.runs:,} runs of each, {source.draws:,} draws of what is not known, "
        f"seed {source.seed}, the same luck."
    )
    parts = [prose(head), *(of_outcome(path) for path in clear)]
    if still:
        names = ", ".join(f"{path.title} ({path.weeks[-1].chance.said})" for path in still)
        parts.append(prose(f"Not clearly moved by any week, with the last chance: {names}."))
    notes = (
        "Chance: by the last day of the clock, with the record up to the date and everything after it free. "
        "Change: from the row above, counted in pairs of runs. A record conditions what happened; "
        "parameters, and resolves drawn once a run, keep the distribution they have in the scenario."
    )
    return "\n\n".join([*parts, prose(notes), CAVEAT]) + "\n"


def of_outcome(path: Outcome) -> str:
    heads = ["record up to", "range*", "chance", "Monte Carlo 95%", "change (points)", "95%"]
    rows = [line(week) for week in path.weeks]
    ranged = any(week.chance.range is not None for week in path.weeks)
    if not ranged:
        heads, rows = [heads[0], *heads[2:]], [[row[0], *row[2:]] for row in rows]
    foot = "\n  *5th to 95th percentile over what is not known" if ranged else ""
    return table(f"{path.title} ({path.name})", heads, rows, range(1, len(heads))) + foot


def line(week: Week) -> list[str]:
    """One row: range, chance, interval, change."""
    from sim.analysis.percents import chance, date, interval, points, span

    share = week.chance
    row = {"p": share.share, "lo": share.low, "hi": share.high}
    spread = "-" if share.range is None else span(*share.range)
    moved = ["-", "-"]
    if week.change is not None:
        moved = [points(week.change.difference), f"{points(week.change.low)} to {points(week.change.high)}"]
    return [f"{date(week.date)} (day {week.day})", spread, chance(row), interval(row), *moved]


# ---------------------------------------------------------------- the folder


def records(found: Updating) -> Iterator[dict[str, Any]]:
    """A row an outcome and week, as plain values."""
    for path in found.paths:
        for week in path.weeks:
            share, change = week.chance, week.change
            spread = share.range or (None, None)
            moved = (change.difference, change.low, change.high) if change else (None, None, None)
            values = (
                path.name,
                week.day,
                str(week.date),
                share.share,
                share.low,
                share.high,
                *spread,
                *moved,
            )
            yield dict(zip(KEYS, values, strict=True))


def where(asked: Namespace, scenario: Scenario) -> Path | None:
    """The folder: as asked, else one by scenario and seed; with --json only as asked."""
    if asked.out is not None:
        if not asked.out:
            raise Problem("--out takes the name of a folder")
        return Path(asked.out)
    return None if asked.json else Path("results") / f"{scenario.id}-{asked.seed}-weekly"


def not_of_a_week(folder: Path, names: list[str]) -> list[str]:
    """Of the names in a folder, those that `--weekly` does not write."""
    return [name for name in names if name not in OWN]


def write(out: Path, found: Updating, text: str) -> None:
    """The table as text and as CSV, and the figure; the folder appears whole."""
    import matplotlib

    matplotlib.use("agg")
    from sim.figures import updating
    from sim.figures.style import save
    from sim.results.place import Refused, new_folder

    rows = io.StringIO()
    writer = csv.DictWriter(rows, KEYS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(records(found))
    with as_problem(Refused, OSError), new_folder(out, not_of_a_week) as folder:
        (folder / "weekly.txt").write_text(text, encoding="utf-8")
        (folder / "weekly.csv").write_text(rows.getvalue(), encoding="utf-8")
        save(updating.draw(found), folder / "updating.png")
