"""A version as one HTML text that needs no other file and no network."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import ChoiceLoader, PackageLoader
from markupsafe import Markup

from sim.analysis.words import CAVEAT
from sim.report.fonts import faces
from sim.report.page import environment, pictures
from sim.wargame.review.versions import Version


@lru_cache(maxsize=4)
def letters(drawings: tuple[str, ...]) -> str:
    """The letters of these drawings; the versions of the seats have the same ones."""
    return faces(drawings)


def html(version: Version, how: str) -> str:
    pages = environment()
    pages.loader = ChoiceLoader(
        [PackageLoader("sim.wargame.review", "pages"), pages.loader or ChoiceLoader([])]
    )
    drawings = [block.drawing for section in version.sections for block in pictures(section.blocks)]
    return pages.get_template("debrief.html").render(
        title=version.title,
        over=version.over,
        how=how,
        caveat=CAVEAT,
        sections=version.sections,
        faces=Markup(letters(tuple(drawings))),
    )
