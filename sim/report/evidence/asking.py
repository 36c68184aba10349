"""Which numbers are open, and how to learn which of them the outcomes hang on."""

from __future__ import annotations

from sim.evidence.ledger import Entry
from sim.report.blocks import Code, Prose, Section
from sim.scenario.loading import Scenario

NAME, TITLE = "find-out", "What to find out next"


def is_open(each: Entry) -> bool:
    """A parameter that is not simply documented."""
    return each.section == "parameters" and each.basis.kind != "documented"


def how_to_ask(scenario: Scenario, entries: list[Entry]) -> Section:
    """Without a study: how many numbers are open, and how to get one."""
    count = sum(is_open(each) for each in entries)
    lead = (
        f"Parameters that are assumed, at least in size: {count}. Which of them the outcomes hang on is told "
        "by a study that varies them (design: saltelli, morris or one_at_a_time; vary: uncertain), with its "
        "finished folder:"
        if count
        else "No parameter of this scenario is assumed: there is nothing to rank."
    )
    commands = f"sim sweep STUDY --out DIR\nsim evidence {scenario.path} --study DIR"
    return Section(NAME, TITLE, [Prose(lead), *([Code(commands)] if count else [])])
