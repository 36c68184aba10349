"""What is typed and what is shown: lines in, lines out, so that a game can be typed ahead as well."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import TextIO, TypeVar

from sim.wargame.actions import LONGEST, clean

T = TypeVar("T")
CLEAR = "\x1b[2J\x1b[3J\x1b[H"  # the screen, what was scrolled off it, and back to its corner
WIDEST = 100
NONE_OF_THEM = "Type one of the numbers"


class Ended(Exception):
    """Nothing more will be typed."""


class Wrong(ValueError):
    """What was typed is no answer; says what would be one."""


class Keyboard:
    """One keyboard and one screen. Raises Ended where there is nothing more to read."""

    def __init__(self, typed: TextIO | None = None, screen: TextIO | None = None) -> None:
        self.typed, self.screen = typed or sys.stdin, screen or sys.stdout

    def say(self, text: str = "", indent: str = "") -> None:
        """A paragraph, as wide as the terminal."""
        width = min(WIDEST, max(40, shutil.get_terminal_size((WIDEST, 24)).columns))
        for line in text.split("\n"):
            told = textwrap.fill(line, width, initial_indent=indent, subsequent_indent=f"{indent}  ")
            print(told, file=self.screen)

    def command(self, text: str) -> None:
        """A line to be copied: it is not wrapped."""
        print(f"  {text}", file=self.screen)

    def head(self, text: str) -> None:
        self.say(f"\n{text}")

    def read(self, prompt: str) -> str:
        """One line, without blanks around it."""
        print(prompt, end=" ", file=self.screen, flush=True)
        line = self.typed.readline()
        if not line:
            raise Ended
        return str(clean(line))

    def ask(self, prompt: str, answer: Callable[[str], T]) -> T:
        """Ask until `answer` makes something of what is typed."""
        while True:
            try:
                return answer(self.read(prompt))
            except Wrong as wrong:
                self.say(f"{wrong}.")

    def words(self, prompt: str) -> str:
        """Something said, of which there may be none."""

        def answer(typed: str) -> str:
            if len(typed) > LONGEST:
                raise Wrong(f"That is {len(typed):,} signs: say it in {LONGEST:,}")
            return typed

        return self.ask(prompt, answer)

    def agrees(self, prompt: str, unless_said: bool) -> bool:
        def answer(typed: str) -> bool:
            if typed.lower() not in ("", "y", "yes", "n", "no"):
                raise Wrong("Type y or n")
            return typed.lower().startswith("y") if typed else unless_said

        return self.ask(f"{prompt} ({'Y/n' if unless_said else 'y/N'})", answer)

    def choose(self, prompt: str, titles: Sequence[str], nothing: str | None = None) -> int | None:
        """The place of one of these; None where just Enter means `nothing`."""
        for number, title in enumerate(titles, 1):
            self.say(f"{number}  {title}", "    ")
        enter = "" if nothing is None else f", or press Enter {nothing}"

        def answer(typed: str) -> int | None:
            if not typed and nothing is not None:
                return None
            if not typed.isdecimal() or not 1 <= int(typed[:9]) <= len(titles):
                raise Wrong(f"{NONE_OF_THEM}, 1 to {len(titles)}{enter}")
            return int(typed) - 1

        return self.ask(f"  {prompt} (1 to {len(titles)}{enter}):", answer)

    def pick(self, prompt: str, titles: Sequence[str]) -> int:
        """The same where one of them must be chosen."""
        found = self.choose(prompt, titles)
        assert found is not None
        return found

    def hand_to(self, whom: str) -> None:
        """Nobody sees the screen of another."""
        self.wipe()
        self.read(f"Pass the keyboard to {whom}, and press Enter")
        self.wipe()

    def wipe(self) -> None:
        print(CLEAR if self.screen.isatty() else "\n" + "-" * 40, file=self.screen)
