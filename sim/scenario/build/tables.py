"""Tables of numbers some of which are parameters, to be set draw by draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np


class Table:
    """Rows of one kind; a cell may hold a parameter's name until the parameters are set."""

    def __init__(self, rows: Sequence[Any], shape: tuple[int, ...], whole: bool = False) -> None:
        kind = np.int32 if whole else np.float64
        self.whole = whole
        self.patches: list[tuple[int, str]] = []
        flat = list(flattened(rows))
        values = [0 if isinstance(value, str) else value for value in flat]
        self.values: Any = np.array(values, kind).reshape(shape)
        for place, value in enumerate(flat):
            if isinstance(value, str):
                self.patches.append((place, value))

    def with_parameters(self, values: Mapping[str, float]) -> Any:
        """The table with its parameters set; the same array where it has none."""
        if not self.patches:
            return self.values
        table = self.values.copy()
        found = np.array([values[name] for _, name in self.patches], np.float64)
        table.reshape(-1)[self.patched] = np.floor(found + 0.5) if self.whole else found
        return table

    @cached_property
    def patched(self) -> Any:
        """The places of the parameters in the table laid flat."""
        return np.array([place for place, _ in self.patches])


def flattened(rows: Any) -> Any:
    """Every value of nested lists, in order."""
    for row in rows:
        if isinstance(row, list | tuple):
            yield from flattened(row)
        else:
            yield row
