"""The models that a record is put to: the scenario, asked what the record asks, and its null models."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.analysis.scoring.backcast import CONSTANT, HONOURED, SCENARIO, SOIL, Model
from sim.analysis.scoring.rows import Came, CountOf, Row
from sim.scenario.build.story import day_number
from sim.scenario.loading import Scenario
from sim.scenario.rewriting.checked import rewritten
from sim.scenario.rewriting.nulls import all_honoured, own_soil_only
from sim.scenario.schema import Count, Document, Outcome

REWRITTEN = {SCENARIO: lambda document: document, HONOURED: all_honoured, SOIL: own_soil_only}


def models_of(document: Document) -> list[Model]:
    """The scenario first, then what is to be beaten."""
    return [
        Model(SCENARIO, "the scenario", "as written"),
        Model(
            CONSTANT,
            "constant rates",
            "no logic of escalation: each row from the others of the record, at one constant rate or hazard",
        ),
        Model(
            HONOURED,
            "every line honoured",
            "the scenario with every trigger of actors kept, at once and undeterred; directives stay",
            all_honoured(document) == document,
        ),
        Model(
            SOIL,
            "own soil only",
            "of the rules that raise a floor or ceiling only those for an attack on one's own soil stay",
            own_soil_only(document) == document,
        ),
    ]


def asked(scenario: Scenario, model: str, rows: Sequence[Row]) -> Scenario:
    """A version of the scenario with the rows' outcomes and counts; its clock ends with the last row."""
    document = REWRITTEN[model](scenario.document)
    counts = {f"row_{row.line}": count_of(row, row.asks) for row in rows if isinstance(row.asks, CountOf)}
    outcomes = {
        f"row_{row.line}": Outcome(when=row.asks.condition) for row in rows if isinstance(row.asks, Came)
    }
    clock = document.clock.model_copy(update={"days": max(row.through for row in rows)})
    changes = {"clock": clock, "counts": counts, "outcomes": outcomes, "about": None}
    return rewritten(scenario, document.model_copy(update=changes))


def rules_alone(version: Scenario, through: int) -> Scenario:
    """A version to an earlier day, which is asked for nothing but its rules: no run is another before it."""
    clock = version.document.clock.model_copy(update={"days": through})
    changes = {"clock": clock, "counts": {}, "outcomes": {}}
    return replace(version, document=version.document.model_copy(update=changes))


def count_of(row: Row, asks: CountOf) -> Count:
    said = {"of": list(asks.postures), "from": row.since, "to": row.through}
    return Count.model_validate(said if asks.front is None else {**said, "front": asks.front})


def pinned_through(scenario: Scenario) -> int | None:
    """The day through which the scenario itself holds the record (`observed`), None where it holds none."""
    observed = scenario.document.observed
    return None if observed is None else int(day_number(scenario.document, observed.until))
