"""What is said twice: which article repeats which, what differs between the two, and what a person says to that."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd

from analysis.corrections import Correction, hash_of
from analysis.likeness import runs, shared, words
from analysis.schema import Tables

FIRST = 20  # pairs that are compared at once
ALIKE = 40  # words: of a longer stretch that both have only the ends are shown
ENDS = 12  # words
_WORD = re.compile(r"\S+\s*")
_KINDS = {"exact": "the same text as", "near": "a copy of", "update": "an update of"}


@dataclass(frozen=True)
class Compared:
    """What ``compare`` shows: articles beside those that they repeat, as HTML in which every word is escaped."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def repeats(tables: Tables) -> pd.DataFrame:
    """One row per copy or update: its file, the article that it repeats, and how much of it stands there."""
    copies = tables.articles.dropna(subset="duplicate_of")
    columns = ["path", "source", "published", "title", "article_id", "text"]
    originals = tables.articles[columns].add_prefix("original_")
    pairs = copies[[*columns, "duplicate_of", "duplicate_kind"]].merge(
        originals, left_on="duplicate_of", right_on="original_article_id"
    )
    pairs = pairs.sort_values(["original_path", "published", "path"], ignore_index=True)
    pairs["in_common"] = [
        share(row.text, row.original_text, row.title, row.original_title) for row in pairs.itertuples()
    ]
    named = {"path": "file", "original_path": "original_file", "duplicate_kind": "kind"}
    order = ["file", "source", "published", "title", "kind", "in_common", "original_file", "original_source",
             "original_published", "article_id", "original_article_id"]  # fmt: skip
    return pairs.rename(columns=named)[order]


def share(text: str, original: str, title: object = None, original_title: object = None) -> float:
    """The share of a text's words, without the headline, that stands in runs of three in the original."""
    bodies = (text.removeprefix(str(title or "")), original.removeprefix(str(original_title or "")))
    mine, other = (words(body) for body in bodies)
    return 1.0 if mine == other else shared(runs(mine), runs(other), edit=0)


def compare(tables: Tables, article: str | None = None, original: str | None = None) -> Compared:
    """What differs between articles and those that they repeat: of all (the first twenty), of one, or of any two.

    An article is given by its file or its id.
    """
    articles = tables.articles.set_index("article_id", drop=False)
    if article is not None:
        copy = _named(tables.articles, article)
        if original is None and pd.isna(copy["duplicate_of"]):
            raise KeyError(f"{article} repeats no other article: name the one to compare it with")
        other = articles.loc[copy["duplicate_of"]] if original is None else _named(tables.articles, original)
        return Compared(_page([_pair(copy, other, shown=True)], ""))
    pairs = repeats(tables)
    shown = [
        _pair(articles.loc[r.article_id], articles.loc[r.original_article_id]) for r in pairs.head(FIRST).itertuples()
    ]
    more = len(pairs) - len(shown)
    rest = f'<p>{more} more pairs: <code>views.compare(tables, "file")</code> shows any.</p>' if more > 0 else ""
    return Compared(_page(shown, rest) if shown else "<p>No article repeats another one.</p>")


def not_copies(tables: Tables, files: Iterable[str], who: str = "", why: str = "") -> list[Correction]:
    """Corrections that these articles, given by file or id, repeat nothing; none for those that repeat nothing now."""
    named = [_named(tables.articles, file) for file in files]
    return [
        Correction("not a duplicate", row["article_id"], evidence=_called(row), old=hash_of(row["duplicate_of"]),
                   who=who, why=why)
        for row in named
        if pd.notna(row["duplicate_of"])
    ]  # fmt: skip


def copies(tables: Tables, originals: Mapping[str, str], who: str = "", why: str = "") -> list[Correction]:
    """Corrections that these articles are copies of those, each given by file or id; none for what is known."""
    pairs = [[_named(tables.articles, name) for name in pair] for pair in originals.items()]
    return [
        Correction("duplicate", copy["article_id"], evidence=_called(copy), new=hash_of(first["article_id"]),
                   who=who, why=why)
        for copy, first in pairs
        if copy["duplicate_of"] != first["article_id"]
    ]  # fmt: skip


def _named(articles: pd.DataFrame, name: str) -> pd.Series:
    """The article of that file or id; KeyError where there is none, or several."""
    found = articles[(articles["path"] == name) | (articles["article_id"] == name)]
    if len(found) != 1:
        several = (
            f"{len(found)} articles come from {name}: give the article_id" if len(found) else f"there is no {name}"
        )
        raise KeyError(several)
    return found.iloc[0]


def _called(article: pd.Series) -> str:
    title = article["title"]
    return article["path"] if pd.isna(title) else f"{article['path']}: {title}"


# -- HTML --------------------------------------------------------------------------------------------------------------


def _page(pairs: list[str], rest: str) -> str:
    legend = "<p>Marked: <del>only in the original</del> <ins>only in the copy</ins></p>"
    return f'<style>{_style()}</style><section class="repeats">{legend}{"".join(pairs)}{rest}</section>'


def _pair(copy: pd.Series, original: pd.Series, shown: bool = False) -> str:
    """Two articles under a line that can be opened: what only one has is marked, what both have is folded."""
    repeated = copy["duplicate_of"] == original["article_id"]
    kind = _KINDS[copy["duplicate_kind"]] if repeated else "beside"
    part = share(copy["text"], original["text"], copy["title"], original["title"])
    told = f"{part:.0%} of its words stand there"
    heads = [f"<b>{escape(row['path'])}</b>{_published(row)}" for row in (copy, original)]
    body = "".join(_changes(str(original["text"]), str(copy["text"])))
    return (
        f"<details{' open' if shown else ''}><summary>{heads[0]} is {kind} {heads[1]}; {told}</summary>"
        f'<div class="repeats-text">{body}</div></details>'
    )


def _published(article: pd.Series) -> str:
    told = [escape(str(article["source"]))] if pd.notna(article["source"]) else []
    told += [f"{article['published']:%Y-%m-%d}"] if pd.notna(article["published"]) else []
    return f" ({', '.join(told)})" if told else ""


def _changes(before: str, after: str) -> Iterator[str]:
    """The later text in pieces of HTML, with what the earlier one has instead."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    plain_old, plain_new = ([word.strip() for word in text] for text in (old, new))
    matcher = SequenceMatcher(None, plain_old, plain_new)
    for change, a, b, c, d in matcher.get_opcodes():
        if change == "equal":
            yield _folded(new[c:d])
            continue
        yield _marked("del", "only in the original", old[a:b]) + _marked("ins", "only in the copy", new[c:d])


def _marked(tag: str, said: str, stretch: list[str]) -> str:
    """Words of one text alone; who hears the page is told which."""
    text = "".join(stretch)
    if not text:
        return ""
    open_, close = (f'<span class="repeats-said">{mark}</span>' for mark in (f"[{said}: ", "]"))
    kept = text.rstrip()
    return f"<{tag}>{open_}{escape(kept)}{close}</{tag}>{text[len(kept) :]}"


def _folded(alike: list[str]) -> str:
    """Words that both have; of many only the ends, the others behind a button."""
    if len(alike) <= ALIKE:
        return escape("".join(alike))
    first, middle, last = alike[:ENDS], alike[ENDS:-ENDS], alike[-ENDS:]
    return (
        f"{escape(''.join(first))}<details><summary>{len(middle)} words in both</summary>"
        f"{escape(''.join(middle))}</details>{escape(''.join(last))}"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("repeats.css").read_text(encoding="utf-8")
