"""A file or folder -> the tables ``articles`` and ``problems``.  One bad file never stops the rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pandas as pd
from tqdm.auto import tqdm

from analysis import schema
from analysis.growing import Growing
from analysis.reading.columns import read_columns
from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable, refuse_shelf
from analysis.reading.files import MOST_BYTES, find_files, left_out, parts_of_pages
from analysis.reading.formats import read
from analysis.reading.header_dates import date_in_name
from analysis.reading.kept import Found, Kept, Row
from analysis.reading.language import language_of
from analysis.reading.normal import words_in
from analysis.reading.tidying import tidied

DEEPEST = 3  # archives within archives
_AT_ONCE = 500  # articles that are held as mappings
_ID_LENGTH = 12


class _Told(NamedTuple):
    """What is told of a file, and of which article, if of one."""

    name: str
    remark: Remark
    article: int | None = None


def read_articles(
    source: Path, *, progress: bool = False, kept: Kept | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One row per article, and one per problem: every file, and every article of it, is in one of the two.

    ``source`` is a file or a folder, read with its subfolders; files that ``kept`` knows are taken from there.
    Raises ReadingError where there is nothing to read.
    """
    kept = kept or Kept()
    columns, wrong = read_columns(Path(source))
    articles = Growing("articles", later=("article_id",), at_once=_AT_ONCE)
    texts: list[tuple[str, str]] = []
    parts: Counter[str] = Counter()
    files = find_files(Path(source))
    of_pages = parts_of_pages(name for name, _ in files)
    told = [_Told(folder, left_out(inside)) for folder, inside in of_pages.items()]
    passed = set(chain.from_iterable(of_pages.values()))
    for file, path in tqdm(files, "opening", unit="file", disable=not progress, leave=False):
        if file in passed:
            with suppress(Unreadable):
                kept.look(file, path)
            continue
        for name, row, remarks in kept.found_in(file, path, columns, partial(_found_in, file, columns)):
            told += [_Told(name, remark, len(texts) if row else None) for remark in remarks]
            if row:
                parts[name] += 1
                articles.add([row | {"part": parts[name]}])
                texts.append((str(row["published"] or "undated"), _hash(str(row["text"]))))
    kept.keep()
    ids = _identified(texts)
    problems = schema.frame("problems", chain(wrong, (_problem(one, ids) for one in told)))
    return articles.frame(article_id=ids), problems


def _found_in(file: str, columns: Mapping[str, str], content: bytes) -> Iterator[Found]:
    """The articles of a file, and what is to be said of it."""
    for name, item in _items_of(Content(file, content, columns)):
        if isinstance(item, Remark):
            yield Found(name, None, [item])
            continue
        try:
            row, remarks = _article(item, name)
        except Unreadable as error:
            yield Found(name, None, [error.remark()])
        else:
            yield Found(name, row, [replace(remark, location=remark.location or item.location) for remark in remarks])


def _items_of(content: Content) -> Iterator[tuple[str, Draft | Unreadable | Remark]]:
    """What the file holds, with the name of the file or of the member of an archive that holds it."""
    unpacked = 0
    for place, item, size in _unpacked(content, 0):
        unpacked += size
        if unpacked > MOST_BYTES:
            message = f"more than {MOST_BYTES / 1e6:.0f} MB are packed in it; the rest was left out"
            yield content.name, Unreadable(message, "unpack it into the folder, if you trust it")
            return
        if not isinstance(item, Content):
            yield place, item


def _unpacked(content: Content, depth: int) -> Iterator[tuple[str, Item, int]]:
    """Items of the content and of the archives in it, with their place, and the bytes that each took to unpack."""
    try:
        for item in read(content):
            if isinstance(item, Content) and depth >= DEEPEST:
                message = f"it is packed in {DEEPEST} archives; what is packed in it was left out"
                yield content.name, Unreadable(message, "unpack the archives into the folder"), 0
                return
            if isinstance(item, Content):
                yield item.name, item, len(item.data)
                yield from _unpacked(item, depth + 1)
            else:
                yield content.name, item, 0
    except Unreadable as error:
        yield content.name, error, 0


def _article(draft: Draft | Unreadable, name: str) -> tuple[Row, list[Remark]]:
    """A draft as a row (id and part still to come), and the remarks about it; raises the Unreadable that it is."""
    if isinstance(draft, Unreadable):
        raise draft
    refuse_shelf(draft.body, draft.location)
    draft = tidied(draft)
    text = "\n\n".join(part for part in (draft.title, draft.body) if part)
    if not text:
        raise Unreadable("there is no text under the header", "put the text of the article under it", draft.location)
    published, basis, remarks = _published(draft, name)
    if not draft.body:
        remarks.append(Remark("warning", "there is a title and no text", "put the text of the article under it"))
    language, doubts = language_of(text, draft.language)
    remarks += doubts
    row: Row = dict(
        path=name,
        title=draft.title,
        source=draft.source,
        author=draft.author,
        published=published,
        published_earliest=published,
        published_latest=published,
        published_basis=basis,
        modified=draft.modified,
        language=language,
        url=draft.url,
        text=text,
        words=len(words_in(text)),
    )
    return row, remarks


def _published(draft: Draft, name: str) -> tuple[date | None, str, list[Remark]]:
    """The publication day and its basis: what the article states goes before the name of its file.

    The name of an export of many articles tells the day of the export.
    """
    remarks = list(draft.remarks)
    named = None if draft.location else date_in_name(PurePosixPath(name).stem)
    if draft.published is None and named is None:
        place = "it where its file states days" if draft.location else "“Date: YYYY-MM-DD” as its first line"
        remedy = f"write {place}, if you know the date"
        remarks.append(Remark("note", "no publication date in header, dateline or file name", remedy))
        return None, "none", remarks
    if draft.published is None:
        return named, "filename", remarks
    if named and named != draft.published:
        message = f"the article states {draft.published}, the name of its file {named}; the article was believed"
        remarks.append(Remark("warning", message, "rename the file, or mend the header"))
    return draft.published, draft.published_basis, remarks


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_ID_LENGTH]


def _identified(texts: list[tuple[str, str]]) -> list[str]:
    """The id of each article, the hash of its text; the copies of one text are numbered, but for the earliest."""
    copies: Counter[str] = Counter()
    ids = [text for _, text in texts]
    for place in sorted(range(len(texts)), key=lambda place: texts[place][0]):
        text = ids[place]
        copies[text] += 1
        ids[place] = text if copies[text] == 1 else f"{text}-{copies[text]}"
    return ids


def _problem(told: _Told, ids: list[str]) -> Row:
    return dict(
        path=told.name,
        article_id=None if told.article is None else ids[told.article],
        location=told.remark.location,
        stage="reading",
        severity=told.remark.severity,
        message=told.remark.message,
        remedy=told.remark.remedy,
    )
