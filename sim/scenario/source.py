"""From a path to the text of a file, or one clear reason why not."""

from __future__ import annotations

from pathlib import Path

from sim.scenario.mistakes import Mistake, Place, ScenarioError

MAX_BYTES = 2_000_000


def read_source(path: Path, name: str, asked: Place | None = None, limit: int = MAX_BYTES) -> str:
    """The text of a file; what cannot be read is told at `asked`, the place that names the file."""
    try:
        if not path.exists():
            raise refusal(asked, name, f"there is no file {name}")
        if not path.is_file():
            raise refusal(asked, name, f"{name} is not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
            size = path.stat().st_size
    except (OSError, RuntimeError, ValueError) as error:  # a loop of links, no permission, a null in the name
        if isinstance(error, ScenarioError):
            raise
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise refusal(asked, name, f"{name} cannot be read: {reason}") from None
    if len(data) > limit:
        raise refusal(asked, name, f"{name} has {size} bytes; the limit is {limit}")
    return decode(data, name)


def decode(data: bytes, name: str) -> str:
    """UTF-8, with or without a byte-order mark; the place of the first byte that is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - before.rfind(b"\n")
        message = "this is not UTF-8 text: save the file as UTF-8"
        raise ScenarioError([Mistake.at(Place(name, line, column), message)]) from None


def refusal(asked: Place | None, name: str, message: str) -> ScenarioError:
    return ScenarioError([Mistake.at(asked or Place(name, 1, 1), message)])
