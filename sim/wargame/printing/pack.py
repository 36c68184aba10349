"""The print pack: a few HTML files that print well on A4 and Letter, and need no network."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, PackageLoader

from sim.analysis.words import CAVEAT
from sim.report.page import environment
from sim.scenario.loading import Scenario
from sim.wargame.packing import probe, write_folder
from sim.wargame.printing.cards import cards
from sim.wargame.printing.turns import others, sheets

FIRST = "roles.html"
MARK = '<meta name="generator" content="sim print">'
FILES = (FIRST, "secrets.html", "orders.html", "turns.html", "signs.html")


def write_print_pack(scenario: Scenario, folder: Path) -> list[Path]:
    """Write role cards, order slips, turn sheets and name signs; returns the files.

    The folder appears whole or not at all; a former print pack is replaced. Raises Refused for a folder
    that holds something else.
    """
    probe(Path(folder), FIRST, MARK)
    return write_folder(Path(folder), files(scenario), FIRST, MARK)


def files(scenario: Scenario) -> dict[str, str]:
    """Every file's text by its name; the same scenario gives the same texts."""
    game = scenario.document.game
    told = {
        "title": scenario.title,
        "summary": scenario.document.summary or "",
        "caveat": CAVEAT,
        "game": game,
        "cards": cards(scenario),
        "sheets": sheets(scenario),
        "others": others(scenario),
        "opening": game.texts.get("opening"),
        "closing": game.texts.get("closing"),
        "questions": game.questions,
    }
    pages = templates()
    return {name: pages.get_template(name).render(**told) for name in FILES}


def templates() -> Environment:
    found = environment()
    found.loader = PackageLoader("sim.wargame.printing", "pages")
    return found
