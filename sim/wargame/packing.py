"""A folder of files that appears whole or not at all, and never in the place of something else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from sim.results.place import Refused, beside, put_in_place

LOOKED_AT = 4096  # bytes of a file in which its mark stands


def probe(folder: Path, first: str, mark: str) -> None:
    """Raise Refused where a pack could not be put: `first` is the file that bears its mark."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise Refused(f"{folder} is a file: name a folder")
    names = sorted(os.listdir(folder))
    if names and not is_marked(folder / first, mark):
        raise Refused(f"{folder} holds something else ({names[0]}): name another folder")


def is_marked(path: Path, mark: str) -> bool:
    try:
        with path.open("rb") as file:
            return mark.encode() in file.read(LOOKED_AT)
    except OSError:
        return False


def write_folder(folder: Path, files: Mapping[str, str], first: str, mark: str) -> list[Path]:
    """Write files by name into a folder beside, which then takes its place. Raises Refused."""
    target = Path(folder).resolve()
    probe(target, first, mark)
    fresh = beside(target)
    try:
        for name, text in files.items():
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        put_in_place(fresh, target)
    except OSError as error:
        raise Refused(f"{folder} cannot be written: {error.strerror or error}") from None
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return [Path(folder) / name for name in files]


__all__ = ["Refused", "probe", "write_folder"]
