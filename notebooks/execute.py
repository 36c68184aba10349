"""Run the notebooks anew, each in place with its own parameters: `python notebooks/execute.py [NAME...]`.

What is saved is the same bytes each time: without counts, times, or names of the machine, and with
figures in a palette of their own, so that they stay small. No kernel has to be registered: they run
on the Python that runs this file.
"""

from __future__ import annotations

import base64
import io
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbformat import NotebookNode
from PIL import Image

HERE = Path(__file__).parent
NAMES = sorted(path.name for path in HERE.glob("[0-9]_*.ipynb"))
TAG = "parameters"
COLOURS = 256
TIMEOUT = 900  # seconds a cell
KERNEL = ["-m", "ipykernel_launcher", "-f", "{connection_file}", "--HistoryManager.enabled=False"]
PROFILE = """c = get_config()
c.InlineBackend.print_figure_kwargs = {"bbox_inches": "tight", "dpi": 150}
"""
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


class ThisPython(KernelSpecManager):  # type: ignore[misc]
    """Whatever kernel is asked for, it is this Python."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return KernelSpec(argv=[sys.executable, *KERNEL], display_name=kernel_name, language="python")


def read(name: str) -> NotebookNode:
    return nbformat.read(HERE / name, as_version=4)


def executed(
    notebook: NotebookNode, parameters: Mapping[str, Any] | None = None, timeout: int = TIMEOUT
) -> NotebookNode:
    """A copy, run in the folder of the notebooks. Raises CellExecutionError where a cell fails."""
    copy = with_parameters(notebook, parameters or {})
    with tempfile.TemporaryDirectory() as folder:
        manager = AsyncKernelManager(
            kernel_spec_manager=ThisPython(), connection_file=str(Path(folder) / "kernel.json")
        )
        if os.name == "posix":
            manager.transport, manager.ip = "ipc", str(Path(folder) / "kernel")
        client = NotebookClient(
            copy, km=manager, timeout=timeout, resources={"metadata": {"path": str(HERE)}}
        )
        client.execute(cleanup_kc=True, env=environment(folder))  # else the kernel would live on
    return copy


def environment(folder: str) -> dict[str, str]:
    """This checkout comes first; nothing is left in the home folder; nobody misses a progress bar."""
    profile = Path(folder) / "profile_default"
    profile.mkdir()
    (profile / "ipython_kernel_config.py").write_text(PROFILE, encoding="utf-8")
    path = os.pathsep.join([str(HERE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    quiet = {"PYTHONWARNINGS": "ignore:IProgress not found", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
    return {**os.environ, "IPYTHONDIR": folder, "PYTHONPATH": path, **quiet}


def with_parameters(notebook: NotebookNode, values: Mapping[str, Any]) -> NotebookNode:
    """A copy in which the tagged cell ends with other values. Raises KeyError for what it does not set."""
    copy = deepcopy(notebook)
    (cell,) = (cell for cell in copy.cells if TAG in cell.metadata.get("tags", []))
    for name, value in values.items():
        if not re.search(rf"^{name} = ", cell.source, re.MULTILINE):
            raise KeyError(f"{name} is no parameter of this notebook")
        cell.source += f"\n{name} = {value!r}"
    return copy


# ---------------------------------------------------------------- what is kept


def tidied(notebook: NotebookNode) -> NotebookNode:
    """A copy without what differs from one execution to the next."""
    copy = deepcopy(notebook)
    copy.metadata = nbformat.from_dict(METADATA)
    for cell in copy.cells:
        cell.metadata = nbformat.from_dict(
            {key: cell.metadata[key] for key in ("tags",) if key in cell.metadata}
        )
        if cell.cell_type == "code":
            cell.execution_count = None
            cell.outputs = joined([tidied_output(output) for output in cell.outputs])
    return copy


def tidied_output(output: NotebookNode) -> NotebookNode:
    if "execution_count" in output:
        output.execution_count = None
    if "image/png" in output.get("data", {}):
        output.data["image/png"] = smaller(output.data["image/png"])
    return output


def joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """What was printed in several pieces, in one: where they part is a matter of time."""
    kept: list[NotebookNode] = []
    for output in outputs:
        last = kept[-1] if kept else None
        if (
            last is not None
            and output.output_type == last.output_type == "stream"
            and output.name == last.name
        ):
            last.text += output.text
        else:
            kept.append(output)
    return kept


def smaller(encoded: str) -> str:
    """A picture with a palette of its own, and without a word on what made it."""
    with Image.open(io.BytesIO(base64.b64decode(encoded))) as picture:
        if picture.mode == "P":
            return encoded.strip()
        # chosen by how far apart they are: by how much they cover, a thin line would lose its colour
        plain = picture.convert("RGB").quantize(
            COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE
        )
    written = io.BytesIO()
    plain.save(written, format="png", optimize=True)
    return base64.b64encode(written.getvalue()).decode()


def text_of(notebook: NotebookNode) -> str:
    """A notebook as its file has it."""
    return str(nbformat.writes(notebook)).rstrip("\n") + "\n"


def main(names: list[str]) -> int:
    for name in names or NAMES:
        print(name, flush=True)
        path = HERE / Path(name).name
        path.write_text(text_of(tidied(executed(read(path.name)))), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
