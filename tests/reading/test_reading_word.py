"""DOCX of one article: the text that a reader of the document sees, all of it and nothing else."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def gazette() -> bytes:
    """An article as people keep one: typed over another document, with all that Word puts around the text."""
    document = docx.Document()
    document.core_properties.title = "Minutes of another meeting"
    document.core_properties.author = "Somebody Else"
    document.sections[0].header.paragraphs[0].text = "The Halvern Gazette archive"
    document.sections[0].footer.paragraphs[0].text = "page 1"
    document.add_heading("Ferry to Halvern runs again", 1)
    document.add_paragraph("March 4, 2031")
    document.add_paragraph("By Ann Writer")
    document.add_paragraph("")
    first = document.add_paragraph("HALVERN – The ferry runs again, Foreign Minister Mara Lindqvist ")
    first.add_run("said on Monday").bold = True
    first.add_run(" after a call\twith President Tomas Brandt.")
    second = document.add_paragraph("“It is ")
    second._p.append(parse_xml(f"<w:del {W}><w:r><w:delText>his</w:delText></w:r></w:del>"))
    second._p.append(parse_xml(f"<w:ins {W}><w:r><w:t>her</w:t></w:r></w:ins>"))
    second._p.append(parse_xml(f'<w:r {W}><w:t xml:space="preserve"> ferry,” Brandt told </w:t></w:r>'))
    second._p.append(parse_xml(f"<w:hyperlink {W}><w:r><w:t>reporters</w:t></w:r></w:hyperlink>"))
    second._p.append(parse_xml(f"<w:r {W}><w:t>.</w:t></w:r>"))
    document.add_comment(second.runs, "Is this so?", author="Editor")
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ("Boats in summer", "two", "Boats in winter", "one"), strict=True):
        cell.text = words
    document.element.body.insert(
        -1,
        parse_xml(
            f"<w:sdt {W}><w:sdtPr><w:alias w:val='Closing'/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Okoro will "
            "visit in May.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        ),
    )
    return saved(document)


def made(body: str, namespace: str = W, main: str = "document", **parts: str) -> bytes:
    """A document with this XML as its body."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(f"word/{main}.xml", f"<w:document {namespace} {MC}><w:body>{body}</w:body></w:document>")
        for name, xml in parts.items():
            archive.writestr(f"word/{name}.xml", xml)
    return stream.getvalue()


def paragraph(*runs: str) -> str:
    return "<w:p>" + "".join(run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs) + "</w:p>"


def draft_of(data: bytes) -> Draft:
    (draft,) = read(Content("article.docx", data))
    assert isinstance(draft, Draft)
    return draft


def test_an_article_in_word_is_read_whole_and_without_what_stands_around_it(tmp_path):
    (tmp_path / "article").write_bytes(gazette())
    articles, problems = read_articles(tmp_path)
    assert problems.empty and len(articles) == 1
    article = articles.iloc[0]
    assert article[["title", "author", "language", "published_basis"]].tolist() == [
        "Ferry to Halvern runs again", "Ann Writer", "en", "header",
    ]  # fmt: skip
    assert str(article.published.date()) == "2031-03-04"
    assert article[["source", "modified", "url"]].isna().all()
    assert article.text == (
        "Ferry to Halvern runs again\n\n"
        "HALVERN – The ferry runs again, Foreign Minister Mara Lindqvist said on Monday after a call with President "
        "Tomas Brandt.\n\n"
        "“It is her ferry,” Brandt told reporters.\n\n"
        "Boats in summer\n\ntwo\n\nBoats in winter\n\none\n\n"
        "Okoro will visit in May."
    )


@pytest.mark.parametrize(
    "inside",
    [
        paragraph("No", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>never</w:t></w:r>", "."),
        paragraph("N", '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>o</w:t></w:r>', "."),
        paragraph("No", "<w:moveFrom><w:r><w:t>never</w:t></w:r></w:moveFrom>", "."),
        paragraph("<w:moveTo><w:r><w:t>No</w:t></w:r></w:moveTo>", "."),
        paragraph("<w:r><w:instrText>HYPERLINK never</w:instrText></w:r>", "No."),
        paragraph("<w:smartTag><w:r><w:t>No</w:t></w:r></w:smartTag>", "."),
        paragraph("<w:fldSimple><w:r><w:t>No.</w:t></w:r></w:fldSimple>"),
        paragraph(
            "<mc:AlternateContent><mc:Choice><w:r><w:t>No.</w:t></w:r></mc:Choice>"
            "<mc:Fallback><w:r><w:t>No.</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        ),
        "<w:tbl><w:tr><w:tc>" + paragraph("No.") + "</w:tc></w:tr></w:tbl>",
    ],
)
def test_only_what_a_reader_of_the_document_sees_is_text(inside):
    assert draft_of(made(inside)).body == "No."


def test_a_text_box_stands_behind_the_paragraph_that_it_hangs_on():
    box = "<w:r><w:drawing><w:txbxContent>" + paragraph("In the box.") + "</w:txbxContent></w:drawing></w:r>"
    assert draft_of(made(paragraph("Before it, ", box, "behind it.") + paragraph("Next."))).body == (
        "Before it, behind it.\n\nIn the box.\n\nNext."
    )


def test_footnotes_stand_at_the_end_of_the_text():
    notes = (
        f'<w:footnotes {W}><w:footnote w:type="separator">{paragraph("____")}</w:footnote>'
        f"<w:footnote>{paragraph('The first note.')}</w:footnote></w:footnotes>"
    )
    assert draft_of(made(paragraph("Text."), footnotes=notes)).body == "Text.\n\nThe first note."


def test_the_strict_form_and_other_names_of_the_main_part_are_read():
    assert draft_of(made(paragraph("Yes."), f'xmlns:w="{STRICT}"')).body == "Yes."
    online = made(paragraph("Yes."), main="document2")
    assert draft_of(online).body == "Yes."


def test_a_document_within_the_document_and_broken_xml_are_warnings():
    (remark,) = draft_of(made(paragraph("Yes.") + "<w:altChunk/>")).remarks
    assert remark.severity == "warning" and "inside the document" in remark.message
    (remark,) = draft_of(made(paragraph("Yes.") + "<w:p><w:oops></w:p>")).remarks
    assert remark.severity == "warning" and "malformed" in remark.message


def test_a_document_without_text_is_an_error_row(tmp_path):
    (tmp_path / "empty.docx").write_bytes(made(""))
    articles, problems = read_articles(tmp_path)
    assert articles.empty and problems.severity.tolist() == ["error"] and problems.remedy.notna().all()


def test_entities_of_the_document_are_not_expanded():
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    xml = f'<!DOCTYPE x [<!ENTITY e0 "word ">{entities}<!ENTITY f SYSTEM "file:///etc/hostname">]>'
    body = f"<w:document {W}><w:body>{paragraph('Yes.')}{paragraph('&e9;&f;')}</w:body></w:document>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", xml + body)
    assert draft_of(stream.getvalue()).body == "Yes."


@pytest.mark.parametrize("inside", [paragraph("word " * 2_000_000), "<w:p>" * 1_000_000])
def test_a_bomb_is_refused_before_its_xml_is_read(inside):
    with pytest.raises(Unreadable, match="ZIP bomb"):
        draft_of(made(inside))


def test_elements_nested_by_the_thousand_end_in_a_warning_or_an_error():
    try:
        remarks = draft_of(made("<w:p>" * 5_000 + "Yes." + "</w:p>" * 5_000)).remarks
    except Unreadable as error:
        assert error.remedy
    else:
        assert remarks


@settings(max_examples=150, deadline=None)
@given(st.text("<>/&;wpt:= \"'\n!x", max_size=80))
def test_garbled_xml_inside_a_sound_archive_gives_an_article_or_a_reason(noise):
    try:
        items = list(read(Content("x.docx", made(paragraph("Yes.") + noise + paragraph("No.")))))
    except Unreadable as error:
        assert error.remedy
    else:
        assert items
