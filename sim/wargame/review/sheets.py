"""What a debrief leaves as tables for other programs: CSV, safe to be opened in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from sim.analysis.deeds import actor_title
from sim.wargame.odds.live import Change
from sim.wargame.review.course import rows
from sim.wargame.review.names import ordered, rung
from sim.wargame.review.phrases import Telling
from sim.wargame.review.spoken import kind_of, text_of, whom
from sim.wargame.review.worth import Decision

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what makes a spreadsheet run a cell
Value = str | int | float | None


def sheets(telling: Telling) -> dict[str, str]:
    """The files by name."""
    return {
        "timeline.csv": timeline(telling),
        "odds.csv": odds(telling),
        "decisions.csv": decisions(telling),
        "notices.csv": notices(telling),
    }


def sheet(heads: Sequence[str], body: Iterable[Sequence[Value]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([safe(head) for head in heads])
    writer.writerows([safe(value) for value in row] for row in body)
    return text.getvalue()


def safe(value: Value) -> str:
    """A value as a cell; a text that a spreadsheet would run begins with a quote mark."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return repr(value)
    return f"'{value}" if value.lstrip().startswith(FORMULA) or value.startswith(FORMULA) else value


def timeline(telling: Telling) -> str:
    """Every posture on every day, with what each who watches it believed."""
    plan, found = telling.plan, rows(telling.table)
    watchers = sorted({watcher for row in found for watcher in row.seen})
    heads = ["day", "date", "turn", "owner", "target", "ordered", "intended", "executed"]
    heads += [f"believed by {actor_title(plan, watcher)}" for watcher in watchers]

    def title(posture: str, name: str | None) -> str:
        return "" if name is None else rung(plan, posture, name)

    body: list[list[Value]] = []
    for row in found:
        owner, target = (actor_title(plan, actor) for actor in row.posture.split(">"))
        stood = [title(row.posture, each) for each in (row.ordered, row.intended, row.executed)]
        seen = [title(row.posture, row.seen.get(watcher)) for watcher in watchers]
        body.append([row.day, row.date.isoformat(), row.turn, owner, target, *stood, *seen])
    return sheet(heads, body)


def odds(telling: Telling) -> str:
    heads = ("after turn", "day", "outcome", "came on day", "chance", "low", "high", "futures",
             "change", "change low", "change high")  # fmt: skip
    body: list[list[Value]] = []
    for point in telling.debrief.curve:
        for name, each in point.odds.outcomes.items():
            chance = each.chance
            moved = [None] * 3 if point.changes is None else change(point.changes[name])
            body.append([point.turns, point.odds.day, each.title, each.came, chance.share, chance.low,
                         chance.high, chance.runs, *moved])  # fmt: skip
    return sheet(heads, body)


def change(each: Change) -> list[Value]:
    return [each.difference, each.low, each.high]


def decisions(telling: Telling) -> str:
    heads = ("turn", "seat", "order", "outcome", "chance as ordered",
             "against holding", "against holding low", "against holding high",
             "against the rulebook", "against the rulebook low", "against the rulebook high",
             "futures", "fresh luck")  # fmt: skip
    body = [row for each in telling.debrief.decisions for row in rows_of(telling, each)]
    return sheet(heads, body)


def rows_of(telling: Telling, each: Decision) -> Iterable[list[Value]]:
    """One decision, an outcome a row."""
    order = ordered(telling.plan, dict(each.moved)) or "held"
    for name, odd in each.odds.outcomes.items():
        hold = [0.0] * 3 if each.hold is None else change(each.hold[name])
        yield [each.turn, telling.seat(each.seat), order, odd.title, odd.chance.share, *hold,
               *change(each.book[name]), each.odds.runs, "yes" if each.again else "no"]  # fmt: skip


def notices(telling: Telling) -> str:
    body: list[list[Value]] = [
        [
            each.turn,
            each.day,
            kind_of(each),
            whom(telling, each.by),
            "everyone" if each.to is None else "; ".join(whom(telling, name) for name in sorted(each.to)),
            text_of(telling, each),
        ]
        for each in telling.table.notices
    ]
    return sheet(("turn", "day", "kind", "by", "to", "text"), body)
