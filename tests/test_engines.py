"""Articles read in one process, several, or an executor: the same bytes, nothing lost, nobody left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import engines, extraction, pipeline
from analysis.reading import read_articles

ROOT = Path(__file__).parents[1]
ARTICLE = """Title: Ferry {number}
Date: 2031-03-{day:02}
Source: Sample Wire

Minister Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday. “We wait for ferry {number},” \
Lindqvist told reporters on Tuesday. Ferry {number} was late, according to Mayor Piet Hallam.
"""
posix = pytest.mark.skipif(os.name == "nt", reason="processes are not stopped like this on Windows")


def put_articles(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = ARTICLE.format(number=number, day=1 + number % 28)
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Six articles that are handed out one by one, and a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(engines, "BATCH", 1)
    return put_articles(tmp_path / "articles", 6)


@pytest.fixture
def articles(folder) -> pd.DataFrame:
    return read_articles(folder)[0]


def kept(cache: Path) -> int:
    return len(list(cache.rglob("*.json")))


def test_one_process_two_and_an_executor_cold_cached_and_half_cached_give_the_same_bytes(
    folder, tmp_path, read_closely
):
    def written(engine) -> list[bytes]:
        shutil.rmtree(tmp_path / "cache" / "who-to-whom" / "tables", ignore_errors=True)
        tables = analysis.build(folder, engine=engine, progress=False)
        return [path.read_bytes() for path in analysis.write_tables(tables, tmp_path / "tables")]

    first = written(1)
    assert len(read_closely) == 6 and first == written(1) == written(2)
    assert len(read_closely) == 6 == kept(tmp_path / "cache")
    for half in list((tmp_path / "cache").rglob("*.json"))[::2]:
        half.unlink()
    assert written(2) == first
    with ThreadPoolExecutor(3) as threads:
        shutil.rmtree(tmp_path / "cache")
        assert written(threads) == first
        assert threads.submit(int).result() == 0  # the executor is the user's, and stays open
    assert len(read_closely) == 12 and kept(tmp_path / "cache") == 6
    shutil.rmtree(tmp_path / "cache")
    assert written(2) == first
    assert len(read_closely) == 12 and kept(tmp_path / "cache") == 6


def test_findings_come_in_the_order_of_the_articles_and_those_of_equal_texts_are_made_once(articles, read_closely):
    twice = pd.concat([articles, articles.assign(article_id="again-" + articles["article_id"])], ignore_index=True)
    twice = twice.iloc[::-1]
    found = analysis.extract(twice, progress=False)
    assert list(found) == list(twice["article_id"]) and len(found) == 12
    assert len(read_closely) == 6
    for article_id in articles["article_id"]:
        assert found[article_id] == found[f"again-{article_id}"] and found[article_id].communications


def test_little_work_stays_here_and_much_is_shared_by_no_more_processes_than_there_are_cores(monkeypatch):
    import joblib

    monkeypatch.setattr(joblib, "cpu_count", lambda: 8)
    assert engines._deserved(0) == engines._deserved(2 * engines.WORTH - 1) == 1
    assert engines._deserved(2 * engines.WORTH) == 2
    assert engines._deserved(10**9) == 8


@pytest.mark.parametrize(("engine", "error"), [(0, ValueError), (-1, ValueError), ("two", TypeError)])
def test_what_is_no_engine_is_refused_with_what_is_one(articles, engine, error):
    with pytest.raises(error, match="process"):
        analysis.extract(articles, engine=engine, progress=False)


def test_workers_of_another_version_are_refused_and_what_they_find_is_not_kept(articles, tmp_path, monkeypatch):
    monkeypatch.setattr(extraction, "findings_version", lambda: "newer than the workers")
    with pytest.raises(engines.OtherVersion, match="install the same"):
        analysis.extract(articles, engine=2, progress=False)
    assert kept(tmp_path / "cache") == 0


def test_progress_counts_what_was_known_apart_so_that_the_time_left_is_true(articles, monkeypatch):
    analysis.extract(articles.head(2), progress=False)
    bars = []

    class Bar:
        def __init__(self, **told):
            self.told, self.done = told, []
            bars.append(self)

        def __enter__(self):
            return self

        def __exit__(self, *error):
            pass

        def update(self, number):
            self.done.append(number)

    monkeypatch.setattr(pipeline, "tqdm", Bar)
    analysis.extract(articles)
    analysis.extract(articles)
    first, second = bars
    assert (first.told["total"], first.told["initial"], first.done) == (6, 2, [1, 1, 1, 1])
    assert first.told["unit"] == "article" and not first.told["disable"]
    assert (second.told["initial"], second.done, second.told["disable"]) == (6, [], True)


def test_what_was_read_before_an_error_is_kept(articles, tmp_path, monkeypatch):
    extract = extraction.extract

    def failing(pairs):
        if "ferry 3" in pairs[0][0]:
            raise ZeroDivisionError
        return extract(pairs)

    monkeypatch.setattr(extraction, "extract", failing)
    with pytest.raises(ZeroDivisionError):
        analysis.extract(articles, engine=1, progress=False)
    assert kept(tmp_path / "cache") == 3


# -- workers that are lost -----------------------------------------------------------------------------------------


@pytest.fixture
def pools(monkeypatch) -> list:
    """The pools of processes that were started, each with the number of them."""
    started: list = []
    workers = engines._workers

    @contextmanager
    def watched(number):
        with workers(number) as pool:
            started.append((number, pool))
            yield pool

    monkeypatch.setattr(engines, "_workers", watched)
    return started


def kill_one(pool) -> None:
    os.kill(min(pool._processes), signal.SIGKILL)


@posix
def test_a_process_that_is_killed_costs_only_what_it_was_reading(pools, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(engines, "BATCH", 1)
    articles = read_articles(put_articles(tmp_path / "articles", 30))[0]  # more than are out when the first comes back
    put, killed = pipeline.Cache.put, []

    def putting(store, key, content):
        put(store, key, content)
        if not killed:
            killed.append(kill_one(pools[0][1]))

    monkeypatch.setattr(pipeline.Cache, "put", putting)
    found = analysis.extract(articles, engine=2, progress=False)
    assert [number for number, _ in pools] == [2, 1]
    shutil.rmtree(tmp_path / "cache")
    assert dict(found) == dict(analysis.extract(articles, engine=1, progress=False))


@posix
def test_processes_that_are_killed_again_and_again_end_the_run_with_what_to_do(articles, tmp_path, monkeypatch):
    analysis.extract(articles.head(2), engine=1, progress=False)
    workers, numbers = engines._workers, []

    @contextmanager
    def doomed(number):
        with workers(number) as pool:
            numbers.append(number)
            kill_one(pool)
            yield pool

    monkeypatch.setattr(engines, "_workers", doomed)
    with pytest.raises(engines.WorkersLost, match="what was read is kept"):
        analysis.extract(articles, engine=2, progress=False)
    assert numbers == [2, 1] and kept(tmp_path / "cache") == 2


# -- whole programs ------------------------------------------------------------------------------------------------

MANY = 600  # articles: not all of them are read before somebody sees that five are
PROGRAM = """\
import sys
from analysis import engines
from analysis.__main__ import main
engines.BATCH = 1
sys.exit(main(["tables", sys.argv[1], "--out", sys.argv[2], "--processes", "2"]))
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The command line on six hundred articles, in a group of processes of its own, when five of them are kept."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    call = [sys.executable, "-c", PROGRAM, put_articles(tmp_path / "articles", MANY), tmp_path / "tables"]
    running = subprocess.Popen(call, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    wait_until(lambda: kept(tmp_path / "cache") >= 5 or running.poll() is not None)
    assert running.poll() is None
    yield running
    if anybody_left(running.pid):
        os.killpg(running.pid, signal.SIGKILL)


def wait_until(true) -> None:
    until = time.monotonic() + 120
    while not true() and time.monotonic() < until:
        time.sleep(0.02)
    assert true()


def anybody_left(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@posix
def test_ctrl_c_keeps_what_is_done_says_one_sentence_and_leaves_no_process(run, tmp_path):
    os.killpg(run.pid, signal.SIGINT)  # as a terminal does: to the workers as well
    _, said = run.communicate(timeout=120)
    assert run.returncode == 130
    bars = ("opening", "reading closely", "stopped: what was read closely is kept")
    assert all(line.startswith(bars) for line in filter(None, map(str.strip, said.splitlines()))), said
    wait_until(lambda: not anybody_left(run.pid))
    assert 5 <= kept(tmp_path / "cache") < MANY
    assert not list(tmp_path.rglob(".writing-*"))


@posix
def test_a_process_that_is_killed_leaves_no_workers(run):
    os.kill(run.pid, signal.SIGKILL)
    run.communicate(timeout=120)
    wait_until(lambda: not anybody_left(run.pid))


def test_a_script_without_a_guard_is_run_once(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    script = tmp_path / "script.py"
    script.write_text(
        "import analysis\nfrom analysis import engines\nengines.BATCH = 1\n"
        f"print(len(analysis.build({str(folder)!r}, engine=2, progress=False).articles))\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("6\n", "")
