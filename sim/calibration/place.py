"""Where a calibration is put: a folder that appears whole or not at all, in place of a former one at most."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.results.place import Refused as Refused
from sim.results.place import beside, put_in_place

NAME = "manifest.json"
MADE_BY = "sim calibrate"


def probe(asked: str | Path) -> None:
    """Raise Refused, before any work is done, where a calibration could not be put."""
    begun(asked)[1].rmdir()


@contextmanager
def new_folder(asked: str | Path) -> Iterator[Path]:
    """An empty folder beside the one asked for, which takes its place when the block ends well."""
    target, fresh = begun(asked)
    try:
        yield fresh
        put_in_place(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def begun(asked: str | Path) -> tuple[Path, Path]:
    """Where it will stand, and a new empty folder beside it; raises Refused."""
    try:
        target = Path(asked).resolve()
        refuse_what_is_not_ours(target, str(asked))
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = beside(target)
        fresh.mkdir()
    except (OSError, RuntimeError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(f"{asked} cannot be written: {getattr(error, 'strerror', None) or error}") from None
    return target, fresh


def refuse_what_is_not_ours(target: Path, asked: str) -> None:
    """Raise Refused unless there is nothing, an empty folder, or a former calibration and nothing else."""
    if not target.exists():
        return
    if not target.is_dir():
        raise Refused(f"{asked} is a file: name a folder with --out")
    names = sorted(os.listdir(target))
    told = read_manifest(target)
    strange = [name for name in names if told is None or name not in (NAME, *told.get("wrote", ()))]
    if strange:
        raise Refused(f"{asked} holds something else ({strange[0]}): name another folder with --out")


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """A folder's manifest, or None where it has none that `sim calibrate` wrote."""
    try:
        found = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and found.get("made_by") == MADE_BY else None
