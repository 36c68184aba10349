"""`sim evidence`: what every number of a scenario rests on, and what would be worth finding out."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.problem import DONE, Problem, as_problem, load_scenario

if TYPE_CHECKING:
    from sim.evidence.ledger import Entry
    from sim.report.blocks import Section
    from sim.scenario.loading import Scenario

MARK = "what its numbers rest on"  # stands near the top of everything that is written


def evidence(asked: Namespace) -> int:
    """Print or write the whole, or what was asked of it: one claim, one entry, what to find out next."""
    scenario = load_scenario(asked.scenario)
    probe(asked.out)
    text = told(scenario, asked)
    if asked.out is None:
        print(text, end="")
        return DONE
    from sim.report.writing import Refused, write

    with as_problem(Refused):
        write(text, Path(asked.out))
    print(f"{asked.out}  {MARK}, {len(text.encode()) / 1e6:.1f} MB")
    return DONE


def told(scenario: Scenario, asked: Namespace) -> str:
    """The text, in the form asked for."""
    parts = chosen(scenario, asked)
    if parts is None and asked.format == "text":
        from sim.commands.evidence_text import listing

        return listing(scenario)
    from sim.report.evidence.whole import whole

    return formed(scenario, whole(scenario) if parts is None else parts, asked.format)


def formed(scenario: Scenario, sections: list[Section], form: str) -> str:
    """Sections as plain text, Markdown or a page."""
    title = f"{scenario.title}: {MARK}"
    if form == "html":
        from sim.report.evidence.page import page

        return page(scenario, sections)
    from sim.report.evidence.naming import head
    from sim.report.evidence.whole import flat

    if form == "markdown":
        from sim.commands.evidence_markdown import markdown

        return markdown(title, head(scenario), flat(sections))
    from sim.commands.evidence_plain import plain

    return plain(title, sections)


def chosen(scenario: Scenario, asked: Namespace) -> list[Section] | None:
    """The sections that were asked for; None for the whole."""
    from sim.evidence.ledger import ledger

    if asked.claim is not None:
        return [claim_asked(scenario, ledger(scenario), asked.claim)]
    if asked.parameter is not None:
        return entries_asked(scenario, ledger(scenario), asked.parameter)
    if asked.study is not None:
        return [study_asked(scenario, ledger(scenario), asked.study)]
    return None


def claim_asked(scenario: Scenario, entries: list[Entry], name: str) -> Section:
    from sim.report.evidence.one import claim_section
    from sim.scenario.expression import nearest

    if not scenario.claims:
        raise Problem(f"{scenario.path} names no file of claims")
    if name not in scenario.claims:
        raise Problem(f"no claim is called {name!r}{nearest(name, list(scenario.claims))}")
    return claim_section(scenario, entries, name)


def entries_asked(scenario: Scenario, entries: list[Entry], name: str) -> list[Section]:
    """A parameter, or any entry by its path or the end of it; every entry that is meant."""
    from sim.evidence.citing import matching
    from sim.report.evidence.one import entry_section
    from sim.scenario.expression import nearest

    found = matching(entries, name)
    if not found:
        known = [each.name for each in entries] + [str(each.path[-1]) for each in entries]
        raise Problem(f"no parameter or other entry is called {name!r}{nearest(name, known)}")
    return [entry_section(scenario, entries, each) for each in found]


def study_asked(scenario: Scenario, entries: list[Entry], folder: str) -> Section:
    """The assumed numbers, ranked by a finished study of this scenario."""
    from sim.report.evidence.finding import finding_section
    from sim.studies.asking.weighing import weights
    from sim.studies.keeping.opened import open_study

    with as_problem(ValueError, OSError):
        study = open_study(folder)
        found = weights(study)
    of = study.study.variants[0].scenario.id
    if of != scenario.id:
        raise Problem(f"{folder} is a study of {of}, and {scenario.path} is {scenario.id}")
    return finding_section(scenario, entries, study, found)


def probe(out: str | None) -> None:
    """Refuse a place that cannot be written to, or holds something else, before any work is done."""
    if out is None:
        return
    if not out or Path(out).is_dir():
        raise Problem(f"--out takes the name of a file, not {out!r}")
    from sim.report.writing import Refused
    from sim.report.writing import probe as probe_file

    with as_problem(Refused):
        probe_file(Path(out), MARK)
