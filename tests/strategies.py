"""Whole scenarios, drawn at random: valid, small, and lively enough that things happen.

One builder serves two sources of choices: hypothesis (which shrinks) and `random`
(which repeats). Small choices are the quiet ones, so what shrinks stays readable.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

from sim.scenario.schema import Document
from sim.scenario.unknowns import Parameter

T = TypeVar("T")
Tree = dict[str, Any]
Pair = tuple[str, str]

START = dt.date(2031, 3, 1)
# not in the order of the alphabet: nothing may depend on the order of a file
ACTORS = ("ember", "aster", "dune", "birch", "cedar")
GROUPS = ("river_side", "hill_side")
FRONTS = ("strait", "delta", "moor")
EVENTS = ("storm", "alarm", "parley")
METERS = ("unease", "backlash")
ROOMS = ("joint_room", "back_room")
LADDERS = ("common", "militia", "fleet")
DISPOSITIONS = ("reciprocal", "steady")
# every ladder holds the first and the last; those between stand in this order
RUNGS = ("calm", "threats", "harassment", "strikes", "incursion", "war")
EVERYWHERE = ("calm", "war")


class Choices(Protocol):
    """Where choices come from."""

    def integer(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""


class Drawn:
    """Choices made by hypothesis."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def integer(self, low: int, high: int) -> int:
        return int(self.draw(st.integers(low, high)))


class Rolled:
    """Choices made by `random`."""

    def __init__(self, source: random.Random) -> None:
        self.source = source

    def integer(self, low: int, high: int) -> int:
        return self.source.randint(low, high)


class Builder:
    """Builds one scenario from choices."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self.parameters: Tree = {}
        self.supports: dict[str, tuple[float, float, bool]] = {}

    # ------------------------------------------------------------ small choices

    def integer(self, low: int, high: int) -> int:
        return self.choices.integer(low, high)

    def chance(self, percent: int) -> bool:
        return self.integer(0, 99) >= 100 - percent

    def pick(self, items: Sequence[T]) -> T:
        return items[self.integer(0, len(items) - 1)]

    def some(self, items: Sequence[T], least: int, most: int) -> list[T]:
        """Different items, in any order."""
        left = list(items)
        wanted = min(len(left), self.integer(least, max(least, most)))
        return [left.pop(self.integer(0, len(left) - 1)) for _ in range(wanted)]

    def real(self, low: float, high: float) -> float:
        return round(low + (high - low) * self.integer(0, 40) / 40, 6)

    def number(self, low: float, high: float, whole: bool = False) -> float | int | str:
        """A literal, or at times the name of a parameter whose support fits."""
        if self.chance(10):
            return self.parameter(low, high, whole)
        return self.integer(int(low), int(high)) if whole else self.real(low, high)

    # ------------------------------------------------------------ parameters

    def parameter(self, low: float, high: float, whole: bool = False) -> str:
        fitting = [
            name
            for name, (support_low, support_high, support_whole) in self.supports.items()
            if low <= support_low and support_high <= high and whole == support_whole
        ]
        if fitting and self.chance(60):
            return self.pick(fitting)
        name = f"knob_{'abcdefghijklmnopqrstuvwxyz'[len(self.supports) % 26]}"
        if name in self.supports:
            name = f"{name}_{len(self.supports)}"
        self.supports[name] = (low, high, whole)
        middle = round((low + high) / 2, 6)
        value = float(self.integer(int(low), int(high))) if whole else self.real(low, high)
        width = high - low
        shapes: list[Tree] = [
            {},
            {"uniform": [low, high]},
            {"triangular": [low, middle, high]},
            {"normal": [middle, width / 3], "truncate": [low, high]},
        ]
        if low >= 0:
            shapes.append({"lognormal": [-0.5, 0.7], "truncate": [low, high]})
        if low <= 0 and high >= 1:
            shapes.append({"beta": [2.0, 3.0]})
        shape = self.pick(shapes) if width > 0 else {}
        if not shape:
            self.parameters[name] = value if self.chance(50) else {"value": value}
        elif self.chance(50):
            # the value must lie in the support
            inside = round(min(max(value, 0.0), 1.0), 6) if "beta" in shape else value
            self.parameters[name] = {"value": inside, "uncertainty": shape}
        else:
            self.parameters[name] = {"uncertainty": shape}
        return name

    # ------------------------------------------------------------ the whole

    def build(self) -> Tree:
        self.days = self.integer(8, 25)
        self.fronts = self.some(FRONTS, 0, 3)
        self.events = self.some(EVENTS, 0, 3)
        self.meters = self.some(METERS, 0, 2)
        self.cast()
        ladders = {name: self.rungs(name) for name in self.ladder_names}
        actors = {name: self.actor(name) for name in self.actors}
        rooms = self.rooms()
        tree: Tree = {
            "schema": 1,
            "id": "drawn",
            "title": "A drawn scenario",
            "clock": {"start": START, "days": self.days},
            "ladders": ladders,
            "fronts": {name: self.front(name) for name in self.fronts},
            "actors": actors,
        }
        tree["triggers"] = self.common_triggers()
        tree["rooms"] = rooms
        tree["dispositions"] = self.dispositions
        tree["meters"] = {name: self.meter() for name in self.meters}
        tree["events"] = {name: self.event() for name in self.events}
        if self.chance(75):
            tree["miscalculation"] = self.miscalculation()
        tree["outcomes"] = self.outcomes()
        if self.chance(25):
            tree["stop_when"] = self.condition("end")
        if self.chance(20):
            tree["observed"] = self.observed()
        if self.chance(40):
            tree["counts"] = self.counts()
        tree["parameters"] = self.parameters
        return {key: value for key, value in tree.items() if value not in ({}, [])}

    # ------------------------------------------------------------ who is there

    def cast(self) -> None:
        """Actors, groups, ladders, postures, rooms: names only; the rest refers to them."""
        self.actors = self.some(ACTORS, 2, 5)
        self.ladder_names = list(LADDERS[: self.integer(1, 3)])
        if len(self.ladder_names) == 1 and self.chance(30):
            self.ladder_names = ["only_one"]
        self.ladder_ids: dict[str, list[str]] = {}
        self.ladder_levels: dict[str, list[float]] = {}
        for name in self.ladder_names:
            between = self.some(RUNGS[1:-1], 1, 4)
            ids = [rung for rung in RUNGS if rung in between or rung in EVERYWHERE]
            self.ladder_ids[name] = ids
            self.ladder_levels[name] = [float(place) for place in range(len(ids))]
        self.ladder_said = dict.fromkeys(self.actors, self.ladder_names[0])
        for name in self.actors:
            self.ladder_said[name] = self.pick(self.ladder_names) if self.chance(40) else self.ladder_names[0]
        self.group_of: dict[str, list[str]] = {
            name: self.some(GROUPS, 0, 2) if self.chance(60) else [] for name in self.actors
        }
        self.groups = sorted({group for groups in self.group_of.values() for group in groups})
        pairs = [(i, j) for i in self.actors for j in self.actors if i != j]
        self.postures = [pair for pair in pairs if self.chance(60)]
        if not self.postures:
            self.postures = [pairs[0]]
        owners = sorted({i for i, _ in self.postures})
        self.owners = owners
        self.posture_fronts: dict[Pair, list[str]] = {
            pair: self.some(self.fronts, 0, 3) if self.chance(60) else [] for pair in self.postures
        }
        self.room_members: dict[str, list[str]] = {}
        for room in ROOMS[: self.integer(0, 2)]:
            self.room_members[room] = self.some(self.actors, 1, 3)
        self.soil = {name: self.pick(self.actors) for name in self.fronts if self.chance(70)}
        self.lines = 0
        self.dispositions: Tree = {}
        self.disposition_shy: dict[str, str] = {}
        for name in self.some(DISPOSITIONS, 0, 2):
            self.disposition(name)

    def ids(self, actor: str) -> list[str]:
        return self.ladder_ids[self.ladder_said[actor]]

    def shared_ids(self, actors: Sequence[str]) -> list[str]:
        """Rungs that stand on the ladders of all these actors, lowest first."""
        return [rung for rung in RUNGS if all(rung in self.ids(actor) for actor in actors)]

    def named(self, name: str) -> list[str]:
        if name == "all":
            return sorted(self.actors)
        if name in self.actors:
            return [name]
        return sorted(actor for actor in self.actors if name in self.group_of[actor])

    def targets_of(self, actors: Sequence[str]) -> list[str]:
        return sorted({j for i, j in self.postures if i in actors})

    # ------------------------------------------------------------ ladders and fronts

    def rungs(self, name: str) -> list[Tree]:
        ids = self.ladder_ids[name]
        uneven = self.chance(40)
        level = 0.0
        rungs: list[Tree] = []
        for place, rung_id in enumerate(ids):
            rung: Tree = {"id": rung_id}
            if uneven:
                level = 0.0 if place == 0 else level + self.pick((0.5, 1.0, 1.5, 2.25))
                rung["level"] = level
                self.ladder_levels[name][place] = level
            if place > 0 and self.chance(60):
                rung["menace"] = self.number(0, 2)
            if self.chance(75 if place else 8):
                rung["incidents"] = self.number(0.2, 4)
                rung["harm"] = self.number(0, 3)
            if self.chance(50):
                rung["severe"] = self.number(0, 1)
                rung["severe_harm"] = self.number(0, 20)
            if place > 0 and self.chance(25):
                rung["firebreak"] = True
                rung["resistance"] = self.number(0, 0.8)
            rungs.append(rung)
        return rungs

    def front(self, name: str) -> Tree:
        return {"soil": self.soil[name]} if name in self.soil else {}

    # ------------------------------------------------------------ postures

    def disposition(self, name: str) -> None:
        """Numbers, rungs that every ladder has, shares of fronts; perhaps built on another one."""
        said: Tree = self.drives()
        if self.dispositions and self.chance(50):
            said["like"] = next(iter(self.dispositions))
        if self.chance(30):
            said["incidents"] = {"war": self.number(0, 3)}
        if self.chance(20):
            said["start"] = self.pick(EVERYWHERE)
        shy = self.actors[0]
        if self.chance(25):
            # nobody is deterred by itself: this disposition is not for that actor
            said["deterred_by"] = {shy: self.number(0, 1.5)}
        self.dispositions[name] = said
        self.disposition_shy[name] = shy

    def drives(self) -> Tree:
        said: Tree = {}
        if self.chance(60):
            said["climb"] = self.number(0, 0.5)
        if self.chance(50):
            said["descend"] = self.number(0, 0.4)
        if self.chance(70):
            said["reactivity"] = self.number(0, 0.8)
        if self.chance(30):
            said["retaliation"] = self.number(0, 2)
        if self.chance(50):
            said["deterrability"] = self.number(0, 1)
        if self.chance(50):
            said["memory"] = self.number(0, 1)
        if self.chance(20):
            said["step"] = self.number(1, 3, whole=True)
        if self.chance(30):
            said["dwell"] = self.number(0, 5, whole=True)
        return said

    def posture(self, pair: Pair) -> Tree:
        owner = pair[0]
        ids = self.ids(owner)
        said: Tree = {}
        like = [name for name in self.dispositions if self.disposition_shy[name] != owner]
        if like and self.chance(40):
            said["like"] = self.pick(like)
        said |= self.drives()
        if self.chance(50):
            said["start"] = self.pick(ids)
        low, high = 0, len(ids) - 1
        if self.chance(25):
            low = self.integer(0, high)
            said["floor"] = ids[low]
        if self.chance(50):
            said["ceiling"] = ids[self.integer(low, high)]
        if self.chance(25):
            others = [actor for actor in self.actors if actor != owner]
            said["deterred_by"] = {actor: self.number(0, 1.5) for actor in self.some(others, 1, 3)}
        if self.chance(30):
            said["incidents"] = {rung: self.number(0, 4) for rung in self.some(ids, 1, 2)}
        if self.posture_fronts[pair]:
            said["fronts"] = {name: self.front_share(ids) for name in self.posture_fronts[pair]}
        return said

    def front_share(self, ids: Sequence[str]) -> Tree:
        said: Tree = {"share": self.number(0, 1)} if self.chance(60) else {"share": 1}
        if self.chance(40):
            said["from"] = self.pick(ids)
        return said

    # ------------------------------------------------------------ actors

    def actor(self, name: str) -> Tree:
        said: Tree = {}
        if self.group_of[name]:
            said["groups"] = self.group_of[name]
        if self.ladder_said[name] != self.ladder_names[0] or self.chance(30):
            said["ladder"] = self.ladder_said[name]
        targets = [j for i, j in self.postures if i == name]
        others = [actor for actor in self.actors if actor != name]
        if self.chance(30):
            said["patron"] = self.pick(others)
            said["attribution"] = self.number(0, 1)
        # nobody defends whom it confronts: what it does to a ward is not felt as the ward's enemy's doing
        wards = [actor for actor in others if actor not in targets]
        if wards and self.chance(40):
            said["wards"] = {ward: self.number(0, 1.5) for ward in self.some(wards, 1, 2)}
        if self.chance(40):
            said["reputation"] = {"loss": self.number(0, 0.6), "gain": self.number(0, 0.4)}
        if self.chance(20):
            said["accident"] = self.errors(self.ids(name))
        if self.chance(20):
            said["misperception"] = self.misperception()
        if targets:
            said["postures"] = {target: self.posture((name, target)) for target in targets}
            said["triggers"] = [self.trigger([name]) for _ in range(self.integer(0, 3))]
        return {key: value for key, value in said.items() if value not in ({}, [])}

    # ------------------------------------------------------------ triggers

    def line_id(self, actors: Sequence[str]) -> str:
        """Ids are unique among what binds one actor; two actors may use the same."""
        if len(actors) == 1 and not hasattr(self, "_twin_" + actors[0]) and self.chance(30):
            setattr(self, "_twin_" + actors[0], True)
            return "same_line"
        self.lines += 1
        return f"line_{'abcdefghijklmnopqrstuvwxyz'[self.lines % 26]}_{self.lines}"

    def trigger(self, bound: list[str]) -> Tree:
        said: Tree = {
            "id": self.line_id(bound),
            "when": self.condition("trigger"),
            "then": self.then(bound),
        }
        if self.chance(50):
            said["honoured"] = self.number(0.2, 1)
        if self.chance(30):
            said["delay"] = self.number(0, 4, whole=True)
        if self.chance(60):
            said["lasts"] = self.pick(("while", "always", self.number(1, 6, whole=True)))
        if self.chance(30):
            said["held"] = self.number(1, 3, whole=True)
        if self.chance(40):
            said["again"] = self.number(1, 4, whole=True)
        if self.chance(30):
            said["deterred"] = self.number(0, 1.5)
        if self.chance(40):
            to = [*self.actors, *self.groups, "all"]
            said["declared"] = {"to": self.some(to, 1, 2)}
            if self.chance(60):
                said["declared"]["credibility"] = self.number(0, 1)
        return said

    def then(self, bound: list[str]) -> Tree:
        """Targets that some bound actor has a posture toward, directly, by group or all."""
        targets = self.targets_of(bound)
        entries = [*targets, "all"]
        entries += [group for group in self.groups if set(self.named(group)) & set(targets)]
        chosen = self.some(entries, 1, 3)
        return {entry: self.effects(bound, entry) for entry in chosen}

    def effects(self, bound: list[str], entry: str) -> Tree:
        reached = self.named(entry)
        touched = [(i, j) for i, j in self.postures if i in bound and j in reached]
        ids = self.shared_ids(bound)
        said: Tree = {}
        if self.chance(45):
            said["floor"] = self.pick(ids)
        if self.chance(30):
            said["ceiling"] = self.pick(ids)
        if self.chance(20):
            said["cap"] = self.pick(ids)
        leaders = [pair for pair in self.postures if pair not in touched and pair[0] not in bound]
        if leaders and self.chance(20):
            leader, toward = self.pick(leaders)
            said["match"] = {"leader": leader, "toward": toward}
            if self.chance(50):
                said["match"]["offset"] = self.number(-1, 1)
        for factor in ("climb", "descend", "react", "incidents", "accident", "misperception"):
            if self.chance(12):
                said[factor] = self.number(0, 3)
        common = set(FRONTS)
        for pair in touched:
            common &= set(self.posture_fronts[pair])
        if touched and common and self.chance(30):
            said["open"] = self.some(sorted(common), 1, 2)
        if not said:
            said["climb"] = self.number(0.5, 3)
        return said

    def common_triggers(self) -> list[Tree]:
        triggers = []
        for _ in range(self.integer(0, 2)):
            candidates = [*self.owners, "all"]
            candidates += [group for group in self.groups if set(self.named(group)) & set(self.owners)]
            who = self.some(candidates, 1, 2)
            bound = sorted({actor for name in who for actor in self.named(name)})
            said = self.trigger(bound)
            said["id"] = self.line_id(["", ""])
            said["who"] = who
            triggers.append(said)
        return triggers

    def rooms(self) -> Tree:
        rooms: Tree = {}
        for name, members in self.room_members.items():
            said: Tree = {
                "members": {member: self.number(0, 1) for member in members},
                "review_every": self.number(1, 5, whole=True),
            }
            if self.chance(60):
                said["chairs"] = {
                    chair: self.chair() for chair in self.some(("elder", "deputy", "clerk"), 1, 3)
                }
            with_posture = [member for member in members if member in self.owners]
            if with_posture:
                said["directives"] = [
                    self.directive(members, with_posture) for _ in range(self.integer(0, 2))
                ]
            rooms[name] = {key: value for key, value in said.items() if value != []}
        return rooms

    def chair(self) -> Tree:
        said: Tree = {}
        if self.chance(60):
            said["weight"] = self.number(0, 1)
        if self.chance(50):
            said["lost_when"] = self.condition("event")
        return said

    def directive(self, members: list[str], with_posture: list[str]) -> Tree:
        said: Tree = {"id": self.line_id(["", ""]), "when": self.condition("trigger")}
        bound = members
        if self.chance(40):
            bound = sorted({self.pick(with_posture), *self.some(members, 0, 1)})
            said["to"] = bound
        said["then"] = self.then(bound)
        if self.chance(20):
            said["held"] = self.number(1, 3, whole=True)
        if self.chance(20):
            said["delay"] = self.number(0, 2, whole=True)
        return said

    # ------------------------------------------------------------ what nobody decides

    def event(self) -> Tree:
        said: Tree = {}
        kind = self.integer(0, 5)
        if kind == 0:
            day = self.integer(0, self.days)
            said["at"] = START + dt.timedelta(days=day) if self.chance(50) else day
            if day > 0 and self.chance(30):
                said["when"] = self.condition("event")
            if self.chance(30):
                said["probability"] = self.number(0.3, 1)
        elif kind == 1:
            said["rate"] = self.number(0, 0.6)
        elif kind == 2:
            said["when"] = self.condition("event")
            said["rate"] = self.number(0.05, 1)
        elif kind == 3:
            said["when"] = self.condition("event")
            said["probability"] = self.number(0, 1)
        elif kind == 4:
            said["at"] = self.parameter(1, 8, whole=True)
        else:
            said["when"] = self.condition("event")
        if self.chance(50):
            said["lasts"] = self.number(1, 6, whole=True)
        return said

    def meter(self) -> Tree:
        said: Tree = {}
        if self.chance(50):
            said["start"] = self.number(0, 1)
        if self.chance(25):
            said["min"], said["max"] = -1.0, 4.0
        if self.chance(40):
            said["drift"] = self.number(-0.05, 0.1)
        if self.chance(40):
            said["decay"] = self.number(0, 0.3)
        if self.chance(85):
            said["feeds"] = {f"{i}>{j}": self.number(-0.01, 0.05) for i, j in self.some(self.postures, 1, 3)}
        return said

    # ------------------------------------------------------------ errors

    def errors(self, ids: Sequence[str]) -> Tree:
        said: Tree = {}
        sides = self.pick((("up", "down"), ("up",), ("down",)))
        for side in sides:
            if self.chance(30):
                said[side] = {rung: self.number(0, 0.4) for rung in self.some(ids, 1, 3)}
            else:
                said[side] = self.number(0, 0.3)
        return said

    def all_ids(self) -> list[str]:
        return [rung for rung in RUNGS if any(rung in ids for ids in self.ladder_ids.values())]

    def misperception(self) -> Tree:
        said = self.errors(self.all_ids())
        if self.chance(50):
            said["spell"] = self.number(1, 6)
        return said

    def miscalculation(self) -> Tree:
        said: Tree = {}
        if self.chance(80):
            said["accident"] = self.errors(self.all_ids())
        if self.chance(90):
            said["misperception"] = self.misperception()
        if self.chance(35):
            said["false_alarm"] = self.number(0, 0.2)
        return said

    # ------------------------------------------------------------ conditions

    def condition(self, kind: str, depth: int = 0) -> str:
        """kind: trigger, event (chairs too), or end (outcomes and stop_when)."""
        if depth < 2 and self.chance(35):
            joint = self.pick(("or", "and", "not"))
            if joint == "not":
                return f"not ({self.condition(kind, depth + 1)})"
            return f"({self.condition(kind, depth + 1)}) {joint} ({self.condition(kind, depth + 1)})"
        makers = [self.about_rung, self.about_days, self.about_incidents, self.about_count]
        if self.events:
            makers.append(self.about_event)
        if self.meters:
            makers.append(self.about_meter)
        return self.pick(makers)(kind)

    def about_days(self, kind: str) -> str:
        days = self.parameter(1, 12) if self.chance(15) else str(self.integer(1, self.days))
        shape = self.integer(0, 2)
        if shape == 0:
            return f"day() >= {days}"
        if shape == 1:
            return f"1 < day() <= {days}"
        return f"day() == {self.integer(1, self.days)}"

    def about_rung(self, kind: str) -> str:
        function = self.pick(("rung", "executed")) if kind != "trigger" else "rung"
        i, j = self.pick(self.postures)
        shape = self.integer(0, 4)
        if shape == 1:
            return f"{function}({i}) {self.pick(('>=', '<', '>', '!='))} {self.pick(self.ids(i))}"
        if shape == 2:
            k, m = self.pick(self.postures)
            return f"{function}({i}, {j}) {self.pick(('>=', '>', '<=', '=='))} {function}({k}, {m})"
        groups = [group for group in self.groups if set(self.named(group)) & set(self.owners)]
        if shape == 3 and groups:
            return f"{function}({self.pick(groups)}) >= {self.real(0.5, 3)}"
        if shape == 4:
            aimed = [group for group in self.groups if j in self.named(group)]
            if aimed:
                return f"{function}({i}, {self.pick(aimed)}) >= {self.pick(self.ids(i))}"
        return f"{function}({i}, {j}) {self.pick(('>=', '>', '<='))} {self.pick(self.ids(i))}"

    def window(self) -> str:
        if not self.chance(50):
            return ""
        days = self.parameter(1, 6, whole=True) if self.chance(15) else str(self.integer(1, 6))
        return f"last={days}"

    def about_incidents(self, kind: str) -> str:
        owners = sorted(set(self.soil.values()))
        owners += [group for group in self.groups if set(self.named(group)) & set(owners)]
        function = self.pick(("incidents", "severe", "struck") if owners else ("incidents", "severe"))
        if function == "struck":
            inside = ", ".join(part for part in (self.pick(owners), self.window()) if part)
            return f"struck({inside}) {self.pick(('>=', '=='))} {self.integer(0, 6)}"
        i, j = self.pick(self.postures)
        first = self.pick([i, *self.group_of[i]])
        parts = [first]
        if self.chance(60):
            parts.append(self.pick([j, *self.group_of[j]]))
        if self.posture_fronts[i, j] and self.chance(30):
            parts.append(f"front={self.pick(self.posture_fronts[i, j])}")
        parts.append(self.window())
        inside = ", ".join(part for part in parts if part)
        return f"{function}({inside}) >= {self.integer(1, 12 if function == 'incidents' else 4)}"

    def about_count(self, kind: str) -> str:
        groups = [group for group in self.groups if set(self.named(group)) & set(self.owners)]
        if not groups:
            return self.about_rung(kind)
        group = self.pick(groups)
        rung = self.pick(self.shared_ids(self.named(group)))
        return f"count({group}, {rung}) {self.pick(('>=', '=='))} {self.integer(0, 2)}"

    def about_event(self, kind: str) -> str:
        event = self.pick(self.events)
        shape = self.integer(0, 3)
        if shape == 0:
            return f"happened({event})"
        if shape == 1:
            return f"ongoing({event})"
        if shape == 2:
            return f"not ongoing({event})"
        return f"days_since({event}) {self.pick(('>=', '<', '!='))} {self.integer(0, 6)}"

    def about_meter(self, kind: str) -> str:
        limit = self.parameter(0, 1) if self.chance(15) else f"{self.real(0.05, 0.9)}"
        return f"meter({self.pick(self.meters)}) {self.pick(('>=', '<'))} {limit}"

    # ------------------------------------------------------------ what is reported or pinned

    def outcomes(self) -> Tree:
        said: Tree = {}
        for name in self.some(("first_end", "second_end", "third_end"), 1, 3):
            when = self.condition("end")
            said[name] = {"when": when, "title": "An end"} if self.chance(20) else when
        return said

    def observed(self) -> Tree:
        until = self.integer(1, min(6, self.days))
        rungs: Tree = {}
        for i, j in self.some(self.postures, 0, 2):
            days = sorted(set(self.some(range(until + 1), 1, 3)))
            rungs[f"{i}>{j}"] = {START + dt.timedelta(days=day): self.pick(self.ids(i)) for day in days}
        events = {
            event: START + dt.timedelta(days=self.integer(1, until)) for event in self.some(self.events, 0, 1)
        }
        said: Tree = {"until": START + dt.timedelta(days=until), "rungs": rungs, "events": events}
        return {key: value for key, value in said.items() if value != {}}

    def counts(self) -> Tree:
        i, j = self.pick(self.postures)
        said: Tree = {"first_count": {"of": f"{i}>{j}"}}
        if self.chance(50):
            said["second_count"] = {"of": [f"{i}>all"], "from": self.integer(1, 4), "to": self.days}
        if self.posture_fronts[i, j] and self.chance(50):
            to = START + dt.timedelta(days=self.integer(4, self.days))
            said["third_count"] = {"of": [f"{i}>{j}"], "front": self.posture_fronts[i, j][0], "to": to}
        return said


# ---------------------------------------------------------------- for tests


@st.composite
def scenarios(draw: Any) -> Tree:
    """A whole scenario as a plain tree, ready for YAML or for `Document.model_validate`."""
    return Builder(Drawn(draw)).build()


def documents() -> st.SearchStrategy[Document]:
    return scenarios().map(Document.model_validate)


def example_scenarios(n: int, seed: int) -> list[Tree]:
    """The same n scenarios whenever asked with the same seed."""
    return [Builder(Rolled(random.Random(f"{seed}:{i}"))).build() for i in range(n)]


def any_value(parameter: Parameter) -> float:
    """A value within a parameter's support, for tests that draw none."""
    if parameter.value is not None:
        return parameter.value
    assert parameter.uncertainty is not None
    kind, arguments = parameter.uncertainty.kind, parameter.uncertainty.arguments
    if kind == "uniform":
        return (arguments[0] + arguments[1]) / 2
    if kind == "triangular":
        return arguments[1]
    if kind == "beta":
        return arguments[0] / (arguments[0] + arguments[1])
    assert parameter.uncertainty.truncate is not None
    low, high = parameter.uncertainty.truncate
    return (low + high) / 2


def any_values(document: Document) -> dict[str, float]:
    return {name: any_value(parameter) for name, parameter in document.parameters.items()}
