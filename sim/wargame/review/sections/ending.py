"""What was said, what to talk about, and what the numbers are not."""

from __future__ import annotations

from sim.report.blocks import Block, Cell, Fold, Points, Prose, Row, Section, Table
from sim.wargame.notices import Notice
from sim.wargame.review.names import dated
from sim.wargame.review.phrases import Telling
from sim.wargame.review.questions import questions
from sim.wargame.review.spoken import kind_of, text_of, whom

LIMITS = (
    "This explores what the scenario's assumptions imply; it does not predict, and it says nothing of the "
    "people who played beyond this table.",
    "Chances are those of the rulebook: after a turn it has every seat, and it does not know what people "
    "would have done.",
    "What the game drew once for all, its uncertain numbers and which lines the rulebook would keep, "
    "stays as "
    "it was in every future; only the cloud of simulated games draws it anew.",
    "A small change of a chance that rests on few futures may be luck: look at the interval first.",
)


def said(telling: Telling, notices: list[Notice], title: str = "Everything that was said and told") -> Fold:
    rows: list[Row] = [
        [
            Cell(f"turn {each.turn}", small=dated(telling.plan, each.day)),
            kind_of(each),
            whom(telling, each.by),
            "everyone" if each.to is None else ", ".join(whom(telling, name) for name in sorted(each.to)),
            Cell(text_of(telling, each)),
        ]
        for each in notices
    ]
    return Fold(f"{title} ({len(rows)})", [Table(title, ("When", "What", "By", "To", "Text"), rows)])


def talk(telling: Telling) -> Section:
    lead = "Nobody has to defend an order: ask first what each seat saw, then what it meant to bring about."
    closing = telling.table.game.texts.get("closing")
    blocks: list[Block] = [Prose(lead), Points(questions(telling), ordered=True)]
    if closing:
        blocks.insert(0, Prose(closing))
    return Section("questions", "Questions for discussion", blocks)


def limits(telling: Telling) -> Section:
    return Section("limits", "What these numbers are not", [Points(LIMITS)])
