"""The page on the scenario language: `python -m sim.scenario.reference > docs/scenario-language.md`.

The frame, `reference.md`, is written by hand; the tables of keys are made from the models of
`schema` and those of functions from `expression`, so that the page says what holds.
"""

from __future__ import annotations

import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from sim.scenario.expression import FUNCTIONS, words
from sim.scenario.fields import Node, Range, ShortFor, as_list, check_name, check_number
from sim.scenario.forms import fields, forms, is_model
from sim.scenario.forms import words as forms_in_words
from sim.scenario.meanings import MEANINGS, SHARED
from sim.scenario.schema import Document, Posture, PostureFields

FRAME = Path(__file__).with_name("reference.md")
HEAD = ["| key | may be | default | what it is for |", "| --- | --- | --- | --- |"]
PARAMETER = " (P)"
Model = type[BaseModel]


def page() -> str:
    """The whole page, as Markdown."""
    text = FRAME.read_text(encoding="utf-8")
    return text.replace("{functions}\n", functions()).replace("{keys}\n", keys())


def functions() -> str:
    """What each function of conditions takes, and whether it is a truth."""
    rows = [
        f"| `{name}` | {words(signature).split(':')[0]} | {'a truth' if signature.truth else 'a number'} |\n"
        for name, signature in FUNCTIONS.items()
    ]
    return "".join(["| function | takes | is |\n", "| --- | --- | --- |\n", *rows])


def keys() -> str:
    """A section a map: where it stands, what it is, its keys."""
    shared = "\n".join(["### Any map", "", *HEAD, *(row(Node, key, SHARED[key]) for key in fields(Node))])
    return "\n\n".join([shared, *(section(model, path) for model, path in models().items())]) + "\n"


# ---------------------------------------------------------------- the maps of a file


def models() -> dict[Model, str]:
    """Every map that may stand in a file, with the first place where it does, from the top down."""
    found: dict[Model, str] = {}
    waiting: list[tuple[Model, str]] = [(Document, "")]
    while waiting:
        model, path = waiting.pop(0)
        if model not in found:
            found[model] = path
            held = [(key, *one) for key, may_hold in held_by(model).items() for one in maps_in(may_hold)]
            waiting[:0] = [(one, f"{path}.{key}{steps}".lstrip(".")) for key, one, steps in held]
    return found


def held_by(model: Model) -> dict[str, Any]:
    """What each key of a map may hold, by the keys that stand in the file."""
    hints = get_type_hints(model, include_extras=True)
    return {field.alias or name: hints[name] for name, field in model.model_fields.items()}


def maps_in(annotation: Any, steps: str = "") -> Iterator[tuple[Model, str]]:
    """The models within an annotation, with the steps that lead to each."""
    kind: Any = get_origin(annotation)
    if is_model(annotation):
        yield annotation, steps
    elif kind is Annotated:
        yield from maps_in(get_args(annotation)[0], steps)
    elif kind in (dict, list):
        yield from maps_in(get_args(annotation)[-1], steps + (".NAME" if kind is dict else "[]"))
    elif kind in (Union, types.UnionType):
        for part in get_args(annotation):
            yield from maps_in(part, steps)


def section(model: Model, path: str) -> str:
    """One map, told as a heading, a sentence and a table."""
    own, base = MEANINGS[model.__name__], told_elsewhere(model)
    where = f"Stands at `{path}`." if path else "The file itself."
    lines = [f"### {model.__name__}", "", " ".join([where, *documentation(model)])]
    if base:
        lines[-1] += f" It has the keys of {link(base)}{', and:' if own else '.'}"
    if own:
        lines += ["", *HEAD, *(row(model, key, meaning) for key, meaning in own.items())]
    return "\n".join(lines)


def documentation(model: Model) -> list[str]:
    """The first words of a model about itself; none where it has only its base's."""
    said = model.__dict__.get("__doc__")
    return [" ".join(said.split())] if said else []


def told_elsewhere(model: Model) -> Model | None:
    """The map whose keys this one has too, where they are told there."""
    if issubclass(model, PostureFields):
        return None if model is Posture else Posture
    base = model.__mro__[1]
    return base if base.__name__ in MEANINGS else None


# ---------------------------------------------------------------- what a key may be


def row(model: Model, key: str, meaning: str) -> str:
    return f"| `{key}` | {kind_of(held_by(model)[key])} | {default_of(model, key)} | {meaning} |"


def default_of(model: Model, key: str) -> str:
    """The value of a key that is left out, as one would write it."""
    field = fields(model)[key]
    if field.is_required():
        return "needed"
    value = field.get_default(call_default_factory=True)
    if value in (None, [], {}) or isinstance(value, BaseModel):
        return ""
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{str(value).lower()}`" if isinstance(value, bool | str) else f"`{value:g}`"


def kind_of(annotation: Any) -> str:
    """What may stand somewhere, in words, with links to the maps that may."""
    if is_model(annotation):
        return link(annotation)
    kind: Any = get_origin(annotation)
    parts = get_args(annotation)
    if kind is Literal:
        return " or ".join(f"`{part}`" for part in parts)
    if kind is Annotated:
        return remarked(annotation, parts[0], parts[1:])
    if kind is dict:
        return f"map: {kind_of(parts[0])} → {kind_of(parts[1])}" if parts else "a map"
    if kind is list:
        return f"list: {kind_of(parts[0])}"
    if kind in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(kind_of(part) for part in parts if part is not type(None)))
    return "anything" if annotation is Any else forms_in_words(forms(annotation))


def remarked(annotation: Any, inner: Any, remarks: tuple[Any, ...]) -> str:
    """A kind with something said of it: a range, a short form, one for many."""
    checks = [getattr(remark, "func", None) for remark in remarks]
    short = next((check for check in checks if isinstance(check, ShortFor)), None)
    if short is not None:
        return f"{kind_of(inner)} or {short.said}"
    if as_list in checks:
        return f"{kind_of(inner)}, or one alone"
    if check_number in checks:
        limits = next((remark for remark in remarks if isinstance(remark, Range)), Range())
        return limits.words() + PARAMETER
    is_holder = is_model(inner) or get_origin(inner) in (dict, list)
    return kind_of(inner) if is_holder and check_name not in checks else forms_in_words(forms(annotation))


def link(model: Model) -> str:
    return f"[{model.__name__}](#{model.__name__.lower()})"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(page())
