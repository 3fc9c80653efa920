"""Nexis (Word): each document of an export is an article, told by its date line and "Body", whatever the cover lists.

The fixture is the text of an export, one paragraph a line; the test makes the Word file of it.
"""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURE = (Path(__file__).parent / "formats" / "nexis_docx" / "gazette.txt").read_text(encoding="utf-8")
END = "End of Document\n"
COVER = FIXTURE[: FIXTURE.index("Lindqvist calls Brandt about 12 ferries on May 5, 2029\nThe Halvern")]
DOCUMENTS = [part + END for part in FIXTURE[len(COVER) :].split(END)[:-1]]


def word(text: str) -> bytes:
    document = docx.Document()
    document.core_properties.title = "A title of another article"
    for line in text.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def items(text: str) -> list[Item]:
    return list(read(Content("export.DOCX", word(text))))


def only(text: str) -> Draft:
    (draft,) = items(text)
    assert isinstance(draft, Draft)
    return draft


def test_an_export_is_read_in_full():
    assert items(FIXTURE) == [
        Draft(
            title="Lindqvist calls Brandt about 12 ferries on May 5, 2029",
            published=date(2031, 3, 4),
            published_basis="header",
            source="The Halvern Gazette",
            author="Ann Writer and Otto Reiss",
            language="en",
            location="document 1 of 3",
            body="The sound may freeze.\n\n"
            "Foreign Minister Mara Lindqvist telephoned President Tomas Brandt on Monday.\n\n"
            "Subject: ferries, he had written above the letter.\n\n“We have waited since 1 January,” she said.",
            remarks=(
                Remark(
                    "note",
                    "left out as belonging to a picture or a note below the text: Photo: The ferry in the ice.",
                    "see that it is no part of the article",
                    "document 1 of 3",
                ),
            ),
        ),
        Draft(
            title="Brandt and Lindqvist meet",
            published=date(2031, 3, 7),
            published_basis="header",
            source="Le Soir de Sarn",
            location="document 2 of 3",
            body="President Tomas Brandt received Foreign Minister Mara Lindqvist in Sarn.",
        ),
        Draft(
            title="Ice on the sound",
            source="North Shore Agency",
            location="document 3 of 3",
            body="The sound froze on Friday, the harbour office said.",
            remarks=(
                Remark(
                    "warning",
                    "the date “Spring 2031” is incomplete, on no calendar or can be read in several ways",
                    "write it as YYYY-MM-DD; years from 1800 to 2099 are understood",
                    "document 3 of 3",
                ),
            ),
        ),
    ]


def test_a_single_document_without_a_cover_is_read_as_well():
    draft = only(DOCUMENTS[1])
    assert (draft.title, draft.location) == ("Brandt and Lindqvist meet", "document 1 of 1")


def test_the_same_saved_as_text_is_read_as_well():
    assert list(read(Content("export.txt", FIXTURE.encode()))) == items(FIXTURE)


def test_a_word_file_of_the_older_layout_is_read_document_by_document():
    older = (Path(__file__).parent / "formats" / "nexis_text" / "gazette.txt").read_text(encoding="utf-8-sig")
    unwrapped = re.sub(r"(?<=[\w,])\n(?=\w)", " ", older)
    found, expected = items(unwrapped), list(read(Content("export.txt", unwrapped.encode())))
    assert found[:2] == expected[:2]
    assert [item.location for item in found] == [f"document {n} of 3" for n in (1, 2, 3)]


def test_a_title_in_two_paragraphs_is_whole():
    assert only("Harbour notes:\n" + DOCUMENTS[1]).title == "Harbour notes: Brandt and Lindqvist meet"


def test_the_number_on_the_cover_is_compared():
    found = items(FIXTURE.replace("Documents (3)", "Documents (5)"))
    assert [item.message for item in found if isinstance(item, Remark)] == [
        "the file declares 5 articles; 3 were found in it"
    ]


def test_a_cover_without_articles_is_reported():
    with pytest.raises(Unreadable, match="a cover page and no article"):
        items(COVER)


def test_a_document_that_is_an_error_message_is_no_article():
    message = "We are sorry but there is an error in this document and it is not possible to display it.\n"
    found = items(DOCUMENTS[0] + message + END + DOCUMENTS[1])
    assert [type(item) for item in found] == [Draft, Unreadable, Draft]
    assert isinstance(found[1], Unreadable) and found[1].location == "document 2 of 3"


@pytest.mark.parametrize("lost", ["Byline:", "Section:", "Length:", "Highlight:", "Copyright", "Late Edition"])
def test_a_line_that_is_missing_from_a_header_changes_no_other(lost):
    text = "".join(line for line in DOCUMENTS[0].splitlines(keepends=True) if not line.startswith(lost))
    draft = only(text)
    assert draft.title == "Lindqvist calls Brandt about 12 ferries on May 5, 2029"
    assert (draft.source, draft.published) == ("The Halvern Gazette", date(2031, 3, 4))
    assert draft.body.endswith("“We have waited since 1 January,” she said.")


def test_a_document_without_the_line_body_keeps_its_text():
    draft = only(DOCUMENTS[1].replace("Body\n", ""))
    assert draft.body == "President Tomas Brandt received Foreign Minister Mara Lindqvist in Sarn."


def test_a_download_that_was_cut_off_is_said():
    *_, last = items(DOCUMENTS[0] + DOCUMENTS[1].replace(END, "").replace("Load-Date:\u00a0March 8, 2031\n", ""))
    assert isinstance(last, Draft) and last.body.endswith("in Sarn.")
    assert [remark.message[:27] for remark in last.remarks] == ["the file may be cut off her"]


def test_an_export_of_five_hundred_documents_gives_five_hundred():
    found = items(DOCUMENTS[1] * 500)
    assert [item.location for item in found] == [f"document {n} of 500" for n in range(1, 501)]


def test_a_letter_that_says_where_it_ends_is_no_export():
    found = items("Dear Mara,\nLength: two pages\nThe ferry is late.\nEnd of Document")
    assert not any("document" in (getattr(item, "location", None) or "") for item in found)


LINES = "".join(DOCUMENTS).splitlines()


@settings(max_examples=40, deadline=None)
@given(st.integers(12, len(LINES)))
def test_an_export_cut_at_any_paragraph_gives_as_many_documents_as_were_begun(end):
    text = "\n".join(LINES[:end])
    rest = text.split(END.strip())[-1].strip()
    found = [item for item in read(Content("a.docx", word(COVER + text))) if isinstance(item, Draft | Unreadable)]
    assert len(found) == text.count(END.strip()) + bool(rest)


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(LINES) - 1), max_size=20))
def test_an_export_without_some_paragraphs_gives_as_many_documents_as_end(dropped):
    kept = [line for k, line in enumerate(LINES) if k not in dropped or line == END.strip()]
    found = [
        item for item in read(Content("a.docx", word(COVER + "\n".join(kept)))) if isinstance(item, Draft | Unreadable)
    ]
    assert len(found) == 3
