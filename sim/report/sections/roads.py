"""The roads that lead upward: the commonest chains as sentences, and the tree of them all."""

from __future__ import annotations

from sim.analysis.pathways.pathway_words import sentences
from sim.analysis.pathways.pathways import Pathways, pathways
from sim.figures import pathways as tree
from sim.report.blocks import Block, Heading, Picture, Points, Prose
from sim.report.drawing import inline
from sim.report.results import Results


def roads(results: Results) -> list[Block]:
    """Nothing where errors had a part and no twin says which: the roads tell causes."""
    ensemble = results.ensemble
    if ensemble.errors and ensemble.twin is None:
        return []
    found = pathways(ensemble)
    lead = (
        "Each run is told as the order in which firebreaks were crossed; what was crossed on one day is one "
        "step. With each step stand its median day and the commonest of its causes among these runs. A road "
        f"describes runs; it proves nothing of what would have stopped them. {followed(found)}"
    )
    blocks: list[Block] = [Heading("Which roads lead there"), Prose(lead)]
    told = sentences(ensemble.plan, found)
    blocks.append(Points(told[: len(found.chains)], ordered=True))
    blocks += [Prose(text) for text in told[len(found.chains) :]]
    if found.root.children:
        words = "A tree of rows: below each crossing, further in, those that follow it, with their shares."
        title = "In which order firebreaks are crossed"
        blocks.append(Picture("pathways", title, words, inline(tree.draw(found), "pathways")))
    return blocks


def followed(found: Pathways) -> str:
    """From which rung, and what counts to the start."""
    told = f"Followed are firebreaks from '{found.lowest}' up." if found.lowest else ""
    if found.at_once:
        told += f" Crossed by most runs on day 1, and counted to the start: {'; '.join(found.at_once)}."
    return told
