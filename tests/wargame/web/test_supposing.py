"""'And if?' of orders and of rulings, under the same luck; the game stays as it is."""

from __future__ import annotations

import pytest

from tests.wargame.playing import picture
from tests.wargame.web.visiting import Served

PAGE = "/white/and-if"


@pytest.mark.compiled_only  # four times 2,000 futures
@pytest.mark.parametrize("phase", ["plan", "adjudicate"])
def test_an_order_and_a_ruling_stand_beside_each_other(table: Served, phase: str) -> None:
    table.until(phase)
    white, before = table.browser("white"), picture(table.table)
    page = white.get(
        f"{PAGE}?a1=birch>aster&a1to=war&b1=birch>aster&b1to=war&bby=ruling&cevent=parley&ceventis=yes"
    )
    assert page.status == 200
    for words in ("As it stands", "Birch toward Aster: War", "Ruled: Birch toward Aster: War"):
        assert words in page.words
    assert "has happened" in page.words
    assert picture(table.table) == before


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("a1=nobody>aster&a1to=war", "nobody"),
        ("a1=birch>aster&a1to=wars&aby=ruling", "wars"),
        ("aevent=parlez&aeventis=yes", "parlez"),
        ("aevent=parley&aeventis=perhaps", "perhaps"),
        ("ameter=nothing&ameteris=1", "nothing"),
        ("ameter=nothing&ameteris=much", "much"),
    ],
)
def test_what_cannot_be_ruled_is_told(table: Served, asked: str, said: str) -> None:
    table.until("adjudicate")
    page = table.browser("white").get(f"{PAGE}?{asked}")
    assert page.status == 422
    assert said in page.words
