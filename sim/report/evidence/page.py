"""Evidence as one HTML text that needs no other file, no script and no network."""

from __future__ import annotations

from markupsafe import Markup

from sim.analysis.words import CAVEAT
from sim.report.blocks import Section
from sim.report.evidence.naming import head
from sim.report.fonts import faces
from sim.report.page import environment, pictures
from sim.scenario.loading import Scenario


def page(scenario: Scenario, sections: list[Section]) -> str:
    """The page; claims and entries point to each other."""
    drawings = [block.drawing for section in sections for block in pictures(section.blocks)]
    template = environment().get_template("evidence.html")
    return template.render(
        title=scenario.title,
        how=head(scenario),
        caveat=CAVEAT,
        sections=sections,
        faces=Markup(faces(drawings)),
    )
