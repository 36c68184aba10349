"""What a folder of a study says of itself: enough to go on with it, or to run it all again.

It holds no time and no name of a machine, so that a study leaves the same bytes wherever it ran.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sim.results.manifest import versions
from sim.studies.form.study import Study
from sim.studies.keeping.files import write_whole
from sim.studies.running.part import COLUMNS

NAME, MADE_BY, FORM = "manifest.json", "sim sweep", 1
UNFINISHED, COMPLETE = "unfinished", "complete"
SAYS = frozenset(
    {"made_by", "form", "status", "id", "title", "question", "points"}
    | {"variants", "factors", "measures", "study", "versions", "files"}
)
DECIDE = ("sim", "rules", "numpy", "numba", "scipy")  # versions on which the bits of a result rest


class Refused(ValueError):
    """A folder that this study cannot be put into."""


def manifest(study: Study, status: str) -> dict[str, Any]:
    """All of it, as plain values."""
    return {
        "made_by": MADE_BY,
        "form": FORM,
        "status": status,
        "id": study.id,
        "title": study.title,
        "question": study.question,
        "points": study.size,
        "variants": {variant.name: variant.title for variant in study.variants},
        "factors": {factor.name: factor.unit for factor in study.factors},
        "measures": {measure.name: measure.kind for measure in study.measures},
        "study": study.meaning(),
        "columns": COLUMNS,
        "versions": versions(),
        "files": dict(study.files),
    }


def write_manifest(folder: Path, study: Study, status: str) -> None:
    text = json.dumps(manifest(study, status), indent=1) + "\n"
    write_whole(folder / NAME, lambda fresh: fresh.write_text(text, encoding="utf-8"))


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """A folder's manifest, or None where it has none that `sim sweep` wrote."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    is_whole = isinstance(found, dict) and found.keys() >= SAYS
    return found if is_whole and (found["made_by"], found["form"]) == (MADE_BY, FORM) else None


def check_same(folder: Path, told: Mapping[str, Any], study: Study) -> None:
    """Raise Refused, with what differs, where a folder was begun with another study or program."""
    now = json.loads(json.dumps(manifest(study, UNFINISHED)))
    changes = list(changed(told["study"], now["study"], ""))
    if changes:
        raise Refused(
            f"{folder} was begun with another study, and points of two studies must not be mixed:\n"
            + "\n".join(f"  {line}" for line in changes[:10])
            + "\nPut it back as it was, or begin a new folder with --out"
        )
    other = [
        f"  {name} was {told['versions'][name]} and is {now['versions'][name]}"
        for name in DECIDE
        if told["versions"].get(name) != now["versions"][name]
    ]
    if other:
        raise Refused(
            f"{folder} was begun with other versions, whose results may differ:\n"
            + "\n".join(other)
            + "\nInstall those again, or begin a new folder with --out"
        )


def changed(old: Any, new: Any, path: str) -> Iterator[str]:
    """What differs between two plain values, a line each."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            inner = f"{path}.{key}" if path else str(key)
            if key not in new:
                yield f"{inner} is gone"
            elif key not in old:
                yield f"{inner} is new"
            else:
                yield from changed(old[key], new[key], inner)
    elif old != new:
        yield f"{path} was changed" if long(old) or long(new) else f"{path} was {old} and is {new}"


def long(value: Any) -> bool:
    return isinstance(value, list) or len(str(value)) > 40
