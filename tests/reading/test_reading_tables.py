"""One table in every format is the same articles, and our own tables of articles are read back as they were."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis import schema
from analysis.reading import read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read
from analysis.storage import FORMATS, write_tables

NAMES = ["headline", "maintext", "date_publish", "source_domain", "authors", "url"]
WORDS = st.text("abzÄé“”'’.,;:!?|()-&…—0123456789 \n", max_size=40).map(str.strip)
WORDS = WORDS.map(lambda text: text.lstrip("'"))  # before a formula's sign it is the mark of a sheet, and read as such
DAYS = st.none() | st.dates(date(1900, 3, 1), date(2099, 12, 31))
AUTHORS = st.lists(st.sampled_from(["Ann Writer", "Bo O’Reporter", "María Núñez"]), max_size=2)
ADDRESSES = st.sampled_from(["", "https://courier.example/1", "https://post.example/?a=1&b=2"])
ROW = st.tuples(WORDS, WORDS, DAYS, st.sampled_from(["", "Courier", "post.example"]), AUTHORS, ADDRESSES)


def as_text(row: tuple) -> list[str]:
    return [json.dumps(cell) if isinstance(cell, list) else "" if cell is None else str(cell) for cell in row]


def as_csv(rows: list[tuple], delimiter: str) -> bytes:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows([NAMES, *map(as_text, rows)])
    return file.getvalue().encode()


def as_xlsx(rows: list[tuple]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    for row in [NAMES, *rows]:
        book.active.append([json.dumps(cell) if isinstance(cell, list) else cell for cell in row])
    book.save(file)
    return file.getvalue()


def as_records(rows: list[tuple]) -> list[dict]:
    return [dict(zip(NAMES, [*row[:2], row[2] and row[2].isoformat(), *row[3:]], strict=True)) for row in rows]


def as_parquet(rows: list[tuple]) -> bytes:
    return pd.DataFrame(rows, columns=NAMES).to_parquet()


WRITERS = {
    "a.csv": lambda rows: as_csv(rows, ","),
    "b.csv": lambda rows: as_csv(rows, ";"),
    "c.tsv": lambda rows: as_csv(rows, "\t"),
    "d.xlsx": as_xlsx,
    "e.json": lambda rows: json.dumps(as_records(rows), indent=1).encode(),
    "f.jsonl": lambda rows: "\n".join(map(json.dumps, as_records(rows))).encode(),
    "g.parquet": as_parquet,
}


def outcome(name: str, data: bytes) -> tuple[list, int]:
    """Drafts and lost rows without their places, and how many were empty."""
    try:
        items = list(read(Content(name, data)))
    except Unreadable as error:
        items = [error]
    found = [
        replace(item, location=None) if isinstance(item, Draft) else str(item)
        for item in items
        if not isinstance(item, Remark)
    ]
    return found, sum(int(item.message.split()[0]) for item in items if isinstance(item, Remark))


@settings(deadline=None, max_examples=60)
@given(st.lists(ROW, min_size=1, max_size=5))
def test_any_table_is_the_same_articles_in_every_format(rows):
    if not any(row[1] for row in rows):
        return
    outcomes = {name: outcome(name, write(rows)) for name, write in WRITERS.items()}
    assert len({repr(one) for one in outcomes.values()}) == 1, outcomes
    found, empty = outcomes["a.csv"]
    assert len(found) + empty == len(rows)


@pytest.mark.parametrize("format", FORMATS)
def test_our_own_tables_are_read_back_as_the_same_articles(tmp_path, format):
    texts = {
        "a.txt": "Locks stay shut\nBy Ann Writer\nDate: 2031-03-12\nSource: Courier\n\n=Kell said: “We wait.”\n\nOff.",
        "2031-03-13 b.txt": "+ The bargemen waited for an answer.",
        "c.txt": "LODVAR, March 14, 2031 (Wire) — Lena Osk called Ruta Kell.\n\n'- and she answered, they say.",
        "d.txt": 'Title: =SUM(A1)\nUpdated: 2031-03-20\nURL: https://c.example\n\n-\n\n@home, "he" said;\ta word|',
    }
    (tmp_path / "in").mkdir()
    for name, text in texts.items():
        (tmp_path / "in" / name).write_text(text, encoding="utf-8")
    articles, _ = read_articles(tmp_path / "in")
    tables = schema.Tables(**{name: schema.empty(name) for name in schema.TABLES} | {"articles": articles})
    write_tables(tables, tmp_path / "out", format)
    again, problems = read_articles(tmp_path / "out")
    columns = [c for c in articles.columns if c not in ("path", "part")]
    if format == "dataset":  # its parts are read in the order of their years
        articles, again = (rows.sort_values("article_id", ignore_index=True) for rows in (articles, again))
    pd.testing.assert_frame_equal(again[columns], articles[columns])
    assert set(problems.severity) <= {"note"}
    if format != "xlsx":
        assert problems.message.str.contains("this library wrote").sum() == len(schema.TABLES) - 1
