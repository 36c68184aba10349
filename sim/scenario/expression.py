"""The grammar of conditions: short expressions, parsed by `ast`, never evaluated.

A condition is a truth: comparisons of quantities, `happened(e)`, `ongoing(e)`,
joined by and, or, not. Whether its names exist is the business of `conditions`.
"""

from __future__ import annotations

import ast
import difflib
from dataclasses import dataclass

MAX_LENGTH = 4000
COMPARISONS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE, ast.Eq, ast.NotEq)


@dataclass(frozen=True)
class Signature:
    """How many names a function takes, which keywords, and whether it is a truth."""

    least: int
    most: int
    keywords: tuple[str, ...] = ()
    truth: bool = False


FUNCTIONS = {
    "rung": Signature(1, 2),
    "executed": Signature(1, 2),
    "happened": Signature(1, 1, truth=True),
    "ongoing": Signature(1, 1, truth=True),
    "days_since": Signature(1, 1),
    "meter": Signature(1, 1),
    "incidents": Signature(1, 2, ("front", "last")),
    "severe": Signature(1, 2, ("front", "last")),
    "struck": Signature(1, 1, ("last",)),
    "count": Signature(2, 2),
    "day": Signature(0, 0),
}


class ConditionError(ValueError):
    """A condition that cannot be read; `offset` counts characters from its start."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset


def nearest(word: str, words: list[str] | tuple[str, ...]) -> str:
    """` (did you mean X?)`, or nothing where no known word is near."""
    close = difflib.get_close_matches(word, list(words), n=1)
    return f" (did you mean {close[0]}?)" if close else ""


def parse(text: str) -> ast.expr:
    """Read a condition into a checked `ast` tree; raises ConditionError with the place."""
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"a condition has at most {MAX_LENGTH} characters")
    flat = "".join(" " if c.isspace() else c for c in text)
    lead = len(flat) - len(flat.lstrip())
    try:
        tree = ast.parse(flat.strip(), mode="eval").body
        check_truth(tree)
    except ConditionError as error:
        raise ConditionError(error.message, lead + error.offset) from None
    except SyntaxError as error:
        message = f"this is not a condition: {error.msg}"
        raise ConditionError(message + cut_hint(text), lead + max(0, (error.offset or 1) - 1)) from None
    except (ValueError, RecursionError, MemoryError):
        raise ConditionError("this is not a condition: it is too deep or holds a strange character") from None
    return tree


def cut_hint(text: str) -> str:
    """Most cut conditions were cut by YAML: in a flow map a comma ends a plain value."""
    if text.count("(") > text.count(")"):
        return "; inside {braces} a comma ends an unquoted value: put the condition in quotes"
    return ""


def check_truth(node: ast.expr) -> None:
    """Refuse anything that is not a truth built of the whitelist."""
    if isinstance(node, ast.BoolOp):
        for value in node.values:
            check_truth(value)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        check_truth(node.operand)
    elif isinstance(node, ast.Compare):
        check_comparison(node)
    elif isinstance(node, ast.Call):
        if not check_call(node).truth:
            raise ConditionError("this is a quantity: compare it with something", node.col_offset)
    else:
        raise ConditionError("expected a comparison, happened(...) or ongoing(...)", node.col_offset)


def check_comparison(node: ast.Compare) -> None:
    for op in node.ops:
        if not isinstance(op, COMPARISONS):
            raise ConditionError("conditions compare with < <= > >= == !=", node.col_offset)
    for side in (node.left, *node.comparators):
        check_quantity(side)


def check_quantity(node: ast.expr) -> None:
    """A number, a name (parameter or rung), or a call that yields a quantity."""
    if isinstance(node, ast.Name) or is_number(node):
        return
    if isinstance(node, ast.Call):
        if check_call(node).truth:
            raise ConditionError("this is true or false: it cannot be compared", node.col_offset)
        return
    raise ConditionError("expected a number, a name or a function here", node.col_offset)


def is_number(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node = node.operand
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e300


def number(node: ast.expr) -> float:
    """The value of a literal number."""
    if isinstance(node, ast.UnaryOp):
        return -number(node.operand)
    assert isinstance(node, ast.Constant)
    return float(node.value)  # type: ignore[arg-type]


def check_call(node: ast.Call) -> Signature:
    """A known function with plain names inside, and numbers only behind `last=`."""
    if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
        word = node.func.id if isinstance(node.func, ast.Name) else "this"
        known = ", ".join(FUNCTIONS)
        raise ConditionError(
            f"{word} is not a function of conditions{nearest(word, list(FUNCTIONS))}; they are {known}",
            node.col_offset,
        )
    signature = FUNCTIONS[node.func.id]
    if not signature.least <= len(node.args) <= signature.most:
        raise ConditionError(f"{node.func.id} takes {words(signature)}", node.col_offset)
    for argument in node.args:
        if not isinstance(argument, ast.Name):
            raise ConditionError(f"{node.func.id} takes names", argument.col_offset)
    seen = set()
    for keyword in node.keywords:
        if keyword.arg not in signature.keywords or keyword.arg in seen:
            raise ConditionError(f"{node.func.id} takes {words(signature)}", node.col_offset)
        seen.add(keyword.arg)
        check_keyword(keyword)
    return signature


def check_keyword(keyword: ast.keyword) -> None:
    value = keyword.value
    if isinstance(value, ast.Name):
        return
    if keyword.arg == "last" and is_number(value):
        days = number(value)
        if days < 1 or days != int(days):
            raise ConditionError("last= takes a whole number of days, 1 or more", value.col_offset)
        return
    raise ConditionError(f"{keyword.arg}= takes a name", value.col_offset)


def words(signature: Signature) -> str:
    if signature.most == 0:
        return "nothing: write day()"
    many = (
        f"{signature.least}"
        if signature.least == signature.most
        else f"{signature.least} or {signature.most}"
    )
    extra = "".join(f", {k}=..." for k in signature.keywords)
    return f"{many} name{'s' if signature.most > 1 else ''}{extra}"
