"""The notebook runs from top to bottom and is committed without outputs."""

import matplotlib as mpl
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@every_notebook
def test_a_notebook_runs_without_an_error(path, project):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    place = {"metadata": {"path": project / "notebooks"}}
    NotebookClient(notebook, timeout=120, resources=place).execute()


@every_notebook
def test_a_notebook_finds_its_data_from_the_project_folder_too(path, project):
    cells = nbformat.read(path, as_version=4).cells
    first = next(each for each in cells if each.cell_type == "code")
    names = {}
    with mpl.rc_context():
        exec(first.source, names)
    assert any(isinstance(each, pd.DataFrame) and len(each) for each in names.values())


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
