"""A file or folder -> the tables ``articles`` and ``problems``.  One bad file never stops the rest."""

from __future__ import annotations

import hashlib
import os
from datetime import date
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis import schema
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.files import find_files
from analysis.reading.formats import reader_for
from analysis.reading.header_dates import date_in_name
from analysis.reading.language import is_english
from analysis.reading.normal import clean, words_in

MOST_BYTES = 10_000_000  # a long book; a larger file is an export of many articles, or no article
_ID_LENGTH = 12

Row = dict[str, object]


def read_articles(source: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per article, and one per problem: every file is in one of the two.

    ``source`` is a file or a folder, read with its subfolders.  Raises ReadingError where there is nothing to read.
    """
    articles: list[Row] = []
    problems: list[Row] = []
    copies: dict[str, int] = {}
    for name, path in find_files(Path(source)):
        try:
            drafts = _read(path)
        except Unreadable as error:
            problems.append(_problem(name, _refusal(error, "note" if path.suffix.lower() == ".md" else "error")))
            continue
        for part, draft in enumerate(drafts, start=1):
            try:
                article, remarks = _article(draft, name, part)
            except Unreadable as error:
                problems.append(_problem(name, _refusal(error, location=f"article {part} of the file")))
                continue
            _identify(article, copies)
            articles.append(article)
            problems += [_problem(name, remark, article["article_id"]) for remark in remarks]
    return schema.frame("articles", articles), schema.frame("problems", problems)


def _read(path: Path) -> list[Draft]:
    """The drafts of one file; Unreadable where there are none."""
    if not os.path.isfile(path):
        raise Unreadable("cannot be opened: a broken link, a locked folder or a device", "put the file itself there")
    reader = reader_for(path.suffix)
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(
                f"the file has {size / 1e6:.0f} MB; one article has at most {MOST_BYTES / 1e6:.0f} MB",
                "split it into one file an article",
            )
        return reader(path.read_bytes())
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}", "see that you may read it") from error


def _article(draft: Draft, name: str, part: int) -> tuple[Row, list[Remark]]:
    """A draft as a row (its id still to come), and the remarks about it."""
    title = clean(draft.title or "").replace("\n", " ") or None
    body = clean(draft.body)
    text = "\n\n".join(part for part in (title, body) if part)
    if not text:
        raise Unreadable("there is no text under the header", "put the text of the article under it")
    published, basis, remarks = _published(draft, name)
    if not body:
        remarks.append(Remark("warning", "there is a title and no text", "put the text of the article under it"))
    english = is_english(text)
    if english is False:
        remedy = "translate it into English, or leave it out: only English is understood"
        remarks.append(Remark("note", "few of its words are English: what is found in it is little or wrong", remedy))
    row = dict(
        path=name,
        part=part,
        title=title,
        source=draft.source,
        author=draft.author,
        published=published,
        published_earliest=published,
        published_latest=published,
        published_basis=basis,
        modified=draft.modified,
        language=draft.language or ("en" if english else None),
        url=draft.url,
        text=text,
        words=len(words_in(text)),
    )
    return row, remarks


def _published(draft: Draft, name: str) -> tuple[date | None, str, list[Remark]]:
    """The publication day and its basis: what the article states goes before the name of its file."""
    remarks = list(draft.remarks)
    named = date_in_name(PurePosixPath(name).stem)
    if draft.published is None and named is None:
        remedy = "write “Date: YYYY-MM-DD” as its first line, if you know the date"
        remarks.append(Remark("note", "no publication date in header, dateline or file name", remedy))
        return None, "none", remarks
    if draft.published is None:
        return named, "filename", remarks
    if named and named != draft.published:
        message = f"the article states {draft.published}, the name of its file {named}; the article was believed"
        remarks.append(Remark("warning", message, "rename the file, or mend the header"))
    return draft.published, draft.published_basis, remarks


def _identify(article: Row, copies: dict[str, int]) -> None:
    """Give the article its id, the hash of its text; a copy gets a number, and the id of the first."""
    first = hashlib.sha256(str(article["text"]).encode()).hexdigest()[:_ID_LENGTH]
    copies[first] = copies.get(first, 0) + 1
    if copies[first] == 1:
        article["article_id"] = first
    else:
        article.update(article_id=f"{first}-{copies[first]}", duplicate_of=first, duplicate_kind="exact")


def _refusal(error: Unreadable, severity: str = "error", location: str | None = None) -> Remark:
    return Remark(severity, error.message, error.remedy, location)


def _problem(name: str, remark: Remark, article_id: object = None) -> Row:
    return dict(
        path=name,
        article_id=article_id,
        location=remark.location,
        stage="reading",
        severity=remark.severity,
        message=remark.message,
        remedy=remark.remedy,
    )
