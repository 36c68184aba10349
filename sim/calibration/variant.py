"""The calibrated scenario: a file that extends the former, with other ranges for what moved."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sim.analysis.calibration.learned import Learned, Summed
from sim.calibration.calibrating import Calibrated
from sim.calibration.marginals import Marginal
from sim.scenario.loading import Scenario, examine
from sim.scenario.unknowns import Uncertainty

WIDE = 108


def variant_text(found: Calibrated, target: Path, command: str) -> str:
    """The text of the file that will stand at `target`; it is a sound scenario there."""
    calibration = found.calibration
    form, base = calibration.document.variant, calibration.base
    root = CommentedMap()
    root["extends"] = Path(os.path.relpath(base.path, target.parent)).as_posix()
    root["id"] = form.id if form else f"{base.id}_calibrated"
    root["title"] = form.title if form and form.title else calibration.document.title
    if form and form.summary:
        root["summary"] = form.summary
    if form and form.about:
        root["about"] = CommentedMap(
            (key, getattr(form.about, key)) for key in ("question", "rests_on", "assumes", "answer")
        )
    if found.marginals:
        root["parameters"] = CommentedMap(
            (each.name, parameter(found, each, found.marginals[each.name])) for each in found.moved
        )
    return "\n".join([*heading(found, command), "", dumped(root)])


def heading(found: Calibrated, command: str) -> list[str]:
    """What the file is and where it comes from, as comments."""
    document = found.calibration.document
    return [
        f"# {document.title}.",
        f"# Made by `{command}`; do not edit, make it anew.",
        f"# {found.runs:,} runs, each with its own draw; {document.keep:.0%} kept; seed {found.seed}.",
        f"# Nothing later than {document.until} was used. What is not named is as in the file it extends.",
    ]


def parameter(found: Calibrated, each: Learned, one: Marginal) -> Any:
    """A parameter's new range, and what it is."""
    old = found.calibration.base.document.parameters[each.name].uncertainty
    assert old is not None
    said = CommentedMap()
    said["value"] = one.value
    said["uncertainty"] = flowing(old, one.uncertainty)
    said["assumed"] = assumed(found, each)
    return said


def flowing(old: Uncertainty, new: Uncertainty) -> Any:
    """A distribution on one line; keys of the one it replaces are deleted, for maps merge."""
    said = CommentedMap()
    for key in (*Uncertainty.KINDS, "truncate"):
        value = getattr(new, key)
        if value is not None:
            said[key] = CommentedSeq(value)
            said[key].fa.set_flow_style()
        elif getattr(old, key) is not None:
            said[key] = None
    said.fa.set_flow_style()
    return said


def assumed(found: Calibrated, each: Learned) -> str:
    """In words: the posterior of what, given what, by what."""
    document = found.calibration.document
    claims = sorted({one for target in found.calibration.targets if target.fitted for one in target.evidence})
    rests = f" ({', '.join(claims)})" if claims else ""
    learnt = each.learnt
    return (
        f"a posterior, given what was recorded up to {document.until}{rests}, by approximate Bayesian "
        "computation; "
        f"before it {in_words(each.before)}, now {in_words(each.after)}; narrowed by "
        f"{100 * learnt.contraction.value:.0f}% in variance, shifted by {learnt.shift.value:+.2f} "
        "standard deviations of the prior"
    )


def in_words(summed: Summed) -> str:
    return f"{summed.mean:.3g} ({summed.lo:.3g} to {summed.hi:.3g})"


def dumped(root: Any) -> str:
    yaml = YAML()
    yaml.width = WIDE
    yaml.representer.add_representer(
        type(None), lambda dumper, _: dumper.represent_scalar("tag:yaml.org,2002:null", "null")
    )
    text = io.StringIO()
    yaml.dump(root, text)
    return text.getvalue()


def sound_variant(text: str, target: Path) -> Scenario:
    """The scenario as it will be read at its place; raises ScenarioError where it could not be used."""
    return examine(text, str(target)).scenario
