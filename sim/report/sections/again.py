"""How anybody gets the same numbers again."""

from __future__ import annotations

from sim.report.blocks import Block, Code, Facts, Prose, Section
from sim.report.results import Results


def again(results: Results) -> Section:
    told, order = results.manifest, results.order
    versions, scenario = told["versions"], results.ensemble.scenario
    pairs = [
        ("Scenario", f"{scenario.id} ({order.scenario})"),
        ("Scenario, SHA-256", scenario.sha256),
        ("Seed", str(told["seed"])),
        (
            "Runs",
            f"{told['runs_finished']:,} of {told['runs']:,}"
            if results.ensemble.interrupted
            else f"{told['runs']:,}",
        ),
        ("First run", str(told["first"])),
        ("Draws", str(told["draws"])),
        ("Fixed parameters", ", ".join(f"{n}={v!r}" for n, v in order.fixed.items()) or "none"),
        ("Rules, hash", versions["rules"]),
        *((name, value) for name, value in versions.items() if name != "rules"),
    ]
    lead = (
        "The same command on the same texts gives the same numbers, to the last bit, on any number of cores. "
        "The manifest of the results folder holds these texts."
    )
    one = "One of these runs, told day by day with the cause of every move:"
    blocks: list[Block] = [
        Prose(lead),
        Code(order.command(None)),
        Prose(one),
        Code(order.replay(order.first)),
        Facts(pairs),
    ]
    return Section("again", "How to get the same numbers again", blocks)
