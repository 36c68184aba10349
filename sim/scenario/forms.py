"""What a schema asks for at any path of a file, in words and as numbers.

The models are walked by their annotations, so a field added there is known here at
once: to the messages, to the suggestions, and to the checks of numbers.
"""

from __future__ import annotations

import datetime as dt
import types
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.fields import Range, ShortFor, check_condition, check_name, check_number, check_posture_name
from sim.scenario.places import Path
from sim.scenario.schema import Document


@dataclass(frozen=True)
class Form:
    """One thing that may stand at a path: a bare type and what was said about it."""

    kind: Any
    remarks: tuple[Any, ...] = ()


def forms(annotation: Any, remarks: tuple[Any, ...] = ()) -> list[Form]:
    """The alternatives of an annotation, `None` left out; a parameterised number is one."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        return forms(inner, (*remarks, *opened(more)))
    if is_number(remarks):
        return [Form(float, remarks)]
    if get_origin(annotation) in (Union, types.UnionType):
        return [form for part in get_args(annotation) for form in forms(part, remarks)]
    return [] if annotation is type(None) else [Form(annotation, remarks)]


def opened(remarks: list[Any]) -> list[Any]:
    """Remarks with what pydantic wraps in a Field laid open."""
    return [
        one for remark in remarks for one in (remark.metadata if isinstance(remark, FieldInfo) else [remark])
    ]


def is_number(remarks: tuple[Any, ...]) -> bool:
    return any(getattr(remark, "func", None) is check_number for remark in remarks)


def limits(remarks: tuple[Any, ...]) -> Range | None:
    return next((remark for remark in remarks if isinstance(remark, Range)), None)


def field_forms(field: FieldInfo) -> list[Form]:
    return forms(field.annotation, tuple(field.metadata))


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields of a map by the keys that stand in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def forms_at(path: Path, model: type[BaseModel] = Document) -> list[Form]:
    """What may stand at a path of a file; nothing where the path leads nowhere."""
    found = [Form(model)]
    for step in path:
        found = [form for parent in found for form in below(parent, step)]
    return found


def below(form: Form, step: Any) -> list[Form]:
    if is_model(form.kind):
        field = fields(form.kind).get(step)
        return field_forms(field) if field else []
    if get_origin(form.kind) is dict:
        return forms(get_args(form.kind)[1])
    if get_origin(form.kind) in (list, tuple):
        return forms(get_args(form.kind)[0])
    return []


def keys_at(path: Path, model: type[BaseModel] = Document) -> list[str]:
    """The keys that a map at this path may have."""
    return [key for form in forms_at(path, model) if is_model(form.kind) for key in fields(form.kind)]


def words(found: list[Form]) -> str:
    """What may stand somewhere, as one would say it: a number from 0 to 1 or a map of rungs."""
    said = list(dict.fromkeys(word for form in found for word in form_words(form)))
    return " or ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)


def form_words(form: Form) -> list[str]:
    functions = [getattr(remark, "func", None) for remark in form.remarks]
    if check_number in functions:
        return [(limits(form.remarks) or Range()).words(), "a parameter's name"]
    if check_name in functions:
        return ["a name"]
    if check_posture_name in functions:
        return ["a posture, written actor>target"]
    if check_condition in functions:
        return ["a condition"]
    if short := [function.said for function in functions if isinstance(function, ShortFor)]:
        return [*short, "a map"]
    origin = get_origin(form.kind)
    if origin is Literal:
        return [str(value) for value in get_args(form.kind)]
    if origin is tuple:
        return [f"a list of {len(get_args(form.kind))} numbers"]
    if origin is list:
        least = next((r.min_length for r in form.remarks if isinstance(r, MinLen)), 0)
        many = f"a list of {least} items or more" if least > 1 else "a list that is not empty"
        return [many if least else "a list"]
    return [plain_words(form)]


def plain_words(form: Form) -> str:
    low = next((r.ge for r in form.remarks if isinstance(r, Ge)), None)
    high = next((r.le for r in form.remarks if isinstance(r, Le)), None)
    if form.kind is int:
        return f"a whole number from {low} to {high}" if low is not None else "a whole number"
    if form.kind is float:
        return "a number"
    if form.kind is bool:
        return "true or false"
    if form.kind is str:
        return "text"
    if form.kind is dt.date:
        return "a date such as 2031-03-01"
    return "a map that is not empty" if any(isinstance(r, MinLen) for r in form.remarks) else "a map"
