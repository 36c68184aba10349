"""One claim, or one entry of the scenario, and everything that hangs together with it."""

from __future__ import annotations

from collections.abc import Iterable

from sim.evidence.citing import Citation, citations, holding, resting_on
from sim.evidence.graded import Graded, graded
from sim.evidence.ledger import Entry
from sim.evidence.saying import clean, said_numbers
from sim.report.blocks import Block, Facts, Heading, Points, Prose, Section
from sim.report.evidence.naming import RESTS, called, judged, range_said
from sim.scenario.loading import Scenario


def claim_section(scenario: Scenario, entries: list[Entry], name: str) -> Section:
    """What a claim says, how good it is, who contradicts it, and what would fall with it.

    Raises KeyError for a claim that the scenario does not have.
    """
    each = graded(scenario, name)
    blocks: list[Block] = [Facts(list(facts(each)))]
    if each.contradicted:
        others = [graded(scenario, other) for other in each.contradicted if other in scenario.claims]
        blocks += [Heading("Contradicted by"), Points([one_line(other) for other in others])]
    blocks += [Heading("What rests on it"), *rest(citations(scenario).get(name, []), entries, name)]
    return Section(name, f"Claim {name}", blocks)


def facts(each: Graded) -> Iterable[tuple[str, str]]:
    """Names and values; what nobody gave is left out."""
    day = "" if each.date is None else f"{each.date}{'' if each.dated else ' (the day its document was out)'}"
    pairs = [
        ("It says", each.claim),
        ("Quote", f'"{each.quote}"' if each.quote else ""),
        ("Document", f"{each.document}: {each.source}" if each.source else each.document),
        ("Date", day),
        ("Speaker", each.speaker),
        ("Directness", each.directness),
        ("Grade", f"{each.grade}: {each.grade_in_words}" if each.grade else ""),
    ]
    return [(name, value) for name, value in pairs if value]


def one_line(each: Graded) -> str:
    """A claim on one line: its id, grade, speaker and words."""
    source = ", ".join(part for part in (each.grade, each.speaker or each.document) if part)
    return f"{each.id}{f' ({source})' if source else ''}: {each.claim or each.quote}"


def rest(places: list[Citation], entries: list[Entry], name: str) -> list[Block]:
    """The places that name a claim with their numbers, and where the parameters among them stand."""
    if not places:
        return [Prose("Nothing in this scenario.")]
    by_name = {each.name: each for each in entries}
    lines = [place_line(place, by_name.get(place.name)) for place in places]
    parameters = [each for each in resting_on(entries, name) if each.section == "parameters"]
    through = [
        f"{each.path[-1]}: {', '.join(e.name for e in found)}"
        for each in parameters
        if (found := holding(entries, str(each.path[-1])))
    ]
    blocks: list[Block] = [Points(lines)]
    return [*blocks, Heading("And through its parameters"), Points(through)] if through else blocks


def place_line(place: Citation, entry: Entry | None) -> str:
    """A place with its title, what it says, and on what else it rests."""
    title = f" ({clean(place.title)})" if place.title else ""
    said = "; ".join([*entry.says, said_numbers(entry.numbers)]) if entry else ""
    beside = "" if place.basis.kind == "documented" else f"; judged: {clean(place.basis.assumed)}"
    return f"{place.name}{title}{f': {clean(said)}' if said.strip('; ') else ''}{beside}"


def entry_section(scenario: Scenario, entries: list[Entry], each: Entry) -> Section:
    """What an entry says and rests on: its claims with their grades and contradictions, its range."""
    pairs = [
        ("It says", "; ".join([*each.says, said_numbers(each.numbers)]).strip("; ")),
        ("Range", range_said(each)),
    ]
    pairs += [("Rests on", RESTS[each.basis.kind]), ("Judged or assumed", judged(each.basis))]
    blocks: list[Block] = [Facts([(name, clean(value)) for name, value in pairs if value not in ("", "-")])]
    known = [graded(scenario, name) for name in each.basis.evidence if name in scenario.claims]
    if known:
        blocks += [Heading("Its claims"), Points([one_line(claim) for claim in known])]
        against = [
            f"{c.id} against {', '.join(c.contradicted)}{among(c, known)}" for c in known if c.contradicted
        ]
        blocks += [Heading("Contradictions"), Points(against)] if against else []
    others = sorted({n for n in each.basis.evidence if n not in scenario.claims})
    if others:
        blocks.append(Prose(f"Named, and in no file of claims: {', '.join(others)}."))
    if each.section == "parameters" and (found := holding(entries, str(each.path[-1]))):
        blocks += [Heading("Where it stands"), Points([f"{e.name}: {called(e)}" for e in found])]
    return Section("entry", each.name if not each.title else f"{each.name}: {clean(each.title)}", blocks)


def among(claim: Graded, known: list[Graded]) -> str:
    """Whether both sides of a contradiction are among the claims that an entry rests on."""
    both = [other.id for other in known if other.id in claim.contradicted]
    return f" (this rests on both: {', '.join(both)})" if both else ""
