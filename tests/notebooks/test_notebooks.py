"""Every notebook runs from top to bottom within its time, and is stored without outputs."""

from __future__ import annotations

import ast
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
SECONDS = 20
LONGER = {"06-spark": 240}  # starts Java and a second set of Python processes

each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def words_of(path: Path) -> str:
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)


def test_the_notebooks_are_numbered_without_a_gap():
    assert [path.name[:3] for path in NOTEBOOKS] == [f"{number:02}-" for number in range(1, len(NOTEBOOKS) + 1)]


@each_notebook
def test_is_stored_clean(path: Path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert not any(cell.outputs or cell.execution_count for cell in code_cells(notebook)), "strip the outputs first"
    assert [cell.id for cell in notebook.cells] == [f"cell-{number:02}" for number in range(len(notebook.cells))]
    assert notebook.metadata.kernelspec.name == "python3"
    assert not any(cell.metadata for cell in notebook.cells)


@each_notebook
def test_asks_a_question_and_checks_its_answers(path: Path):
    notebook = nbformat.read(path, as_version=4)
    assert notebook.cells[0].source.startswith("# ")
    trees = [ast.parse(cell.source) for cell in code_cells(notebook)]
    assert sum(isinstance(node, ast.Assert) for tree in trees for node in ast.walk(tree)) >= 3


def test_the_first_notebook_names_all_the_others():
    text = words_of(NOTEBOOKS[0])
    assert [path.name for path in NOTEBOOKS[1:] if path.name not in text] == []


@each_notebook
@pytest.mark.filterwarnings("ignore")  # the kernel's own libraries warn about each other
def test_runs(path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONHASHSEED", "0")
    notebook = nbformat.read(path, as_version=4)
    began = time.monotonic()
    seconds = LONGER.get(path.stem, SECONDS)
    NotebookClient(
        notebook, timeout=seconds, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    assert time.monotonic() - began < seconds
    assert any(cell.outputs for cell in code_cells(notebook))
