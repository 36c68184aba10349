"""The parameters of every draw, made once however many points share them.

Draw d is addressed by its name and number, so what is fixed at a point leaves the others as
they are: the draws of a scenario under one seed are made once and the point's values laid over.
"""

from __future__ import annotations

from threading import Lock

from sim.scenario.parameters import drawn_parameters
from sim.studies.form.study import Setting

KEPT = 16  # tables of draws; points with luck of their own each need another


class DrawBook:
    """Draws by scenario and seed, the last few of them kept."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int], list[dict[str, float]]] = {}
        self.lock = Lock()

    def parameters(self, setting: Setting, seed: int, draws: int) -> list[dict[str, float]]:
        """The parameters of the first draws, with what the setting fixes."""
        return [{**values, **setting.fixed} for values in self.drawn(setting, seed, draws)]

    def drawn(self, setting: Setting, seed: int, draws: int) -> list[dict[str, float]]:
        document, key = setting.scenario.document, (setting.scenario.sha256, seed)
        with self.lock:
            known = self.kept.get(key, [])
        if len(known) < draws:
            fresh = range(len(known), draws)
            known = [*known, *(drawn_parameters(document, seed, draw, {}) for draw in fresh)]
            self.keep(key, known)
        return known[:draws]

    def keep(self, key: tuple[str, int], drawn: list[dict[str, float]]) -> None:
        with self.lock:
            self.kept[key] = drawn
            while len(self.kept) > KEPT:
                self.kept.pop(next(iter(self.kept)))
