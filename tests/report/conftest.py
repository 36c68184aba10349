"""Results folders of small scenarios, made once: what the page is made from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from sim.cli import main
from sim.report.page import page
from sim.report.results import read
from tests.cli.calling import BORDER
from tests.tools import written

Made = Callable[..., Path]

# What would break out of text, attributes, drawings, templates or formulas, if it could.
HOSTILE = (
    "</title></style></svg>\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7 * 7 }} $x^{2 & co"
)
MORE_OUTCOMES = {"fire": "incidents(hill_militia) >= 30", "strikes": "rung(southland) >= limited_strikes"}
CLAIMS = {
    "documents": [{"id": "report", "author": HOSTILE, "title": "On rivers", "date": "2031-02"}],
    "claims": [
        {"id": "C1", "document": "report", "claim": "The north acts", "quote": HOSTILE, "date": "2031-02-03"}
    ],
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A results folder of a scenario's text, by way of `sim run`."""

    def run(text: str, *arguments: str, runs: int = 60) -> Path:
        place = tmp_path_factory.mktemp("results")
        (place / "claims.yaml").write_text(written(CLAIMS))
        path = place / "scenario.yaml"
        path.write_text(text)
        out = place / "out"
        words = ["run", str(path), "--runs", str(runs), "--draws", "6", "--seed", "3", "--out", str(out)]
        assert main([*words, *arguments]) == 0
        return out

    return run


@pytest.fixture(scope="session")
def border() -> str:
    return BORDER.read_text()


@pytest.fixture(scope="session")
def hostile(border: str) -> str:
    """Every text that a scenario may hold, as an enemy would write it."""
    tree = YAML(typ="safe").load(border)
    tree |= {"claims": "claims.yaml", "title": HOSTILE, "summary": HOSTILE, "assumed": HOSTILE}
    everything = [tree["parameters"]["resolve"], *tree["ladders"]["common"], tree["meters"]["disapproval"]]
    everything += [*tree["fronts"].values(), *tree["actors"].values(), *tree["rooms"].values()]
    everything += [trigger for actor in tree["actors"].values() for trigger in actor.get("triggers", [])]
    everything += [*tree["events"].values(), *tree["rooms"]["joint_room"]["directives"]]
    tree["outcomes"] = {name: {"when": when} for name, when in {**tree["outcomes"], **MORE_OUTCOMES}.items()}
    tree["counts"] = {"shots": {"of": "hill_militia>southland", "from": 1, "to": 9, "recorded": 9}}
    for each in [*everything, *tree["outcomes"].values(), *tree["counts"].values()]:
        each |= {"title": HOSTILE, "note": HOSTILE, "assumed": HOSTILE}
    tree["parameters"]["resolve"]["unit"] = HOSTILE
    tree["actors"]["northland"]["tier"] = HOSTILE
    tree["actors"]["northland"]["triggers"][0]["evidence"] = "C1"
    for place, rung in enumerate(tree["ladders"]["common"]):
        rung["scales"] = {"mid": 1 + place // 2, "of_our_own": HOSTILE}
    return written(tree)


@pytest.fixture(scope="session")
def hostile_folder(made: Made, hostile: str) -> Path:
    return made(hostile)


@pytest.fixture(scope="session")
def hostile_page(hostile_folder: Path) -> str:
    return page(read(hostile_folder))
