"""Questions for discussion: those of the scenario, then some that this game itself raises."""

from __future__ import annotations

from collections.abc import Iterator

from sim.analysis.deeds import midway
from sim.wargame.review.names import posture_title, rung
from sim.wargame.review.phrases import Telling, in_points
from sim.wargame.review.slips import accidents, mistaken, unaware
from sim.wargame.review.words import advice_ignored, lines

MOST = 8  # that the game raises


def questions(telling: Telling) -> list[str]:
    return [*telling.table.game.questions, *list(raised(telling))[:MOST]]


def raised(telling: Telling) -> Iterator[str]:
    """What happened, as something to talk about; answers are for the table."""
    yield from of_decisions(telling)
    yield from of_words(telling)
    yield from of_slips(telling)
    for each in telling.debrief.chances:
        if each.found is not None:
            who = telling.seat(each.found.posture.split(">")[0])
            yield (
                f"In turn {each.found.turn} one step less by {midway(who)} would have at least halved the "
                f"chance of '{telling.outcome(each.outcome)}'. What would have had to be known at that "
                "seat to take it?"
            )
            break
    if advice_ignored(telling.table):
        yield (
            "Some orders went beyond what the seats' own governments would have permitted. What would "
            "such an order cost outside the room?"
        )


def of_decisions(telling: Telling) -> Iterator[str]:
    ranked = telling.debrief.ranked
    if ranked and ranked[0].chosen is not None:
        top = ranked[0]
        yield (
            f"In turn {top.turn} the order of {midway(telling.seat(top.seat))} moved the chance of "
            f"'{telling.outcome(top.chosen or '')}' by {in_points(top.against[top.chosen or ''])}. Did "
            "anybody at the table expect that then? What did that seat mean to bring about?"
        )


def of_words(telling: Telling) -> Iterator[str]:
    threats = [each for each in lines(telling.table) if each.turn is not None]
    for each in threats:
        if each.broken:
            yield (
                f'The threat of turn {each.turn}, "{each.text}", was not kept when put to the test. Who '
                "had believed it, and what did that change afterwards?"
            )
            break
    untested = [each for each in threats if each.fate == "not met"]
    if untested:
        said = (
            f"{len(untested)} of {len(threats)} public threats were" if len(threats) > 1 else "The threat was"
        )
        yield f"{said} never put to the test. Did deterrence work, or would nothing have happened anyway?"


def of_slips(telling: Telling) -> Iterator[str]:
    table, plan = telling.table, telling.plan
    views = [each for each in mistaken(table) if each.climbs]
    if views:
        first = views[0]
        yield (
            f"In turn {first.turn} {midway(telling.seat(first.seat))} believed "
            f"{midway(posture_title(plan, first.posture))} at "
            f"'{rung(plan, first.posture, first.believed)}', while it was "
            f"'{rung(plan, first.posture, first.so)}', and climbed. Could it have found out?"
        )
    crossed = unaware(table)
    if crossed:
        move = crossed[0]
        yield (
            f"On day {move.day} {midway(posture_title(plan, move.posture))} went to "
            f"'{rung(plan, move.posture, move.rung)}' across a line that nobody had told it of. Should "
            f"{midway(telling.seat(move.holder))} have declared it, and what would that have cost?"
        )
    followed = [each for each in accidents(table) if each.then]
    if followed:
        yield (
            f"After the accident of day {followed[0].day} others climbed. What could have been said, by "
            "whom and how fast, for it to be taken as an accident?"
        )
