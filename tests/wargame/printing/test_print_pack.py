from __future__ import annotations

import re
from pathlib import Path

import pytest

from sim.wargame.naming import fictional
from sim.wargame.packing import Refused
from sim.wargame.printing.cards import cards, in_words
from sim.wargame.printing.pack import FILES, files, write_print_pack
from sim.wargame.printing.turns import others, sheets
from tests.wargame.playing import strait
from tests.wargame.review.test_debrief_pack import Page

HOSTILE = "<script>alert(1)</script>"


def test_a_card_has_what_its_seat_is_told() -> None:
    aster = next(card for card in cards(strait()) if card.title == "Aster")
    assert (aster.public, aster.secret) == ("Hold the strait.", "You are bluffing.")
    assert [rung.title for rung in aster.rungs] == ["Calm", "Threats", "Strikes", "War"]
    assert aster.opponents == ["Birch"]
    assert [(each.start, each.ceiling) for each in aster.stances] == [("Threats", "Strikes")]
    assert [line.title for line, _ in aster.lines] == ["Our coast is struck"]
    assert aster.chairs == ["The council"]


def test_conditions_are_said_with_titles() -> None:
    assert in_words(strait().plan, "rung(aster, birch) >= strikes") == "rung(Aster, Birch) >= 'Strikes'"


def test_secrets_stand_on_sheets_of_their_own() -> None:
    found = files(strait())
    for secret in ("You are bluffing.", "You have no fuel.", "Stay small.", "Our coast is struck"):
        assert secret in found["secrets.html"]
        assert all(secret not in text for name, text in found.items() if name != "secrets.html")
    assert "Hold the strait." in found["roles.html"]


def test_a_slip_a_turn_and_seat_with_a_box_for_every_rung() -> None:
    text = files(strait())["orders.html"]
    turns = len(sheets(strait()))
    assert text.count('<section class="slip">') == turns * 3
    assert text.count('class="box"') == turns * 4 * 4  # four postures of seats, four rungs


def test_turns_say_when_what_is_due() -> None:
    first, second, *_ = sheets(strait())
    assert (first.first, first.last, first.minutes) == ("2 Mar 2031", "6 Mar 2031", "4")
    assert [each.title for each in first.due] == ["Rumour"]
    assert (first.due[0].genuine, first.due[0].to) == (False, "Aster and Dune")
    assert [(each.title, each.event) for each in second.due] == [("Talks", "Parley")]
    assert [each.title for each in others(strait())] == ["Alarm", "Whenever"]


def test_pages_need_no_other_file() -> None:
    for text in files(strait()).values():
        page = Page(text)
        assert not {"script", "iframe", "link", "img"} & set(page.tags)
        assert page.links == []


def test_a_text_is_text() -> None:
    found = files(strait((("Hold the strait.", f"'{HOSTILE}'"), ("You have no fuel.", f"'{HOSTILE}'"))))
    for text in found.values():
        assert HOSTILE not in text
    assert HOSTILE in Page(found["roles.html"]).words


def test_fictional_names_stand_on_every_sheet() -> None:
    for text in files(fictional(strait())).values():
        assert not re.search(r"\b(aster|birch|storm|narrows)\b", Page(text).words, re.IGNORECASE)


def test_a_folder_of_files_the_same_each_time(tmp_path: Path) -> None:
    written = write_print_pack(strait(), tmp_path / "print")
    assert [path.name for path in written] == list(FILES)
    before = [path.read_bytes() for path in written]
    assert [path.read_bytes() for path in write_print_pack(strait(), tmp_path / "print")] == before
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine").write_text("x")
    with pytest.raises(Refused):
        write_print_pack(strait(), tmp_path / "other")
