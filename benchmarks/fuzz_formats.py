"""Invented articles written in each format that is read: the plain way to write it, as a program would."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from typing import NamedTuple
from xml.sax.saxutils import escape as escape_xml

import openpyxl
import pandas as pd

from analysis.storage import XML_CANNOT_HOLD


class Article(NamedTuple):
    """What a writer gets of an article; the text has a blank line between paragraphs."""

    title: str
    date: str
    author: str
    source: str
    text: str


class Writer(NamedTuple):
    """How a format is written, the ending of its files, and how many articles one of them holds at most."""

    write: Callable[[list[Article]], bytes]
    ending: str
    most: int = 1


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _xml(text: str) -> str:
    return escape_xml(XML_CANNOT_HOLD.sub("", text))


def text(articles: list[Article]) -> bytes:
    one = articles[0]
    return _utf8(f"Title: {one.title}\nDate: {one.date}\nBy: {one.author}\n\n{one.text}\n")


def page(articles: list[Article]) -> bytes:
    one = articles[0]
    paragraphs = "".join(f"<p>{escape(p)}</p>" for p in one.text.split("\n\n"))
    head = f'<title>{escape(one.title)}</title><meta property="article:published_time" content="{one.date}">'
    return _utf8(f"<!DOCTYPE html><html><head>{head}</head><body><article>{paragraphs}</article></body></html>")


def delimited(articles: list[Article]) -> bytes:
    sheet = io.StringIO(newline="")
    rows = csv.writer(sheet)
    rows.writerow(Article._fields)
    rows.writerows(one._replace(text=one.text.replace("\0", "")) for one in articles)
    return _utf8(sheet.getvalue())


def json_list(articles: list[Article]) -> bytes:
    return json.dumps({"articles": [one._asdict() for one in articles]}).encode()


def json_lines(articles: list[Article]) -> bytes:
    return b"\n".join(json.dumps(one._asdict()).encode() for one in articles)


def workbook(articles: list[Article]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(Article._fields)
    for one in articles:
        book.active.append([XML_CANNOT_HOLD.sub("", value) for value in one])
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def parquet(articles: list[Article]) -> bytes:
    return pd.DataFrame([one._asdict() for one in articles]).to_parquet(index=False)


def feed(articles: list[Article]) -> bytes:
    items = "".join(
        f"<item><title>{_xml(one.title)}</title><description>{_xml(escape(one.text))}</description>"
        f"<pubDate>{pd.Timestamp(one.date):%d %b %Y} 10:00:00 GMT</pubDate></item>"
        for one in articles
    )
    return _utf8(f'<?xml version="1.0"?><rss version="2.0"><channel><title>F</title>{items}</channel></rss>')


def mail(articles: list[Article]) -> bytes:
    one = articles[0]
    message = EmailMessage()
    message["Subject"] = " ".join(one.title.encode("ascii", "ignore").decode().split())
    message["From"], message["Date"] = "wire@halvern.example", f"{pd.Timestamp(one.date):%d %b %Y} 10:00:00 +0000"
    message.set_content(one.text)
    return message.as_bytes()


def archive(articles: list[Article]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for number, one in enumerate(articles):
            packed.writestr(f"2031/{number}.txt", text([one]))
        packed.writestr("table.csv", delimited(articles))
    return file.getvalue()


def document(articles: list[Article]) -> bytes:
    import docx

    made, one = docx.Document(), articles[0]
    for paragraph in (f"Title: {one.title}", f"Date: {one.date}", *one.text.split("\n\n")):
        made.add_paragraph(XML_CANNOT_HOLD.sub("", paragraph))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def rich_text(articles: list[Article]) -> bytes:
    def coded(words: str) -> str:
        escaped = words.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        units = (int.from_bytes(c.encode("utf-16-le", "replace")[:2], "little", signed=True) for c in escaped)
        return "".join(c if c.isascii() and c >= " " else f"\\u{n}?" for c, n in zip(escaped, units, strict=True))

    one = articles[0]
    paragraphs = "".join(
        f"{coded(p)}\\par\\par " for p in (f"Title: {one.title}", f"Date: {one.date}", *one.text.split("\n\n"))
    )
    return f"{{\\rtf1\\ansi\\ansicpg1252\\uc1 {paragraphs}}}".encode("ascii")


WRITERS = {
    "text": Writer(text, ".txt"),
    "page": Writer(page, ".html"),
    "csv": Writer(delimited, ".csv", 8),
    "json": Writer(json_list, ".json", 8),
    "jsonl": Writer(json_lines, ".jsonl", 8),
    "xlsx": Writer(workbook, ".xlsx", 8),
    "parquet": Writer(parquet, ".parquet", 8),
    "feed": Writer(feed, ".xml", 8),
    "mail": Writer(mail, ".eml"),
    "zip": Writer(archive, ".zip", 4),
    "docx": Writer(document, ".docx"),
    "rtf": Writer(rich_text, ".rtf"),
}
