"""The notebook runs from top to bottom and is committed without outputs."""

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def run(notebook, folder):
    """Run all cells as if Jupyter had been started in a folder."""
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()


@every_notebook
def test_a_notebook_runs_without_an_error(path, project):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    run(notebook, project / "notebooks")


@every_notebook
def test_a_notebook_finds_its_data_from_the_project_folder_too(path, project):
    notebook = nbformat.read(path, as_version=4)
    first = next(i for i, each in enumerate(notebook.cells) if each.cell_type == "code")
    notebook.cells = notebook.cells[: first + 1]
    run(notebook, project)


@every_notebook
def test_a_notebook_is_kept_without_outputs(path):
    cells = [each for each in nbformat.read(path, as_version=4).cells if each.cell_type == "code"]
    assert [each.id for each in cells if each.outputs or each.execution_count] == []


@every_notebook
def test_a_notebook_leaves_the_test_set_closed(path):
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(each.source for each in cells if each.cell_type == "code")
    assert "split/train" in code
    assert "split/test" not in code
    assert "raw" not in code


def test_there_is_a_notebook():
    assert NOTEBOOKS
