"""What could be known on a day: a scenario `as_of` it rests on nothing that came later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sim.scenario.checks.calendar import day_of as day_of_clock
from sim.scenario.checks.calendar import end
from sim.scenario.checks.subject import Subject, Wrong
from sim.scenario.claims import Claim, day_of, published
from sim.scenario.leaves import nodes
from sim.scenario.places import Path


def nothing_is_known_too_early(subject: Subject) -> Iterator[Wrong]:
    """No claim of a document that was not out, nor about a later day; nothing recorded later."""
    as_of = subject.document.as_of
    if as_of is None or subject.claims.mistakes:
        return
    cited = [(path, node.evidence) for path, node in nodes(subject.document) if node.evidence]
    if cited and subject.document.claims is None:
        words = "evidence is cited and no file of claims is named (claims), so that its days cannot be told"
        yield Wrong(("as_of",), words)
        return
    for path, names in cited:
        for place, name in enumerate(names):
            claim = subject.claims.by_id.get(name)
            if claim is not None:  # else `claims_exist` tells it
                yield from too_early(subject, as_of, (*path, "evidence", place), claim)
    yield from recorded_later(subject, as_of)


def too_early(subject: Subject, as_of: dt.date, path: Path, claim: Claim) -> Iterator[Wrong]:
    """A claim that nobody could have read by then, or that speaks of what was still to come."""
    documents = subject.claims.documents
    source = documents.get(str(claim.fields.get("document")))
    named = f"its document, {source.id}," if source else "its document"
    out, about = published(source), day_of(claim, documents)
    if out is None and (source is not None or about is None):
        yield Wrong(
            path, f"nobody can tell since when {claim.id} was to be read: give {named} a day (published)"
        )
    elif out is not None and out > as_of:
        yield Wrong(path, f"{claim.id} was not to be read as of {as_of}: {named} is of {out}")
    elif about is not None and about > as_of:
        yield Wrong(path, f"{claim.id} is about a later day than {as_of}: {about}")


def recorded_later(subject: Subject, as_of: dt.date) -> Iterator[Wrong]:
    """Records that run past the day: what is pinned, and figures that were counted."""
    observed, clock = subject.document.observed, subject.document.clock
    if observed is not None and observed.until > as_of:
        yield Wrong(
            ("observed", "until"), f"what is on record as of {as_of} ends then, not on {observed.until}"
        )
    today = (as_of - clock.start).days
    for name, count in subject.document.counts.items():
        last = clock.days if count.to is None else day_of_clock(clock, count.to)
        if count.recorded is not None and last is not None and last > today:
            words = f"a figure up to {count.to or end(clock)} was not counted as of {as_of}"
            yield Wrong(("counts", name, "recorded"), words)
