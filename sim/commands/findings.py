"""What a finished study shows, as text: variants against each other, then measures over the design."""

from __future__ import annotations

import json

from sim.analysis.percents import points
from sim.analysis.words import CAVEAT
from sim.commands.drivers import drivers
from sim.commands.screen import prose, table
from sim.commands.surfaces import mean, surface
from sim.studies.asking.questions import Effect, effects
from sim.studies.form.measures import parse_measure
from sim.studies.keeping.opened import OpenStudy

REASONS = 5  # why runs failed, the most frequent first


def findings(study: OpenStudy) -> str:
    """Everything `sim sweep` prints of results."""
    parts = [head(study), effects_table(study)]
    parts += [surface(study, name) for name in study.measures]
    parts += [*drivers(study), failures(study), written(study)]
    return "\n\n".join([*(part for part in parts if part), CAVEAT]) + "\n"


def head(study: OpenStudy) -> str:
    told = study.manifest
    runs = int(study.summaries.drop_duplicates(["point", "variant"])["runs"].sum())
    sizes = [
        f"{len(study.points):,} points" if len(study.points) > 1 else "",
        f"{len(study.variants)} variants" if len(study.variants) > 1 else "",
        f"{runs:,} runs",
        f"{told['study']['luck']} luck, seed {told['study']['seed']}",
    ]
    asked = f" {told['question']}" if told["question"] else ""
    return prose(f"{told['title']}.{asked} {', '.join(size for size in sizes if size)}.")


def effects_table(study: OpenStudy) -> str:
    """Each variant against the baseline, over all points alike, under the same luck."""
    if len(study.variants) < 2:
        return ""
    why = "too few runs" if study.failures.empty else "too many runs failed"
    rows = [row(name, each, why) for name in study.measures for each in effects(study, name)]
    title = f"Variants against {study.variants[0]}, mean over the points (same luck; chances in points)"
    return table(title, ["measure", "variant", "difference", "95%"], rows, right=(2, 3))


def row(name: str, effect: Effect, why: str) -> list[str]:
    told = points if parse_measure(name).is_chance else mean
    if effect.difference is None:
        return [name, effect.variant, "not told", why]
    return [name, effect.variant, told(effect.difference), f"{told(effect.lo)} to {told(effect.hi)}"]


def failures(study: OpenStudy) -> str:
    """How many runs failed, and the first few reasons."""
    failed = study.failures
    if failed.empty:
        return ""
    reasons = failed.groupby("error", sort=False).size().sort_values(ascending=False)
    lines = [f"  {count:,} times: {reason}" for reason, count in reasons.head(REASONS).items()]
    if len(reasons) > REASONS:
        lines.append(f"  and {len(reasons) - REASONS:,} other reasons")
    return "\n".join([f"Failures ({len(failed):,} rows in failures.parquet)", *lines])


def written(study: OpenStudy) -> str:
    said = json.dumps(str(study.folder), ensure_ascii=False)
    return f"Written to {study.folder}; in Python: sim.open_study({said})"
