"""Every notebook runs from top to bottom in a real kernel; a new one is tested by existing."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_exports_each_figure_in_every_form(path, tmp_path, monkeypatch):
    monkeypatch.delenv("ARTICLES", raising=False)
    monkeypatch.setenv("FIGURES", str(tmp_path / "figures"))
    monkeypatch.setenv("REPORTS", str(tmp_path / "reports"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
    for picture in (tmp_path / "figures").glob("*.png"):
        forms = {file.suffix for file in picture.parent.glob(f"{picture.stem}.*")}
        assert forms == {".png", ".svg", ".pdf", ".csv"}, picture.stem
