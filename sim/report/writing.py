"""The page as a file: whole or not at all, and never in the place of something else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

NAME = "report.html"
MARK = '<meta name="generator" content="sim report">'
LOOKED_AT = 4096  # bytes in which the mark stands


class Refused(ValueError):
    """A place that the page cannot be put into."""


def probe(path: Path, mark: str = MARK) -> None:
    """Raise Refused, before any work is done, where what bears this mark could not be put."""
    if path.is_dir():
        raise Refused(f"{path} is a folder: name a file with --out")
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is no folder: make it first")
    if path.exists() and not bears(path, mark):
        raise Refused(f"{path} holds something else: name another file with --out")
    if not os.access(path.parent, os.W_OK):
        raise Refused(f"{path} cannot be written: name another file with --out")


def bears(path: Path, mark: str) -> bool:
    """Whether a file is what was written here before."""
    try:
        with path.open("rb") as file:
            return mark.encode() in file.read(LOOKED_AT)
    except OSError:
        return False


def write(text: str, path: Path) -> None:
    """Write beside the place, then take it."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        fresh.write_text(text, encoding="utf-8", newline="\n")
        os.replace(fresh, path)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror or error}") from None
    finally:
        fresh.unlink(missing_ok=True)
