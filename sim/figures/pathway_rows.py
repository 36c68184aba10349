"""The rows of a tree of pathways: what is written of each beginning, and how many fit on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sim.analysis.chances.shares import Errors, Share
from sim.analysis.pathways.pathways import Node, Pathways, Pooled
from sim.analysis.pathways.steps import Step
from sim.figures import style

TREE = 3.72  # inches
INDENT, STEM, GAP = 0.17, 0.12, 0.06  # inches: a step to the right, a name after its stem, between rows
TALLEST = 7.4  # inches of rows on a page
NEARLY_ALL = 0.95  # of the runs from which a cause is told without its share


@dataclass(frozen=True)
class Row:
    """What is written and drawn of one beginning, or of several that are too rare to be told."""

    depth: int
    title: list[str]
    reasons: list[str]
    share: Share
    of_parent: Share
    ends: float  # of the runs of this row
    errors: Errors | None
    rare: bool

    @cached_property
    def height(self) -> float:
        return style.height(self.title, style.SMALL) + style.height(self.reasons, style.TINY) + GAP


def fitting(results: Pathways) -> tuple[list[Row], float]:
    """The rows, without the rarest where they are more than a page holds; and from which share on."""
    rows = list(rows_of(results.root, 0))
    for lowest in [0.0, *sorted({row.share.share for row in rows})]:
        kept = [row for row in rows if row.share.share >= lowest]  # no row is commoner than the one above
        if sum(row.height for row in kept) <= TALLEST:
            return kept, max(results.least, lowest)
    return [], results.least


def rows_of(node: Node, depth: int) -> Iterator[Row]:
    """What follows a beginning, the commonest first, each with what follows it."""
    for child in node.children:
        if child.step is not None:
            yield row_of(child, child.step, depth)
            yield from rows_of(child, depth + 1)
    if node.pooled is not None:
        yield pooled_row(node.pooled, depth)


def row_of(node: Node, step: Step, depth: int) -> Row:
    width = TREE - depth * INDENT - STEM - style.MARGIN
    return Row(
        depth=depth,
        title=style.wrapped([step.title], style.SMALL, width),
        reasons=style.wrapped([reasons_of(step)], style.TINY, width),
        share=node.share,
        of_parent=node.of_parent,
        ends=0.0 if node.ends is None else node.ends.came / node.share.came,
        errors=node.errors,
        rare=False,
    )


def pooled_row(pooled: Pooled, depth: int) -> Row:
    ways = "one rarer way on" if pooled.kinds == 1 else f"{pooled.kinds} rarer ways on"
    return Row(depth, [ways], [], pooled.share, pooled.of_parent, 0.0, None, True)


def reasons_of(step: Step) -> str:
    """About when, the commonest causes, each once, and the event just before."""
    said = list(dict.fromkeys(reason_of(deed.cause.said, deed.cause.share) for deed in step.deeds))
    event = [] if step.event is None else [f"just after '{step.event}'"]
    return "; ".join([f"about day {step.median_day}", *said, *event])


def reason_of(said: str, share: float) -> str:
    return said if share >= NEARLY_ALL else f"most often ({100.0 * share:.0f}%) {said}"
