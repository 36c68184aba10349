"""What the model does not say, whatever the scenario: its limits, and what this scenario leaves out."""

from __future__ import annotations

from sim.analysis.percents import listed
from sim.analysis.provenance import source
from sim.report.blocks import Points, Prose, Section
from sim.report.results import Results

LIMITS = (
    "Rungs, thresholds and hazards are judgements. Results are conditional on them; the ranges over what is "
    "not known say how far, for what the scenario calls uncertain, and for nothing else.",
    "Actors are single minds. Factions can be actors of their own, or enter as chances and meters; "
    "bargaining within them is not modelled.",
    "There is no negotiation, no offer and no settlement, but as events, caps and truces that the scenario "
    "writes.",
    "Actors do not plan, do not learn and do not see through one another. A threat works by its credibility "
    "and menace, whatever its logic.",
    "Misperception is one rung up or down, of rungs only. Incidents, events and meters are known truly by "
    "all, at once.",
    "Provocation adds up and is forgotten at a fixed rate; anger at one kind of act rather than another is "
    "not told apart, but by lines the scenario draws.",
    "A posture moves at most once a day.",
    "Harm is a scale for meters, of the right order at best. It is no estimate of casualties.",
    "Military capability, geography, weather and logistics are absent, but for fronts, rates and meters.",
    "Laying rungs beside scales of the literature is by analogy, and validates nothing by itself.",
    "A record that fits tests a scenario on one history. One history is weak evidence for or against a "
    "chance.",
)


def limits(results: Results) -> Section:
    idle = source(results.ensemble).idle
    own = [f"Without a posture of their own, and so without a move: {listed(idle)}."] if idle else []
    own.append(
        f"Nothing is told of what comes after day {results.ensemble.scenario.days}: what had not come by "
        "then may come later."
    )
    return Section(
        "limits",
        "What the model does not say",
        [
            Prose("These limits belong to the model and stay, however many runs are made."),
            Points([*LIMITS, *own]),
        ],
    )
