"""A game's file: what it is made of, then a line an action, each on the disk before anybody hears of it.

A line that was being written when the machine stopped is not there: nobody was told of it.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from sim.results.manifest import versions
from sim.results.sources import Changed, portable, sources, unpack
from sim.scenario.loading import Scenario, load
from sim.scenario.mistakes import ScenarioError
from sim.wargame.actions import Action, Entry, Pause, plain, why
from sim.wargame.game import Game
from sim.wargame.naming import fictional
from sim.wargame.refusing import Refused
from sim.wargame.table import Setup
from sim.wargame.who import WHITE

MADE_BY: Final = "sim play"
FORM: Final = 1


class Unusable(ValueError):
    """A file that is no game, or one that cannot be gone on with; says why."""


class Packed(BaseModel):
    """A scenario as a game's file holds it: its texts by path, its own first."""

    model_config = ConfigDict(strict=True)

    id: str
    sha256: str
    files: dict[str, str]


class Head(BaseModel):
    """The first line of a game's file."""

    model_config = ConfigDict(strict=True)

    made_by: Literal["sim play"]
    form: Literal[1]
    scenario: Packed
    seed: int
    parameters: dict[str, float]
    people: list[str] | None
    fictional: bool
    secret: str
    versions: dict[str, str]


@dataclass(frozen=True)
class Opening:
    """What a game's file begins with. `secret` is what the seats' codes are made from."""

    setup: Setup
    fictional: bool
    secret: str


class Journal:
    """A game and its file, in step: an action counts once it is written."""

    def __init__(self, path: Path, game: Game, opening: Opening, file: BinaryIO, lock: FileLock) -> None:
        self.path, self.game, self.opening = path, game, opening
        self.file, self.lock = file, lock

    def take(self, action: Action, by: str, at: float) -> Entry:
        """Do an action and write it.

        Raises Refused, or OSError where it cannot be written; then nothing is done.
        """
        before, place = list(self.game.entries), self.file.tell()
        try:
            entry = self.game.take(action, by, at)
            write_line(self.file, plain(entry))
        except Refused:
            raise
        except BaseException:
            self.game = replay(self.opening.setup, before)
            self.file.seek(place)
            self.file.truncate()
            raise
        return entry

    def close(self) -> None:
        self.file.close()
        self.lock.release()


def begin(path: Path, setup: Setup, *, fictional_names: bool = False) -> Journal:
    """A new game in a new file. Raises Unusable where there is one, or it cannot be written.

    Raises ValueError where there is nothing to play, or for seats or parameters that there are not.
    """
    try:
        head = head_of(setup, fictional_names)
    except (Changed, OSError, ScenarioError) as error:
        raise Unusable(str(error)) from None
    opening = opening_of(head, setup.scenario)
    game = Game(opening.setup)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}") from None
    lock = held(path)
    try:
        file = begun(path, head)
    except BaseException:
        lock.release()
        raise
    return Journal(path, game, opening, file, lock)


def head_of(setup: Setup, fictional_names: bool) -> Head:
    scenario = setup.scenario
    return Head(
        made_by=MADE_BY,
        form=FORM,
        scenario=Packed(id=scenario.id, sha256=scenario.sha256, files=portable(sources(scenario))),
        seed=setup.seed,
        parameters=dict(setup.parameters),
        people=None if setup.people is None else list(setup.people),
        fictional=fictional_names,
        secret=secrets.token_hex(16),
        versions=versions(),
    )


def begun(path: Path, head: Head) -> BinaryIO:
    """A new file with its first line; none where that could not be written."""
    try:
        file = path.open("xb", buffering=0)
    except FileExistsError:
        raise Unusable(f"{path} is there already: go on with it by --resume, or name another") from None
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}") from None
    try:
        write_line(file, head.model_dump(mode="json"))
        keep_name(path.parent)
    except OSError as error:
        file.close()
        path.unlink()
        raise Unusable(f"{path} cannot be written: {error.strerror}") from None
    return file


def keep_name(folder: Path) -> None:
    """A new file's name is on the disk as well, where the system has a way to ask for it."""
    if hasattr(os, "O_DIRECTORY"):
        place = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


def resume(path: Path) -> Journal:
    """Go on with a game where its file ends; a clock that ran stands still since. Raises Unusable."""
    if not path.is_file():
        raise Unusable(f"there is no saved game {path}")
    lock = held(path)
    try:
        opening, entries, size = read(path)
        game = held_together(path, opening, entries)
        file = path.open("r+b", buffering=0)
        file.truncate(size)
        file.seek(size)
        journal = Journal(path, game, opening, file, lock)
        if game.table.clock.deadline is not None:
            journal.take(Pause(), WHITE, entries[-1].at)
    except OSError as error:
        lock.release()
        raise Unusable(f"{path} cannot be written: {error.strerror}") from None
    except BaseException:
        lock.release()
        raise
    return journal


def read_game(path: Path) -> Game:
    """A game as its file tells it, to be looked at. Raises Unusable."""
    opening, entries, _ = read(path)
    return held_together(path, opening, entries)


def held_together(path: Path, opening: Opening, entries: list[Entry]) -> Game:
    try:
        return replay(opening.setup, entries)
    except ValueError as error:
        raise Unusable(f"{path} does not hold together: {error}") from None


def is_game(path: Path) -> bool:
    """Whether a file begins as a saved game does, of whatever version."""
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(head, dict) and head.get("made_by") == MADE_BY


def replay(setup: Setup, entries: list[Entry]) -> Game:
    """A game in which these actions were taken."""
    game = Game(setup)
    for entry in entries:
        game.take(entry.action, entry.by, entry.at)
    return game


def held(path: Path) -> FileLock:
    """Nobody else writes this game. Raises Unusable where somebody does."""
    lock = FileLock(f"{path}.lock")
    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise Unusable(f"{path} is being played already") from None
    except OSError as error:
        raise Unusable(f"{path} cannot be written: {error.strerror}") from None
    return lock


# ---------------------------------------------------------------- lines


def write_line(file: BinaryIO, told: Mapping[str, Any]) -> None:
    """One line, on the disk before this returns. Nothing is held back to be written later."""
    left = json.dumps(told, ensure_ascii=False).encode() + b"\n"
    while left:
        left = left[file.write(left) :]
    os.fsync(file.fileno())


def read(path: Path) -> tuple[Opening, list[Entry], int]:
    """The opening, the actions, and how many bytes of the file are whole lines."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{path} cannot be read: {error.strerror}") from None
    size = text.rfind(b"\n") + 1
    lines = text[:size].splitlines()
    if not lines:
        raise Unusable(f"{path} is no saved game")
    opening = opening_in(path, lines[0])
    return opening, [entry_of(path, number, line) for number, line in enumerate(lines[1:], 2)], size


def opening_in(path: Path, line: bytes) -> Opening:
    """The opening of a file, its scenario read from the texts it holds."""
    try:
        head = Head.model_validate_json(line)
    except ValidationError:
        raise Unusable(f"{path} is no saved game, or of another version of this program") from None
    if head.versions.get("rules") != versions()["rules"]:
        theirs = head.versions.get("sim", "another version")
        raise Unusable(f"{path} was played under other rules (sim {theirs}): go on with it there")
    with tempfile.TemporaryDirectory() as folder:
        try:
            scenario = load(unpack(head.scenario.files, Path(folder)))
        except (ScenarioError, ValueError, OSError, StopIteration) as error:
            raise Unusable(f"{path} holds a scenario that cannot be read: {error}") from None
    if scenario.sha256 != head.scenario.sha256:
        raise Unusable(f"{path} holds another scenario than the one it was begun with")
    return opening_of(head, scenario)


def opening_of(head: Head, scenario: Scenario) -> Opening:
    people = None if head.people is None else tuple(head.people)
    told = fictional(scenario) if head.fictional else scenario
    return Opening(Setup(told, head.seed, head.parameters, people), head.fictional, head.secret)


def entry_of(path: Path, number: int, line: bytes) -> Entry:
    try:
        return Entry.model_validate_json(line)
    except ValidationError as error:
        raise Unusable(f"{path}:{number}: this line is no action of a game: {why(error)}") from None
