"""`sim replay`: one run of an ensemble, or a saved game, told day by day on the Mesa engine."""

from __future__ import annotations

import datetime as dt
import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.commands.problem import DONE, as_problem, check_range, load_scenario, settings
from sim.commands.progress import say_if_compiling
from sim.commands.screen import prose, table

if TYPE_CHECKING:
    from sim.engines.crisis import Crisis


def replay(asked: Namespace) -> int:
    """Replay, and print the chronicle, its short form, or all of it as JSON."""
    from sim.wargame.journal import is_game

    if is_game(Path(asked.scenario)):
        from sim.commands.retelling import retell

        return retell(asked)
    check_range("--run", asked.run, 0, 2**64 - 1)
    check_range("--draws", asked.draws, 1)
    check_range("--seed", asked.seed, 0, 2**64 - 1)
    fixed = settings(asked.set)
    scenario = load_scenario(asked.scenario)
    from sim.engines.crisis import Crisis
    from sim.scenario.fixing import fixed_parameters

    with as_problem(ValueError):
        fixed_parameters(scenario, fixed)
    say_if_compiling("begin_by_ref")
    with as_problem(ValueError):
        crisis = Crisis(
            scenario, asked.seed, asked.run, draws=asked.draws, errors=not asked.no_errors, parameters=fixed
        )
    if asked.json:
        print_json(crisis)
    elif asked.brief:
        print_brief(crisis)
    else:
        print_chronicle(crisis)
    return DONE


def print_chronicle(crisis: Crisis) -> None:
    """The head, every day on which something happened, and where it ended."""
    from sim.analysis.one_run.telling import Teller

    teller = Teller(crisis)
    print(head(crisis))
    start = {posture: crisis.intended(posture) for posture in crisis.postures}
    for day, lines in teller.days():
        print(f"\n{teller.day(day)}")
        for line in lines:
            print(f"  {line}")
    print(f"\n{closing(crisis, start)}")


def print_brief(crisis: Crisis) -> None:
    """The head, the days on which a firebreak, an event, a line or an outcome was met, and one last line."""
    while not crisis.over:
        crisis.step()
    print(head(crisis))
    print_story(crisis)


def print_story(crisis: Crisis) -> None:
    """What matters of a run as far as it has gone."""
    from sim.analysis.one_run.brief import brief, ending
    from sim.analysis.one_run.timeline import timeline
    from sim.analysis.percents import dated

    told = timeline(crisis)
    for day, lines in brief(told):
        print(f"\nD{dated(told.start, day)[1:]}")
        for line in lines:
            print(f"  {line}")
    print(f"\n{prose(ending(told))}")


def head(crisis: Crisis) -> str:
    scenario = crisis.crisis_scenario
    what = f"{scenario.title}: run {crisis.run} of seed {crisis.seed_of_luck}, {scenario.days} days."
    document = scenario.document
    drawn = [
        f"{name} {value:.4g}"
        for name, value in sorted(crisis.parameters.items())
        if document.parameters[name].uncertainty is not None
    ]
    return prose(f"{what} Uncertain parameters: {', '.join(drawn)}." if drawn else what)


def closing(crisis: Crisis, start: dict[str, str]) -> str:
    """Where each posture began, how high it rose, where it ended, and what it did."""
    from sim.analysis.percents import dated

    document = crisis.plan.document
    heads = ["posture", "start", "highest", "end", "incidents", "severe"]
    body = [
        [p, start[p], highest(crisis, p, start[p]), crisis.intended(p), *map(str, totals(crisis, p))]
        for p in crisis.postures
    ]
    text = table(f"At the end of {dated(document.clock.start, crisis.day)}", heads, body, (4, 5))
    days = {what.what: what.day for what in crisis.happenings if what.kind == "outcome"}
    names = sorted(document.outcomes)
    rows = [[name, dated(document.clock.start, days.get(name)) or "never"] for name in names]
    return f"{text}\n\n{table('Outcomes', ['outcome', 'first day'], rows)}" if rows else text


def highest(crisis: Crisis, posture: str, start: str) -> str:
    rungs = crisis.rungs(posture)
    stood = [start, *(move.to for move in crisis.log if move.posture == posture)]
    return rungs[max(rungs.index(rung) for rung in stood)]


def totals(crisis: Crisis, posture: str) -> tuple[int, int]:
    """Incidents so far, and how many of them were severe."""
    own = [c for c, (name, _) in enumerate(crisis.plan.cells) if name == posture]
    done = crisis.state.incidents[crisis.day, own], crisis.state.severe[crisis.day, own]
    return int(done[0].sum()), int(done[1].sum())


def print_json(crisis: Crisis) -> None:
    while not crisis.over:
        crisis.step()
    print(json.dumps(as_data(crisis), indent=1))


def as_data(crisis: Crisis) -> dict[str, Any]:
    """The run as plain values."""
    scenario = crisis.crisis_scenario
    start = scenario.document.clock.start

    def dated(day: int) -> dict[str, Any]:
        return {"day": day, "date": (start + dt.timedelta(days=day)).isoformat()}

    return {
        "scenario": scenario.id,
        "seed": crisis.seed_of_luck,
        "run": crisis.run,
        "days": scenario.days,
        "parameters": {name: float(value) for name, value in sorted(crisis.parameters.items())},
        "log": [
            {
                **dated(move.day),
                "posture": move.posture,
                "from": move.from_,
                "to": move.to,
                "cause": move.cause,
                "trigger": move.trigger,
                "evidence": list(move.evidence),
            }
            for move in crisis.log
        ],
        "happenings": [
            {
                **dated(what.day),
                "kind": what.kind,
                "what": what.what,
                "who": what.who,
                "detail": what.detail,
                "evidence": list(what.evidence),
            }
            for what in crisis.happenings
        ],
        "final": {posture: crisis.intended(posture) for posture in crisis.postures},
    }
