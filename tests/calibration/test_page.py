"""The page on calibration: its example is sound, and its numbers are those of the shipped scenario."""

from __future__ import annotations

import re
from pathlib import Path

import sim
from sim.calibration.loading import load_calibration

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "calibration.md").read_text(encoding="utf-8")


def first_block(text: str) -> str:
    """The first YAML block of a page."""
    found = re.search(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_is_sound(tmp_path: Path) -> None:
    (tmp_path / "river.yaml").write_text(first_block((ROOT / "README.md").read_text(encoding="utf-8")))
    (tmp_path / "raids.yaml").write_text(first_block(PAGE))
    found = load_calibration(tmp_path / "raids.yaml")
    assert [each.name for each in found.targets] == ["raids", "days_of_raids", "war"]


def test_the_page_names_what_moved_in_the_shipped_scenario() -> None:
    base, shipped = (
        sim.load(ROOT / "scenarios" / f"{name}.yaml") for name in ("gaza_2023", "gaza_calibrated")
    )
    changed = {n for n, one in shipped.document.parameters.items() if one != base.document.parameters[n]}
    told = set(re.findall(r"^\| `(\w+)` \| [-+\d]", PAGE, re.MULTILINE))
    assert told == changed
