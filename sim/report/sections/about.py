"""What the reader has in hand: what the page is, and what it is not."""

from __future__ import annotations

from sim.report.blocks import Block, Points, Prose, Remark, Section
from sim.report.results import Results

IS_NOT = (
    "It is not a forecast. A percentage below is a property of the scenario that went in, and changes with "
    "its assumptions.",
    "It is not a proof. A chain of events that appears here is possible under these assumptions; one that "
    "does not may still be possible in the world.",
    "It is no estimate of harm, and no advice to anybody.",
)


def about(results: Results) -> Section:
    ensemble = results.ensemble
    summary = ensemble.scenario.document.summary
    blocks: list[Block] = [Prose(summary)] if summary else []
    blocks += [
        Prose(
            "Actors stand on the rungs of an escalation ladder toward each other. What they have committed "
            "themselves to, what they permit themselves, what they perceive, whom they follow, and errors "
            "move them up and down, day by day. The scenario says all of that in numbers, and what each "
            f"number rests on; a run is one course of events under these numbers. {runs(results)}"
        ),
        Points(IS_NOT),
    ]
    return Section("about", "What this is, and what it is not", [*blocks, *remarks(results)])


def runs(results: Results) -> str:
    """How many courses of events, and what differs between them."""
    ensemble = results.ensemble
    if ensemble.runs == 1:
        return "One course was run."
    told = f"{ensemble.runs:,} courses were run, which differ by their luck"
    if ensemble.uncertain:
        draws = len(ensemble.parameters)
        return f"{told} and, over {draws:,} draws, by the values of the numbers that are not known."
    return f"{told} alone."


def remarks(results: Results) -> list[Block]:
    """What about these runs is out of the ordinary."""
    ensemble = results.ensemble
    told: list[Block] = []
    if ensemble.interrupted:
        told.append(
            Remark("The run was interrupted: this page tells of the runs that were finished by then.")
        )
    if ensemble.runs < 100:
        few = "a single run" if ensemble.runs == 1 else f"{ensemble.runs} runs"
        told.append(
            Remark(f"This page rests on {few}. Chances from so few mean little; look at their intervals.")
        )
    if not ensemble.errors:
        told.append(Remark("Accidents, misperception and false alarms were set to 0 in all of these runs."))
    elif ensemble.twin is None:
        told.append(
            Remark(
                "The twin without errors was not run, so that nothing can be said of what errors made. What "
                "needs it is left out; sim run without --no-twin brings it."
            )
        )
    if not ensemble.uncertain:
        told.append(Remark(f"{certain(results)}: the intervals hold luck, and no doubt about the numbers."))
    return told


def certain(results: Results) -> str:
    """Why no number differed between the runs: the scenario leaves none open, or one draw was all."""
    parameters, fixed = results.ensemble.scenario.document.parameters, results.order.fixed
    left = [name for name, each in parameters.items() if each.uncertainty is not None and name not in fixed]
    return "What is not known was drawn once" if left else "No number was left open"
