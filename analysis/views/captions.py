"""What stands under a figure: what was counted, through which filters, in how much, and of which corpus."""

from __future__ import annotations

from analysis.schema import Tables
from analysis.storage import fingerprint
from analysis.views.frames import TEACHING
from analysis.views.index import Index
from analysis.views.selection import Selection

UNITS = {
    "event": "an event counts once, in however many articles it is told",
    "act": "each reported act counts; a reprint counts once, with its original",
    "article": "an article counts once; so does a reprint, with its original",
    "published": "every article counts, reprints too",
    "judged": "each row of the sample that somebody has judged counts once",
}
TEACHING_WARNING = "Teaching corpus: pieces written for practice, no record of events."


def caption(
    tables: Tables,
    selection: Selection | None = None,
    unit: str = "event",
    title: str = "",
    note: str = "",
    checked: str = "",
) -> str:
    """Unit, filters, articles behind it and fingerprint, below the title; "teaching corpus" where a source says so.

    ``tables`` are all tables of the corpus, not the selected ones; ``note`` is what only this figure has to say,
    ``checked`` what people found in a sample (``analysis.checked``).
    """
    parts = [f"Unit: {UNITS[unit]}."]
    articles = tables.articles
    if selection is None:
        parts.append(f"No filter. {_articles(len(articles))}.")
    else:
        index = Index(tables)
        behind = index.rows.loc[index.mask(selection), "article_id"].nunique()
        parts.append(f"Filter: {selection.sentence(index.names)}. From {behind:,} of {_articles(len(articles))}.")
    parts += [note, checked, f"Corpus {fingerprint(tables)}."]
    if is_teaching(tables):
        parts.append(TEACHING_WARNING)
    return "\n".join(filter(None, [title, " ".join(filter(None, parts))]))


def is_teaching(tables: Tables) -> bool:
    """Whether an outlet of the corpus says that it is a teaching corpus."""
    return bool(tables.articles["source"].fillna("").str.contains(TEACHING, regex=False).any())


def _articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"
