"""Files that are not scenarios: each gets one clear message, and never a traceback or a long wait."""

from __future__ import annotations

import datetime as dt
import time
import tracemalloc
from pathlib import Path

import pytest

from sim.scenario.loading import check_file, load, load_text
from sim.scenario.mistakes import ScenarioError
from sim.scenario.places import plain
from sim.scenario.reading import read
from sim.scenario.source import MAX_BYTES

BOMB = "a: &l0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"b{n}: &l{n + 1} [{', '.join([f'*l{n}'] * 10)}]\n" for n in range(12)
)
RING = "a: &ring [*ring]"
DEEP = "a: " + "[" * 100_000
TAG = (
    "'!!python/object/apply:os.system' is a tag: a scenario holds plain text, numbers, dates, lists and maps"
)

HARD = [
    ("", "1:1: the file is empty"),
    ("# only a remark\n", "1:1: the file is empty"),
    ("just text", "1:1: a scenario is a map of keys and values, not 'just text'"),
    ("- a\n- b\n", "1:1: a scenario is a map of keys and values, not a list"),
    ("a: 1\n---\nb: 1\n", "2:1: a file holds one document: a second one begins here"),
    ("a:\n\t- b\n", "2:1: this is not YAML: a tab cannot indent or begin a value: use spaces"),
    ("a: [1, 2\n", "2:1: this is not YAML: expected ',' or ']', but got '<stream end>'"),
    ("a: 1\n b: 2\n", "2:3: this is not YAML: mapping values are not allowed here"),
    ("a: 1\nb: \x07\n", "2:1: this is not YAML: a character that text cannot hold"),
    ('a: 1\nb: "\\UFFFFFFFF"\n', "2:1: this is not YAML: a number that stands for a character is too large"),
    ("a: *nobody\n", "1:4: the alias *nobody is not defined above"),
    (RING, "1:11: the alias *ring stands inside the value it names"),
    (BOMB, "5:5: with its aliases written out this has more than 50000 values"),
    (DEEP, "1:43: lists and maps stand more than 40 deep here"),
    ("x: &a [[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]\ny: [[[[[[[[[[[[[[[[[[[*a]]]]]]]]]]]]]]]]]]]\n",
     "2:23: the alias *a makes maps more than 40 deep"),
    ("\n".join(f"k{n}: x" for n in range(60_000)), "25001:1: the file has more than 50000 values"),
]  # fmt: skip

SOFT = [
    ("id: !!python/object/apply:os.system [ls]", f"1:5: {TAG}"),
    ("id: .nan", "1:5: .nan is not a number a scenario can use: every number is finite"),
    ("id: -.inf", "1:5: -.inf is not a number a scenario can use: every number is finite"),
    ("id: 1e400", "1:5: '1e400' is too large: every number is finite"),
    ("id: 12345678901234567890", "1:5: '12345678901234567890' has too many digits"),
    ("id: 2031-02-30", "1:5: 2031-02-30 is not a day of the calendar"),
    ("id: a\nid: b", "2:1: the key 'id' stands twice in this map"),
    ("true: 1", "1:1: a key is a name (or a date, where days are listed), not true"),
    ("? [a, b]\n: 1", "1:3: a key is a name (or a date, where days are listed), not a list"),
    ('id: "\\ud800"', "1:5: this text holds half a character (an escape from D800 to DFFF)"),
]


@pytest.mark.parametrize(("text", "told"), HARD, ids=[told[:50] for _, told in HARD])
def test_what_cannot_be_read_gets_one_message(text: str, told: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "f.yaml")
    assert str(caught.value) == f"f.yaml:{told}"


@pytest.mark.parametrize(("text", "told"), SOFT, ids=[told[:50] for _, told in SOFT])
def test_what_can_be_read_on_is_told_with_the_rest(text: str, told: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        load_text(text, "f.yaml")
    lines = [str(mistake) for mistake in caught.value.mistakes]
    assert f"f.yaml:{told}" in lines
    assert "f.yaml:1:1: the key 'clock' is missing" in lines
    assert not any("id: expected" in line for line in lines), "a broken value is told once"


@pytest.mark.parametrize("text", [BOMB, DEEP, "[" + "a, " * 600_000 + "]", "a" * 1_900_000, "? " * 100_000])
def test_hostile_files_take_little_time_and_memory(text: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ScenarioError):
        load_text(text, "f.yaml")
    assert time.perf_counter() - start < 20


def test_an_alias_bomb_takes_little_memory() -> None:
    tracemalloc.start()
    with pytest.raises(ScenarioError):
        load_text(BOMB, "f.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10_000_000


def told_of(path: Path) -> str:
    mistakes, warnings = check_file(path)
    assert warnings == []
    return "\n".join(str(mistake) for mistake in mistakes)


def test_files_that_are_none(tmp_path: Path) -> None:
    missing, folder = tmp_path / "none.yaml", tmp_path
    assert told_of(missing) == f"{missing}:1:1: there is no file {missing}"
    assert told_of(folder) == f"{folder}:1:1: {folder} is not a file"


def test_a_loop_of_links(tmp_path: Path) -> None:
    link = tmp_path / "link.yaml"
    link.symlink_to(link)
    assert f"{link}:1:1: " in told_of(link)


def test_a_large_file_is_not_parsed(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"[" * (MAX_BYTES + 1))
    assert told_of(large) == f"{large}:1:1: {large} has 2000001 bytes; the limit is 2000000"


def test_text_that_is_not_utf8(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("schema: 1\ntitle: Krise über\n".encode("latin-1"))
    assert told_of(file) == f"{file}:2:14: this is not UTF-8 text: save the file as UTF-8"


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    file = tmp_path / "bom.yaml"
    file.write_bytes(b"\xef\xbb\xbfschema: 2\n")
    assert f"{file}:1:9: schema: expected 1, not 2" in told_of(file)


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(ScenarioError, match=r"there is no file a b\.yaml"):
        load("a\0b.yaml")


def test_words_mean_what_yaml_1_2_says() -> None:
    words = "[no, on, 1e-3, 0x10, 0o17, 017, 1_000, ~, true, 2031-03-01, '5', .5, +3, 12:30]"
    values = plain(read(f"a: {words}", "f.yaml")[0])["a"]
    day = dt.date(2031, 3, 1)
    assert values == ["no", "on", 0.001, 16, 15, 17, "1_000", None, True, day, "5", 0.5, 3, "12:30"]


def test_plain_aliases_are_welcome() -> None:
    root, mistakes = read("a: &x {up: 0.1}\nb: *x\nc: [*x, *x]\n", "f.yaml")
    assert mistakes == []
    assert plain(root)["c"] == [{"up": 0.1}, {"up": 0.1}]


def test_every_value_knows_its_line_and_column() -> None:
    root, _ = read('a: 1\nb:\n  - {c: "x",\n     d: y}\n', "f.yaml")
    items = root.value["b"].value[0]
    assert items.value["c"].place == ("f.yaml", 3, 9)
    assert items.value["d"].place == ("f.yaml", 4, 9)
    assert items.keys["d"] == ("f.yaml", 4, 6)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("{when: rung(a, b) >= war, held: 2}", "rung(a, b) >= war"),
        ("{when: rung(a,b) >= war and count(g, war) > 1}", "rung(a, b) >= war and count(g, war) > 1"),
        ("{when: struck(a, last=3) >= 1}", "struck(a, last=3) >= 1"),
    ],
)
def test_a_condition_cut_at_its_comma_is_told_once_and_made_whole(text: str, whole: str) -> None:
    root, mistakes = read(f"a: {text}", "f.yaml")
    message = f'inside {{braces}} a comma ends an unquoted value: put the condition in quotes: "{whole}"'
    assert [str(mistake) for mistake in mistakes] == [f"f.yaml:1:11: {message}"]
    assert root.value["a"].value["when"].value == whole


def test_other_text_cut_at_its_comma() -> None:
    _, mistakes = read("a: {title: North (river, hills), note: x}", "f.yaml")
    assert "put the text in quotes" in str(mistakes[0])


def test_what_is_in_quotes_is_not_cut() -> None:
    root, mistakes = read('a: {when: "rung(a, b) >= war", empty: }', "f.yaml")
    assert mistakes == []
    assert plain(root) == {"a": {"when": "rung(a, b) >= war", "empty": None}}
