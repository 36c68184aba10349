"""Records as people write them: what a spreadsheet does to a file is survived, or told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.scoring.rows import Came, CountOf, Line, Row
from sim.scenario.loading import Scenario, load
from sim.scenario.mistakes import ScenarioError
from sim.studies.backcasting.record import load_record, read_record
from sim.studies.backcasting.sheet import read_sheet
from tests.backcast.conftest import record
from tests.cli.calling import BORDER, ROOT

NEEDED = ("kind", "what", "to", "value")
PLAIN = "kind,what,to,value\noutcome,wet,2031-03-05,yes\n"


def rows(scenario: Scenario, text: str) -> list[Row]:
    return read_record(text, "r.csv", scenario).rows


def told(scenario: Scenario, *lines: str) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        rows(scenario, record(*lines))
    return str(caught.value).split("\n")


def test_a_row_of_each_kind(world: Scenario) -> None:
    count, named, condition, line = rows(
        world,
        record(
            "count,aster>birch@river,2031-03-03,2031-03-05,7,paper A,by hand,fire",
            "count,strikes,,,>3",
            '"outcome","rung(aster, birch) >= strikes",,4,no',
            "trigger,late@aster,,9,not met",
        ),
    )
    assert (count.since, count.through, count.said, count.source, count.group) == (
        2,
        4,
        "7",
        "paper A",
        "fire",
    )
    assert count.asks == CountOf(("aster>birch",), "river", 7, 7)
    assert (named.title, named.since, named.through) == ("Strikes of Aster", 2, 5)
    assert named.asks == CountOf(("aster>birch",), None, 4, None)
    assert condition.asks == Came("rung(aster, birch) >= strikes", False)
    assert (line.asks, line.title) == (Line("late", "aster", "not met"), "Aster: A late line")
    assert [row.line for row in (count, named, condition, line)] == [2, 3, 4, 5]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "sep=;\n" + PLAIN.replace(",", ";"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        "\n\n" + PLAIN.replace("\n", ",,,\n") + ",,,,,,\n\n",
        PLAIN.upper(),
        PLAIN.replace("yes", '" Yes "').replace("kind", " Kind "),
        PLAIN.replace("yes", "TRUE"),
        PLAIN.replace("yes", "1"),
        PLAIN.replace("2031-03-05", "2031-03-05 00:00:00"),
        PLAIN.replace("2031-03-05", "2031-3-5"),
        PLAIN.replace("2031-03-05", "4"),
        PLAIN.replace("2031-03-05", "4.0"),
        PLAIN.replace("wet", "\u00a0wet\u00a0"),
        PLAIN.replace("wet", "outcome.wet"),
        "value,to,what,kind,colour\nyes,4,wet,outcome,red\n",
    ],
)
def test_what_a_spreadsheet_does_changes_nothing(world: Scenario, text: str) -> None:
    (row,) = rows(world, text)
    assert (row.through, row.said, row.title) == (4, "yes", "It rains")


def test_a_byte_order_mark_is_no_letter(world: Scenario, tmp_path: Path) -> None:
    path = tmp_path / "r.csv"
    path.write_bytes(b"\xef\xbb\xbf" + PLAIN.encode())
    assert len(load_record(path, world).rows) == 1
    path.write_bytes(PLAIN.encode("utf-16"))
    with pytest.raises(ScenarioError, match=r"r\.csv:1:1: this is not UTF-8 text: save the file as UTF-8"):
        load_record(path, world)
    with pytest.raises(ScenarioError, match="save it as CSV in UTF-8"):
        load_record(tmp_path / "r.xlsx", world)
    with pytest.raises(ScenarioError, match="there is no file"):
        load_record(tmp_path / "none.csv", world)


def test_the_rows_that_the_page_shows_can_be_read() -> None:
    """With the crisis that the tests of the command use."""
    page = (ROOT / "docs" / "backcast.md").read_text(encoding="utf-8")
    lines = [line.strip() for line in page.split("\n") if line.startswith("    ")]
    first = lines.index("kind,what,from,to,value,source")
    found = read_record("\n".join(lines[first : first + 4]), "r.csv", load(BORDER)).rows
    assert [row.kind for row in found] == ["count", "outcome", "trigger"]


def test_a_quoted_cell_may_hold_commas_quotes_and_lines(world: Scenario) -> None:
    text = record(
        'outcome,"rung(aster,\n birch) >= war",,4,no,x,"He said ""no"", twice"', "outcome,wet,,5,no"
    )
    first, second = rows(world, text)
    assert first.note == 'He said "no", twice'
    assert first.what == "rung(aster, birch) >= war"
    assert (first.line, second.line) == (2, 4)


@pytest.mark.parametrize(
    ("value", "ends"),
    [
        ("52", (52, 52)),
        ("52.0", (52, 52)),
        (">40", (41, None)),
        (">= 41", (41, None)),
        ("≥41", (41, None)),
        ("<60", (None, 59)),
        ("<=60", (None, 60)),
        ("40..45", (40, 45)),
        ("40…45", (40, 45)),
        ("<1", (0, 0)),
        ("=7", (7, 7)),
    ],
)
def test_numbers_and_bounds(world: Scenario, value: str, ends: tuple[int, int]) -> None:
    (row,) = rows(world, record(f"count,strikes,,,{value}"))
    assert isinstance(row.asks, CountOf)
    assert (row.asks.low, row.asks.high) == ends


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("outcome,wet,,13/03/2031,yes", ":14: '13/03/2031' is not read, for days and months come in"),
        ("outcome,wet,,13/03/2031,yes", "order: write 2031-03-13"),
        ("outcome,wet,,05.03.2031,yes", "write 2031-03-05 or 2031-05-03, whichever is meant"),
        ("outcome,wet,,2031-02-30,yes", "2031-02-30 is not a day of the calendar"),
        ("outcome,wet,,2031-03-14,yes", "not within the scenario's clock, 2031-03-01 to 2031-03-13 (day"),
        ("outcome,wet,,2031-02-28,yes", "is not within the scenario's clock"),
        ("outcome,wet,,47914,yes", "if this is a spreadsheet's number of a date, write 2031-03-07"),
        ("outcome,wet,,soon,yes", "expected a date such as 2031-03-13, or a day of the clock such as 12"),
        ("outcome,wet,,0,yes", "day 0, 2031-03-01, is where the scenario starts: no forecast"),
        ("outcome,wet,,,yes", "the row says no `to`"),
        ("outcome,wet,3,4,yes", "only a count has a first day"),
        ("outcome,wet,,4,perhaps", ":16: expected yes or no, not 'perhaps'"),
        ("outcome,wet,,4,", "expected yes or no, not an empty cell"),
        ("outcome,wat,,4,yes", ":9: no outcome or event is called 'wat' (did you mean wet?)"),
        ("outcome,,,4,yes", "an empty cell: name an outcome, an event or a condition"),
        ('outcome,"rung(aster, birch) > wr",,4,no', "no outcome, no event, and no condition: wr is"),
        ("outcome,rung(aster, birch) > war,,4,no", "this row is torn at a comma: put a text that holds"),
        ("outcome,wet,,4,yes,a,b,c,d", "a row of 9 cells under 8 names of columns"),
        ("result,wet,,4,yes", ":1: a row is a count, an outcome or a trigger, not 'result'"),
        ("outcom,wet,,4,yes", "not 'outcom' (did you mean outcome?)"),
        ("count,strike,,4,5", "no count is called 'strike' (did you mean strikes?); or name postures"),
        ("count,aster>cedar,,4,5", ":7: 'cedar' is not an actor or group"),
        ("count,birch>birch,,4,5", "birch has no posture toward birch"),
        ("count,aster>birch@sea,,4,5", ":19: 'sea' is not a front"),
        ("count,birch>aster@hills,,4,5", "none of these postures acts on the front hills"),
        ("count,strikes,7,4,5", "the window begins, day 7, after it ends, day 4"),
        ("count,strikes,,,40-45", "write a range as 40..45, not '40-45'"),
        ('count,strikes,,,"1,234"', "write 1234 without separators, not '1,234'"),
        ("count,strikes,,,45..40", "write 40..45"),
        ("count,strikes,,,>=0", "says nothing: every count is 0 or more"),
        ("count,strikes,,,<0", "cannot be: every count is 0 or more"),
        ("count,strikes,,,1000001", "is too many: a count is 1000000 at most"),
        ("count,strikes,,,about 40", "expected a whole number such as 52, a bound such as >40"),
        ("trigger,late,,4,kept", "late binds several actors: write one of late@aster, late@birch"),
        ("trigger,late@cedar,,4,kept", ":14: late does not bind 'cedar': it binds aster, birch"),
        ("trigger,lat@aster,,4,kept", "no trigger is called 'lat' (did you mean late?)"),
        ("trigger,late@aster,,4,yes", "expected kept, broken or not met, not 'yes'"),
        ('outcome,"wet,,4,yes', ":10: this quote is never closed"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(world: Scenario, line: str, message: str) -> None:
    (said,) = told(world, line)
    assert said.startswith("r.csv:2:")
    assert message in said


def test_all_mistakes_are_told_at_once(world: Scenario) -> None:
    found = told(
        world, "outcome,wat,,99,maybe", "count,strikes,,,5", "trigger,lat,,x,kept", "count,strikes,,,5"
    )
    assert [line.split(" ")[0] for line in found] == [
        "r.csv:2:9:", "r.csv:2:14:", "r.csv:2:17:", "r.csv:4:9:", "r.csv:4:14:", "r.csv:5:1:"
    ]  # fmt: skip
    assert found[-1].endswith("line 3 asks the same, by the same day")


def test_the_same_question_in_other_words_is_the_same(world: Scenario) -> None:
    found = told(world, "outcome,wet,,4,yes", "outcome,happened( storm ),,2031-03-05,no")
    assert found == ["r.csv:3:1: line 2 asks the same, by the same day"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty: its first line names the columns"),
        ("\n , ,\n", "the file is empty"),
        ("kind,what,to,value\noutcome,w\0et,4,yes\n", ":2:10: this is no text: save it as CSV in UTF-8"),
        ("kind,what,to,value\n", "below the names of the columns is no row"),
        (
            "kind,what,to,valeu\nx,x,x,x\n",
            "no column is called 'value' (did you mean valeu?); the first line must",
        ),
        ("kind,what,to,value,to\nx,x,x,x,x\n", ":20: the column 'to' stands twice"),
        ("kind,what,to,value\n" + "outcome,wet,4,yes\n" * 2001, "2,001 rows: the limit is 2,000"),
    ],
)
def test_a_file_that_is_no_record(world: Scenario, text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        rows(world, text)
    assert message in str(caught.value)


def test_columns_that_mean_nothing_are_named(world: Scenario) -> None:
    found = read_record("kind,what,to,value,colour\noutcome,wet,4,yes,red\n", "r.csv", world)
    assert found.unread == ["colour"]


@given(st.text(alphabet='kindwhatovlue,;"\n\r\t =>0(1)@+é', max_size=200))
def test_no_text_is_too_strange_to_be_told_of(world: Scenario, text: str) -> None:
    for head in ("", "kind,what,to,value\n"):
        mistakes = []
        try:
            read_record(head + text, "r.csv", world)
        except ScenarioError as error:
            mistakes = error.mistakes
        assert all(mistake.line >= 1 and mistake.column >= 1 for mistake in mistakes)


@given(
    st.lists(st.lists(st.text(alphabet='ab ,;"', max_size=6), min_size=4, max_size=4), min_size=1, max_size=5)
)
def test_quoted_cells_come_back_as_they_were(cells: list[list[str]]) -> None:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [",".join(map(quoted, each)) for each in cells]
    sheet, mistakes = read_sheet("kind,what,to,value\n" + "\n".join(lines), "r.csv", NEEDED)
    wanted = [[" ".join(text.split()) for text in each] for each in cells]
    wanted = [each for each in wanted if any(each)]
    if not wanted:
        assert sheet is None
        assert mistakes
        return
    assert sheet is not None
    assert [[row[name].text for name in NEEDED] for row in sheet.rows] == wanted
