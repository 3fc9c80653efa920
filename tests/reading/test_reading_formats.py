"""What every reader of a format owes: a fixture and a test, a claim of its own, and a reason where it cannot read."""

from __future__ import annotations

import io
import sys
import zipfile
from functools import cache
from html import escape
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import read_articles
from analysis.reading.content import Content, Reader
from analysis.reading.draft import Unreadable
from analysis.reading.formats import READERS, read

HERE = Path(__file__).parent
NAMED = {  # a reader is tested in test_reading_MODULE.py, with files in formats/MODULE/, but for these
    "delimited": "csv", "json_articles": "json", "europresse_old": "europresse", "plain": "header_forms",
    "unread": "bytes_and_folders",
}  # fmt: skip
TEXT = "Bridge reopens\n\nLindqvist told Brandt on Monday that the bridge was open."
ROW = {"title": "Bridge reopens", "text": TEXT, "date": "2031-03-04"}


def zipped(name: str, text: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, text)
    return stream.getvalue()


def document(text: str) -> bytes:
    """A Word document of these lines."""
    lines = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))
    return zipped("word/document.xml", f"<w:document xmlns:w='w'><w:body>{lines}</w:body></w:document>")


def workbook() -> bytes:
    stream, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(list(ROW))
    book.active.append(list(ROW.values()))
    book.save(stream)
    return stream.getvalue()


MADE = {
    "archive": lambda: zipped("one.txt", TEXT),
    "word": lambda: document(TEXT),
    "nexis_docx": lambda: document((HERE / "formats" / "nexis_docx" / "gazette.txt").read_text(encoding="utf-8")),
    "workbook": workbook,
    "parquet": lambda: pd.DataFrame([ROW]).to_parquet(),
    "plain": TEXT.encode,
    "unread": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(60),
}  # files in formats that are no text, and so are made
LIBRARIES = ("web page", "PDF", "XLSX", "Parquet")  # readers by a library, which raises what it likes on broken input


def module_of(reader: Reader) -> str:
    return reader.read.__module__.rpartition(".")[2]


def name_of(reader: Reader) -> str:
    return NAMED.get(module_of(reader), module_of(reader))


@cache
def samples(reader: Reader) -> list[tuple[str, bytes]]:
    """Names and contents of files that this reader is the first to claim."""
    paths = sorted(path for path in (HERE / "formats" / name_of(reader)).glob("*") if path.is_file())
    files = [(path.name, path.read_bytes()) for path in paths]
    if module_of(reader) in MADE:
        files.append((module_of(reader), MADE[module_of(reader)]()))
    return [file for file in files if next(other for other in READERS if other.claims(Content(*file))) is reader]


@pytest.mark.parametrize("reader", READERS, ids=module_of)
def test_every_format_has_a_test_and_a_fixture_that_its_reader_is_the_first_to_claim(reader, tmp_path):
    assert (HERE / f"test_reading_{name_of(reader)}.py").exists()
    assert samples(reader), f"put a small file that it reads into tests/reading/formats/{name_of(reader)}/"
    for name, data in samples(reader):
        (tmp_path / name).write_bytes(data)
    articles, problems = read_articles(tmp_path)
    assert len(articles) > 0 or module_of(reader) == "unread", problems.message.tolist()


@pytest.mark.parametrize("reader", [reader for reader in READERS if reader.needs], ids=module_of)
def test_what_is_lost_without_a_package_is_an_error_row_that_says_what_to_install(reader, tmp_path, monkeypatch):
    for name, data in samples(reader):
        (tmp_path / name).write_bytes(data)
    whole, _ = read_articles(tmp_path)
    for package in reader.needs:
        monkeypatch.setitem(sys.modules, package, None)
    articles, problems = read_articles(tmp_path)
    missing = problems[(problems.severity == "error") & problems.remedy.str.contains("pip install", regex=False)]
    assert articles.text.isin(whole.text).all()
    assert set(whole.path) - set(articles.path) <= set(missing.path)
    assert len(articles) == len(whole) or any(package in missing.message.iloc[0] for package in reader.needs)


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", b"{\\rtf", b"<html>", b"{", b"[", b"\xff\xfe", b"PAR1", b"From: "]),
    st.binary(max_size=300),
)
def test_no_reader_raises_when_it_is_asked_whether_a_content_is_its_own(start, data):
    for reader in READERS:
        assert reader.claims(Content("article", start + data)) in (True, False)


@pytest.mark.parametrize("reader", READERS, ids=module_of)
@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_garbled_file_gives_articles_or_a_reason_and_never_an_exception(reader, data):
    name, whole = data.draw(st.sampled_from(samples(reader)))
    start, gap = data.draw(st.integers(0, len(whole))), data.draw(st.integers(0, 300))
    garbled = whole[:start] + data.draw(st.binary(max_size=12)) + whole[start + gap :]
    try:
        assert list(read(Content(name, garbled[: data.draw(st.integers(0, len(garbled)))])))
    except Unreadable as error:
        assert error.remedy
        assert "broken as" not in error.message or any(f"broken as {name}:" in error.message for name in LIBRARIES)
