"""sim evidence: every threshold with its claim, quote and document; what is only assumed; the shares."""

from __future__ import annotations

from pathlib import Path

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
