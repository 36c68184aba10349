"""A game: a table, every action that was taken at it, and how a turn is taken back."""

from __future__ import annotations

from sim.wargame.actions import Action, Entry, Join, Undo
from sim.wargame.refusing import refuse
from sim.wargame.table import Setup, Table
from sim.wargame.who import WHITE


class Game:
    """A game under way. `entries` is everything that was done, what was taken back included."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.table = Table(setup)
        self.entries: list[Entry] = []
        self.standing: list[Entry] = []  # those that were not taken back
        self.begun = {1: 0}  # how many of them stood when a turn began

    def take(self, action: Action, by: str, at: float) -> Entry:
        """Do what an action says, and remember it. Raises Refused, and changes nothing."""
        entry = Entry(at=at, by=by, action=action)
        if isinstance(action, Undo):
            self.undo(action, by)
        else:
            turn = self.table.turn
            self.table.take(action, by, at)
            self.standing.append(entry)
            if self.table.turn != turn:
                self.begun[self.table.turn] = len(self.standing)
        self.entries.append(entry)
        return entry

    def undo(self, action: Undo, by: str) -> None:
        """Go back to where the last turn that was played began; who sat down since stays."""
        if by != WHITE:
            raise refuse("only the facilitator can take back a turn")
        if not self.table.played:
            raise refuse("no turn has been played that could be taken back")
        last = self.table.played[-1].turn
        if action.turn != last:
            raise refuse(f"the last turn that was played is {last}, not {action.turn}")
        kept = self.begun[last]
        joined = [entry for entry in self.standing[kept:] if isinstance(entry.action, Join)]
        self.table, self.standing, self.begun = replayed(self.setup, [*self.standing[:kept], *joined])


def replayed(setup: Setup, entries: list[Entry]) -> tuple[Table, list[Entry], dict[int, int]]:
    """A table at which these actions were taken, and how many of them when each turn began."""
    table, begun = Table(setup), {1: 0}
    for place, entry in enumerate(entries, 1):
        turn = table.turn
        table.take(entry.action, entry.by, entry.at)
        if table.turn != turn:
            begun[table.turn] = place
    return table, entries, begun
