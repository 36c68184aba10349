"""Whose screens an action changes; a screen that it does not change is not told of it."""

from __future__ import annotations

from collections.abc import Iterable

from sim.wargame import actions as a
from sim.wargame.table import Table
from sim.wargame.web.codes import SCREEN, TEAM, WHITE


def concerned(action: a.Action, table: Table) -> set[str]:
    """Listeners of the bell, at a table where the action has been taken."""
    match action:
        case a.Order():
            return {WHITE, SCREEN, *teams(table, [action.seat])}
        case a.Message():
            return {WHITE, *teams(table, [action.seat, *action.to])}
        case a.Join():
            return {WHITE, *teams(table, [action.seat])}
        case a.HandOver():
            return {WHITE, SCREEN, *teams(table, [action.seat])}
        case a.Delay() | a.Skip():
            return {WHITE}
        case a.Publish() | a.News():
            to = table.notices[-1].to
            return everyone(table) if to is None else {WHITE, *teams(table, to)}
        case a.Override():
            return everyone(table) if table.results_are_out else {WHITE}
        case a.Pause() | a.Unpause() | a.Extend() | a.Advance() | a.Undo():
            return everyone(table)


def teams(table: Table, seats: Iterable[str]) -> set[str]:
    return {TEAM + table.seats[seat].team for seat in seats}


def everyone(table: Table) -> set[str]:
    return {WHITE, SCREEN, *teams(table, table.seats)}
