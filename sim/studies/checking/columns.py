"""A design that is a table: its columns as factors and their values."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from sim.scenario.expression import nearest
from sim.scenario.mistakes import MAX_TOLD, Mistake, ScenarioError, show
from sim.scenario.source import read_source
from sim.studies.checking.draft import Draft
from sim.studies.checking.spreads import is_sound
from sim.studies.checking.table import MAX_BYTES, Table, is_number, numbers_of, read_table, shown, value_of
from sim.studies.checking.varied import Varied, by_name, by_path, found, named_in
from sim.studies.checking.versions import Version
from sim.studies.form.paths import takes_only_numbers
from sim.studies.form.schema import DesignForm, FactorForm


def table_of(draft: Draft, form: DesignForm) -> Table | None:
    """The table of a csv design; mistakes are told."""
    name = draft.beside(form.file or "")
    try:
        text = read_source(FilePath(name), name, draft.place(("design", "file")), MAX_BYTES)
    except ScenarioError as error:
        draft.mistakes += error.mistakes
        return None
    draft.files[name] = text
    table, mistakes = read_table(text, name)
    draft.mistakes += mistakes
    return table


def tabled(draft: Draft, table: Table, base: Version) -> Varied:
    """The columns as factors; mistakes are told."""
    named, varied = named_in(draft), Varied()
    sound = {name for name, form in named.items() if is_sound(draft, name, form, "csv")}
    for name in named:
        if name not in table.columns:
            near = nearest(name, list(table.columns))
            words = f"no column is called '{name}', which the study varies{near}"
            draft.mistakes.append(Mistake.at(table.start, words))
    for name in table.columns:
        if name in sound or (name not in named and name in base.document.parameters):
            add(draft, varied, name, named.get(name, FactorForm()), table, base)
        elif name not in named:
            near = nearest(name, [*base.document.parameters, *named])
            words = f"no parameter is called '{name}', and no factor{near}"
            draft.mistakes.append(Mistake.at(table.place(name), words))
    return varied


def add(draft: Draft, varied: Varied, name: str, form: FactorForm, table: Table, base: Version) -> None:
    """One column as a factor; mistakes are told."""
    values = column(draft, name, form, table, base)
    if values is None:
        return
    said = form.model_copy(update={"values": values})
    factor = by_path(draft, name, said, base) if form.path else by_name(draft, name, said, base.document)
    if factor is None:
        return
    first = {value: row for row, value in reversed(list(enumerate(values)))}
    if factor.numeric:
        factor = replace(factor, values=None, range=(min(values), max(values)))
    else:
        factor = replace(factor, values=tuple(dict.fromkeys(values)))
        varied.labels[name] = [(value, table.place(name, first[value])) for value in factor.values or ()]
    varied.factors.append(factor)
    varied.columns[name] = factor.as_column(values)


def column(draft: Draft, name: str, form: FactorForm, table: Table, base: Version) -> list[Any] | None:
    """A column's numbers, or its names, dates or truths: its place says which, or else its first cell."""
    by_label = False
    if form.path is not None:
        place = found(draft, name, form.path, base.basis)
        if place is None:
            return None
        by_label = not takes_only_numbers(place) and not is_number(value_of(table.columns[name][0]))
    values, mistakes = labels_of(table, name) if by_label else numbers_of(table, name)
    draft.mistakes += mistakes
    return None if mistakes else list(values)


def labels_of(table: Table, name: str) -> tuple[list[Any], list[Mistake]]:
    """A column of names, dates or truths, and the cells that are of another kind than the first."""
    values = [value_of(text) for text in table.columns[name]]
    mistakes: list[Mistake] = []
    for row, value in enumerate(values):
        if value is None or is_number(value):
            words = f"expected a name, a date, true or false, not {shown(table.columns[name][row])}"
        elif values[0] is not None and type(value) is not type(values[0]):
            words = f"{show(value)} is of another kind than the values above"
        else:
            continue
        if len(mistakes) < MAX_TOLD:
            mistakes.append(Mistake.at(table.place(name, row), words))
    return values, mistakes
