"""A served game for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the extra 'web' is not installed")

from tests.wargame.playing import strait
from tests.wargame.web.visiting import Served, served


@pytest.fixture
def table(tmp_path: Path) -> Iterator[Served]:
    """The crisis at the strait: teams `north` (aster, cedar) and `birch`."""
    with served(strait(), tmp_path / "game.jsonl") as found:
        yield found
