"""The summary of an ensemble as text: what is not known first, then the luck of the runs."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sim.analysis.hinges.restate import restate
from sim.analysis.percents import chance, dated, interval, percent, points, span
from sim.analysis.results import Ensemble
from sim.analysis.words import CAVEAT, given_back, sentences
from sim.commands.causes import cause_rows
from sim.commands.screen import bullet, prose, table

LINES = 12
NONE = "-"


def told(ensemble: Ensemble, summary: dict[str, Any], first: int) -> str:
    """Everything `sim run` prints of results; lines are never broken, so that it pastes well."""
    parts = [head(ensemble), outcomes(ensemble, summary), events(ensemble, summary)]
    parts += [errors(ensemble, summary), counts(summary), lines(summary)]
    parts.append(points_of("What the numbers say", sentences(ensemble, summary)))
    back = given_back(ensemble, restate(ensemble, first))
    parts.append(points_of("Which typed numbers come out again (rank correlation over the draws)", back))
    return "\n\n".join([*(part for part in parts if part), CAVEAT]) + "\n"


def points_of(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(bullet(line) for line in lines)]) if lines else ""


def head(ensemble: Ensemble) -> str:
    scenario, clock = ensemble.scenario, ensemble.scenario.document.clock
    draws = len(ensemble.parameters)
    how = [
        f"{ensemble.runs:,} runs" + (" (interrupted)" if ensemble.interrupted else ""),
        f"{draws:,} draws of what is not known" if ensemble.uncertain else "nothing uncertain",
        f"seed {ensemble.seed}",
        "with errors" if ensemble.errors else "errors set to 0",
    ]
    when = f"{dated(clock.start, clock.days).split(', ')[1]}"
    first = dated(clock.start, 0).split(", ")[1]
    return prose(f"{scenario.title}. {first} to {when}, {clock.days} days. {', '.join(how)}.")


def outcomes(ensemble: Ensemble, summary: dict[str, Any]) -> str:
    if not summary["outcomes"]:
        return "The scenario names no outcomes."
    title = "Outcomes: in which share of the runs each came by the last day"
    return chances(title, "outcome", ensemble, summary["outcomes"])


def events(ensemble: Ensemble, summary: dict[str, Any]) -> str:
    return chances("Events", "event", ensemble, summary["events"]) if summary["events"] else ""


def chances(title: str, kind: str, ensemble: Ensemble, rows: dict[str, Any]) -> str:
    """Range over what is not known, chance, Monte Carlo interval, median day."""
    start, uncertain = ensemble.scenario.document.clock.start, ensemble.uncertain
    heads = [kind, "range*", "chance", "Monte Carlo 95%", "median day**"]
    body = [row_of(name, row, start) for name, row in rows.items()]
    notes = ["**of the runs in which it came"]
    if not uncertain:
        heads, body = [heads[0], *heads[2:]], [[line[0], *line[2:]] for line in body]
        heads[-1], notes = "median day*", ["*of the runs in which it came"]
    elif any(row["range"] is None for row in rows.values()):
        notes.insert(0, "*not told: too few runs for each draw of what is not known")
    else:
        notes.insert(0, "*5th to 95th percentile over what is not known")
    numbers = range(1, len(heads) - 1)
    foot = f"  {'; '.join(notes)}"
    return f"{table(title, heads, body, right=numbers)}\n{foot}"


def row_of(name: str, row: dict[str, Any], start: dt.date) -> list[str]:
    spread = NONE if row["range"] is None else span(*row["range"])
    return [name, spread, chance(row), interval(row), dated(start, row["median_day"]) or NONE]


def errors(ensemble: Ensemble, summary: dict[str, Any]) -> str:
    """The two splits, never one without the other: root causes by the twin, and proximate ones."""
    if not summary.get("miscalculation"):
        return ""
    heads = ["outcome", "with", "without", "made", "averted", "difference (points)", "95%"]
    body = [
        [
            name,
            *(percent(row[key]) for key in ("with", "without", "made", "averted")),
            points(row["with"] - row["without"]),
            f"{points(row['lo'])} to {points(row['hi'])}",
        ]
        for name, row in summary["miscalculation"].items()
    ]
    title = "Errors: the same luck with and without accidents and misperception"
    twin = table(title, heads, body, range(1, 7))
    return f"{twin}\n\n{causes(ensemble, summary)}"


def causes(ensemble: Ensemble, summary: dict[str, Any]) -> str:
    heads, body, left = cause_rows(ensemble, summary, LINES)
    if not body:
        return "Proximate causes: no posture climbed to a firebreak in any run."
    title = "First arrivals at firebreaks, by proximate cause (share of the runs)"
    return f"{table(title, heads, body, range(1, len(heads)))}{more(left)}"


def counts(summary: dict[str, Any]) -> str:
    if not summary["counts"]:
        return ""
    body = [
        [name, f"{row['mean']:.1f}", f"{row['sd']:.1f}", str(row["q05"]), str(row["q50"]), str(row["q95"])]
        for name, row in summary["counts"].items()
    ]
    return table("Counts", ["count", "mean", "sd", "5%", "median", "95%"], body, range(1, 6))


def lines(summary: dict[str, Any]) -> str:
    """Where a word was most in doubt: lines as often honoured as not, and often met."""
    met = [
        (min(row["honoured"], row["met"] - row["honoured"]), trigger, actor, row)
        for trigger, by in summary["triggers"].items()
        for actor, row in by.items()
    ]
    doubtful = sorted((line for line in met if line[0] > 0.0), key=lambda line: (-line[0], line[1], line[2]))
    if not doubtful:
        return ""
    body = [[t, a, percent(row["met"]), percent(row["honoured"])] for _, t, a, row in doubtful[:LINES]]
    title = "Lines and directives most in doubt (share of the runs)"
    heads = ["line", "actor", "met", "met and honoured"]
    return f"{table(title, heads, body, (2, 3))}{more(len(doubtful) - LINES)}"


def more(left: int) -> str:
    return f"\n  and {left} more in summary.json" if left > 0 else ""
