"""Windows of a real browser, each a person of their own, and what they were sent and complained of."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.wargame.web.visiting import Served

SHORT = 8000  # milliseconds that a page may take to hear of something

UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
  .filter(each => !each.labels || !each.labels.length || !each.labels[0].textContent.trim())
  .map(each => each.outerHTML.slice(0, 80))
  .concat([...document.querySelectorAll('button, a, summary')]
    .filter(each => !each.textContent.trim()).map(each => each.outerHTML.slice(0, 80)))
  .concat(document.querySelectorAll('h1').length === 1 ? [] : ['not one h1'])
  .concat(document.documentElement.lang === 'en' ? [] : ['no language'])
  .concat([...document.querySelectorAll('[id]')].map(each => each.id)
    .filter((id, place, ids) => ids.indexOf(id) !== place).map(id => `twice: ${id}`))"""


class Window:
    """Somebody's browser: joined by a code, nothing shared with the others."""

    def __init__(self, browser: Any, table: Served, width: int = 1280, height: int = 900) -> None:
        self.table, self.width = table, width
        self.context = browser.new_context(viewport={"width": width, "height": height})
        self.tab = self.context.new_page()
        self.tab.set_default_timeout(SHORT)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.context.on("request", lambda request: self.asked.append(request.url))
        self.tab.on("console", lambda message: self.complaints.append(message.text))
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("dialog", lambda dialog: self.complaints.append(dialog.message))

    def go(self, path: str) -> None:
        self.tab.goto(f"http://{self.table.host}{path}")

    def join(self, code: str, name: str = "") -> None:
        self.go("/join")
        self.tab.fill("#code", code)
        self.tab.fill("#name", name)
        self.tab.click("text=Join")

    def wait(self, words: str) -> None:
        """Until the page shows this, without anybody asking for it."""
        self.tab.wait_for_function(
            "words => document.body?.innerText.toLowerCase().includes(words.toLowerCase())", arg=words
        )

    def tab_to(self, name: str) -> None:
        """By the keyboard to an element."""
        for _ in range(200):
            self.tab.keyboard.press("Tab")
            found = "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]"
            focused, outline = self.tab.evaluate(found)
            assert outline != "none", f"the focus is not seen after {focused}"
            if focused == name:
                return
        raise AssertionError(f"{name} is not reached by the keyboard")

    def received(self) -> bytes:
        """Every byte that came since this was last asked."""
        (cookie,) = self.context.cookies()
        return self.table.wire.take(f"{cookie['name']}={cookie['value']}")

    def shoot(self, folder: Path | None, name: str) -> None:
        if folder is not None:
            self.tab.screenshot(path=folder / f"{name}.png", full_page=self.width != 1920)
