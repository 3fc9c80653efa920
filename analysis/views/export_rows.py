"""The communications of a view as one sheet: each with its article, outlet and day, and the words that report it.

Sheets for people to read are CSV and XLSX: there no text can run as a formula.  Parquet keeps it as it was written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO

import pandas as pd

from analysis import storage
from analysis.schema import TABLES, Column
from analysis.views.export_seen import Seen, clean
from analysis.views.frames import look_up

# fmt: off
SAID = ["date_start", "date_end", "date_precision", "date_basis", "speaker", "addressee", "mutual", "channel", "act",
        "status", "cue", "evidence", "place", "reported_by"]
TOLD = {"title": "title", "outlet": "source", "published": "published", "url": "url", "path": "path"}
HOW = ["sources", "confidence", "rule", "origin", "event_id", "communication_id", "act_id", "article_id", "start",
       "end", "speaker_id", "addressee_id"]
# fmt: on
EARLIEST = pd.Timestamp("1900-03-01")  # before that a worksheet counts its days wrongly, or not at all
WIDTHS = {"evidence": 80, "title": 40, "url": 40, "speaker": 24, "addressee": 24, "date_basis": 24, "outlet": 24}


def rows(seen: Seen) -> pd.DataFrame:
    """One row per communication, in the order of time, with what an analyst asks of its article and its event."""
    said, articles = seen.tables.communications, seen.tables.articles.set_index("article_id")
    told = {name: look_up(said["article_id"], articles[column]) for name, column in TOLD.items()}
    sources = look_up(said["event_id"], seen.tables.events.set_index("event_id")["sources"])
    sheet = said.assign(**told, sources=sources)[[*SAID, *TOLD, *HOW]]
    order = ["date_start", "date_end", "article_id", "start", "communication_id"]
    return sheet.sort_values(order, na_position="last", ignore_index=True)


def csvs(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The rows as CSV and, beside it, what the columns mean and what the view is (W3C: CSV on the Web)."""
    sheet = rows(seen)
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "rows.csv",
        "dc:title": "Who spoke to whom, a row a speaker and addressee of one reported act",
        **{f"dc:{term}": seen.about[name] for term, name in DUBLIN_CORE.items()},
        "rdfs:comment": seen.about,
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": [_described(column) for column in _columns()], "primaryKey": "communication_id"},
    }
    yield "rows.csv", as_csv(sheet).encode()
    yield "rows.csv-metadata.json", (json.dumps(described, indent=1, ensure_ascii=False) + "\n").encode()


DUBLIN_CORE = {"description": "view", "source": "corpus", "creator": "version"}
CSVW_TYPES = {
    "text": "string", "date": "date", "whole": "integer", "real": "number",
    "flag": {"base": "boolean", "format": "True|False"},
}  # fmt: skip


def parquets(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The rows as Parquet; the view is in the metadata of its schema, and what pandas reads back as ``attrs``."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pandas(rows(seen), preserve_index=False)
    about = {**seen.about, "PANDAS_ATTRS": json.dumps(seen.about)}
    buffer = BytesIO()
    pyarrow.parquet.write_table(table.replace_schema_metadata({**table.schema.metadata, **about}), buffer)
    yield "rows.parquet", buffer.getvalue()


def workbooks(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The rows as a workbook: the sheet "rows", with its header in sight and a filter, and the sheet "about"."""
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    sheet = storage.for_cells(rows(seen))
    book = Workbook(write_only=True)
    page = book.create_sheet("rows")
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 14)
    page.auto_filter.ref = f"A1:{get_column_letter(len(sheet.columns))}{len(sheet) + 1}"
    page.append(list(sheet.columns))
    for cells in zip(*(_cells(sheet[column]) for column in sheet.columns), strict=True):
        page.append(cells)
    about = book.create_sheet("about")
    about.column_dimensions["B"].width = 100
    facts = pd.DataFrame({"fact": seen.about.keys(), "value": seen.about.values()}, dtype="str")
    meanings = pd.DataFrame([(f"column {c.name}", c.meaning) for c in _columns()], columns=facts.columns, dtype="str")
    for line in storage.for_cells(pd.concat([facts, meanings])).itertuples(index=False):
        about.append(list(line))
    book.properties.creator, book.properties.description = seen.about["version"], clean(seen.view)
    book.properties.keywords = f"Corpus {seen.corpus}"
    yield "rows.xlsx", storage.packed(book)


def as_csv(data: pd.DataFrame) -> str:
    """The frame as CSV that no spreadsheet runs, ids joined by "; "."""
    ids = [c for c in data.columns if data[c].dtype == object and any(_is_several(value) for value in data[c])]
    return storage.as_csv(data.assign(**{column: data[column].map("; ".join).astype("str") for column in ids}))


def _is_several(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _columns() -> list[Column]:
    """The columns of the sheet, as the tables declare them."""
    homes = {column.name: column for column in TABLES["communications"].columns}
    articles = {column.name: column for column in TABLES["articles"].columns}
    events = {column.name: column for column in TABLES["events"].columns}
    homes |= {name: replace(articles[column], name=name) for name, column in TOLD.items()}
    return [{**homes, "sources": events["sources"]}[name] for name in [*SAID, *TOLD, *HOW]]


def _described(column: Column) -> dict[str, object]:
    said: dict[str, object] = {"name": column.name, "datatype": CSVW_TYPES[column.type]}
    return said | {"dc:description": column.meaning, "required": not column.nullable}


def _cells(values: pd.Series) -> list[object]:
    """The values as a worksheet holds them: days as days, none as an empty cell."""
    if pd.api.types.is_datetime64_dtype(values.dtype):
        return [None if pd.isna(day) else day.date() if day >= EARLIEST else day.date().isoformat() for day in values]
    return [None if missing else value for value, missing in zip(values.tolist(), values.isna(), strict=True)]
