"""Every notebook runs from top to bottom in a real kernel; a new one is tested by existing."""

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs a notebook on a folder of articles (the sample unless given) and returns the folder of its figures."""

    def run(path: Path, articles: Path | None = None) -> Path:
        monkeypatch.setenv("ARTICLES", str(articles or ""))
        monkeypatch.setenv("FIGURES", str(tmp_path / "figures"))
        monkeypatch.setenv("REPORTS", str(tmp_path / "reports"))
        monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(FOLDER)}}).execute()
        return tmp_path / "figures"

    return run


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_exports_each_figure_in_every_form(path, run):
    figures = run(path)
    for picture in figures.glob("*.png"):
        forms = {file.suffix for file in figures.glob(f"{picture.stem}.*")}
        assert forms == {".png", ".svg", ".pdf", ".csv"}, picture.stem


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_folder_in_which_nothing_is_found(path, run, tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "note.txt").write_text("The bridge is old.\n\nNobody knows when it was built.\n", encoding="utf-8")
    run(path, articles)
