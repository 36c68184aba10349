"""What a call of the command line needs, and what comes back."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
BORDER = ROOT / "tests" / "data" / "border_crisis.yaml"
Done = subprocess.CompletedProcess[str]
Sim = Callable[..., Done]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **more}
