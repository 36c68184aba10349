"""The form of study files as JSON Schema, so that an editor can complete and check while one writes."""

from __future__ import annotations

from typing import Any

from sim.scenario.json_schema import DIALECT, TEXT, with_one_for_many
from sim.studies.form.schema import KINDS, StudyDocument

SHORT_FORMS = {"design": {"enum": list(KINDS)}, "measures": TEXT}


def study_schema() -> dict[str, Any]:
    """The schema of a study file."""
    schema = StudyDocument.model_json_schema(by_alias=True)
    for model in (schema, *schema["$defs"].values()):
        model["properties"] = {key: with_one_for_many(value) for key, value in model["properties"].items()}
    for key, short in SHORT_FORMS.items():
        schema["properties"][key] = {"anyOf": [schema["properties"][key], short]}
    return {"$schema": DIALECT, **schema, "title": "Escalation study"}
