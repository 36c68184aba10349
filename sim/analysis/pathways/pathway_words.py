"""Pathways as sentences: what followed what, about when and why, and in which share of the runs."""

from __future__ import annotations

from sim.analysis.chances.shares import Errors
from sim.analysis.deeds import within
from sim.analysis.pathways.pathways import Chain, Pathways
from sim.analysis.pathways.steps import Deed, Step
from sim.analysis.percents import listed, percent
from sim.scenario.plan import Plan

NEARLY_ALL = 0.95  # of the runs from which a cause is told without its share


def sentences(plan: Plan, results: Pathways) -> list[str]:
    """The commonest chains, a sentence each, and what is left."""
    told = [sentence(plan, results, chain) for chain in results.chains]
    if results.others is not None:
        rest = results.others
        kinds = "one other chain" if rest.kinds == 1 else f"{rest.kinds:,} other chains"
        told.append(f"{kinds.capitalize()} together: {rest.share.said} {of_runs(results)}.")
    return told


def sentence(plan: Plan, results: Pathways, chain: Chain) -> str:
    """One chain: its steps in order, its share, and what errors made of it."""
    if chain.steps:
        steps = [step_said(plan, step, not k) for k, step in enumerate(chain.steps)]
        road = ", then ".join(steps) + (", and more" if chain.more else "")
    else:
        road = f"Nothing is crossed {from_rung(results)}".rstrip()
    return f"{road}: {chain.share.said} {of_runs(results)}{without(results, chain.errors)}."


def step_said(plan: Plan, step: Step, first: bool) -> str:
    """What is crossed on one day, each with its cause; the day stands with the first."""
    when = f"about day {step.median_day}"
    when += "" if step.event is None else f", just after '{step.event}'"
    said = [deed_said(plan, deed, "" if k else when, first and not k) for k, deed in enumerate(step.deeds)]
    return f"{listed(said)}, on one day" if len(said) > 1 else said[0]


def deed_said(plan: Plan, deed: Deed, when: str, first: bool) -> str:
    share = deed.cause.share
    often = "" if share >= NEARLY_ALL else f"most often ({100.0 * share:.0f}%) "
    title = deed.title if first else within(plan, deed.title)
    return f"{title} ({when}{'; ' if when else ''}{often}{deed.cause.said})"


def of_runs(results: Pathways) -> str:
    return "of the runs" if results.until is None else f"of the runs with '{results.until}'"


def from_rung(results: Pathways) -> str:
    return "" if results.lowest is None else f"from '{results.lowest}' up"


def without(results: Pathways, errors: Errors | None) -> str:
    """The same chain under the same luck without errors: of all runs, as the twin has it."""
    if errors is None:
        return ""
    if results.until is None:
        return f"; {percent(errors.without)} without errors"
    return f"; of all runs {percent(errors.with_)}, and {percent(errors.without)} without errors"
