"""Titles and days of annotated articles: the sample corpus, the invented ones, and the reference ones where present."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.reading import read_articles

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "reference"
FOLDERS = [
    (ROOT / "data" / "articles", ROOT / "data" / "gold"),
    (ROOT / "tests" / "articles", ROOT / "tests" / "articles" / "gold"),
    (SHARED / "articles", SHARED / "articles" / "gold"),
    (SHARED / "communications" / "articles", SHARED / "communications" / "gold"),
]


def squeezed(title: object) -> str | None:
    return " ".join(title.split()) if isinstance(title, str) else None


@pytest.mark.parametrize(("folder", "gold"), FOLDERS, ids=lambda path: "-".join(path.parts[-2:]))
def test_titles_and_days_are_those_that_a_careful_reader_finds(folder, gold):
    if not folder.exists():
        pytest.skip(f"{folder.name} of the reference articles is not there")
    articles, _ = read_articles(folder)
    assert sorted(Path(path).stem for path in articles.path) == sorted(path.stem for path in gold.glob("*.json"))
    for article in articles.itertuples():
        truth = json.loads((gold / f"{Path(article.path).stem}.json").read_text(encoding="utf-8"))
        assert squeezed(article.title) == squeezed(truth["title"]), article.path
        if pd.notna(article.published):
            assert str(article.published.date()) == truth["published"], article.path
        elif truth["published"]:  # only a dateline without its year may wait for the rest of the folder
            assert truth["published"][:4] not in article.text.split("—")[0], article.path


def test_readouts_have_a_day_and_no_title():
    if not SHARED.exists():
        pytest.skip("the reference readouts are not there")
    articles, problems = read_articles(SHARED / "readouts" / "articles")
    assert problems.empty and articles.published.notna().all() and articles.title.isna().all()
