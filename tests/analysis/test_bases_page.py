"""The page on bases: its tables are made by its command, and it has a place for each of them."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tools import small

import sim
from sim.analysis.literature.bases.acts import MID, VIOLENCE, has_scale
from sim.analysis.literature.bases.answers import MANNERS
from sim.analysis.literature.bases.bases import Bases, bases
from sim.analysis.literature.bases.known import KNOWN

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "bases.md").read_text(encoding="utf-8")
LADDER = """[
  {id: calm, scales: {mid: 1, icb_violence: 1}},
  {id: alert, scales: {mid: 3, icb_violence: 1}},
  {id: strikes, incidents: 9, scales: {mid: 4, icb_violence: 3}},
]"""
TEXT = """
actors:
  aster: {postures: {birch: {climb: 0.2, reactivity: 0.3}}}
  birch: {postures: {aster: {climb: 0.1, reactivity: 0.5}}}
"""


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    """docs/bases.py, which is no part of a package."""
    sys.path.insert(0, str(ROOT / "docs"))
    try:
        spec = importlib.util.spec_from_file_location("docs_bases", ROOT / "docs" / "bases.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.remove(str(ROOT / "docs"))
    return module


@pytest.fixture(scope="module")
def every() -> dict[str, Bases]:
    told = bases(small(TEXT, days=12, ladder=LADDER), 20, seed=3)
    part = bases(small(TEXT, days=12, ladder=LADDER.replace("icb_violence", "mood")), 2)
    return {"told": told, "part": part}


def test_every_table_has_its_place_on_the_page(maker: ModuleType, every: dict[str, Bases]) -> None:
    text = PAGE
    for name, lines in maker.tables(every).items():
        text = maker.between(text, name, lines)
        assert "\n".join(lines) in text
        assert maker.between(text, name, lines) == text
    assert text != PAGE
    assert text.split("<!--")[0] == PAGE.split("<!--")[0]
    assert text.split("-->")[-1] == PAGE.split("-->")[-1]


def test_tables_are_square_and_say_what_is_missing(maker: ModuleType, every: dict[str, Bases]) -> None:
    made = maker.tables(every)
    for name in set(made) - {"runs"}:
        widths = {line.count(" | ") for line in made[name]}
        assert len(widths) == 1, name
        assert not any("nan" in line for line in made[name]), name
    assert len(made["beside"]) == 2 + len(KNOWN)
    assert len(made["violent"]) == 3 + len(MANNERS)
    assert "not told: no rung has a number on icb_violence" in "".join(made["beside"])
    assert "the clock is too short" in "".join(made["violent"])
    assert made["runs"][0] == "- `told`: 20 runs of 12 days, nothing uncertain, seed 3."


def test_the_page_has_a_row_a_base_and_a_column_a_scenario(maker: ModuleType) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0][2:] for row in rows[2 : 2 + len(KNOWN)]] == [known.title for known in KNOWN]
    for name in maker.SCENARIOS:
        path = ROOT / "scenarios" / f"{name}.yaml"
        if path.exists():
            plan = sim.load(path).plan
            assert has_scale(plan, MID) or has_scale(plan, VIOLENCE)
            assert f"`{name}`" in rows[0]
            assert f"(`{name}`)\n" in PAGE, "each has its own words"
