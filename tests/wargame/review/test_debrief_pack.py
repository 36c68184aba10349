from __future__ import annotations

import csv
import io
import re
from argparse import Namespace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.commands.problem import DONE, INTERRUPTED, Problem
from sim.commands.review import review_command
from sim.wargame import packing
from sim.wargame.journal import begin
from sim.wargame.packing import Refused
from sim.wargame.review import pack as module
from sim.wargame.review.debrief import debrief
from sim.wargame.review.markdown import plain
from sim.wargame.review.pack import check, files, write_found, write_pack
from sim.wargame.review.phrases import Telling
from sim.wargame.review.sheets import safe
from sim.wargame.review.versions import names
from sim.wargame.table import Setup
from tests.wargame.playing import game, strait
from tests.wargame.review.games import HOSTILE, PLAYER, few, played, reviewed

NAMES = {"debrief.html", "debrief.md", "timeline.csv", "odds.csv", "decisions.csv", "notices.csv"}
SECTIONS = {
    "about", "short", "course", "odds", "decisions", "words", "slips", "chance", "otherwise", "cloud", "said",
    "questions", "limits",
}  # fmt: skip


class Page(HTMLParser):
    """The tags of a page, its ids, its links and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            if key in ("src", "href"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    return files(Telling(reviewed()))


@pytest.fixture(scope="module")
def anonymous() -> dict[str, str]:
    return files(Telling(reviewed(), anonymous=True))


def test_one_version_for_all_and_one_a_seat(told: dict[str, str]) -> None:
    seats = {f"seats/{name}.{ending}" for name in ("aster", "birch", "cedar") for ending in ("html", "md")}
    assert set(told) == NAMES | seats
    page = Page(told["debrief.html"])
    assert set(page.ids) >= SECTIONS
    assert {"seat", "orders", "views", "words", "course"} <= set(Page(told["seats/aster.html"]).ids)


def test_a_page_needs_no_other_file_and_no_network(told: dict[str, str]) -> None:
    for name, text in told.items():
        if name.endswith(".html"):
            page = Page(text)
            assert not {"script", "iframe", "link", "img", "form"} & set(page.tags)
            assert all(link.startswith("#") for link in page.links)
            assert {link[1:] for link in page.links} <= set(page.ids)
            assert len(page.ids) == len(set(page.ids))


@pytest.mark.compiled_only
def test_the_same_game_gives_the_same_bytes(told: dict[str, str]) -> None:
    with few():
        again = debrief(played())
    assert files(Telling(again)) == told


def test_what_was_typed_is_text_wherever_it_stands(told: dict[str, str]) -> None:
    page = Page(told["debrief.html"])
    assert HOSTILE in page.words
    assert PLAYER in page.words
    assert "<script>" not in told["debrief.md"]
    assert "\\<script\\>" in told["debrief.md"]
    rows = list(csv.reader(io.StringIO(told["notices.csv"])))
    assert f"'{HOSTILE}" in [cell for row in rows for cell in row]
    for name in ("timeline.csv", "odds.csv", "decisions.csv", "notices.csv"):
        for row in csv.reader(io.StringIO(told[name])):
            assert not any(cell.startswith(("=", "+", "@")) for cell in row)
            assert all(re.fullmatch(r"-[\d.e-]+", cell) for cell in row if cell.startswith("-"))


def test_an_anonymous_pack_has_no_name_and_nothing_that_was_typed(anonymous: dict[str, str]) -> None:
    for text in anonymous.values():
        words = Page(text).words
        for hidden in (PLAYER, "Byron", HOSTILE, "HYPERLINK", "alert("):
            assert hidden not in text
            assert hidden not in words
    assert "Our coast is struck" in anonymous["debrief.md"]
    assert "Ships were seen." in anonymous["debrief.md"]  # an inject that was edited, as the scenario has it


@pytest.mark.compiled_only
def test_a_game_under_other_names_keeps_them() -> None:
    found = files(Telling(reviewed(fictional_names=True)))
    assert {"seats/norland.html", "seats/sudland.html", "seats/cedar.html"} <= set(found)
    for name, text in found.items():
        words = Page(text).words if name.endswith(".html") else text
        assert not re.search(r"\b(aster|birch|narrows|storm)\b", words, re.IGNORECASE), name


def test_the_tables_say_what_the_game_was(told: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(told["timeline.csv"])))
    table = reviewed().table
    assert len(rows) == len(table.days) * len(table.crisis.postures)
    war = [row for row in rows if row["turn"] == "2" and (row["owner"], row["target"]) == ("Birch", "Aster")]
    assert {row["ordered"] for row in war} == {"War"}
    odds = list(csv.DictReader(io.StringIO(told["odds.csv"])))
    assert len(odds) == 2 * (1 + len(table.played))
    assert all(float(row["low"]) <= float(row["chance"]) <= float(row["high"]) for row in odds)
    worth = list(csv.DictReader(io.StringIO(told["decisions.csv"])))
    assert len(worth) == 2 * len(reviewed().decisions)


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1", "'=1"), ("+1", "'+1"), ("-a", "'-a"), ("@a", "'@a"), (" =1", "' =1"), ("\t=1", "'\t=1"),
     ("a=1", "a=1"), (-0.5, "-0.5"), (None, ""), (3, "3")],
)  # fmt: skip
def test_cells_that_a_spreadsheet_would_run_begin_with_a_quote_mark(value: str, cell: str) -> None:
    assert safe(value) == cell


def test_markdown_says_markup_as_text() -> None:
    assert plain("# a\n*b* | `c` <d> [e](f)") == "\\# a \\*b\\* \\| \\`c\\` \\<d\\> \\[e\\](f)"
    assert plain("1. a") == "1\\. a" or plain("1. a").startswith("\\1.")
    assert plain("- a").startswith("\\-")


def test_seats_of_one_title_have_files_of_their_own() -> None:
    scenario = strait((("title: Birch", "title: Aster"),))
    telling = Telling(reviewed())
    assert set(names(telling).values()) == {"aster", "birch", "cedar"}
    assert scenario.document.actors["birch"].title == "Aster"


# ---------------------------------------------------------------- the folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack of three files."""

    def made(telling: Telling) -> dict[str, str]:
        text = f"{module.MARK} {telling.anonymous}"
        return {module.FIRST: text, "odds.csv": "a", "seats/aster.html": text}

    monkeypatch.setattr(module, "files", made)


def test_a_folder_appears_whole_and_is_replaced(tmp_path: Path, small: None) -> None:
    out = tmp_path / "pack"
    written = write_found(reviewed(), out)
    assert all(path.is_file() for path in written)
    (out / "seats" / "old.html").write_text("x")
    write_found(reviewed(), out, anonymous=True)
    assert not (out / "seats" / "old.html").exists()
    assert list(tmp_path.iterdir()) == [out]


def test_what_is_not_ours_stays(tmp_path: Path, small: None) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "mine.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for name in ("letters", "file"):
        with pytest.raises(Refused):
            write_found(reviewed(), tmp_path / name)
    assert (tmp_path / "letters" / "mine.txt").read_text() == "x"


def test_a_pack_that_is_killed_while_it_is_written_leaves_no_half_folder(
    tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pack"
    write_found(reviewed(), out)
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    written = Path.write_text
    count = []

    def dying(self: Path, *text: object, **how: object) -> int:
        count.append(self)
        if len(count) == 3:
            raise KeyboardInterrupt
        return written(self, *text, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "write_text", dying)
    with pytest.raises(KeyboardInterrupt):
        write_found(reviewed(), out, anonymous=True)
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    assert list(tmp_path.iterdir()) == [out]


def test_a_disk_that_is_full_is_told(tmp_path: Path, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*where: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(packing, "put_in_place", full)
    with pytest.raises(Refused, match="No space left"):
        write_found(reviewed(), tmp_path / "pack")
    assert list(tmp_path.iterdir()) == []


def test_a_game_of_which_nothing_was_played_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no turn"):
        check(game(), tmp_path / "pack")


# ---------------------------------------------------------------- the command


def saved(folder: Path) -> Path:
    """The game's file."""
    path = folder / "strait.game"
    journal = begin(path, Setup(strait(), 3))
    for entry in played().entries:
        journal.take(entry.action, entry.by, entry.at)
    journal.close()
    return path


def asked(file: Path, out: Path | None = None, anonymous: bool = False) -> Namespace:
    return Namespace(folder=str(file), out=out, anonymous=anonymous)


@pytest.mark.compiled_only
def test_the_command_writes_a_pack_beside_the_game(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], told: dict[str, str]
) -> None:
    file = saved(tmp_path)
    with few():
        assert review_command(asked(file)) == DONE
    assert "debrief.html" in capsys.readouterr().out
    found = (tmp_path / "strait-debrief" / "debrief.html").read_text()
    assert found == told["debrief.html"]


def test_the_command_tells_what_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="cannot be read"):
        review_command(asked(tmp_path / "none.game"))


def test_the_command_can_be_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*game: object) -> None:
        raise KeyboardInterrupt

    file = saved(tmp_path)
    monkeypatch.setattr(module, "debrief", interrupted)
    assert review_command(asked(file)) == INTERRUPTED
    assert not (tmp_path / "strait-debrief").exists()


def test_writing_a_pack_does_not_change_the_game(tmp_path: Path, small: None) -> None:
    from tests.wargame.playing import picture

    asked_of = played()
    before = picture(asked_of.table)
    with few():
        write_pack(asked_of, tmp_path / "pack")
    assert picture(asked_of.table) == before
