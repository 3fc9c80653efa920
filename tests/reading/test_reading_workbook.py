"""XLSX: the sheets that hold articles are read, row by row, and what a workbook hides or cuts is said."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

HEADER = ["Headline", "Full text", "Publication date", "Publication", "Byline", "Web URL", "Language"]
ROWS = [
    ["Locks at Sarn stay shut, Kell says",
     "HALVERN — The locks at Sarn stay shut, Ruta Kell told the bargemen.\n\n“We wait,” she said._x000D_\nShe left.",
     datetime(2031, 3, 12, 23, 30), "Halvern Courier", "By Ann Writer",
     "https://halvern-courier.example/locks", "English"],
    [None, None, None, None, None, None, None],
    ["In pictures: the barges", None, datetime(2031, 3, 13), "Velmara Tribune", None, None, None],
    ["'=Osk answers", "Lena Osk answered Ruta Kell: “One gate, one hour.”", 47922, "Lodvar Post", None, None, "eng"],
]  # fmt: skip


def packed(*sheets: list[list[object]], titles: tuple[str, ...] = ("Articles", "Notes", "More"), change=None) -> bytes:
    book = Workbook()
    del book["Sheet"]
    for title, rows in zip(titles, sheets, strict=False):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    if change:
        change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


WHOLE = packed([HEADER, *ROWS])  # made once: a workbook bears the time at which it was made


def items(data: bytes, name: str = "a.xlsx") -> list:
    return list(read(Content(name, data)))


def rezipped(data: bytes, change) -> bytes:
    """The workbook with its members changed: ``change`` takes name and bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return file.getvalue()


def test_a_workbook_is_read_in_full():
    first, lost, second, blank = items(packed([HEADER, *ROWS]), "export.dat")
    assert first == Draft(
        title="Locks at Sarn stay shut, Kell says",
        body="HALVERN — The locks at Sarn stay shut, Ruta Kell told the bargemen.\n\n“We wait,” she said.\n\nShe left.",
        published=date(2031, 3, 12),
        published_basis="metadata",
        source="Halvern Courier",
        author="Ann Writer",
        url="https://halvern-courier.example/locks",
        language="en",
        location="row 2",
    )
    assert (lost.message, lost.location) == ("there is no text of “In pictures: the barges”", "row 4")
    assert second == Draft(
        title="=Osk answers",
        body="Lena Osk answered Ruta Kell: “One gate, one hour.”",
        published=date(2031, 3, 15),
        published_basis="metadata",
        source="Lodvar Post",
        language="en",
        location="row 5",
    )
    assert blank.message == "1 empty rows were left out"


def test_every_sheet_with_a_text_is_read_and_the_others_are_named():
    def hide(book):
        book["More"].sheet_state = "hidden"

    sheets = [HEADER, ROWS[0]], [["Day", "Remark"], [1, "Sunny"]], [["Query: locks"], [], HEADER, ROWS[3]]
    first, above, second, hidden, others = items(packed(*sheets, change=hide))
    assert (first.location, second.location) == ("sheet Articles, row 2", "sheet More, row 4")
    assert above.message == "1 rows above the header were left out"
    assert hidden.message == "the sheet More is hidden; it was read"
    assert others.severity == "note" and "the sheet Notes was left out" in others.message
    assert "Day, Remark" in others.message


def test_a_workbook_without_a_known_column_is_an_error_that_lists_all_of_them():
    with pytest.raises(Unreadable) as error:
        items(packed([["Day", "Wortlaut"], [1, "Sonnig"]], [["Nummer"], [1]]))
    assert "sheet Articles" in error.value.message and "Day, Wortlaut" in error.value.message
    assert "Nummer" in error.value.message and "columns.csv" in error.value.remedy


def test_formulas_are_never_run_and_merged_cells_are_said():
    def merge(book):
        book["Articles"].merge_cells("D2:D3")

    rows = [HEADER, ROWS[0], ['=HYPERLINK("http://x.example")', "=1+1", "=TODAY()", None, "Ann Writer", None, None]]
    first, lost, merged = items(packed(rows, change=merge))
    assert (lost.location, lost.message) == ("row 3", "there is no text")
    assert "merged" in merged.message and merged.severity == "warning"


def test_a_text_that_fills_its_cell_is_said_to_be_cut_off():
    draft, remark = items(packed([HEADER, ["Long", "The bridge is open. " * 1_639]]))
    assert len(draft.body) > 32_700 and remark.location == "row 2" and "cut off" in remark.message


def test_rows_are_read_where_the_sheet_states_fewer():
    data = rezipped(packed([HEADER, *ROWS]), lambda _, member: member.replace(b'ref="A1:G5"', b'ref="A1:A1"'))
    assert [item.title for item in items(data) if isinstance(item, Draft)] == [ROWS[0][0], "=Osk answers"]


def test_bombs_of_zeros_entities_and_rows_do_no_harm():
    whole = packed([HEADER, *ROWS])
    zeros = rezipped(whole, lambda name, member: member + b" " * 100_000_000 * name.endswith("sheet1.xml"))
    with pytest.raises(Unreadable, match="bomb"):
        items(zeros)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (n, b"&%c;" % (n - 1) * 10) for n in range(98, 110)
    ) + b"]>"  # fmt: skip
    bomb = rezipped(
        whole,
        lambda _, member: member.replace(b"<worksheet", laughs + b"<worksheet", 1).replace(b"<v>0</v>", b"<v>&m;</v>"),
    )
    with pytest.raises(Unreadable):
        items(bomb)
    far = rezipped(whole, lambda _, member: member.replace(b'<row r="5"', b'<row r="2000000000"'))
    assert sum(isinstance(item, Draft) for item in items(far)) == 1


def test_a_binary_workbook_is_an_error_with_the_remedy():
    data = rezipped(packed([HEADER]), lambda _, member: member)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("workbook.xml", "workbook.bin"), old.read(name))
    with pytest.raises(Unreadable) as error:
        items(file.getvalue())
    assert error.value.remedy == "save it as .xlsx or as CSV"


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_garbled_xml_inside_gives_rows_or_problems_and_never_an_exception(data):
    place, cut = data.draw(st.floats(0, 1)), data.draw(st.binary(max_size=6))
    chosen = data.draw(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"]))

    def change(name: str, member: bytes) -> bytes:
        at = int(place * len(member))
        return member[:at] + cut + member[at + 5 :] if name == chosen else member

    try:
        assert items(rezipped(WHOLE, change))
    except Unreadable as error:
        assert error.message and error.remedy
