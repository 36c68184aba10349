"""A scenario's back-cast: what it says of what is on record, how good that is, and what does as well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sim.analysis.chances.shares import share_of
from sim.analysis.percents import words
from sim.analysis.provenance import source
from sim.analysis.scoring.backcast import (
    CONSTANT,
    SCENARIO,
    Backcast,
    Forecasted,
    Spread,
)
from sim.analysis.scoring.comparing import compared
from sim.analysis.scoring.constant import constant_rates
from sim.analysis.scoring.forecasts import groups_of_runs
from sim.analysis.scoring.losses import Forecast
from sim.analysis.scoring.reliability import reliability
from sim.analysis.scoring.rows import Item, Line, Row, groups_of, items_of
from sim.analysis.scoring.verdicts import Ruled
from sim.engines.ensemble import Progress
from sim.scenario.loading import Scenario
from sim.simulation import DRAWS
from sim.studies.backcasting.forecasting import Asked, Order, asked_of, days_asked
from sim.studies.backcasting.notes import notes_of
from sim.studies.backcasting.record import Record
from sim.studies.backcasting.tested import rows_given, rows_to_score
from sim.studies.backcasting.versions import models_of

RUNS = 20_000


def backcast(
    scenario: Scenario,
    record: Record,
    *,
    runs: int = RUNS,
    seed: int = 0,
    draws: int = DRAWS,
    progress: Progress | None = None,
) -> Backcast:
    """Score a scenario and its null models against a record.

    Every model is run `runs` times with the same luck and the same `draws` of what is not known, on
    a clock that ends with the record's last day. Rows within what the scenario itself holds as
    `observed` are left out, and so are outcomes that had come by then in every run. Raises ValueError
    for numbers out of range or where no row is left, Stopped after Ctrl-C.
    """
    order, models = Order(runs, seed, draws, progress), models_of(scenario.document)
    rows = rows_to_score(scenario, record)
    own = asked_of(scenario, SCENARIO, rows, order)
    given = rows_given(scenario, record, own, rows)
    items = items_of(row for row in rows if row not in given)
    said: dict[str, Sequence[Forecast]] = {SCENARIO: [own.forecast(item) for item in items]}
    for model in models[1:]:
        if model.name == CONSTANT:
            said[model.name] = constant_rates(items)
        elif model.is_same:
            said[model.name] = said[SCENARIO]
        else:
            other = asked_of(scenario, model.name, rows, order)
            said[model.name] = [other.forecast(item) for item in items]
    count = groups_of_runs(runs, len(own.longest.parameters))[1]
    found = compared(items, said, count, seed)
    asked = [
        forecasted(own, item, {name: each[k] for name, each in said.items()}, found.each[k], count)
        for k, item in enumerate(items)
    ]
    chances = [each for each in asked if each.spread is None]
    return Backcast(
        source=replace(source(own.longest), days=max(row.through for row in rows)),
        scenario=scenario.id,
        sha256=scenario.sha256,
        record=record.path,
        rows=sorted(record.rows, key=lambda row: row.line),
        models=models,
        asked=asked,
        scored=found.scored,
        skills=found.skills,
        reliability=reliability(
            [(each.chances[SCENARIO], each.item.truth) for each in chances],
            len(set(groups_of([each.item for each in chances]))),
        ),
        rules=rules_of(scenario, own, rows),
        notes=notes_of(scenario, record, items, given),
    )


def runs_needed(scenario: Scenario, record: Record, runs: int) -> int:
    """How many runs a back-cast takes in all."""
    versions = sum(model.name != CONSTANT and not model.is_same for model in models_of(scenario.document))
    return runs * versions * len(days_asked(rows_to_score(scenario, record)))


def forecasted(
    own: Asked,
    item: Item,
    said: dict[str, Forecast],
    scores: dict[tuple[str, str], float],
    count: int,
) -> Forecasted:
    """One question, answered."""
    if item.part == "number":
        return Forecasted(item, None, spread_of(own.numbers(item.row), item.truth), {}, scores)
    whole = np.ones((1, count))
    chances = {name: float(each.share(whole)[0]) for name, each in said.items() if each is not None}  # type: ignore[union-attr]
    ensemble = own.ensembles[item.row.through] if isinstance(item.row.asks, Line) else own.longest
    happened, among = own.happened(item)
    return Forecasted(item, share_of(ensemble, happened, among), None, chances, scores)


def spread_of(numbers: np.ndarray, recorded: int) -> Spread:
    """How a count is spread over the runs, and where the record lies in it."""
    low, lower, middle, upper, high = (
        int(q) for q in np.quantile(numbers, [0.05, 0.25, 0.5, 0.75, 0.95], method="inverted_cdf")
    )
    below, equal = float((numbers < recorded).mean()), float((numbers == recorded).mean())
    return Spread(low, lower, middle, upper, high, float(numbers.mean()), below, equal)


# ---------------------------------------------------------------- rules


def rules_of(scenario: Scenario, own: Asked, rows: Sequence[Row]) -> list[Ruled]:
    """The rules on record in the order of the file, then all others by the last day of the record."""
    lines = [(row, row.asks) for row in rows if isinstance(row.asks, Line)]
    named = {(asks.trigger, asks.actor) for _, asks in lines}
    last = max(own.ensembles)
    found = [ruled(scenario, own, asks.trigger, asks.actor, row.through, row) for row, asks in lines]
    rest = [(each.id, each.actor) for each in scenario.plan.bindings]
    return found + [
        ruled(scenario, own, trigger, actor, last, None)
        for trigger, actor in rest
        if (trigger, actor) not in named
    ]


def ruled(scenario: Scenario, own: Asked, trigger: str, actor: str, through: int, row: Row | None) -> Ruled:
    met, kept = own.ruled(trigger, actor, through)
    ensemble = own.ensembles[through]
    bound = next(each for each in scenario.plan.bindings if (each.id, each.actor) == (trigger, actor))
    who = words(actor, scenario.plan.cast.actor(actor).title)
    return Ruled(
        trigger=trigger,
        actor=actor,
        title=f"{who}: {words(trigger, bound.rule.title)}",
        through=through,
        met=share_of(ensemble, met),
        kept=share_of(ensemble, kept, met),
        row=row,
    )
