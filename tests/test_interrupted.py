"""Runs that are stopped at any moment, and runs at once: nothing is half written, and the bytes are the same."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from analysis import reports as pages
from analysis.__main__ import main
from analysis.schema import TABLES

pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are not stopped and copied like this on Windows")
ROOT = Path(__file__).parents[1]
ARTICLE = """Title: {title}
Date: 2031-03-{day:02}
Source: Sample Wire

Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday. “We wait for {title},” \
Lindqvist told reporters on Tuesday.
"""
TITLES = ("The ferry", "The bridge", "The library")
KILL, TERM, INT = int(signal.SIGKILL), int(signal.SIGTERM), int(signal.SIGINT)
# Of the files half written the first is the look whether one can write, then come what the files gave, the findings of
# three articles and ten tables, all kept for the next time, then the tables; of those renamed the first fourteen are
# kept, the others tables.
MOMENTS = (
    *(("half", number, KILL) for number in (0, 1, 2, 4, 10, 20, 24)),
    *(("whole", number, KILL) for number in (0, 1, 3, 9, 14, 23)),
    *(("renamed", number, KILL) for number in (0, 1, 3, 9, 19, 23)),
    *(("half", number, INT) for number in (2, 10, 20)),
    *(("whole", number, INT) for number in (9, 14, 19)),
    ("half", 20, TERM),
    ("whole", 19, TERM),
)
FULL = ("full", 700, 0)  # a disk on which no table of more than 700 bytes can be written


def put_articles(folder: Path) -> Path:
    folder.mkdir()
    for day, title in enumerate(TITLES, 4):
        (folder / f"{day}.txt").write_text(ARTICLE.format(title=title, day=day), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def reports(tmp_path_factory) -> dict[tuple[str, int, int], dict]:
    """What became of each moment; the tables of two of the three articles lay in the folder before."""
    here = tmp_path_factory.mktemp("interrupted")
    folders = [put_articles(here / "articles"), here / "cache", here / "tables"]
    moments = [f"{step}:{number}:{number_of}" for step, number, number_of in (*MOMENTS, FULL)]
    call = [sys.executable, ROOT / "tests" / "interrupting.py", *folders, *moments]
    done = subprocess.run(call, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, *lines = map(json.loads, done.stdout.splitlines())
    assert first["files"] == len(TABLES) and first["differ"] >= 8
    return dict(zip((*MOMENTS, FULL), lines, strict=True))


@pytest.fixture(params=(*MOMENTS, FULL), ids=lambda moment: "-".join(map(str, moment)))
def report(request, reports) -> dict:
    return reports[request.param]


def test_the_next_run_goes_on_from_what_is_kept_and_gives_the_same_bytes(report):
    assert report["again"] == 0 and report["same"]
    assert report["anew"] == len(TITLES) - report["kept"]


def test_no_file_is_half_written_and_the_next_run_clears_what_was_left(report):
    assert report["half"] == []
    assert report["scratch_after"] == []


def test_the_run_was_stopped_where_it_should(reports):
    for moment in MOMENTS:
        report, number = reports[moment], moment[2]
        assert report["status"] == (130 if number == INT else -number), report
    kept = {(step, number): reports[step, number, KILL]["kept"] for step, number, how in MOMENTS if how == KILL}
    assert kept["renamed", 0] == kept["half", 2] == kept["whole", 1] == 0 and kept["renamed", 1] == 1
    assert kept["half", 4] == kept["whole", 3] == 2 and kept["renamed", 3] == 3
    assert reports["half", 20, KILL]["scratch"] == 6 and reports["whole", 14, KILL]["scratch"] == len(TABLES)


def test_until_all_tables_lie_there_none_of_the_old_ones_is_changed(reports):
    for (step, number, _), report in reports.items():
        if step in ("half", "full") or number < 14 or (step, number) == ("whole", 14) and report["status"] == -KILL:
            assert report["new"] == 0, report


def test_ctrl_c_and_the_order_to_end_wait_until_all_tables_are_renamed(reports):
    every = reports["renamed", 23, KILL]["new"]
    for moment in (("whole", 14, INT), ("whole", 19, INT), ("whole", 19, TERM)):
        assert reports[moment]["new"] == every, moment
    assert 0 < reports["renamed", 19, KILL]["new"] < every  # what only a kill can do, and only between two renames


def test_ctrl_c_is_answered_by_one_sentence_and_leaves_no_scratch_file(reports):
    for (_, _, number), report in reports.items():
        if number == INT:
            assert report["said"].startswith("stopped: ") and "\n" not in report["said"]
            assert report["scratch"] == 0


def test_a_full_disk_ends_a_run_with_the_name_of_the_file_and_leaves_nothing(reports):
    full = reports[FULL]
    assert full["status"] == 2 and full["kept"] == full["scratch"] == 0
    last = full["said"].splitlines()[-1]
    assert re.fullmatch(r"error: .*/tables/\w+\.csv: the file is larger than is allowed there; choose .*", last), last
    assert "Traceback" not in full["said"]


# -- whole processes -----------------------------------------------------------------------------------------------


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_runs_at_once_into_one_cache_and_one_folder_give_the_same_bytes(tmp_path, monkeypatch):
    articles = put_articles(tmp_path / "articles")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    call = [sys.executable, "-m", "analysis", "tables", str(articles), "--out", str(tmp_path / "tables")]
    both = [subprocess.Popen(call, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, cwd=ROOT) for _ in range(2)]
    said = [run.communicate()[1] for run in both]
    assert [run.returncode for run in both] == [0, 0], said
    assert main(["tables", str(articles), "--out", str(tmp_path / "alone")]) == 0
    assert contents(tmp_path / "tables") == contents(tmp_path / "alone")
    assert [path for path in tmp_path.rglob(".*")] == []


# -- notebooks -----------------------------------------------------------------------------------------------------


@pytest.fixture
def run_cells(tmp_path, monkeypatch):
    """Runs cells in a kernel of their own, and returns what each shows: text, and errors as a reader sees them."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(*cells: str) -> list[str]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
        NotebookClient(notebook, timeout=300, allow_errors=True).execute()
        shown = []
        for cell in notebook.cells:
            outputs = [o for o in cell.outputs if o.get("name") != "stderr"]  # bars of progress
            shown.append("".join(o.get("text") or "\n".join(o.get("traceback", [])) for o in outputs))
        return shown

    return run


def test_an_interrupted_notebook_goes_on_where_it_was(tmp_path, run_cells):
    articles = put_articles(tmp_path / "articles")
    shown = run_cells(
        f"import os, signal, analysis\nfolder = {str(articles)!r}\nput = os.replace",
        "def replace(*paths):\n    put(*paths)\n    if str(paths[1]).endswith('.json'):\n"
        "        os.kill(os.getpid(), signal.SIGINT)\nos.replace = replace",
        "tables = analysis.build(folder)",
        f"os.replace = put\nprint(len(list(analysis.storage.Path({str(tmp_path / 'cache')!r}).rglob('*.json'))))",
        "print(len(analysis.build(folder).articles))",
    )
    assert "KeyboardInterrupt" in shown[2]
    assert shown[3:] == ["1\n", "3\n"]


def test_what_is_the_users_to_mend_is_one_line_in_a_notebook(tmp_path, run_cells):
    for name in ("empty", "articles", "articles/taken"):
        (tmp_path / name).mkdir()
    (tmp_path / "file").write_text("")
    shown = run_cells(
        f"import analysis, os\nfrom pathlib import Path\nfrom analysis.views import saved\nos.chdir({str(tmp_path)!r})",
        "analysis.build('nowhere')",
        "analysis.build('empty')",
        "saved.load('missing', Path('articles'))",
        "analysis.writing.write_whole(Path('file/under'), b'')",
    )
    for cell, words in zip(
        shown[1:], ("no nowhere", "empty has no files", "no view “missing”", "a file stands"), strict=True
    ):
        assert words in cell and "\n" not in cell and "Traceback" not in cell, cell


@pytest.fixture
def make_page(tmp_path, monkeypatch, capsys):
    """Runs a notebook of one cell as ``make figures`` does; the status, and the last line that it said."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))

    def make(cell: str) -> tuple[int, str]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
        nbformat.write(notebook, tmp_path / "page.ipynb")
        call = ["--execute", "--to", "html", "--output-dir", str(tmp_path / "reports"), str(tmp_path / "page.ipynb")]
        status = pages.main(call)
        return status, capsys.readouterr().err.splitlines()[-1]

    return make


def test_a_page_is_written_whole_and_keeps_its_place_while_its_notebook_fails(tmp_path, make_page):
    assert make_page("print(6 * 7)")[0] == 0
    page = contents(tmp_path / "reports")["page.html"]
    assert b"42" in page
    (tmp_path / "empty").mkdir()
    status, said = make_page("import analysis\nprint(1)\nanalysis.build('empty')")
    assert status == 2 and said.startswith("error: The folder empty has no files in it."), said
    assert contents(tmp_path / "reports") == {"page.html": page}


def test_a_page_that_cannot_be_written_is_named(tmp_path, make_page):
    (tmp_path / "reports" / "page.html").mkdir(parents=True)
    status, said = make_page("print(6 * 7)")
    assert status == 2
    assert said.startswith(f"error: {tmp_path / 'reports' / 'page.html'}: a folder stands where a file is needed"), said
