"""Where results are put: a folder that appears whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.results.manifest import NAME, read_manifest

OWN = frozenset(
    {NAME, "summary.json", "summary.txt", "runs.parquet", "draws.csv", "record.arrow", "report.html"}
)
FIGURES = (".png", ".svg", ".pdf")


class Refused(ValueError):
    """A folder that results cannot be put into."""


Strange = Callable[[Path, list[str]], list[str]]  # of the names in a folder, those that are not ours


def not_of_a_run(folder: Path, names: list[str]) -> list[str]:
    """What no run wrote: everything, where no run has left its manifest."""
    if read_manifest(folder) is None:
        return names
    return [name for name in names if name not in OWN and not name.endswith(FIGURES)]


def probe(asked: str | Path | None, strange: Strange = not_of_a_run) -> None:
    """Raise Refused, before any work is done, where results could not be put."""
    if asked is not None:
        begun(asked, strange)[1].rmdir()


@contextmanager
def new_folder(asked: str | Path, strange: Strange = not_of_a_run) -> Iterator[Path]:
    """An empty folder beside the one asked for, which takes its place when the block ends well.

    A former folder of the same kind is replaced in one step; whatever else stands there is refused.
    If the block fails, everything is as it was.
    """
    target, fresh = begun(asked, strange)
    try:
        yield fresh
        put_in_place(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def begun(asked: str | Path, strange: Strange) -> tuple[Path, Path]:
    """Where the results will stand, and a new empty folder beside it."""
    if not str(asked):
        raise Refused("--out takes the name of a folder")
    try:
        target = Path(asked).resolve()
        refuse_what_is_not_ours(target, str(asked), strange)
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = beside(target)
        fresh.mkdir()
    except Refused:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise Refused(f"{asked} cannot be written: {reason}") from None
    return target, fresh


def beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(4)}")


def refuse_what_is_not_ours(target: Path, asked: str, strange: Strange) -> None:
    """Raise Refused unless there is nothing, an empty folder, or what a former run left."""
    if not target.exists():
        return
    if not target.is_dir():
        raise Refused(f"{asked} is a file: name a folder with --out")
    names = sorted(os.listdir(target))
    if names and (found := strange(target, names)):
        raise Refused(f"{asked} holds something else ({found[0]}): name another folder with --out")


def put_in_place(fresh: Path, target: Path) -> None:
    """The new folder takes the name; the former one goes, or stays if that fails."""
    if not target.exists():
        os.replace(fresh, target)
        return
    former = beside(target)
    os.replace(target, former)
    try:
        os.replace(fresh, target)
    except OSError:
        os.replace(former, target)
        raise
    shutil.rmtree(former, ignore_errors=True)
