"""Runs that are stopped at any moment, and runs at once: nothing is half written, and the bytes are the same."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

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
# Of the files half written the first is the look whether one can write, then come three articles kept, then the
# tables; of those renamed the first three are articles, the others tables.
MOMENTS = (
    *(("half", number, KILL) for number in (0, 1, 3, 4, 9, 13)),
    *(("whole", number, KILL) for number in (0, 2, 3, 8, 12)),
    *(("renamed", number, KILL) for number in (0, 2, 3, 8, 12)),
    *(("half", number, INT) for number in (1, 3, 9)),
    *(("whole", number, INT) for number in (3, 8)),
    *(("half", number, TERM) for number in (2, 9)),
    ("whole", 8, TERM),
)


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
    moments = [f"{step}:{number}:{number_of}" for step, number, number_of in MOMENTS]
    call = [sys.executable, ROOT / "tests" / "interrupting.py", *folders, *moments]
    done = subprocess.run(call, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    first, *lines = map(json.loads, done.stdout.splitlines())
    assert first["files"] == len(TABLES) and first["differ"] >= 8
    return dict(zip(MOMENTS, lines, strict=True))


@pytest.fixture(params=MOMENTS, ids=lambda moment: f"{moment[0]}-{moment[1]}-{signal.Signals(moment[2]).name}")
def report(request, reports) -> dict:
    return reports[request.param]


def test_the_next_run_goes_on_from_what_is_kept_and_gives_the_same_bytes(report):
    assert report["again"] == 0 and report["same"]
    assert report["anew"] == len(TITLES) - report["kept"]


def test_no_file_is_half_written_and_the_next_run_clears_what_was_left(report):
    assert report["half"] == []
    assert report["scratch_after"] == []


def test_the_run_was_stopped_where_it_should(reports):
    for (_, _, number), report in reports.items():
        assert report["status"] == (130 if number == INT else -number), report
    kept = {(step, number): reports[step, number, KILL]["kept"] for step, number, how in MOMENTS if how == KILL}
    assert kept["half", 1] == kept["whole", 0] == 0 and kept["renamed", 0] == 1
    assert kept["half", 3] == kept["whole", 2] == 2 and kept["renamed", 2] == 3
    assert reports["half", 9, KILL]["scratch"] == 6 and reports["whole", 3, KILL]["scratch"] == len(TABLES)


def test_until_all_tables_lie_there_none_of_the_old_ones_is_changed(reports):
    for (step, number, _), report in reports.items():
        if step == "half" or number < 3 or (step, number) == ("whole", 3) and report["status"] == -KILL:
            assert report["new"] == 0, report


def test_ctrl_c_and_the_order_to_end_wait_until_all_tables_are_renamed(reports):
    every = reports["renamed", 12, KILL]["new"]
    for moment in (("whole", 3, INT), ("whole", 8, INT), ("whole", 8, TERM)):
        assert reports[moment]["new"] == every, moment
    assert 0 < reports["renamed", 8, KILL]["new"] < every  # what only a kill can do, and only between two renames


def test_ctrl_c_is_answered_by_one_sentence_and_leaves_no_scratch_file(reports):
    for (_, _, number), report in reports.items():
        if number == INT:
            assert report["said"].startswith("stopped: ") and "\n" not in report["said"]
            assert report["scratch"] == 0


# -- whole processes -----------------------------------------------------------------------------------------------


def started(tmp_path: Path, articles: Path, first: str = "", tables: str = "tables") -> subprocess.Popen:
    """``python -m analysis tables``, after the lines that are to come first in its process."""
    program = f"{first}\nimport runpy\nrunpy.run_module('analysis', run_name='__main__', alter_sys=True)"
    return subprocess.Popen(
        [sys.executable, "-c", program, "tables", str(articles), "--out", str(tmp_path / tables)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_two_runs_at_once_into_one_cache_and_one_folder_give_the_same_bytes(tmp_path):
    articles = put_articles(tmp_path / "articles")
    both = [started(tmp_path, articles) for _ in range(2)]
    said = [run.communicate()[1] for run in both]
    assert [run.returncode for run in both] == [0, 0], said
    alone = started(tmp_path, articles, tables="alone")
    alone.communicate()
    assert contents(tmp_path / "tables") == contents(tmp_path / "alone")
    assert [path for path in tmp_path.rglob(".*")] == []


def test_ctrl_c_ends_a_program_with_a_sentence_and_its_own_exit_code(tmp_path):
    interrupt = """
import os, signal
def replace(*paths):
    put(*paths)
    os.kill(os.getpid(), signal.SIGINT)
put, os.replace = os.replace, replace
"""
    run = started(tmp_path, put_articles(tmp_path / "articles"), interrupt)
    said, wrong = run.communicate()
    assert run.returncode == 130 and said == ""
    assert wrong.splitlines()[-1].startswith("stopped: what was read closely is kept")
    assert "Traceback" not in wrong
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 1 and contents(tmp_path / "tables") == {}


def test_a_full_disk_ends_a_program_with_the_name_of_the_file_and_changes_no_table(tmp_path):
    (tmp_path / "tables").mkdir()
    before = {name: b"of an earlier run" for name in ("articles.csv", "quotes.csv", "mine.txt")}
    for name, content in before.items():
        (tmp_path / "tables" / name).write_bytes(content)
    limit = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))"
    run = started(tmp_path, put_articles(tmp_path / "articles"), limit)
    _, wrong = run.communicate()
    assert run.returncode == 2 and "Traceback" not in wrong
    last = wrong.splitlines()[-1]
    assert last.startswith(f"error: {tmp_path / 'tables'}{os.sep}"), last
    assert ".csv: the file is larger than is allowed there; choose" in last
    assert contents(tmp_path / "tables") == before
    assert list((tmp_path / "cache").rglob("*.*")) == []


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
        "def replace(*paths):\n    put(*paths)\n    os.kill(os.getpid(), signal.SIGINT)\nos.replace = replace",
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
def make_page(tmp_path):
    """Runs a notebook of one cell as ``make figures`` does; the status, and the last line that it said."""

    def make(cell: str) -> tuple[int, str]:
        notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)])
        nbformat.write(notebook, tmp_path / "page.ipynb")
        call = ["--execute", "--to", "html", "--output-dir", str(tmp_path / "reports"), str(tmp_path / "page.ipynb")]
        own = {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(tmp_path / "ipython")}
        command = [sys.executable, "-m", "analysis.reports", *call]
        done = subprocess.run(command, env={**os.environ, **own}, cwd=ROOT, capture_output=True, text=True)
        return done.returncode, done.stderr.splitlines()[-1]

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
