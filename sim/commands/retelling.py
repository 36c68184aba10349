"""A saved game told turn by turn: what was ordered and said, what came of it day by day, what was ruled."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.analysis.one_run.telling import Teller
from sim.commands.problem import DONE, Problem, as_problem
from sim.commands.replay import as_data, closing, head, print_story
from sim.commands.screen import prose

if TYPE_CHECKING:
    from sim.engines.chronicle import Happening
    from sim.wargame.actions import Order, Override
    from sim.wargame.game import Game
    from sim.wargame.played import Played

PLAYED_BY = {"person": "people", "rulebook": "the rulebook", "script": "its script"}
OF_RUNS = {"run": 0, "seed": 0, "draws": 200, "set": [], "no_errors": False}


def retell(asked: Namespace) -> int:
    """Play the game again from its file, and tell it as `sim replay` tells a run."""
    from sim.wargame.journal import Unusable, read_game

    strange = [
        f"--{name.replace('_', '-')}" for name, quiet in OF_RUNS.items() if getattr(asked, name) != quiet
    ]
    if strange:
        raise Problem(
            f"{asked.scenario} is a saved game, with luck of its own: leave out {', '.join(strange)}"
        )
    with as_problem(Unusable):
        game = read_game(Path(asked.scenario))
    if asked.json:
        print(json.dumps({**as_data(game.table.crisis), "game": game_data(game)}, indent=1))
        return DONE
    print(head(game.table.crisis))
    print(prose(played(game)))
    if asked.brief:
        print_story(game.table.crisis)
    else:
        print_turns(game)
    return DONE


def played(game: Game) -> str:
    """How far it went, who sat where, and what was taken back."""
    table = game.table
    by = [f"{seat.title} ({PLAYED_BY[seat.by]})" for seat in table.seats.values()]
    undone = sum(entry.action.kind == "undo" for entry in game.entries)
    back = f" {undone} time{'' if undone == 1 else 's'} a turn was taken back." if undone else ""
    return f"A game of {len(table.played)} of {table.turns} turns. Seats: {', '.join(by)}.{back}"


# ---------------------------------------------------------------- as text


class Retold(Teller):
    """Tells days that are over: a directive is in the log on days on which it was followed."""

    def in_force(self, what: Happening) -> bool:
        return True


def print_turns(game: Game) -> None:
    table = game.table
    teller = Retold(table.crisis)
    print_days(teller, 0, 0)
    for ruling in early(game):
        print(f"\n{ruled(ruling)}")
    for turn in table.played:
        print(f"\nTurn {turn.turn}")
        for line in said(game, turn):
            print(prose(line, "  ", "    "))
        print_days(teller, turn.first_day, turn.last_day)
        for ruling in turn.rulings:
            print(f"\n{ruled(ruling)}")
    print(f"\n{closing(table.crisis, dict(table.days[0].intended))}")


def print_days(teller: Teller, first: int, last: int) -> None:
    crisis = teller.crisis
    for day in range(first, last + 1):
        happened = [each for each in crisis.happenings if each.day == day]
        lines = teller.of_day(happened, [move for move in crisis.log if move.day == day])
        if lines:
            print(f"\n{teller.day(day)}")
        for line in lines:
            print(f"  {line}")


def said(game: Game, turn: Played) -> Iterator[str]:
    """The orders of a turn with what was said in public, and what was brought in during it."""
    table = game.table
    for notice in table.notices:
        if notice.turn == turn.turn and notice.kind in ("inject", "news"):
            to = "everyone" if notice.to is None else ", ".join(sorted(notice.to)) or "nobody"
            yield f"{notice.kind.capitalize()} to {to}: {notice.text}"
    for name, seat in table.seats.items():
        if turn.by[name] == "rulebook":
            continue
        rungs = {p.split(">")[1]: rung for p, rung in turn.ordered.items() if p.split(">")[0] == name}
        order = turn.orders.get(name)
        late = " (no order came: it holds)" if order is None and turn.by[name] == "person" else ""
        yield f"{seat.title} orders {', '.join(f'{rung} toward {t}' for t, rung in rungs.items())}{late}"
    for notice in table.notices:
        if notice.turn == turn.turn and notice.kind in ("statement", "threat", "directive"):
            yield f"{table.seats[notice.by or ''].title}, {notice.kind}: {notice.text}"


def early(game: Game) -> list[Override]:
    """Rulings from before any turn was played."""
    every: list[Any] = [entry.action for entry in game.standing if entry.action.kind == "override"]
    return every[: len(every) - sum(len(turn.rulings) for turn in game.table.played)]


def ruled(ruling: Override) -> str:
    value = f"is {ruling.value}"
    if ruling.what == "event":
        value = "has happened" if ruling.value else "has not happened"
    return prose(f"Ruled by the facilitator: {ruling.name} {value}. {ruling.reason}")


# ---------------------------------------------------------------- as data


def game_data(game: Game) -> dict[str, Any]:
    """What people did, as plain values."""
    table = game.table
    return {
        "over": table.over,
        "turns": [turn_data(turn) for turn in table.played],
        "early_rulings": [ruling.model_dump(mode="json") for ruling in early(game)],
        "injects": dict(table.injects.fate),
        "taken_back": sum(entry.action.kind == "undo" for entry in game.entries),
    }


def turn_data(turn: Played) -> dict[str, Any]:
    return {
        "turn": turn.turn,
        "first_day": turn.first_day,
        "last_day": turn.last_day,
        "by": dict(turn.by),
        "orders": {seat: order_data(order) for seat, order in turn.orders.items()},
        "ordered": dict(turn.ordered),
        "rulings": [ruling.model_dump(mode="json") for ruling in turn.rulings],
    }


def order_data(order: Order | None) -> dict[str, Any] | None:
    return None if order is None else order.model_dump(mode="json", by_alias=True)
