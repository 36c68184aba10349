"""The form of scenario files as JSON Schema, so that an editor can complete and check while one writes."""

from __future__ import annotations

from typing import Any

from sim.scenario.schema import Document

NUMBER = {"type": "number"}
TEXT = {"type": "string"}
SHORT_FORMS = {"parameters": NUMBER, "outcomes": TEXT}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """The schema of a scenario file; one that extends another may leave any key out."""
    schema = Document.model_json_schema(by_alias=True)
    schema["properties"]["extends"] = {
        **TEXT,
        "description": "The scenario that this one says its differences from.",
    }
    for key, short in SHORT_FORMS.items():
        items = schema["properties"][key]["additionalProperties"]
        schema["properties"][key]["additionalProperties"] = {"anyOf": [items, short]}
    for model in (schema, *schema["$defs"].values()):
        model["properties"] = {key: with_one_for_many(value) for key, value in model["properties"].items()}
    needed = schema.pop("required")
    schema["anyOf"] = [{"required": needed}, {"required": ["extends"]}]
    return {"$schema": DIALECT, **schema, "title": "Escalation scenario"}


def with_one_for_many(field: dict[str, Any]) -> dict[str, Any]:
    """A single name may stand where a list of names may."""
    options = field.get("anyOf", [field])
    is_names = any(option.get("type") == "array" and option.get("items") == TEXT for option in options)
    return {"anyOf": [field, TEXT]} if is_names else field
