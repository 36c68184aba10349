"""Make the page of scenarios anew: `python docs/library.py` (some minutes).

Every file in scenarios/ is run with the same number of runs and the same seed. A section of the
page tells what the scenario is for, in its own words, and the chance of the outcome that answers
its question; one that extends another is compared with it under the same luck. The four readings
of one crisis come side by side, as a table and as docs/figures/readings.png.

What was computed stands between two marks; `bare` takes it out, so that a test can tell whether
the texts are up to date.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

import sim
from sim.analysis.chances.shares import share_of
from sim.analysis.comparing.pairing import came, change_from, same_question
from sim.analysis.comparing.side_by_side import SideBySide, side_by_side
from sim.analysis.comparing.side_table import side_table, side_words
from sim.analysis.deeds import outcome_title
from sim.analysis.intervals import lower_median
from sim.analysis.percents import dated, percent, points
from sim.analysis.results import Ensemble
from sim.analysis.tables import ranged
from sim.figures import style
from sim.figures.side_by_side import draw
from sim.scenario.loading import Scenario
from sim.scenario.schema import About

ROOT = Path(__file__).parents[1]
SCENARIOS = ROOT / "scenarios"
PAGE = ROOT / "docs" / "library.md"
FIGURE = ROOT / "docs" / "figures" / "readings.png"
RUNS, SEED, COLOURS = 4000, 0, 256
BASE = "gaza_2023"
READINGS = {
    "reading_azizi": "Azizi",
    "reading_khamenei_haniyeh": "Khamenei and Haniyeh",
    "reading_al_bar": "al-Bar",
    "reading_al_monitor": "Al-Monitor",
}
BEGIN, END = "<!-- computed by `python docs/library.py` -->", "<!-- end -->"
EXTENDS = re.compile(r"^extends: (\S+)", re.MULTILINE)
COMPUTED = re.compile(f"{re.escape(BEGIN)}\n.*?{re.escape(END)}", re.DOTALL)

HEAD = """
# The library of scenarios

Every scenario in `scenarios/`, with the question it is run to answer, what it rests on, what it
takes for granted, and what comes out. The texts are the scenario's own (its `about`). {runs} runs
each, seed {seed}, 200 draws of what is not known; `python docs/library.py` makes this page anew.

How to read a result. A *chance* is a share of runs, and a property of the scenario that went in; it
predicts nothing. In parentheses is its 95% interval, which is the luck of so many runs and no more.
The *range* is the 5th to 95th percentile over the draws of the uncertain parameters, and speaks of
these alone. Where a scenario extends another, the *difference* is counted in pairs of runs that met
the same luck, with its 95% interval (Newcombe 1998, method 8 for paired proportions); a difference
whose interval holds 0 is not told from none.
"""

READ_TOGETHER = """
## The four readings side by side

The base, `gaza_2023`, takes one reading where its documents conflict, and lets doubt in. Each of
the other four takes one document at its word: what it says flatly is certain, and a line, a threat
or an offer that only the others report is switched off. What all of them share is the setting (the
campaign in Gaza, opinion, errors, rates) and the orders of the joint room, so a difference between
them is a difference between documents, as far as the model can hold it. The last column names the
two that lie farthest apart; its interval is of that pair alone, and the pair was chosen for its
distance.

![The four readings: a row an outcome, a mark a reading](figures/readings.png)
"""


def library() -> int:
    """Run everything, and write the page and the figure."""
    ensembles: dict[str, Ensemble] = {}
    named = names()
    for place, name in enumerate(named, 1):
        print(f"{place} of {len(named)}: {name}", file=sys.stderr, flush=True)
        ensembles[name] = sim.simulate(loaded(name), runs=RUNS, seed=SEED)
        if ensembles[name].interrupted:
            return 130
    told = {name: result(name, ensembles) for name in named}
    found = readings(ensembles)
    picture(found)
    PAGE.write_text(page(told, together(found)), encoding="utf-8")
    return 0


# ---------------------------------------------------------------- which scenarios, in which order


def names() -> list[str]:
    """The main scenario and those that extend it, then each other one with its own."""
    files = sorted(path.stem for path in SCENARIOS.glob("*.yaml"))
    roots = sorted((name for name in files if base_of(name) is None), key=lambda name: (name != BASE, name))
    return [name for root in roots for name in below(root, files)]


def below(name: str, files: list[str]) -> list[str]:
    """A scenario, and all that extend it."""
    return [name, *(each for other in files if base_of(other) == name for each in below(other, files))]


@cache
def base_of(name: str) -> str | None:
    """The scenario that one extends."""
    written = EXTENDS.search((SCENARIOS / f"{name}.yaml").read_text(encoding="utf-8"))
    return Path(written[1]).stem if written else None


@cache
def loaded(name: str) -> Scenario:
    return sim.load(SCENARIOS / f"{name}.yaml")


# ---------------------------------------------------------------- what is said


def page(told: Mapping[str, list[str]], table: list[str]) -> str:
    """The whole page; without results its texts alone."""
    sections = [section(name, told.get(name, [])) for name in names()]
    head = flowing(HEAD.format(runs=f"{RUNS:,}", seed=SEED))
    contents = "\n".join(f"- [{name}](#{name}): {about(name).question}" for name in names())
    return "\n".join([head, "", contents, "", flowing(READ_TOGETHER), "", *computed(table), "", *sections])


def flowing(text: str) -> str:
    """Paragraphs of one line each, as the other pages have them."""
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in text.strip().split("\n\n"))


def section(name: str, told: list[str]) -> str:
    """One scenario: title, texts, and what was computed."""
    spoken, base = about(name), base_of(name)
    extends = f" It extends `{base}`." if base else ""
    own = ROOT / "docs" / f"{name.replace('_', '-')}.md"
    more = f" More in [{own.name}]({own.name})." if own.exists() else ""
    lines = [
        f"## {name}",
        "",
        f"*{loaded(name).title}*. `scenarios/{name}.yaml`.{extends}{more}",
        "",
        f"**Question.** {spoken.question}",
        "",
        f"**Rests on.** {spoken.rests_on}",
        "",
        f"**Assumes.** {spoken.assumes}",
        "",
        *computed(told),
        "",
    ]
    return "\n".join(lines)


def about(name: str) -> About:
    spoken = loaded(name).document.about
    if spoken is None:
        raise SystemExit(f"scenarios/{name}.yaml has no `about`: question, rests_on, assumes, answer")
    return spoken


def computed(lines: list[str]) -> list[str]:
    return [BEGIN, *lines, END]


def bare(text: str) -> str:
    """A page without what was computed."""
    return COMPUTED.sub("", text)


# ---------------------------------------------------------------- what was computed


def result(name: str, ensembles: Mapping[str, Ensemble]) -> list[str]:
    """The chance of the outcome that answers, and how it differs from the base's."""
    ensemble, answer = ensembles[name], about(name).answer
    found = share_of(ensemble, came(ensemble, answer))
    sure = found.said if 0 < found.came < found.of else f"{found.said} of the runs"
    told = f"**Result.** {outcome_title(ensemble.plan, answer)}: {sure}"
    if ensemble.uncertain and 0 < found.came < found.of:
        told += f"; range over what is not known: {ranged(found.range)}"
    day = lower_median(ensemble.outcomes[answer])
    if day is not None:
        told += f"; median {dated(ensemble.scenario.document.clock.start, day)}"
    base = base_of(name)
    return [told + ".", *([] if base is None else ["", difference(ensembles[base], ensemble, answer)])]


def difference(base: Ensemble, other: Ensemble, answer: str) -> str:
    """The same outcome in the base, and the paired difference."""
    if not same_question(base, other, answer):
        return f"`{base.scenario.id}` does not ask this of the same days, or means another by it."
    before = share_of(base, came(base, answer))
    change = change_from(base, other, answer)
    clear = "" if change.is_clear else "; not told from none"
    return (
        f"In `{base.scenario.id}`, under the same luck: {before.said}. "
        f"Difference: {points(change.difference)} points "
        f"({span_of_points(change.low, change.high)}){clear}. It came here and not there in "
        f"{percent(change.gained or 0.0)} of the runs, there and not here in {percent(change.lost or 0.0)}."
    )


def span_of_points(low: float, high: float) -> str:
    return f"{points(low)} to {points(high)}"


def readings(ensembles: Mapping[str, Ensemble]) -> SideBySide:
    """The base and the four, under short names."""
    return side_by_side([ensembles[name] for name in (BASE, *READINGS)], ["The base", *READINGS.values()])


def together(found: SideBySide) -> list[str]:
    return [repr(side_table(found)), "", *side_words(found)]


def picture(found: SideBySide) -> None:
    """The figure, with a palette of its own so that it stays small."""
    with tempfile.TemporaryDirectory() as folder:
        drawing = draw(found, "What each document implies, taken at its word")
        made = style.save(drawing, Path(folder) / "readings")
        with Image.open(made[0]) as drawn:
            plain = drawn.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            plain.save(FIGURE, optimize=True)


if __name__ == "__main__":
    sys.exit(library())
