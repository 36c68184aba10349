"""From a file to a study that can be run, or to everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path

from sim.scenario.extends import read_map
from sim.scenario.loading import in_order
from sim.scenario.mistakes import Mistake, ScenarioError
from sim.scenario.source import read_source
from sim.scenario.validation import form
from sim.studies.checking.draft import Draft
from sim.studies.checking.lints import lints
from sim.studies.checking.whole import study_of
from sim.studies.form.schema import StudyDocument
from sim.studies.form.study import Study


def load_study(path: str | Path) -> Study:
    """Read and check a study; raises ScenarioError with every mistake."""
    return checked(str(path))[1]


def check_study(path: str | Path) -> tuple[list[Mistake], list[Mistake]]:
    """What is wrong in a study, and (where nothing is) what its author may want to look at."""
    try:
        draft, study = checked(str(path))
    except ScenarioError as error:
        return error.mistakes, []
    return [], in_order(lints(draft, study), str(path))


def checked(name: str) -> tuple[Draft, Study]:
    draft = read_draft(name)
    study = study_of(draft)
    if study is None or draft.mistakes:
        raise ScenarioError(in_order(draft.mistakes, name))
    return draft, study


def read_draft(name: str) -> Draft:
    """A study as it was written; raises ScenarioError where there is too little of it to go on."""
    text = read_source(Path(name), name)
    root, mistakes = read_map(text, name, "study")
    formed = form(root, StudyDocument)
    mistakes = [*mistakes, *formed.mistakes]
    if formed.document is None:
        raise ScenarioError(in_order(mistakes, name))
    return Draft(name, formed.document, root, formed.rest, mistakes, {name: text})
