"""The sections of the page, in the order of a reader; each is left out where there is nothing to say."""

from __future__ import annotations

from collections.abc import Callable

from sim.report.blocks import Section
from sim.report.results import Results
from sim.report.sections.about import about
from sim.report.sections.again import again
from sim.report.sections.assumed import assumed
from sim.report.sections.command import command
from sim.report.sections.conditions import conditions
from sim.report.sections.course import course
from sim.report.sections.evidence import evidence
from sim.report.sections.heights import heights
from sim.report.sections.hinges import hinges
from sim.report.sections.incidents import incidents
from sim.report.sections.limits import limits
from sim.report.sections.literature import literature
from sim.report.sections.outcomes import outcomes
from sim.report.sections.short import in_short
from sim.report.sections.unfolding import unfolding
from sim.report.sections.why import why

SECTIONS: tuple[Callable[[Results], Section | None], ...] = (
    about,
    in_short,
    outcomes,
    heights,
    unfolding,
    course,
    conditions,
    incidents,
    why,
    hinges,
    command,
    assumed,
    evidence,
    literature,
    limits,
    again,
)
