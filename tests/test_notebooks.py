"""The notebooks: small, with their outputs, clean, and alive with quicker numbers than those committed."""

from __future__ import annotations

import base64
import getpass
import importlib.util
import io
import os
import re
import socket
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("nbclient")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
QUICK: dict[str, dict[str, Any]] = {
    "1_first_probabilities.ipynb": {"RUNS": 60},
    "2_thresholds_and_bluff.ipynb": {"RUNS": 40, "DRAWS": 10},
    "3_miscalculation.ipynb": {"SMALL_RUNS": 400, "RUNS": 60, "STUDY_RUNS": 30, "DRAWS": 10},
    "4_what_matters.ipynb": {"POINTS": 40, "RUNS": 20, "DRAWS": 20},
    "5_one_run.ipynb": {"OUTCOME": "northern_war", "RUNS": 100, "FUTURES": 12, "BACK": 2, "BEFORE": 0},
    "6_teaching.ipynb": {"RUNS": 60, "FUTURES": 20},
}
CELLS, LINES, BYTES = 18, 14, 250_000
PLACES = re.compile(
    r"(?:^|[\s'\"(=])(?:/(?:home|Users|tmp|root|usr|var|opt|mnt|srv)/|[A-Z]:\\)", re.MULTILINE
)
LINK = re.compile(r"\]\(([^)\s]+)\)")


def loaded() -> ModuleType:
    """The program beside the notebooks, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("execute_notebooks", FOLDER / "execute.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


execute = loaded()
each = pytest.mark.parametrize("name", sorted(QUICK))


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def words(output: Any) -> str:
    """All of an output that is text."""
    texts = [text for kind, text in output.get("data", {}).items() if kind.startswith("text/")]
    return "\n".join([*texts, output.get("text", "")])


def prose(notebook: Any) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def test_every_notebook_is_tested_and_listed() -> None:
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert sorted(QUICK) == execute.NAMES
    assert all(f"({name})" in listed for name in QUICK)


@each
def test_it_is_small_and_as_execute_leaves_it(name: str) -> None:
    notebook, text = execute.read(name), (FOLDER / name).read_text(encoding="utf-8")
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(notebook.cells) <= CELLS
    assert max(len(cell.source.splitlines()) for cell in code) <= LINES
    assert len(text.encode()) <= BYTES
    assert [k for k, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.get("tags", [])] == [
        1
    ]
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert execute.text_of(execute.tidied(notebook)) == text


@each
def test_it_reads_without_running(name: str) -> None:
    notebook = execute.read(name)
    found = outputs(notebook)
    kinds = {kind for output in found for kind in output.get("data", {})}
    assert len(found) >= 5
    assert all(words(output).strip() for output in found)
    assert "text/markdown" in kinds
    assert "image/png" in kinds or name.startswith("6")
    assert not [output for output in found if output.output_type == "error" or output.get("name") == "stderr"]


@each
def test_its_outputs_name_no_place_and_no_machine(name: str) -> None:
    told = "\n".join(words(output) for output in outputs(execute.read(name)))
    assert not PLACES.findall(told)
    own = [str(ROOT), str(Path.home()), tempfile.gettempdir(), socket.gethostname(), getpass.getuser()]
    for place in own:
        assert len(place) < 4 or not re.search(rf"\b{re.escape(place)}\b", told), place


@each
def test_it_asks_explores_and_says_what_it_does_not_show(name: str) -> None:
    first, *_, last = prose(execute.read(name))
    assert re.search(r"^# .+\n\n\*\*[^*]+\?\*\*", first)
    assert "explores" in first
    assert "not predict" in first
    assert "## What this does not show" in last


@each
def test_it_answers_before_it_says_what_it_does_not_show(name: str) -> None:
    *_, heading, answer, _ = execute.read(name).cells
    assert "## The answer" in heading.source
    assert kinds(answer) == [["text/markdown", "text/plain"]]
    assert re.search(r"\d", words(answer.outputs[0]))


@each
def test_its_links_lead_somewhere(name: str) -> None:
    for text in [*prose(execute.read(name)), (FOLDER / "README.md").read_text(encoding="utf-8")]:
        for link in LINK.findall(text):
            assert (FOLDER / link).resolve().exists(), link


@pytest.mark.compiled_only
@each
def test_it_runs(name: str) -> None:
    before = {path: path.stat().st_mtime_ns for path in FOLDER.iterdir()}
    done = execute.executed(execute.read(name), QUICK[name], timeout=240)
    committed = execute.read(name)
    assert [kinds(cell) for cell in done.cells] == [kinds(cell) for cell in committed.cells]
    assert {path: path.stat().st_mtime_ns for path in FOLDER.iterdir()} == before


def kinds(cell: Any) -> list[list[str]]:
    """What a cell shows: text, tables, figures."""
    return [sorted(output.get("data", [output.output_type])) for output in cell.get("outputs", [])]


@pytest.mark.compiled_only
@pytest.mark.skipif(os.name != "posix", reason="asks for a process by its number")
def test_no_kernel_is_left_running(tmp_path: Path) -> None:
    mark, nbformat = tmp_path / "pid", sys.modules["nbformat"].v4
    source = f"import os, pathlib\npathlib.Path({str(mark)!r}).write_text(str(os.getpid()))"
    parameters = nbformat.new_code_cell("A = 1", metadata={"tags": ["parameters"]})
    execute.executed(nbformat.new_notebook(cells=[parameters, nbformat.new_code_cell(source)]))
    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_a_thin_line_keeps_its_colour() -> None:
    shades = np.random.default_rng(1).integers(0, 256, size=(200, 400, 1), dtype=np.uint8)
    drawn = np.concatenate([shades, shades, np.full_like(shades, 255)], axis=2)
    drawn[100, :50] = (0, 158, 115)
    written = io.BytesIO()
    Image.fromarray(drawn).save(written, format="png")
    kept = execute.smaller(base64.b64encode(written.getvalue()).decode())
    picture = Image.open(io.BytesIO(base64.b64decode(kept))).convert("RGB")
    assert np.abs(np.asarray(picture, dtype=int)[100, :50] - (0, 158, 115)).max() <= 16
    assert execute.smaller(kept) == kept


def test_parameters_are_replaced_in_a_copy() -> None:
    notebook = execute.read("1_first_probabilities.ipynb")
    changed = execute.with_parameters(notebook, {"RUNS": 7})
    assert changed.cells[1].source.endswith("\nRUNS = 7")
    assert "RUNS = 7" not in notebook.cells[1].source
    with pytest.raises(KeyError, match="LUCK is no parameter"):
        execute.with_parameters(notebook, {"LUCK": 7})


def test_what_changes_from_one_execution_to_the_next_is_not_kept() -> None:
    nbformat = sys.modules["nbformat"].v4
    printed = [nbformat.new_output("stream", name="stdout", text=text) for text in ("one ", "two\n")]
    result = nbformat.new_output("execute_result", data={"text/plain": "3"}, execution_count=9)
    cell = nbformat.new_code_cell("1 + 2", id="sum", execution_count=9, outputs=[*printed, result])
    cell.metadata = {"tags": ["parameters"], "execution": {"iopub.status.busy": "now"}}
    spec = {"name": "mine", "display_name": "My own kernel"}
    notebook = execute.tidied(nbformat.new_notebook(cells=[cell], metadata={"kernelspec": spec}))
    (tidy,) = notebook.cells
    assert notebook.metadata.kernelspec.name == "python3"
    assert dict(tidy.metadata) == {"tags": ["parameters"]}
    assert tidy.execution_count is None
    assert [output.get("text") for output in tidy.outputs] == ["one two\n", None]
    assert tidy.outputs[1].execution_count is None
