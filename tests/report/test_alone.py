"""The page needs nothing but itself, is the same each time, and takes every text as text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.report.page import page
from sim.report.results import read
from tests.report.conftest import HOSTILE
from tests.report.reading import Page

SOURCES = ("src", "href", "srcset", "data", "action", "poster", "background", "xlink:href")
INSIDE = ("#", "data:image/png;", "data:font/woff;")
ADDRESS = re.compile(r"url\(([^)]*)\)")


@pytest.fixture(scope="module")
def shown(hostile_page: str) -> Page:
    return Page(hostile_page)


def test_nothing_is_fetched(hostile_page: str, shown: Page) -> None:
    for tag, given in shown.elements:
        for name in SOURCES:
            assert (given.get(name) or "#").startswith(INSIDE), (tag, given)
    assert all(where.startswith(INSIDE) for where in ADDRESS.findall(hostile_page))
    assert "@import" not in hostile_page


def test_nothing_runs(shown: Page) -> None:
    assert not {tag for tag, _ in shown.elements} & {
        "script",
        "iframe",
        "object",
        "embed",
        "link",
        "img",
        "base",
    }
    assert not [name for _, given in shown.elements for name in given if name.startswith("on")]


def test_every_text_is_shown_as_it_is(shown: Page) -> None:
    assert shown.headings[0] == (1, HOSTILE)
    assert shown.table("each outcome came").rows[1][0] == f"{HOSTILE} {HOSTILE}"
    said = shown.table("Triggers: what each rests on").rows[1][2]
    assert said.startswith(f"The north acts {HOSTILE}")
    assert shown.table("The documents").row("report")[1] == HOSTILE
    assert "49" not in HOSTILE
    assert "{{ 7 * 7 }}" in shown.text


def test_links_lead_somewhere(shown: Page) -> None:
    ids = [given["id"] for _, given in shown.elements if "id" in given]
    assert len(ids) == len(set(ids))
    links = [given["href"] for tag, given in shown.elements if tag == "a"]
    assert len(links) > 10
    assert {link[1:] for link in links if link} <= set(ids)
    labels = [name for _, given in shown.elements for name in (given.get("aria-labelledby") or "").split()]
    assert set(labels) <= set(ids)


def test_drawings_point_into_themselves(hostile_page: str, shown: Page) -> None:
    ids = {given["id"] for _, given in shown.elements if "id" in given}
    used = [where for where in ADDRESS.findall(hostile_page) if where.startswith("#")]
    used += [value for tag, given in shown.elements if tag == "use" for value in [given.get("href") or ""]]
    assert used
    assert {where[1:] for where in used} <= ids


def test_the_same_folder_gives_the_same_page(hostile_folder: Path, hostile_page: str) -> None:
    assert page(read(hostile_folder)) == hostile_page
