"""One poisoned folder through every way out: no cell runs, no markup of an article lives, no character deceives."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pytest

import analysis
from analysis import views
from analysis.__main__ import main
from analysis.storage import write_tables
from analysis.views.evidence import evidence_html, passage_html
from analysis.views.export_seen import Seen
from analysis.views.exports import EXPORTS
from analysis.views.index import Index
from analysis.views.linked import pictures

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)' onclick=alert(4)>here</a>"
FORMULAS = ("=HYPERLINK(1)", "+1+cmd", "-2+3", "@SUM(A1)", "＝1+1", "＠SUM(A1)")
DECEIVING = "\x1b[31m\x07\u202e\u2066"
ARTICLES = {
    "=cmd <img src=x onerror=alert(5)>.txt": "=SUM(A1) talks go on",
    "-red\x1b[31m\u202etxt.exe.txt": f"Talks go on {MARKUP}",
    "+1 <svg onload=alert(6)>.txt": "＝1+1",
    "@sum.txt": "@SUM(A1)",
}
BODY = (
    "Foreign Minister Mara Lindqvist told President Tomas Brandt on 4 March 2031 that {formula} {markup} was open. "
    "“{formula}{markup},” Brandt said in a statement.\n\n"
    "{formula} Lindqvist met =HYPERLINK Brandt in @Halvern on 5 March 2031, the {markup} Council said.\n\n"
    "At least 12 people were killed near Halvern on 3 March 2031, Brandt told reporters {deceiving}there."
)
RUNS = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("poison") / "articles"
    place.mkdir()
    for number, (name, title) in enumerate(ARTICLES.items()):
        words = BODY.format(formula=FORMULAS[number], markup=MARKUP, deceiving=DECEIVING)
        header = f"{title}{DECEIVING}\n\nBy: {FORMULAS[number]} {MARKUP}\nSource: {FORMULAS[number]} {MARKUP}\n"
        header += f"URL: https://news.example/{MARKUP}\nDate: 2031-03-0{number + 5}\n\n"
        (place / name).write_text(header + words, encoding="utf-8")
    (place / f"{MARKUP.split('/')[0]}.txt").write_bytes(b"")
    os.mkdir(place / "=folder\x1b[2J")
    (place / "=folder\x1b[2J" / "nothing\u202e.txt").write_bytes(b"\x00\x01\x02")
    return place


@pytest.fixture(scope="module")
def tables(folder):
    return analysis.build(folder, progress=False)


@pytest.fixture(scope="module")
def files(tables, tmp_path_factory) -> dict[str, bytes]:
    """Whatever leaves the library, by a name that says what it is."""
    shown = Index(tables).shown(views.Selection())
    seen = Seen(shown, pictures(lambda _: shown))
    found = {
        f"{kind}: {name}{f'.{kind}' * one.figures}": content
        for kind, one in EXPORTS.items()
        for name, content in one.files(seen, "page")
    }
    for form in ("csv", "xlsx"):
        place = tmp_path_factory.mktemp(form)
        write_tables(tables, place, form)
        found |= {f"tables: {path.name}": path.read_bytes() for path in place.iterdir()}
    place = tmp_path_factory.mktemp("timeline")
    views.export_timeline(tables, place, caption=MARKUP)
    found |= {f"timeline: {path.name}": path.read_bytes() for path in place.iterdir()}
    for name, frame in tables:
        found[f"notebook: {name}.html"] = views.tidy(frame)._repr_html_().encode()
    for row in tables.communications.itertuples():
        html = evidence_html(tables, row.article_id, communication_id=row.communication_id)
        found[f"evidence: {row.communication_id}.html"] = html.encode()
    for article in tables.articles["article_id"]:
        found[f"evidence: {article}.html"] = evidence_html(tables, article).encode()
        found[f"passage: {article}.html"] = passage_html(tables, article, 3, 90).encode()
    return found


class _Alive(HTMLParser):
    """What of some HTML a browser would run or ask."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "iframe", "object", "embed", "base", "form", "img", "link"):
            self.found.append(tag)
        for name, value in attrs:
            asked = name.endswith(("href", "src", "action", "style"))
            if name.startswith("on") or asked and "script:" in (value or "").lower():
                self.found.append(f"{tag} {name}")


def alive(html: str) -> list[str]:
    parser = _Alive()
    parser.feed(html)
    parser.close()
    return parser.found


def cells(name: str, content: bytes) -> Iterator[str]:
    if name.endswith(".csv"):
        for row in csv.reader(io.StringIO(content.decode("utf-8"), newline="")):
            yield from row
    elif name.endswith(".xlsx"):
        for sheet in openpyxl.load_workbook(io.BytesIO(content)):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f", f"{name}: {cell.value}"
                    yield str("" if cell.value is None else cell.value)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from strings(each)


def test_the_folder_is_read_and_its_poison_is_in_the_tables(tables):
    assert len(tables.articles) == len(ARTICLES) and len(tables.problems) >= 2
    assert len(tables.communications) and len(tables.event_sources)
    assert tables.quotes["text"].str.contains("<script>", regex=False).any()
    assert tables.communications["evidence"].str.contains("=HYPERLINK", regex=False).any()
    assert tables.articles["author"].str.startswith("@").any()


def test_no_cell_of_any_sheet_runs(files):
    seen = 0
    for name, content in files.items():
        for cell in cells(name, content):
            seen += 1
            number = re.fullmatch(r"-?\d+(?:\.\d+)?", cell)
            assert number or not RUNS.match(cell), f"{name}: {cell!r}"
    assert seen > 1000


def test_no_markup_of_an_article_lives_in_any_page_or_drawing(files):
    pages = {name: content for name, content in files.items() if name.endswith((".html", ".svg"))}
    assert len(pages) > 20
    for name, content in pages.items():
        assert alive(content.decode()) == [], name


def test_no_markup_of_an_article_lives_in_a_slide_of_the_timeline(files):
    slides = [content for name, content in files.items() if name.endswith("timeline.json")]
    assert slides
    for content in slides:
        for text in strings(json.loads(content)):
            assert alive(text) == [], text


def test_whatever_an_article_says_xml_is_xml(files):
    drawn = [name for name in files if name.endswith((".svg", ".gexf", ".graphml"))]
    assert len(drawn) > 3
    for name in drawn:
        ElementTree.fromstring(files[name])


def test_no_character_in_any_text_steers_a_terminal_or_turns_the_direction_of_writing(files):
    texts = (".csv", ".json", ".html", ".svg", ".ics", ".bib", ".gexf", ".graphml")
    for name, content in files.items():
        if name.endswith(texts):
            found = UNSEEN.search(content.decode())
            assert found is None, f"{name}: {content.decode()[max(0, found.start() - 40) : found.end() + 20]!r}"


@pytest.mark.parametrize(
    "call",
    [["tables", "{folder}", "--out", "{out}"], ["timeline", "{folder}", "--out", "{out}"], ["corrections", "{folder}"],
     ["tables", "{folder}/no\x1b[31m\u202esuch", "--out", "{out}"], ["tables", "{folder}", "--out", "{out}/\x1b[2Jx"],
     ["tables", "{folder}/=folder\x1b[2J", "--out", "{out}"], ["evaluate", "{folder}/=folder\x1b[2J"]],
)  # fmt: skip
def test_what_the_command_line_prints_steers_no_terminal(folder, tmp_path, capsys, call):
    (folder / "corrections").mkdir(exist_ok=True)
    wrong = "table,id,column,value\n\x1b[31mactors\u202e,x\x07,y,z\n"
    (folder / "corrections" / "corrections.csv").write_text(wrong, encoding="utf-8")
    main([part.format(folder=folder, out=tmp_path) for part in call])
    out, err = capsys.readouterr()
    assert out + err
    bars = re.sub(r"[^\n]*\r", "", err)  # a bar of progress goes back to the beginning of its line
    assert UNSEEN.search(out + bars) is None, UNSEEN.search(out + bars)
