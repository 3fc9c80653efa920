"""Parquet: rows are articles, whatever types their columns have."""

from __future__ import annotations

import io
import pickle
from datetime import date, datetime, timedelta, timezone

import pyarrow as pa
import pytest
from pyarrow import parquet

from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

EAST = timezone(timedelta(hours=5))
TABLE = pa.table(
    {
        "id": [1, 2, 3, None],
        "headline": pa.array(["Locks at Sarn stay shut", "In pictures", "Osk answers", None]).dictionary_encode(),
        "fields": [
            {"bodyText": "HALVERN — The locks stay shut, Ruta Kell said.", "wordcount": 8},
            {"bodyText": None, "wordcount": 0},
            {"bodyText": "Lena Osk answered Ruta Kell.", "wordcount": 5},
            None,
        ],
        "published_at": pa.array(
            [datetime(2031, 3, 12, 23, 30, tzinfo=EAST), None, datetime(2031, 3, 15, 1, tzinfo=EAST), None],
            pa.timestamp("ns", "+05:00"),
        ),
        "updated": pa.array([date(2031, 3, 16), None, None, None]),
        "source": [{"name": "Halvern Courier", "id": "hc"}, None, {"name": None, "id": "lodvar-post"}, None],
        "authors": [["Ann Writer", "Bo Reporter"], [], None, None],
        "lang": ["en", "en", "eng", None],
        "embedding": [[0.1] * 4, [0.2] * 4, [0.3] * 4, None],
    }
)


def packed(table: pa.Table) -> bytes:
    file = io.BytesIO()
    parquet.write_table(table, file)
    return file.getvalue()


def items(data: bytes, name: str = "a.parquet") -> list:
    return list(read(Content(name, data)))


def test_a_parquet_file_is_read_in_full():
    first, lost, second, blank = items(packed(TABLE), "export")
    assert first == Draft(
        title="Locks at Sarn stay shut",
        body="HALVERN — The locks stay shut, Ruta Kell said.",
        published=date(2031, 3, 12),
        published_basis="metadata",
        modified=date(2031, 3, 16),
        source="Halvern Courier",
        author="Ann Writer, Bo Reporter",
        language="en",
        location="row 1",
    )
    assert (lost.message, lost.location) == ("there is no text of “In pictures”", "row 2")
    assert second == Draft(
        title="Osk answers",
        body="Lena Osk answered Ruta Kell.",
        published=date(2031, 3, 15),
        published_basis="metadata",
        source="lodvar-post",
        language="en",
        location="row 3",
    )
    assert blank.message == "1 empty rows were left out"


def test_a_table_without_a_known_column_is_an_error_that_lists_its_columns():
    with pytest.raises(Unreadable, match="hold the text of articles: Nummer, Wortlaut") as error:
        items(packed(pa.table({"Nummer": [1], "Wortlaut": ["Offen"]})))
    assert "columns.csv" in error.value.remedy


def test_columns_of_one_name_are_both_looked_at():
    table = pa.Table.from_arrays([pa.array([None, "One."]), pa.array(["Two.", "Three."])], names=["text", "text"])
    remark, first, second = items(packed(table))
    assert (first.body, second.body) == ("Two.", "One.")
    assert "several columns are called text" in remark.message


class Trap:
    def __reduce__(self):
        return (pytest.fail, ("it was unpickled",))


def test_bytes_are_text_or_nothing_and_never_unpickled():
    trap = pickle.dumps(Trap())
    first, lost = items(packed(pa.table({"title": ["A", "B"], "text": [b"The bridge is open.", trap]})))
    assert first.body == "The bridge is open."
    assert isinstance(lost, Unreadable) and lost.location == "row 2"


def test_a_value_that_cannot_be_read_loses_its_own_row_only():
    days = pa.array([0, 2**60, 86_400_000_000], pa.int64()).cast(pa.timestamp("us"))
    first, lost, last = items(
        packed(pa.table({"title": ["A", "B", "C"], "text": ["One.", "Two.", "Three."], "date": days}))
    )
    assert (first.published, last.published) == (date(1970, 1, 1), date(1970, 1, 2))
    assert isinstance(lost, Unreadable) and lost.location == "row 2"


def test_a_small_file_that_stands_for_many_gigabytes_is_refused():
    nothing = pa.table({"title": pa.nulls(3_000_000, pa.string()), "text": pa.nulls(3_000_000, pa.string())})
    with pytest.raises(Unreadable, match="more rows than it has bytes"):
        items(packed(nothing))
    same = pa.DictionaryArray.from_arrays(pa.array([0] * 500), pa.array(["The bridge is open. " * 5_000]))
    with pytest.raises(Unreadable, match="as a bomb does"):
        items(packed(pa.table({"title": ["Bridge"] * 500, "text": same})))
