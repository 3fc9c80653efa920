"""PDF of one article: paragraphs out of lines, nothing of the page around them, and a reason where there is no text."""

from __future__ import annotations

import io
import logging
import zlib

import pypdf
import pytest

from analysis.reading import pdf, read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

Written = tuple[float, float, float, str]  # a line: from the left, from below, size, words


def page(*lines: Written) -> bytes:
    """What draws these lines."""
    return b"\n".join(
        b"BT /F1 %.1f Tf %.1f %.1f Td (%s) Tj ET" % (size, x, y, _escaped(words)) for x, y, size, words in lines
    )


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def made(*drawn: bytes, title: str = "Microsoft Word - minutes.docx", packed: bool = False) -> bytes:
    """A PDF of pages that are drawn so."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * n) for n in range(len(drawn)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(drawn)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for n, stream in enumerate(drawn):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        data, how = (zlib.compress(stream), b"/Filter /FlateDecode ") if packed else (stream, b"")
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(data), data))
    objects.append(b"<< /Title (%s) /CreationDate (D:20320102030405) >>" % title.encode())
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """A PDF of these objects: the first is the catalogue, the last tells about the document."""
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, data in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, data)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF"
    return bytes(out) + end % (len(objects) + 1, table, len(objects) + 1, len(objects), len(out))


def column(lines: list[str], x: float = 60, top: float = 700, size: float = 11) -> list[Written]:
    """Lines below each other; an empty one is a gap."""
    return [(x, top - 14 * n, size, line) for n, line in enumerate(lines) if line]


def around(number: int) -> list[Written]:
    return [(60, 810, 8, "The Halvern Gazette, archive"), (290, 30, 8, f"Page {number} of 2")]


FIRST = [
    "March 4, 2031", "By Ann Writer", "",
    "HALVERN – The ferry between Halvern and North Shore runs again, For-",
    "eign Minister Mara Lindqvist said on Monday after a call with President",
    "Tomas Brandt.", "",
    "“The café on board is open, and the so-called winter timetable has",
    "ended,” she said. The towns had waited for it since January, and the so-",
    "called winter timetable had never been liked by fishermen, who had to",
]  # fmt: skip
SECOND = [
    "take the long way around the cape.", "",
    "Brandt told reporters that it was her ferry, and that he would not stand in",
    "its way.",
]  # fmt: skip


def gazette(**options) -> bytes:
    title = (60.0, 760.0, 22.0, "Ferry to Halvern runs again")
    return made(page(*around(1), title, *column(FIRST)), page(*around(2), *column(SECOND)), **options)


def draft_of(data: bytes) -> Draft:
    (draft,) = read(Content("article.pdf", data))
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize("packed", [False, True])
def test_an_article_in_pdf_is_read_whole_and_without_the_edges_of_its_pages(tmp_path, packed):
    (tmp_path / "article").write_bytes(gazette(packed=packed))
    articles, problems = read_articles(tmp_path)
    assert len(articles) == 1
    article = articles.iloc[0]
    assert article[["title", "author", "language", "published_basis"]].tolist() == [
        "Ferry to Halvern runs again", "Ann Writer", "en", "header",
    ]  # fmt: skip
    assert str(article.published.date()) == "2031-03-04"
    assert article[["source", "modified", "url"]].isna().all()
    assert article.text == (
        "Ferry to Halvern runs again\n\n"
        "HALVERN – The ferry between Halvern and North Shore runs again, Foreign Minister Mara Lindqvist said on "
        "Monday after a call with President Tomas Brandt.\n\n"
        "“The café on board is open, and the so-called winter timetable has ended,” she said. The towns had waited for "
        "it since January, and the so-called winter timetable had never been liked by fishermen, who had to take the "
        "long way around the cape.\n\n"
        "Brandt told reporters that it was her ferry, and that he would not stand in its way."
    )
    assert problems[["severity", "message"]].values.tolist() == [
        ["note", "4 lines were left out as headers, footers and numbers of pages"]
    ]


def test_a_title_that_the_following_pages_repeat_is_still_the_title():
    title = "Ferry to Halvern runs again"
    pages = [
        page((60, 760, 22, title), *column(FIRST)),
        *(page((60, 810, 8, title), *column(SECOND)) for _ in range(3)),
    ]
    draft = draft_of(made(*pages))
    assert draft.title == title and title not in draft.body


@pytest.mark.parametrize("across", [False, True])
def test_two_columns_are_read_one_after_the_other_however_they_were_drawn(across):
    left = [f"Left line {n} of the first column goes" for n in "abcdefg"]
    right = [f"right line {n} of the other column so" for n in "abcdefg"]
    one, two = column(left, 60), column(right, 320)
    lines = [line for pair in zip(one, two, strict=True) for line in pair] if across else one + two
    assert draft_of(made(page(*lines))).body == " ".join(left + right)


def test_paragraphs_are_told_by_their_indent_or_by_their_last_line():
    wide = "The ferry between Halvern and North Shore runs again today and carries"
    lines = [wide, "boats.", wide, wide, "all of the fish to the market in the harbour of North Shore in time."]
    assert draft_of(made(page(*column(lines)))).body.count("\n\n") == 1
    lines[1] = "the passengers with the mail, their bicycles and all other goods, too."
    assert draft_of(made(page(*column(lines)))).body.count("\n\n") == 0
    drawn = column(lines)
    drawn[2] = (75, *drawn[2][1:])
    assert draft_of(made(page(*drawn))).body.count("\n\n") == 1


def test_a_word_parted_at_the_end_of_a_line_is_joined_and_a_name_is_not():
    lines = ["The minis-", "ter of North-", "Halvern met the minis-", "ter."]
    drawn = column(lines)
    assert draft_of(made(page(*drawn))).body == "The minister of North-Halvern met the minister."


def printed(*lines: Written, title: str, number: str = "1/1") -> bytes:
    """A page that a browser printed: what it draws around it comes last."""
    around_it = [(24, 770, 8, "3/7/31, 1:02 PM"), (214, 770, 8, title)]
    below = [(24, 17, 8, "https://gazette.example/ferry"), (575, 17, 8, number)]
    return page(*lines, *around_it, *below)


def test_a_page_printed_from_a_browser_has_its_title_and_address_and_no_line_of_the_browser():
    menu = column(["Home", "", "Politics and more", "", "Accept all"], top=750)
    title = column(["The ferry to North Shore", "runs again"], top=660, size=20)
    text = column(["By Ann Writer", "", "4 March 2031", "", "The ferry runs again, she said on Monday."], top=600)
    name = "The ferry to North Shore runs again | Halvern Gazette"
    draft = draft_of(made(printed(*menu, *title, *text, title=name), title=name))
    assert (draft.title, draft.author, draft.url) == (
        "The ferry to North Shore runs again", "Ann Writer", "https://gazette.example/ferry"
    )  # fmt: skip
    assert (str(draft.published), draft.body) == ("2031-03-04", "The ferry runs again, she said on Monday.")
    assert any("“Politics and more”" in remark.message for remark in draft.remarks)


def test_a_line_with_a_day_or_an_address_at_the_edge_of_a_page_stays_where_no_browser_drew_it():
    lines = column(["The ferry runs again", "", "13.3.2031, 21:30", "", "The ferry runs, she said."], top=800)
    assert "13.3.2031, 21:30" in draft_of(made(page(*lines), title="Minutes")).body
    beside = [(60, 700, 11, "https://ferry.example"), (300, 700, 11, "tells the hours, she said.")]
    assert "https://ferry.example" in draft_of(made(page(*lines, *beside), title="Minutes")).body


def test_a_pdf_of_pictures_is_an_error_row_that_names_the_remedy(tmp_path):
    (tmp_path / "scan.pdf").write_bytes(made(b"q 500 0 0 800 0 0 cm /Im1 Do Q"))
    articles, problems = read_articles(tmp_path)
    assert articles.empty and problems.severity.tolist() == ["error"] and "OCR" in problems.remedy[0]


def test_pages_of_pictures_among_others_are_named_in_a_warning_and_blank_ones_are_not():
    draft = draft_of(made(page(*column(FIRST)), b"/Im1 Do", b"", page(*column(SECOND)), b"/Im1 Do"))
    assert [remark.message for remark in draft.remarks if remark.severity == "warning"] == [
        "pages without text, pictures only: 2, 5"
    ]


def encrypted(user: str, algorithm: str) -> bytes:
    writer, stream = pypdf.PdfWriter(clone_from=io.BytesIO(gazette())), io.BytesIO()
    writer.encrypt(user, "owner", algorithm=algorithm)
    writer.write(stream)
    return stream.getvalue()


def test_a_pdf_that_anybody_may_open_is_read_and_one_with_a_password_is_an_error_row(tmp_path):
    assert draft_of(encrypted("", "RC4-128")).title == "Ferry to Halvern runs again"
    (tmp_path / "locked.pdf").write_bytes(encrypted("secret", "RC4-128"))
    articles, problems = read_articles(tmp_path)
    assert articles.empty and problems.severity.tolist() == ["error"] and "password" in problems.message[0]


def test_a_broken_directory_is_mended_and_noted_and_nothing_is_printed(tmp_path, capfd, caplog):
    data = gazette()
    (tmp_path / "a.pdf").write_bytes(data.replace(b"startxref\n", b"startxref\n9"))
    (tmp_path / "b.pdf").write_bytes(data[: data.index(b"xref\n0")])
    before = logging.getLogger("pypdf").handlers[:]
    articles, problems = read_articles(tmp_path)
    assert len(articles) + (problems.severity == "error").sum() == 2 and len(articles) >= 1
    assert problems.message.str.contains("mended").any()
    assert capfd.readouterr() == ("", "") and not caplog.records
    assert logging.getLogger("pypdf").handlers == before and logging.getLogger("pypdf").propagate


@pytest.mark.parametrize(
    "bomb",
    [
        made(b" " * 25_000_000, packed=True), made(b"[" * 600_000, packed=True),
        made(b"BT (a) Tj ET\n" * 200_000, packed=True), made(b"[" + b"(a) 1 " * 300_000 + b"] TJ", packed=True),
        made(b"q " * 100_000 + b"/F1 1 Tf", packed=True),
        made(page((60, 700, 11, "Yes."))).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        made(*[b"BT ET"] * 510),
    ],
    ids=["blank stream", "brackets", "words", "array", "states", "tree that holds itself", "pages"],
)  # fmt: skip
def test_a_bomb_is_an_error_row(tmp_path, bomb, monkeypatch):
    monkeypatch.setattr(pdf, "_MOST_OPERATIONS", 50_000)
    (tmp_path / "bomb.pdf").write_bytes(bomb)
    articles, problems = read_articles(tmp_path)
    assert articles.empty and (problems.severity == "error").sum() == 1 and problems.remedy.notna().all()


def test_what_the_library_cannot_mend_has_a_reason():
    with pytest.raises(Unreadable) as error:
        draft_of(b"%PDF-1.4\nnothing")
    assert error.value.remedy


@pytest.mark.parametrize("line", ["{} of 2 DOCUMENTS", "End of Document", "Document HALV000020310304e734000{}r"])
def test_an_export_of_several_documents_is_not_read_as_one_article(line):
    pages = [page(*column([line.format(n), "Lindqvist called Brandt."])) for n in (1, 2)]
    with pytest.raises(Unreadable, match="an export of 2 documents"):
        list(read(Content("export.pdf", made(*pages))))
    assert len(list(read(Content("export.pdf", made(pages[0]))))) == 1
