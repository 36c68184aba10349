"""A tree of Items grows from the events of a YAML file, one at a time.

Events rather than ruamel's own objects, so that a hostile file is refused before it
grows: aliases are counted as if written out, depth is counted as it opens, and no tag
can make anything but plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
)

from sim.scenario.mistakes import Mistake, Place, ScenarioError, show
from sim.scenario.places import Item, Key
from sim.scenario.rejoin import rejoin
from sim.scenario.scalars import NoValue, meaning

MAX_NODES = 50_000
MAX_DEPTH = 40


@dataclass
class Open:
    """A list or map whose end has not come yet."""

    item: Item
    is_map: bool
    in_braces: bool
    anchor: str | None
    parts: list[Item] = field(default_factory=list)


class Reader:
    """Takes the events of one file in turn; afterwards `root` is the tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Item | None = None
        self.mistakes: list[Mistake] = []
        self.open: list[Open] = []
        self.anchors: dict[str, Item | None] = {}
        self.count = 0
        self.documents = 0

    def take(self, event: Any) -> None:
        if isinstance(event, DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise self.refusal(self.at(event), "a file holds one document: a second one begins here")
        elif isinstance(event, CollectionStartEvent):
            self.begin(event)
        elif isinstance(event, CollectionEndEvent):
            self.end()
        elif isinstance(event, ScalarEvent):
            item = self.scalar(event)
            if event.anchor:
                self.anchors[event.anchor] = item
            self.add(item)
        elif isinstance(event, AliasEvent):
            self.add(self.alias(event))

    def begin(self, event: Any) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise self.refusal(self.at(event), f"lists and maps stand more than {MAX_DEPTH} deep here")
        if event.anchor:
            self.anchors[event.anchor] = None
        is_map = isinstance(event, MappingStartEvent)
        item = Item({} if is_map else [], self.at(event), broken=self.has_tag(event))
        self.open.append(Open(item, is_map, bool(event.flow_style), event.anchor))

    def end(self) -> None:
        done = self.open.pop()
        item = done.item
        item.nodes += sum(part.nodes for part in done.parts)
        item.height += max((part.height for part in done.parts), default=0)
        if item.nodes > MAX_NODES:
            raise self.refusal(
                item.place, f"with its aliases written out this has more than {MAX_NODES} values"
            )
        if done.is_map:
            self.fill_map(done)
        else:
            item.value.extend(done.parts)
        if done.anchor:
            self.anchors[done.anchor] = item
        self.add(item)

    def add(self, item: Item) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise self.refusal(item.place, f"the file has more than {MAX_NODES} values")
        if self.open:
            self.open[-1].parts.append(item)
        else:
            self.root = item

    def fill_map(self, done: Open) -> None:
        """Pair keys with values; the first of two equal keys is kept, and the second told."""
        pairs = list(zip(done.parts[::2], done.parts[1::2], strict=True))
        if done.in_braces:
            pairs, cut = rejoin(pairs)
            self.mistakes += cut
        for key, value in pairs:
            if not self.can_be_key(key):
                continue
            name: Key = key.value
            if name in done.item.value:
                self.tell(key.place, f"the key {show(name)} stands twice in this map")
                done.item.dropped.append(value)
                continue
            done.item.value[name] = value
            done.item.keys[name] = key.place

    def can_be_key(self, key: Item) -> bool:
        if isinstance(key.value, bool | float | list | dict) or key.value is None:
            if not key.broken:
                self.tell(
                    key.place, f"a key is a name (or a date, where days are listed), not {show(key.value)}"
                )
            return False
        return not key.broken

    def alias(self, event: Any) -> Item:
        item = self.anchors.get(event.anchor)
        if item is None:
            inside = event.anchor in self.anchors
            why = "stands inside the value it names" if inside else "is not defined above"
            raise self.refusal(self.at(event), f"the alias *{event.anchor} {why}")
        if len(self.open) + item.height > MAX_DEPTH:
            raise self.refusal(
                self.at(event), f"the alias *{event.anchor} makes maps more than {MAX_DEPTH} deep"
            )
        return item

    def scalar(self, event: Any) -> Item:
        place = self.at(event)
        on_one_line = event.start_mark.line == event.end_mark.line
        if self.has_tag(event):
            return Item(None, place, broken=True)
        if any("\ud800" <= character <= "\udfff" for character in event.value):
            self.tell(place, "this text holds half a character (an escape from D800 to DFFF)")
            return Item(None, place, broken=True)
        if not event.implicit[0]:
            return Item(event.value, place, lead=1 if on_one_line and event.style in ("'", '"') else None)
        try:
            return Item(meaning(event.value), place, lead=0 if on_one_line else None, plain=True)
        except NoValue as error:
            self.tell(place, str(error))
            return Item(None, place, broken=True)

    def has_tag(self, event: Any) -> bool:
        if event.tag is None:
            return False
        tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        self.tell(
            self.at(event),
            f"{show(tag)} is a tag: a scenario holds plain text, numbers, dates, lists and maps",
        )
        return True

    def at(self, event: Any) -> Place:
        return self.place(event.start_mark)

    def place(self, mark: Any) -> Place:
        return Place(self.file, mark.line + 1, mark.column + 1)

    def tell(self, place: Place, message: str) -> None:
        self.mistakes.append(Mistake.at(place, message))

    def refusal(self, place: Place, message: str) -> ScenarioError:
        return ScenarioError([*self.mistakes, Mistake.at(place, message)])
