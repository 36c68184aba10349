"""What a calibration leaves in its folder, and how a former one is known."""

from __future__ import annotations

import json
from pathlib import Path

NAME = "manifest.json"
MADE_BY = "sim calibrate"


def not_of_a_calibration(folder: Path, names: list[str]) -> list[str]:
    """Of the names in a folder, those that no calibration wrote: all, where it has no manifest of one."""
    try:
        told = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return names
    if not isinstance(told, dict) or told.get("made_by") != MADE_BY:
        return names
    return [name for name in names if name not in (NAME, *told.get("wrote", ()))]
