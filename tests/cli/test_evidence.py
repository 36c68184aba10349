"""sim evidence: thresholds and claims both ways, in every form; the shares; what to find out next."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.calling import BORDER, Sim

CLAIMS = """
documents: [{id: report, author: A. Clerk, title: On rivers}]
claims: [{id: C1, document: report, quote: "they will\\e[31m not stand by"}]
"""


def founded(folder: Path) -> Path:
    (folder / "claims.yaml").write_text(CLAIMS)
    text = BORDER.read_text().replace("schema: 1", "schema: 1\nclaims: claims.yaml")
    text = text.replace("        honoured: resolve", "        honoured: resolve\n        evidence: C1")
    path = folder / "founded.yaml"
    path.write_text(text)
    return path


def test_a_threshold_stands_with_its_quote_and_document(main: Sim, tmp_path: Path) -> None:
    done = main("evidence", founded(tmp_path))
    assert done.returncode == 0
    entry = done.stdout.split("actors.northland.triggers.soil_struck")[1].split("\n\n")[0]
    assert "when struck(northland, last=3) >= 1" in entry
    assert "toward southland: floor limited_strikes, ceiling ground_operation" in entry
    assert 'C1 (report) "they will' in entry
    assert "report: A. Clerk, On rivers" in done.stdout


def test_nothing_a_terminal_would_act_on_is_printed(main: Sim, tmp_path: Path) -> None:
    assert "\x1b" not in main("evidence", founded(tmp_path)).stdout


def test_assumptions_have_their_reason_and_range(main: Sim) -> None:
    told = main("evidence", BORDER).stdout.split("Numbers that are only assumed")[1]
    entry = told.split("parameters.resolve")[1].split("\n\n")[0]
    assert "range: 0 to 1" in entry
    assert "no document gives it" in entry


def test_the_shares_add_up(main: Sim) -> None:
    told = main("evidence", BORDER).stdout.rsplit("Of ", 1)[1].splitlines()
    total = int(told[0].split()[0])
    assert sum(int(line.split()[0]) for line in told[1:] if line) == total


# ---------------------------------------------------------------- the other forms

GRADED = """
documents: [{id: report, author: A. Clerk, title: On rivers, published: 2031-02-01, reliability: B}]
claims:
  - {id: C1, document: report, speaker: "a <b>clerk</b> | scribe", credibility: 4, directness: said,
     claim: They would act., quote: "they will", conflicts_with: [C2]}
  - {id: C2, document: report, claim: They would not., conflicts_with: [C1]}
"""


def graded(folder: Path) -> Path:
    path = founded(folder)
    (folder / "claims.yaml").write_text(GRADED)
    return path


class Links(HTMLParser):
    """The anchors of a page, the links within it, and the tags it uses."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: set[str] = set()
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.anchors += [found["id"] or ""] if "id" in found else []
        if tag == "a":
            self.links.add(found["href"] or "")


def test_the_table_has_what_a_claim_is_and_does(main: Sim, tmp_path: Path) -> None:
    told = main("evidence", graded(tmp_path), "--format", "table").stdout
    row = next(line for line in told.splitlines() if line.strip().startswith("C1"))
    for part in ("report", "2031-02-01", "said", "B4", "actors.northland.triggers.soil_struck", "C2"):
        assert part in row
    assert "Named nowhere in this scenario: 1 of 2 claims." in told


def test_of_a_scenario_of_a_day_it_is_told_what_was_out(main: Sim, tmp_path: Path) -> None:
    path = graded(tmp_path)
    assert "\n2 claims of 1 documents. Grades" in main("evidence", path, "--format", "markdown").stdout
    path.write_text(path.read_text().replace("schema: 1", "schema: 1\nas_of: 2031-02-15"))
    text = (tmp_path / "claims.yaml").read_text()
    later = "documents:\n  - {id: later, published: 2031-03-01}\n  - "
    text = text.replace("documents: [", later, 1).replace("B}]", "B}", 1)
    (tmp_path / "claims.yaml").write_text(f"{text}  - {{id: C3, document: later}}\n")
    told = main("evidence", path, "--format", "markdown").stdout
    assert "\n3 claims of 2 documents; as of 2031-02-15, 2 claims of 1 of them were out. Grades" in told


def test_markdown_tables_have_as_many_cells_in_every_row(main: Sim, tmp_path: Path) -> None:
    told = main("evidence", graded(tmp_path), "--format", "markdown").stdout
    tables = [block.splitlines() for block in told.split("\n\n") if block.startswith("| ")]
    assert len(tables) > 3
    for lines in tables:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in lines}) == 1
    assert r"a \<b\>clerk\</b\> \| scribe" in told


def test_the_page_needs_nothing_else_and_its_links_lead_somewhere(main: Sim, tmp_path: Path) -> None:
    done = main("evidence", graded(tmp_path), "--format", "html", "--out", tmp_path / "e.html")
    assert done.returncode == 0
    text = (tmp_path / "e.html").read_text()
    page = Links(text)
    assert not {"script", "link", "img", "b"} & page.tags
    assert len(page.anchors) == len(set(page.anchors))
    assert page.links <= {f"#{anchor}" for anchor in page.anchors}
    assert {"#claim-C1", "#claim-C2", "#entry-actors.northland.triggers.soil_struck"} <= page.links


def test_a_claim_is_told_with_all_that_rests_on_it(main: Sim, tmp_path: Path) -> None:
    told = main("evidence", graded(tmp_path), "--claim", "C1").stdout
    assert "Grade: B4: source usually reliable, claim doubtful" in told
    assert "- C2 (B?, report): They would not." in told
    assert "- actors.northland.triggers.soil_struck: when struck(northland, last=3) >= 1" in told
    assert "Nothing in this scenario." in main("evidence", graded(tmp_path), "--claim", "C2").stdout


def test_a_parameter_is_told_with_where_it_stands(main: Sim) -> None:
    told = main("evidence", BORDER, "--parameter", "resolve").stdout
    assert "Rests on: an assumption" in told
    assert "Range: 0 to 1" in told
    assert "- actors.northland.triggers.soil_struck" in told


def test_any_other_entry_can_be_asked_for(main: Sim, tmp_path: Path) -> None:
    told = main("evidence", graded(tmp_path), "--parameter", "triggers.soil_struck").stdout
    assert "C1 against C2" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--claim", "C3"], "no claim is called 'C3'"),
        (["--parameter", "resolv"], "no parameter or other entry is called 'resolv' (did you mean resolve?)"),
        (["--study", "nowhere"], "nowhere has no manifest.json written by sim sweep"),
        (["--out", "."], "--out takes the name of a file"),
        (["--out", "no/where.html"], "no is no folder: make it first"),
        (["--out", "claims.yaml"], "claims.yaml holds something else: name another file with --out"),
    ],
)
def test_what_cannot_be_is_told(words: list[str], told: str, main: Sim, tmp_path: Path) -> None:
    done = main("evidence", graded(tmp_path), *words)
    assert done.returncode == 1
    assert told in done.stderr
    assert not done.stdout


def test_a_scenario_without_claims_has_none_to_ask_for(main: Sim) -> None:
    done = main("evidence", BORDER, "--claim", "C1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "names no file of claims" in done.stderr


@pytest.mark.parametrize("form", ["text", "table", "markdown", "html"])
def test_what_was_written_can_be_written_again(form: str, main: Sim, tmp_path: Path) -> None:
    for _ in range(2):
        done = main("evidence", graded(tmp_path), "--format", form, "--out", tmp_path / "e")
        assert done.returncode == 0, done.stderr
    assert "what its numbers rest on" in (tmp_path / "e").read_text()


# ---------------------------------------------------------------- what to find out next

STUDY = """
schema: 1
id: ends
title: Ends of what is not known
scenario: {scenario}
vary: uncertain
design: {{kind: one_at_a_time}}
runs: 40
measures: [border_war]
"""


def test_assumed_numbers_are_ranked_by_a_study(main: Sim, tmp_path: Path) -> None:
    (tmp_path / "study.yaml").write_text(STUDY.format(scenario=BORDER))
    assert main("sweep", tmp_path / "study.yaml", "--out", tmp_path / "done").returncode == 0
    told = main("evidence", BORDER, "--study", tmp_path / "done").stdout
    row = next(line for line in told.splitlines() if line.strip().startswith("resolve"))
    assert "an assumption" in row
    assert "0 to 1" in row
    assert "Border war" in row
    other = tmp_path / "other.yaml"
    other.write_text(BORDER.read_text().replace("id: border_crisis", "id: another"))
    done = main("evidence", other, "--study", tmp_path / "done")
    assert done.returncode == 1
    assert "is a study of border_crisis, and" in done.stderr


def test_without_a_study_it_is_said_how_to_get_one(main: Sim) -> None:
    assert "sim sweep STUDY --out DIR" in main("evidence", BORDER, "--format", "table").stdout
    assert "sim sweep STUDY --out DIR" in main("evidence", BORDER).stdout
