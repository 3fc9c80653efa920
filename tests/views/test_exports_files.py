"""Every file of ``EXPORTS`` read back with the program that it is for."""

import csv
import errno
import io
import json
import os
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import bibtexparser
import networkx
import openpyxl
import pandas as pd
import pyarrow.parquet
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from PIL import Image

from analysis import storage, views
from analysis.refusals import Unwritable
from analysis.schema import Tables
from analysis.views.export_bibtex import key, used
from analysis.views.export_figures import SIZES, figures, with_caption
from analysis.views.export_seen import Picture, Seen, clean
from analysis.views.exports import EXPORTS, export
from analysis.views.figures_scene import width_of
from analysis.views.index import Index
from analysis.views.linked import pictures
from analysis.views.scene import Rect, Scene, Words

CALLS = views.Selection(channels=("call", "unspecified"))
NASTY = (
    "=cmd()", "+1", "@SUM(A1)", "\t=1", "<script>x</script>", "<img src=x onerror=y>", "&lt;b&gt;", "a{b", "a}b", "\\",
    "50% of $5 & x_y #1 ~^", 'say "no"', "\x00\x1b\x85", "\ufffe", "\u2028x\u202e", "é😀 Ωմ", "\\{", "]]>",
    "url(http://x.example)", "@import 'http://x.example'", "@article{x,", "x" * 40_000, "--", " and ",
)  # fmt: skip
nasty = st.sampled_from(NASTY) | st.text(min_size=1, max_size=60)
often = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def drawing(_shown, size):
    """As wide as the room, eight lines high."""
    lines = [Words(4, (line + 0.5) * 2 * size.text, f"Person {line}", size.text) for line in range(8)]
    bars = [Rect(size.width / 3, y * 2 * size.text, size.width, (y + 0.8) * 2 * size.text, "#0072B2") for y in range(8)]
    return Scene(size.width, 16 * size.text, [*lines, *bars]), "2 others: A, B."


def looked(tables: Tables, *selections: views.Selection) -> Seen:
    shown = Index(tables).shown(*selections or (views.Selection(),))
    return Seen(shown, {"matrix": Picture("Who spoke to whom", shown, drawing)})


def made(tables: Tables, kind: str, *selections: views.Selection, size: str = "page") -> dict[str, bytes]:
    """The files of one kind, by name."""
    return dict(EXPORTS[kind].files(looked(tables, *selections), size))


def only(tables: Tables, kind: str, *selections: views.Selection, size: str = "page") -> bytes:
    (content,) = made(tables, kind, *selections, size=size).values()
    return content


def with_text(tables: Tables, text: str) -> Tables:
    """The tables with that text as title, outlet, name, evidence, author and address."""
    said = tables.communications
    first = said["speaker_id"] == "p1"
    return replace(
        tables,
        articles=tables.articles.assign(title=text, source=text, author=text, url=text, path=text),
        communications=said.assign(evidence=text, date_basis=text, speaker=said["speaker"].mask(first, text)),
        actors=tables.actors.assign(name=tables.actors["name"].mask(tables.actors["actor_id"] == "p1", text)),
    )


def metadata(kind: str, files: dict[str, bytes]) -> str:
    """What the file says about itself, read by the program that it is for."""
    name, content = next(iter(files.items()))
    if kind == "png":
        return str(Image.open(io.BytesIO(content)).text)
    if kind == "svg":
        return ElementTree.fromstring(content).find("{http://www.w3.org/2000/svg}metadata").text
    if kind == "pdf":
        return str(pdf(content).get_metadata_dict())
    if kind == "xlsx":
        return str(list(openpyxl.load_workbook(io.BytesIO(content))["about"].values))
    if kind == "csv":
        return files[f"{name}-metadata.json"].decode()
    if kind == "parquet":
        return str(pyarrow.parquet.read_schema(io.BytesIO(content)).metadata)
    if kind == "gexf":
        return ElementTree.fromstring(content).find("*/{http://www.gexf.net/1.2draft}description").text
    if kind == "graphml":
        return str(networkx.read_graphml(io.BytesIO(content)).graph)
    if kind == "timelinejs":
        return json.loads(content)["title"]["text"]["text"]
    if kind == "calendar":
        return str(Calendar.from_ical(content)["description"])
    if kind == "html":
        return re.search("<footer>.*</footer>", content.decode())[0]
    return content.decode().partition("@")[0]


def pdf(content: bytes):
    return pytest.importorskip("pypdfium2").PdfDocument(content)


@pytest.mark.parametrize("kind", EXPORTS)
def test_every_file_says_of_which_view_corpus_and_version_it_is(small_tables, kind):
    said = metadata(kind, made(small_tables, kind, CALLS))
    assert "Calls or communications of no known channel" in said
    assert storage.fingerprint(small_tables) in said
    assert re.search(r"who-to-whom \d", said)


@pytest.mark.parametrize("kind", [kind for kind in EXPORTS if kind not in ("png", "pdf")])
def test_a_file_says_what_people_checked(small_tables, kind):
    words = "Checked by hand: 4 of 5 sampled rows right."
    seen = replace(looked(small_tables), checked=words)
    assert words in " ".join(metadata(kind, dict(EXPORTS[kind].files(seen, "page"))).split())


def test_a_picture_says_in_its_caption_what_people_checked(small_tables):
    words = "Checked by hand: 4 of 5 sampled rows right."
    (figure,) = figures(replace(looked(small_tables), checked=words), "page")
    assert words in " ".join(item.text for item in figure.scene.items if isinstance(item, Words))


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_same_view_is_the_same_bytes_in_whatever_order_its_rows_come(small_tables, kind):
    mixed = {name: frame.sample(frac=1, random_state=3) for name, frame in small_tables}
    assert made(small_tables, kind, CALLS) == made(replace(small_tables, **mixed), kind, CALLS)


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_folder_in_which_nothing_is_found_is_exported_too(no_tables, kind):
    assert all(made(no_tables, kind).values())


def test_no_file_holds_the_time_at_which_it_was_made(small_tables):
    workbook = only(small_tables, "xlsx")
    assert {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(workbook)).infolist()} == {(2000, 1, 1, 0, 0, 0)}
    assert openpyxl.load_workbook(io.BytesIO(workbook)).properties.modified.year == 2000
    assert b"lastmodifieddate" not in only(small_tables, "gexf")
    assert not pdf(only(small_tables, "pdf")).get_metadata_dict()["CreationDate"]


def test_what_is_written_is_listed_with_its_size_under_the_name_of_the_view(small_tables, tmp_path, monkeypatch):
    monkeypatch.setenv("FIGURES", str(tmp_path))
    written = export(looked(small_tables, CALLS), ["png", "csv"], size="column")
    (folder,) = (tmp_path / "explored").iterdir()
    assert folder.name.startswith("calls-or-communications-of-no-known-channel-")
    assert [file.removeprefix(f"{folder}/") for file in written["file"]] == [
        "matrix-column.png", "rows.csv", "rows.csv-metadata.json",
    ]  # fmt: skip
    assert written["bytes"].tolist() == [Path(file).stat().st_size for file in written["file"]]


@pytest.mark.parametrize("what", ["kinds", "figure", "timeline"])
def test_a_disk_that_becomes_full_changes_none_of_the_files_that_belong_together(
    small_tables, tmp_path, monkeypatch, what
):
    def write() -> None:
        if what == "kinds":
            export(looked(small_tables), ["csv", "gexf", "bibtex"], tmp_path)
        elif what == "figure":
            frame = views.pairs(small_tables)
            views.save(views.draw_matrix(frame), frame, "matrix", "what it shows", tmp_path)
        else:
            views.export_timeline(small_tables, tmp_path)

    write()
    for path in tmp_path.iterdir():
        path.write_bytes(b"old")
    sync, room = os.fsync, iter(range(2))

    def synced(file: int) -> None:
        if next(room, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        sync(file)

    monkeypatch.setattr(os, "fsync", synced)
    with pytest.raises(Unwritable, match=r"^\S+: the disk is full; make room"):
        write()
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"old"}


def test_two_views_do_not_overwrite_each_other(small_tables):
    narrowed = (CALLS, views.Selection(speakers="Ilse Okoro"))
    names = {looked(small_tables, *selections).name for selections in ((), (CALLS,), narrowed)}
    assert len(names) == 3


def test_a_kind_or_size_that_there_is_not_is_refused_by_name(small_tables, tmp_path):
    with pytest.raises(ValueError, match="kind 'docx' not among png, svg"):
        export(looked(small_tables), ["csv", "docx"], tmp_path)
    with pytest.raises(ValueError, match="size 'poster' not among page, slide, column"):
        export(looked(small_tables), ["csv"], tmp_path, size="poster")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("size", "width"), [("page", 7.5), ("slide", 40 / 3), ("column", 3.4)])
def test_a_figure_has_the_width_that_was_asked_for_in_all_three_forms(small_tables, size, width):
    picture = Image.open(io.BytesIO(only(small_tables, "png", size=size)))
    page = pdf(only(small_tables, "pdf", size=size))[0]
    drawn = ElementTree.fromstring(only(small_tables, "svg", size=size))
    assert picture.width / picture.info["dpi"][0] == pytest.approx(width, abs=0.01)
    assert page.get_width() / 72 == pytest.approx(width, abs=0.01)
    assert float(drawn.get("width").removesuffix("pt")) / 72 == pytest.approx(width, abs=0.01)
    assert picture.width / picture.height == pytest.approx(page.get_width() / page.get_height(), abs=0.01)
    if size == "slide":
        assert picture.width / picture.height == pytest.approx(16 / 9, abs=0.01)


def test_a_page_of_pdf_shows_the_figure_and_its_caption_in_words_that_can_be_searched(small_tables):
    page = pdf(only(small_tables, "pdf", CALLS))[0]
    colours = {colour for _, colour in page.render(scale=1).to_pil().getcolors(1 << 20)}
    assert (0, 114, 178) in colours
    words = " ".join(page.get_textpage().get_text_range().split())
    assert "Person 7" in words and "Who spoke to whom" in words
    assert "Filter: Calls or communications of no known channel. From 3 of 4 articles. 2 others: A, B." in words


@given(title=nasty, words=nasty, size=st.sampled_from(list(SIZES)))
@often
def test_no_word_of_a_caption_is_lost_or_reaches_beyond_the_picture(title, words, size):
    scene = with_caption(drawing(None, SIZES[size].size)[0], title, words[:2000], SIZES[size])
    lines = scene.items[16:]
    assert "".join(line.text for line in lines).replace(" ", "") == (clean(title) + clean(words[:2000])).replace(
        " ", ""
    )
    for line in lines:
        assert line.x + width_of(line.text, line.size) <= scene.width
        assert 16 * SIZES[size].size.text < line.y < scene.height


def sheets(tables: Tables, *selections: views.Selection) -> dict[str, pd.DataFrame]:
    """The rows as pandas reads each of the three files."""
    files = {kind: next(iter(made(tables, kind, *selections).values())) for kind in ("csv", "xlsx", "parquet")}
    days = ["date_start", "date_end", "published"]
    return {
        "csv": pd.read_csv(io.BytesIO(files["csv"]), parse_dates=days),
        "xlsx": pd.read_excel(io.BytesIO(files["xlsx"]), parse_dates=days),
        "parquet": pd.read_parquet(io.BytesIO(files["parquet"])),
    }


def test_the_rows_are_the_same_in_a_spreadsheet_a_workbook_and_parquet(small_tables):
    read = sheets(small_tables, CALLS)
    for sheet in read.values():
        assert sheet["communication_id"].tolist()[:3] == ["c01", "c03", "c02"]  # by day, then article
        assert len(sheet) == len(views.select(small_tables, CALLS).communications)
        first = sheet.iloc[0]
        assert (first["speaker"], first["addressee"], bool(first["mutual"])) == ("Mara Lindqvist", "Tomas Brandt", True)
        assert first["evidence"].startswith("Mara Lindqvist spoke by telephone")
        assert (first["title"], first["outlet"]) == ("Bridge reopens after call", "Sample Wire (teaching corpus)")
        assert first["date_start"] == pd.Timestamp("2031-03-03") and first["published"] == pd.Timestamp("2031-03-04")
        assert first["sources"] == 2
    for column in ("evidence", "speaker", "confidence", "start", "date_start"):
        for other in ("csv", "xlsx"):
            assert read[other][column].dropna().tolist() == read["parquet"][column].dropna().tolist()


def test_what_pandas_reads_from_parquet_says_of_which_view_it_is(small_tables):
    said = sheets(small_tables, CALLS)["parquet"].attrs
    assert said["corpus"] == storage.fingerprint(small_tables) and "Calls" in said["view"]


def test_each_column_of_the_spreadsheet_is_explained_beside_it_and_in_the_workbook(small_tables):
    files = made(small_tables, "csv")
    described = json.loads(files["rows.csv-metadata.json"])
    assert described["@context"] == "http://www.w3.org/ns/csvw" and described["url"] == "rows.csv"
    columns = described["tableSchema"]["columns"]
    (header, *_) = csv.reader(io.StringIO(files["rows.csv"].decode(), newline=""))
    assert [column["name"] for column in columns] == header
    assert all(column["dc:description"] for column in columns)
    about = dict(openpyxl.load_workbook(io.BytesIO(only(small_tables, "xlsx")))["about"].values)
    assert about["column evidence"] == "the words that report the act"


@given(text=nasty)
@often
def test_no_cell_of_a_spreadsheet_or_workbook_can_run(small_tables, text):
    tables = with_text(small_tables, text)
    kept = next(iter(made(tables, "csv").values())).decode()
    for row in csv.reader(io.StringIO(kept, newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
    for page in openpyxl.load_workbook(io.BytesIO(only(tables, "xlsx"))):
        assert not any(cell.data_type == "f" for row in page.iter_rows() for cell in row)


def test_days_before_1900_are_in_the_workbook_as_words(small_tables):
    said = small_tables.communications
    old = said.assign(date_start=pd.Timestamp("1453-05-29"), date_end=pd.Timestamp("1453-05-29"))
    book = openpyxl.load_workbook(io.BytesIO(only(replace(small_tables, communications=old), "xlsx")))
    assert book["rows"]["A2"].value == "1453-05-29"


def networks(tables: Tables, *selections: views.Selection) -> list[networkx.DiGraph]:
    return [
        networkx.read_gexf(io.BytesIO(only(tables, "gexf", *selections))),
        networkx.read_graphml(io.BytesIO(only(tables, "graphml", *selections))),
    ]


def test_the_network_is_the_matrix_with_actors_as_nodes_and_is_read_back_by_networkx(small_tables):
    counted = views.pairs(views.select(small_tables, views.Selection()))
    for graph in networks(small_tables):
        assert graph.is_directed()
        assert {(a, b): edge["count"] for a, b, edge in graph.edges(data=True)} == {
            (pair.speaker_id, pair.addressee_id): pair.count for pair in counted.itertuples()
        }
        assert set(graph) == {*counted["speaker_id"], *counted["addressee_id"]}
        assert graph.nodes["p1"]["label"] == "Mara Lindqvist"
        assert (graph.nodes["p1"]["kind"], graph.nodes["p1"]["country"]) == ("person", "XVE")
        assert "country" not in graph.nodes["p3"]
        talk = graph.edges["p1", "p2"]
        assert (talk["first"], talk["channels"]) == ("2031-03-03", "call; unspecified")
        assert talk["mutual"] == graph.edges["p2", "p1"]["mutual"] == graph.edges["p2", "p1"]["count"] > 0
        assert "first" not in graph.edges["p3", "p1"]


@given(text=nasty)
@often
def test_whatever_an_actor_is_called_the_network_is_xml_with_plain_attributes(small_tables, text):
    tables = with_text(small_tables, text)
    for graph in networks(tables):
        for _, facts in [*graph.nodes(data=True), *((None, edge) for *_, edge in graph.edges(data=True))]:
            assert all(isinstance(value, str | int | float) for value in facts.values())
        if "p1" in graph:
            assert graph.nodes["p1"]["label"].split() == clean(text).split()


class Page(HTMLParser):
    """The elements of a report and their text."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(content.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.text += data

    def all(self, *tags):
        return [attrs for tag, attrs in self.elements if tag in tags]


OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "strong", "dl", "dt", "dd", "figure",
    "svg", "rect", "text", "figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td", "span", "ol", "li",
    "footer",
}  # fmt: skip


def assert_asks_for_nothing(content: bytes) -> None:
    """No script, no address that a browser would ask, nothing of an article as markup."""
    page = Page(content)
    assert {tag for tag, _ in page.elements} <= OURS
    for _, attributes in page.elements:
        assert not {"src", "href", "srcset", "style", "xlink:href", "action", "data"} & set(attributes)
        assert not any(name.startswith("on") for name in attributes)
    style = re.search("<style>(.*?)</style>", content.decode(), re.DOTALL)[1]
    assert not re.search(r"@import|url\(|https?:", style)


def test_a_report_asks_no_address_for_anything_and_forbids_it(small_tables):
    tables = replace(small_tables, articles=small_tables.articles.assign(url="https://news.example/1"))
    content = only(tables, "html")
    assert_asks_for_nothing(content)
    (policy,) = [m["content"] for m in Page(content).all("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none';") and "script" not in policy
    assert "https://news.example/1" in Page(content).text


def test_a_report_has_the_view_the_figures_and_each_row_with_its_evidence_and_its_article(small_tables):
    page = Page(only(small_tables, "html", CALLS))
    for row in views.select(small_tables, CALLS).communications.itertuples():
        assert row.evidence in page.text and row.speaker in page.text
    assert "Calls or communications of no known channel" in page.text
    assert "Bridge reopens after call · Sample Wire (teaching corpus) · 2031-03-04" in page.text
    assert "“on Monday”" in page.text or "on Monday" in page.text
    assert "rows that no text dates" in page.text and "Unit: an event counts once" in page.text
    assert len(page.all("svg")) == 1 and "Person 7" in page.text


def test_a_report_can_be_read_by_whoever_cannot_see_it(small_tables):
    page = Page(only(small_tables, "html"))
    assert page.all("html")[0]["lang"] == "en" and len(page.all("h1")) == len(page.all("main")) == 1
    assert {th["scope"] for th in page.all("th")} == {"col", "row"}
    assert page.all("svg")[0]["role"] == "img" and page.all("title") and page.all("caption")


@given(text=nasty)
@often
def test_article_text_is_never_markup_in_a_report(small_tables, text):
    assert_asks_for_nothing(only(with_text(small_tables, text), "html", views.Selection(text=text[:50])))
    assert_asks_for_nothing(only(with_text(small_tables, text), "html"))


def bibliography(tables: Tables, *selections: views.Selection) -> dict[str, dict[str, str]]:
    """The entries as a program that reads BibTeX has them, LaTeX turned to letters."""
    content = only(tables, "bibtex", *selections).decode()
    read = bibtexparser.parse_string(content, append_middleware=[LatexDecodingMiddleware()])
    assert not read.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in read.entries}


def test_the_articles_of_a_view_are_cited_with_outlet_day_and_address(small_tables):
    tables = replace(small_tables, articles=small_tables.articles.assign(url="https://news.example/a_b?c=1&d=50%25"))
    entry = bibliography(tables, CALLS)["SampleWire-2031-bridge-a1"]
    assert entry["title"] == "Bridge reopens after call" and entry["author"] == "Ann Writer"
    assert entry["journal"] == "Sample Wire (teaching corpus)"
    assert (entry["year"], entry["month"], entry["day"]) == ("2031", "mar", "4")
    assert storage.fingerprint(tables) in entry["note"] and "Calls" in entry["annote"]
    assert len(bibliography(tables, CALLS)) == 3


def test_the_key_of_an_article_does_not_hang_on_the_other_articles(small_tables):
    whole = {article.article_id: key(article) for article in used(looked(small_tables)).itertuples()}
    fewer = {article.article_id: key(article) for article in used(looked(small_tables, CALLS)).itertuples()}
    assert len(set(whole.values())) == 4 and fewer.items() < whole.items()
    assert all(re.fullmatch(r"[A-Za-z0-9-]+", one) for one in whole.values())


@given(text=nasty)
@often
def test_whatever_a_title_holds_the_bibliography_is_read_back(small_tables, text):
    entries = bibliography(with_text(small_tables, text))
    typeset = {"^": "ˆ", "``": "“", "''": "”", "---": "—", "--": "–", '"': "”", "~": " ", "`": "‘", "'": "’"}
    assert len(entries) == 4
    for entry in entries.values():
        title, wanted = entry["title"], clean(text)
        for sign, set_as in typeset.items():
            title, wanted = (words.replace(sign, set_as) for words in (title, wanted))
        assert "".join(title.split()) == "".join(wanted.split()) or not wanted


@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_the_views_of_the_explorer_is_clipped_at_any_size(crowd, size):
    shown = Index(crowd(90, undated=0.2)).shown(views.Selection())
    for figure in figures(Seen(shown, pictures(lambda _: shown)), size):
        for words in figure.scene.items:
            if isinstance(words, Words) and not words.angle:
                wide = width_of(words.text, words.size) * (1.2 if words.bold else 1)
                left = words.x - wide * {"start": 0, "middle": 0.5, "end": 1}[words.anchor]
                assert left >= -0.5 and left + wide <= figure.scene.width + 0.5, (figure.name, words.text)
                assert 0 <= words.y <= figure.scene.height
