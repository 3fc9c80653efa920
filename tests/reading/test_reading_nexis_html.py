"""Nexis (HTML): each document below its anchor is an article, however its words are cut into spans."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import nexis_html
from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

WHOLE = (Path(__file__).parent / "formats" / "nexis_html" / "gazette.html").read_text(encoding="utf-8")


def items(page: str) -> list[Item]:
    return list(read(Content("export.html", page.encode())))


def document(k: int, *blocks: str) -> str:
    divs = "".join(f'<BR><DIV CLASS="c5"><P CLASS="c6"><SPAN CLASS="c2">{block}</SPAN></P></DIV>' for block in blocks)
    return f'<A NAME="DOC_ID_0_{k}"></A>{divs}'


def test_an_export_is_read_in_full():
    one, two, three, four = items(WHOLE)
    assert one == Draft(
        title="Lindqvist: 12 ferries since May 5, 2029; Brandt answers",
        published=date(2031, 3, 4),
        published_basis="header",
        source="The Halvern Gazette",
        author="ANN WRITER",
        language="en",
        location="document 201 of 2146",
        body="Foreign Minister Mara Lindqvist telephoned President Tomas Brandt about the ferry on Monday.\n\n"
        '"We have waited since 1 January," she said.\n\nMr. Brandt answered at once.\n\nThe harbour is free of ice.',
        remarks=(
            Remark(
                "note",
                "a correction is appended, which is not in the text: There are eleven ferries.",
                "read it beside the article",
                "document 201 of 2146",
            ),
        ),
    )
    assert two == Draft(
        published=date(2031, 3, 7),
        published_basis="header",
        source="Le Soir de Sarn",
        language="fr",
        location="document 202 of 2146",
        body="They met for an hour.\n\nPresident Tomas Brandt received Foreign Minister Mara Lindqvist in Sarn.",
    )
    assert isinstance(three, Unreadable)
    assert three.location == "document 203 of 2146" and "error in this document" in three.message
    assert four == Draft(
        title="Ice on the sound",
        published=date(2031, 3, 8),
        published_basis="header",
        source="North Shore Agency",
        language="en",
        location="document 204 of 2146",
        body="The sound froze on Friday, the harbour office said.",
    )


def test_the_number_that_the_page_declares_is_compared():
    assert [
        item.message for item in items(WHOLE.replace('DOCUMENTS="4"', 'DOCUMENTS="6"')) if isinstance(item, Remark)
    ] == ["the file declares 6 articles; 4 were found in it"]


def test_without_it_the_cover_is_asked():
    page = WHOLE.replace('DOCUMENTS="4"', "").replace("Items: 201-204", "Items: 201-205")
    assert [item.message for item in items(page) if isinstance(item, Remark)] == [
        "the file declares 5 articles; 4 were found in it"
    ]


@pytest.mark.parametrize(
    "line", ["<SPAN>December</SPAN> 19, 1991, Sunday, An Edition", "<SPAN>19</SPAN> décembre 1991 dimanche"]
)
def test_a_date_that_a_search_hit_splits_is_whole(line):
    page = "<html>" + document(0, "1 of 1 DOCUMENTS", "The Gazette", line, "Talks", "LENGTH: 2 words", "They met.")
    (draft,) = items(page)
    assert isinstance(draft, Draft)
    assert (draft.published, draft.title, draft.body) == (date(1991, 12, 19), "Talks", "They met.")


@pytest.mark.parametrize("logo", ["<IMG><BR>", ""])
def test_the_layout_of_universities_has_keys_for_headline_and_text(logo):
    rights = (
        "Copyright 2031 The Gazette<BR>All Rights Reserved</SPAN><SPAN>&nbsp;</SPAN><BR>" + logo + "<SPAN>The Gazette"
    )
    keys = (
        "LENGTH: 2 words",
        "HEADLINE: </SPAN><SPAN>Talks",
        "BYLINE: Ann;Otto",
        " BODY:<BR></SPAN></P><P><SPAN>They met.",
    )
    page = "<html>" + document(
        0, "1 of 1 DOCUMENTS", rights, "March 4, 2031<BR>Met 2 Edition", *keys, "LANGUAGE: ENGLISH"
    )
    assert items(page) == [
        Draft(
            title="Talks",
            published=date(2031, 3, 4),
            published_basis="header",
            source="The Gazette",
            author="Ann;Otto",
            language="en",
            body="They met.",
            location="document 1 of 1",
        )
    ]


def test_one_document_that_cannot_be_parsed_loses_no_other():
    deep = "<div>" * 5_000 + "x"
    page = (
        "<html>"
        + document(0, "1 of 2 DOCUMENTS", deep)
        + document(1, "2 of 2 DOCUMENTS", "A", "March 4, 2031", "T", "B")
    )
    found = [item for item in items(page) if isinstance(item, Draft | Unreadable)]
    assert len(found) == 2 and isinstance(found[1], Draft) and found[1].title == "T"


def test_an_export_of_five_hundred_documents_gives_five_hundred():
    text = ("The Gazette", "March 4, 2031", "Talks", "LENGTH: 2 words", "They met. " * 200)
    page = "<html>" + "".join(document(k, f"{k} of 500 DOCUMENTS", *text) for k in range(1, 501))
    assert [item.location for item in items(page)] == [f"document {n} of 500" for n in range(1, 501)]


def begun(page: str) -> int:
    return len(re.findall(r'<a name="DOC_ID_\d_\d">', page, re.IGNORECASE))


def kept(page: str) -> int:
    content = Content("export.html", page.encode())
    return sum(isinstance(item, Draft | Unreadable) for item in nexis_html.READER.read(content))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_fixture_cut_anywhere_gives_as_many_documents_as_were_begun(end):
    assert not begun(WHOLE[:end]) or kept(WHOLE[:end]) == begun(WHOLE[:end])


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, WHOLE.count("\n")), max_size=40))
def test_a_fixture_without_some_lines_gives_as_many_documents_as_were_begun(dropped):
    page = "\n".join(line for k, line in enumerate(WHOLE.split("\n")) if k not in dropped)
    assert not begun(page) or kept(page) == begun(page)
