"""JupyterLab on a copy of the notebooks, and a page of a real browser that looks at it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from benchmarks.lab import CHROMIUM_NAMES, ROOT, Lab, LabPage, chromium_path, headless, served


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium. Without one the test is skipped by name; where CI=true it fails."""
    path = chromium_path()
    if path is None:
        message = f"no Chromium among the programs ({', '.join(CHROMIUM_NAMES)})"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    with headless(path) as browser:
        yield browser


@pytest.fixture(scope="session")
def lab(chromium, tmp_path_factory) -> Iterator[Lab]:
    """JupyterLab on copies of the notebooks and of the sample (stories correct and judge it); all is temporary."""
    home = tmp_path_factory.mktemp("jupyter")
    ignored = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "notebooks", home / "notebooks", ignore=ignored)
    shutil.copytree(ROOT / "data" / "articles", home / "articles")
    with served(home, home / "articles") as running:
        yield running


@pytest.fixture(scope="module")
def open_notebook(chromium, lab) -> Iterator:
    """``open_notebook("4_explore.ipynb", width=1280)`` -> a LabPage, closed after the module."""
    opened: list[LabPage] = []

    def open_one(notebook: str, **size: int) -> LabPage:
        opened.append(LabPage(chromium, lab, notebook, **size))
        return opened[-1]

    yield open_one
    for one in opened:
        one.page.close()
