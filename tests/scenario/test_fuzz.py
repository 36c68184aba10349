"""Whatever is done to a good file, it loads or tells its mistakes: nothing else ever happens."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim.scenario.loading import check_file
from sim.scenario.places import Key, plain, walk
from sim.scenario.reading import read

EXAMPLE = (Path(__file__).parents[1] / "data" / "border_crisis.yaml").read_text()
TREE = read(EXAMPLE, "f.yaml")[0]
PATHS = sorted((path for path, _ in walk(TREE) if path), key=str)
QUICK = settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)

TOKENS = some.sampled_from(
    [
        *[
            "\t",
            "\n",
            "  ",
            "{",
            "}",
            "[",
            "]",
            ":",
            "- ",
            "#",
            "&a ",
            "*a",
            "? ",
            "| ",
            "> ",
            "'",
            '"',
            "%",
            "@",
            "`",
        ],
        *[
            "\x00",
            "\ufeff",
            "\ud7ff",
            "\u2028",
            "\r",
            "\\",
            "é",
            ".nan",
            "1e999",
            "null",
            "~",
            "true",
            "---\n",
        ],
        *[
            "!!python/none ",
            "<<: *a",
            "all",
            "extends: f.yaml\n",
            "2031-99-01",
            "9" * 30,
            ", ",
            ">",
            "rung(",
            ")",
        ],
    ]
)
DEEP: Any = 1
for _ in range(60):
    DEEP = [DEEP]
SCALARS = some.one_of(
    some.none(),
    some.booleans(),
    some.integers(),
    some.floats(),
    some.dates(),
    some.text(max_size=8),
    some.sampled_from(["all", "northland", "southland", "calm", "resolve", "truce", "river", "reciprocal"]),
    some.sampled_from(
        ["always", "rung(northland) >= calm", "not happened(truce)", "(" * 300, "day() > 1" * 500]
    ),
)
VALUES = some.one_of(
    SCALARS,
    some.just([]),
    some.just({}),
    some.just(DEEP),
    some.lists(SCALARS, max_size=3),
    some.dictionaries(
        some.one_of(some.text(max_size=5), some.integers(0, 3), some.dates()), SCALARS, max_size=3
    ),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "f.yaml"


def survives(file: Path, text: str) -> None:
    """Checking, with lints and all, ends well and soon; every message has its line."""
    file.write_text(text, encoding="utf-8", newline="")
    start = time.perf_counter()
    mistakes, warnings = check_file(file)
    assert time.perf_counter() - start < 10
    for mistake in [*mistakes, *warnings]:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert "\n" not in str(mistake)


def written(value: Any) -> str:
    """Any value as YAML in braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"? {written(k)} : {written(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(written(part) for part in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return ".nan"
    return json.dumps(value)


@QUICK
@given(data=some.data())
def test_characters_put_in_left_out_and_changed(file: Path, data: some.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(some.integers(1, 4))):
        at = data.draw(some.integers(0, len(text)))
        skip = data.draw(some.integers(0, 12))
        text = text[:at] + data.draw(some.one_of(TOKENS, some.just(""))) + text[at + skip :]
    survives(file, text)


@QUICK
@given(data=some.data())
def test_lines_moved_repeated_indented_and_left_out(file: Path, data: some.DataObject) -> None:
    lines = EXAMPLE.splitlines()
    for _ in range(data.draw(some.integers(1, 4))):
        at = data.draw(some.integers(0, len(lines) - 1))
        line = lines.pop(at)
        indent = data.draw(some.sampled_from(["", " ", "  ", "      ", "\t"]))
        copies = data.draw(
            some.sampled_from([[], [line, line], [indent + line], [line.strip()], [line[:20]]])
        )
        to = data.draw(some.one_of(some.just(at), some.integers(0, len(lines))))
        lines[to:to] = copies
    survives(file, "\n".join(lines))


@QUICK
@given(data=some.data())
def test_values_of_any_kind_anywhere(file: Path, data: some.DataObject) -> None:
    tree = plain(TREE)
    for _ in range(data.draw(some.integers(1, 3))):
        change(tree, data)
    survives(file, written(tree))


def change(tree: Any, data: some.DataObject) -> None:
    """Replace, delete, or add to a value somewhere, as far as it is still there."""
    *way, last = data.draw(some.sampled_from(PATHS))
    for step in way:
        if not holds(tree, step):
            return
        tree = tree[step]
    if not holds(tree, last):
        return
    if data.draw(some.booleans()):
        tree[last] = data.draw(VALUES)
    elif data.draw(some.booleans()):
        del tree[last]
    elif isinstance(tree, dict):
        tree[data.draw(some.one_of(some.text(max_size=6), some.just("up")))] = data.draw(VALUES)


def holds(tree: Any, step: Key) -> bool:
    if isinstance(tree, dict):
        return step in tree
    return isinstance(tree, list) and isinstance(step, int) and step < len(tree)


@QUICK
@given(data=some.data())
def test_parts_of_the_tree_in_each_others_place(file: Path, data: some.DataObject) -> None:
    tree = plain(TREE)
    one, other = data.draw(some.sampled_from(PATHS)), data.draw(some.sampled_from(PATHS))
    part = dict(walk(TREE))[other]
    here: Any = tree
    for step in one[:-1]:
        here = here[step]
    here[one[-1]] = plain(part)
    survives(file, written(tree))


@QUICK
@given(text=some.text(max_size=200))
def test_any_text_at_all(file: Path, text: str) -> None:
    survives(file, text)
