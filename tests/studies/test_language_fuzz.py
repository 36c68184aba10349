"""Whatever is done to a good study, it loads or tells its mistakes: nothing else ever happens."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sim.scenario.kinds import kind_of
from sim.scenario.places import plain, walk
from sim.scenario.reading import read
from sim.studies.form.loading import check_study, load_study
from tests.scenario.test_fuzz import TOKENS, VALUES, holds, written
from tests.studies.conftest import DATA

EXAMPLE = (DATA / "border_study.yaml").read_text()
TREE = read(EXAMPLE, "f.yaml")[0]
TREE.value["design"] = read("{kind: grid}", "f.yaml")[0]
PATHS = sorted((path for path, _ in walk(TREE) if path), key=str)
WORDS = some.sampled_from(
    [
        "uncertain",
        "resolve",
        "sobol",
        "csv",
        "p.csv",
        "f.yaml",
        "border_crisis.yaml",
        "event.truce",
        "calm",
        "../",
    ]
)
DESIGNS = some.fixed_dictionaries(
    {
        "kind": some.sampled_from(
            ["grid", "sobol", "saltelli", "morris", "one_at_a_time", "latin_hypercube", "csv"]
        )
    },
    optional={
        "points": some.integers(-1, 40),
        "trajectories": some.integers(0, 5),
        "levels": some.integers(0, 6),
        "file": WORDS,
    },
)
QUICK = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def survives(text: str) -> None:
    """Checking ends well and soon, every message has its line, and a sound study has settings."""
    Path("f.yaml").write_text(text, encoding="utf-8", newline="")
    start = time.perf_counter()
    mistakes, warnings = check_study("f.yaml")
    kind_of("f.yaml")
    assert time.perf_counter() - start < 10
    for mistake in [*mistakes, *warnings]:
        assert mistake.line >= 1
        assert mistake.column >= 1
        assert "\n" not in str(mistake)
    if mistakes:
        return
    study = load_study("f.yaml")
    for variant in range(len(study.variants)):
        with suppress(ValueError):
            study.setting(study.size - 1, variant)


@QUICK
@given(data=some.data())
def test_characters_put_in_left_out_and_changed(beside: Path, data: some.DataObject) -> None:
    text = EXAMPLE
    for _ in range(data.draw(some.integers(1, 4))):
        at = data.draw(some.integers(0, len(text)))
        skip = data.draw(some.integers(0, 12))
        text = text[:at] + data.draw(some.one_of(TOKENS, some.just(""))) + text[at + skip :]
    survives(text)


@QUICK
@given(data=some.data())
def test_values_of_any_kind_anywhere(beside: Path, data: some.DataObject) -> None:
    tree = plain(TREE)
    for _ in range(data.draw(some.integers(1, 3))):
        change(tree, data)
    survives(written(tree))


def change(tree: Any, data: some.DataObject) -> None:
    """Replace or delete a value somewhere, as far as it is still there."""
    *way, last = data.draw(some.sampled_from(PATHS))
    for step in way:
        if not holds(tree, step):
            return
        tree = tree[step]
    if holds(tree, last):
        if data.draw(some.integers(0, 4)):
            tree[last] = data.draw(some.one_of(VALUES, WORDS, DESIGNS))
        else:
            del tree[last]


@QUICK
@given(data=some.data())
def test_parts_of_the_tree_in_each_others_place(beside: Path, data: some.DataObject) -> None:
    tree = plain(TREE)
    one, other = data.draw(some.sampled_from(PATHS)), data.draw(some.sampled_from(PATHS))
    here: Any = tree
    for step in one[:-1]:
        here = here[step]
    here[one[-1]] = plain(dict(walk(TREE))[other])
    survives(written(tree))


STEPS = (
    *("actors", "northland", "triggers", "soil_struck", "declared", "to", "0", "9", "x", "rooms", "fronts"),
    *("clock", "days", "ladders", "common", "calm", "menace", "parameters", "northland>southland", "soil"),
    *("", "events", "truce", "rate", "when", "outcomes", "counts", "river"),
)
LABELS = some.one_of(some.integers(0, 1), some.sampled_from(["calm", "all"]), some.booleans(), some.dates())


@QUICK
@given(path=some.lists(some.sampled_from(STEPS), max_size=5), values=some.lists(LABELS, max_size=3))
def test_any_path_at_all(beside: Path, path: list[str], values: list[Any]) -> None:
    tree = plain(TREE)
    tree["vary"] = {"it": {"path": ".".join(path), "values": values}}
    survives(written(tree))


@QUICK
@given(text=some.text(some.sampled_from('resolv,"\n\r 0.1-e\u2028\x00nait'), max_size=60))
def test_any_table_at_all(beside: Path, text: str) -> None:
    Path("p.csv").write_text("resolve" + text, encoding="utf-8", newline="")
    tree = plain(TREE)
    tree["vary"], tree["design"] = {}, {"kind": "csv", "file": "p.csv"}
    del tree["variants"]["resolute"]
    survives(written(tree))
