"""Why a case does not hold: one run that speaks against it, stepped again, with what bore on it."""

from __future__ import annotations

import ast
import datetime as dt
from collections.abc import Iterator

from sim.cases.running import Finding, Verdict
from sim.engines.chronicle import Happening, Move
from sim.engines.crisis import Crisis
from sim.scenario.expression import parse

SAID = {"honoured": "kept", "defied": "broken", "directive": "reviewed"}


def retold(verdict: Verdict, finding: Finding) -> list[str]:
    """A few lines on the first run that speaks against a finding; none where no single run does."""
    run = finding.example
    if finding.holds or run is None:
        return []
    stage = verdict.staged
    crisis = Crisis(
        stage, verdict.seed, run, draws=1, errors=verdict.case.errors, parameters=dict(stage.values)
    )
    last = stage.days if finding.days is None or finding.days[run] < 0 else int(finding.days[run])
    while crisis.day < last and not crisis.over:
        crisis.step()
    when = f"in run {run}, on {day_words(crisis, crisis.day)}"
    return [f"{when}: {line}" if k == 0 else line for k, line in enumerate(lines_of(crisis, finding))]


def lines_of(crisis: Crisis, finding: Finding) -> Iterator[str]:
    if finding.actor is not None:
        yield from rule_lines(crisis, finding.words, finding.actor)
        return
    postures = postures_in(crisis, finding.words)
    yield from quantities(crisis, finding.words)
    for posture in postures:
        yield f"{posture} stands on {crisis.intended(posture)}{last_move(crisis, posture)}"
    for posture in postures:
        yield from rules_touching(crisis, posture)


def names_in(text: str, functions: tuple[str, ...]) -> Iterator[list[str]]:
    """The names that a condition gives to these functions, call by call."""
    for node in ast.walk(parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield [each.id for each in node.args if isinstance(each, ast.Name)]


def postures_in(crisis: Crisis, text: str) -> list[str]:
    """The postures a condition speaks of."""
    found: dict[str, None] = {}
    for names in names_in(text, ("rung", "executed", "incidents", "severe")):
        between = crisis.plan.cast.between(names[0], names[1] if len(names) > 1 else None)
        found.update(dict.fromkeys(between))
    return list(found)


def quantities(crisis: Crisis, text: str) -> Iterator[str]:
    """The meters and events of a condition, as they are."""
    for (name,) in names_in(text, ("meter",)):
        yield f"{name} is {crisis.meter(name):.3g}"
    happened = {what.what: what.day for what in crisis.happenings if what.kind == "event"}
    for (name,) in names_in(text, ("happened", "ongoing", "days_since")):
        known = f"happened on {day_words(crisis, happened[name])}" if name in happened else "has not happened"
        yield f"{name} {known}"


def last_move(crisis: Crisis, posture: str) -> str:
    """How a posture came to its rung."""
    moves = [move for move in crisis.log if move.posture == posture]
    return f" ({move_words(crisis, moves[-1])})" if moves else " (it has not moved)"


def move_words(crisis: Crisis, move: Move) -> str:
    by = f" by {move.trigger}" if move.trigger else ""
    return f"from {move.from_} on {day_words(crisis, move.day)}, {move.cause}{by}"


def rules_touching(crisis: Crisis, posture: str) -> Iterator[str]:
    """What became of each rule that can move a posture, in one line."""
    owner = crisis.plan.cast.owner(posture)
    states = {rule: state_of(crisis, rule, owner) for rule in rules_of(crisis, posture)}
    told = [f"{rule} {state}" for rule, state in states.items() if state]
    unmet = [rule for rule, state in states.items() if not state]
    said = [*told, *([f"not met: {', '.join(unmet)}"] if unmet else [])]
    if said:
        yield f"rules of {posture}: {'; '.join(said)}"


def rules_of(crisis: Crisis, posture: str) -> list[str]:
    """The rules of its owner that name the target of a posture, or a group of it."""
    owner, target = posture.split(">")
    meant = {target, *(name for name, members in crisis.plan.cast.groups.items() if target in members)}
    return [each.id for each in crisis.plan.bindings if each.actor == owner and meant & set(each.rule.then)]


def state_of(crisis: Crisis, rule: str, actor: str) -> str:
    """What an actor made of a rule so far; empty where it was not met."""
    found = [what for what in crisis.happenings if (what.what, what.who) == (rule, actor)]
    return "" if not found else happening_words(crisis, found[-1])


def happening_words(crisis: Crisis, what: Happening) -> str:
    return f"{SAID[what.kind]} on {day_words(crisis, what.day)}"


def rule_lines(crisis: Crisis, rule: str, actor: str) -> Iterator[str]:
    """A rule that was met, or not, and what its condition looks at."""
    state = state_of(crisis, rule, actor) or "not met"
    yield f"{rule} of {actor}: {state}"
    binding = next(each for each in crisis.plan.bindings if (each.id, each.actor) == (rule, actor))
    text = " ".join(binding.rule.when.split())
    yield f"it is met when {text}"
    yield from quantities(crisis, text)
    for posture in postures_in(crisis, text):
        yield f"{posture} stands on {crisis.intended(posture)}{last_move(crisis, posture)}"


def day_words(crisis: Crisis, day: int) -> str:
    """A day by its date and number."""
    date: dt.date = crisis.plan.document.clock.start + dt.timedelta(days=day)
    return f"{date} (day {day})"
