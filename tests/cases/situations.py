"""A small crisis and its cases, as files: what the tests of cases share."""

from __future__ import annotations

from pathlib import Path

from sim.cases.file import CasesFile
from sim.cases.loading import load_cases
from sim.cases.running import Finding, Verdict, run_file

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "scenarios" / "cases").glob("*.yaml"))

SCENARIO = """
schema: 1
id: small
title: A small world
claims: claims.yaml
clock: {start: 2031-03-01, days: 30}
parameters: {resolve: 0.5, comply: 0.5, weight: {value: 1, assumed: x}}
ladders: {common: [{id: calm}, {id: threats}, {id: strikes, incidents: 2, harm: 1}, {id: war}]}
actors:
  north: {groups: [pair], postures: {south: {}}}
  south:
    groups: [pair]
    postures: {north: {ceiling: strikes}}
    triggers:
      - id: line
        when: rung(north, south) >= strikes
        held: 2
        honoured: resolve
        then: {north: {floor: strikes}}
      - {id: plea, when: happened(call), then: {north: {floor: threats}}, lasts: while}
      - {id: worn, when: meter(strength) <= 0.5, then: {north: {cap: calm}}}
  militia:
    postures: {north: {ceiling: strikes}}
triggers:
  - id: join
    who: [pair, militia]
    when: rung(north, south) >= war
    honoured: resolve
    then: {north: {floor: threats}, south: {}}
rooms:
  staff:
    members: {militia: comply}
    review_every: 5
    directives: [{id: follow, when: "rung(south, north) >= strikes", then: {north: {floor: strikes}}}]
meters: {strength: {start: 1, feeds: {north>south: -0.1}}}
events: {call: {at: 3}}
miscalculation: {accident: {up: 0.5, down: 0}}
"""
CLAIMS = """
documents: [{id: book, title: A book}]
claims:
  - {id: C1, document: book, claim: a, mechanism: threshold}
  - {id: C2, document: book, claim: b, mechanism: threshold}
  - {id: C3, document: book, claim: c, mechanism: cap}
"""
HEAD = "schema: 1\ntitle: Cases of a small world\nscenario: small.yaml\n"


def written(folder: Path, text: str, head: str = HEAD) -> Path:
    """A file of cases beside its scenario and claims."""
    (folder / "small.yaml").write_text(SCENARIO)
    (folder / "claims.yaml").write_text(CLAIMS)
    path = folder / "cases.yaml"
    path.write_text(head + text)
    return path


def case(body: str, name: str = "one", claims: str = "C1") -> str:
    """The text of one case; `body` is what stands beside its name."""
    lines = "".join(f"    {line}\n" for line in body.strip().splitlines())
    return f"  - id: {name}\n    title: A case\n    claims: [{claims}]\n    because: x\n{lines}"


def loaded(folder: Path, *bodies: str) -> CasesFile:
    texts = [case(body, f"case_{k}") for k, body in enumerate(bodies)]
    return load_cases(written(folder, "cases:\n" + "".join(texts)))


def verdict(folder: Path, body: str, runs: int | None = None) -> Verdict:
    return next(run_file(loaded(folder, body), runs))


def findings(folder: Path, body: str, runs: int | None = None) -> list[Finding]:
    return list(verdict(folder, body, runs).findings)
