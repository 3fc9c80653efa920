"""Beyond one machine: the same findings from a Dask cluster, whichever of its workers are lost on the way."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

import analysis
from analysis import engines, extraction, pipeline
from analysis.reading import read_articles
from analysis.storage import REPOSITORY

distributed = pytest.importorskip("distributed", reason="the extra dask is not installed")
pytestmark = pytest.mark.skipif(os.name == "nt", reason="processes are not stopped like this on Windows")


@pytest.fixture(scope="module")
def client() -> Iterator:
    """Two workers, each a process of its own."""
    with (
        pytest.MonkeyPatch.context() as patch,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, memory_limit=0
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        patch.setenv("PYTHONPATH", str(REPOSITORY))
        yield client


@pytest.fixture
def articles(tmp_path, monkeypatch) -> pd.DataFrame:
    """The sample's articles, of which three or so are handed out together, and a cache of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(engines, "BATCH", 10_000)
    return read_articles(REPOSITORY / "data" / "articles")[0]


def written(engine, folder: Path) -> list[bytes]:
    tables = analysis.build(REPOSITORY / "data" / "articles", engine=engine, progress=False)
    return [path.read_bytes() for path in analysis.write_tables(tables, folder)]


def test_a_cluster_gives_the_same_bytes_as_one_process_and_loads_the_model_once_a_worker(
    client, articles, tmp_path, monkeypatch
):
    def not_here(texts):
        raise AssertionError("this process read")

    with monkeypatch.context() as patch:
        patch.setattr(extraction, "extract", not_here)
        spread = written(client, tmp_path / "spread")
    loads = client.run(
        lambda: __import__("analysis.extraction.language_model").extraction.language_model.loaded.cache_info().misses
    )
    assert list(loads.values()) == [1, 1]
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert written(1, tmp_path / "alone") == spread


def test_a_worker_that_is_killed_half_way_loses_nothing(client, articles, tmp_path, monkeypatch):
    before = client.run(os.getpid)
    put, killed = pipeline.Cache.put, []

    def putting(store, key, content):
        put(store, key, content)
        if not killed:
            killed.append(min(before.values()))
            os.kill(killed[0], signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline.Cache, "put", putting)
        found = analysis.extract(articles, engine=client, progress=False)
    assert killed and list(found) == list(articles["article_id"])
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
    assert dict(found) == dict(analysis.extract(articles, engine=1, progress=False))
