"""The page in a real browser, without a network: nothing is asked for, all is seen, nothing overflows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.report.writing import write
from tests.report.browser import browser
from tests.report.conftest import HOSTILE

DESKTOP, PHONE, PAPER = 1280, 390, 688  # the last: A4 less its margins

SMALL_CONTRAST = """() => {
  const light = text => text.match(/\\d+/g).slice(0, 3).map(n => n / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
  const back = node => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (colour !== 'rgba(0, 0, 0, 0)') return light(colour);
    }
    return 1;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return [...document.querySelectorAll('p, li, a, th, td, small, h1, h2, h3, summary, dt, dd, code')]
    .filter(node => ratio(light(getComputedStyle(node).color), back(node)) < 4.5)
    .map(node => node.outerHTML.slice(0, 80));
}"""


@pytest.fixture(scope="module")
def place(hostile_page: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "report.html"
    write(hostile_page, path)
    return path


@pytest.fixture(scope="module")
def opened() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture
def look(opened: Any, place: Path) -> Iterator[Any]:
    """`look(width)`: the page in a window; what it asked for and complained of is checked at the end."""
    asked: list[str] = []
    complained: list[str] = []
    context = opened.new_context(offline=True)

    def open_at(width: int) -> Any:
        tab = context.new_page()
        tab.set_viewport_size({"width": width, "height": 900})
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("console", lambda message: complained.append(message.text))
        tab.on("pageerror", lambda error: complained.append(str(error)))
        tab.on("dialog", lambda dialog: complained.append(dialog.message))
        tab.goto(place.as_uri())
        return tab

    yield open_at
    context.close()
    assert [url for url in asked if not url.startswith("data:")] == [place.as_uri()]
    assert complained == []


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_nothing_overflows(look: Any, width: int) -> None:
    tab = look(width)
    tab.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_everything_is_open_and_fits(look: Any) -> None:
    tab = look(PAPER)
    tab.emulate_media(media="print")
    assert tab.evaluate("document.documentElement.scrollWidth") <= PAPER
    hidden = "[...document.querySelectorAll('details table')].filter(each => !each.checkVisibility()).length"
    assert tab.evaluate("document.querySelectorAll('details table').length") > 0
    assert tab.evaluate(hidden) == 0
    assert tab.pdf(format="A4").startswith(b"%PDF")


def test_figures_are_seen(look: Any) -> None:
    tab = look(DESKTOP)
    sizes = tab.evaluate(
        "[...document.querySelectorAll('figure svg')].map(each => each.getBoundingClientRect())"
        ".map(box => [box.width, box.height])"
    )
    assert len(sizes) >= 6
    assert all(width > 600 and height > 100 for width, height in sizes)
    texts = tab.evaluate(
        "[...document.querySelectorAll('figure svg text')].filter(each => each.textContent.trim())"
        ".map(each => each.getBoundingClientRect().width)"
    )
    assert texts
    assert all(width > 0 for width in texts)
    tab.wait_for_function("document.fonts.status === 'loaded'")
    assert tab.evaluate("document.fonts.check(\"12px 'DejaVu Sans'\")")


def test_the_contents_lead_to_every_section(look: Any) -> None:
    tab = look(DESKTOP)
    heads = tab.locator("section > h2").all_inner_texts()
    links = tab.locator("nav a")
    assert links.all_inner_texts() == heads
    for place, head in enumerate(heads):
        links.nth(place).click()
        target = tab.locator(":target")
        assert target.inner_text() == head
        top = target.bounding_box()["y"]
        assert -1 <= top < 900, head
        tab.evaluate("scrollTo(0, 0)")


def test_it_can_be_read_by_keyboard(look: Any) -> None:
    tab = look(PHONE)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "skip"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "content"
    summary = tab.locator("summary").first
    summary.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("details").first.get_attribute("open") is not None
    # what scrolls to the side can be scrolled without a mouse
    stuck = "[...document.querySelectorAll('*')].filter(each => each.scrollWidth > each.clientWidth + 1 && "
    stuck += "getComputedStyle(each).overflowX === 'auto' && each.tabIndex < 0).length"
    assert tab.evaluate(stuck) == 0


def test_texts_stand_out_from_what_is_behind_them(look: Any) -> None:
    assert look(DESKTOP).evaluate(SMALL_CONTRAST) == []


def test_the_caveat_is_seen_first(look: Any) -> None:
    tab = look(PHONE)
    box = tab.locator(".caveat").bounding_box()
    assert box["y"] + box["height"] < 900
    assert "it does not predict" in tab.locator(".caveat").inner_text()


def test_hostile_texts_are_only_texts(look: Any) -> None:
    tab = look(DESKTOP)
    assert tab.locator("h1").inner_text() == HOSTILE
    assert tab.title() == f"{HOSTILE}: report"
    assert json.loads(tab.evaluate("JSON.stringify([document.scripts.length, document.images.length])")) == [
        0,
        0,
    ]
