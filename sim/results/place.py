"""Where results are put: a folder that appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.results.manifest import NAME, read_manifest

OWN = frozenset({NAME, "summary.json", "summary.txt", "runs.parquet", "draws.csv"})
FIGURES = (".png", ".svg", ".pdf")


class Refused(ValueError):
    """A folder that results cannot be put into."""


@contextmanager
def new_folder(asked: str | Path) -> Iterator[Path]:
    """An empty folder beside the one asked for, which takes its place when the block ends well.

    A former results folder is replaced in one step; whatever else stands there is refused,
    before any work is done. If the block fails, everything is as it was.
    """
    target = Path(asked)
    try:
        target = target.resolve()
        refuse_what_is_not_ours(target, str(asked))
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
        fresh.mkdir()
    except (OSError, RuntimeError) as error:
        raise Refused(f"{asked} cannot be written: {reason(error)}") from None
    try:
        yield fresh
        try:
            put_in_place(fresh, target)
        except OSError as error:
            raise Refused(f"{asked} cannot be written: {reason(error)}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def refuse_what_is_not_ours(target: Path, asked: str) -> None:
    """Raise Refused unless there is nothing, an empty folder, or what a former run left."""
    if not target.exists():
        return
    if not target.is_dir():
        raise Refused(f"{asked} is a file: name a folder with --out")
    names = sorted(os.listdir(target))
    if names and read_manifest(target) is None:
        raise Refused(f"{asked} holds something else ({names[0]}): name another folder with --out")
    strange = [name for name in names if name not in OWN and not name.endswith(FIGURES)]
    if strange:
        raise Refused(f"{asked} holds something no run wrote ({strange[0]}): name another folder with --out")


def put_in_place(fresh: Path, target: Path) -> None:
    """The new folder takes the name; the former one goes, or stays if that fails."""
    if not target.exists():
        os.replace(fresh, target)
        return
    former = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    os.replace(target, former)
    try:
        os.replace(fresh, target)
    except OSError:
        os.replace(former, target)
        raise
    shutil.rmtree(former, ignore_errors=True)


def reason(error: Exception) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
