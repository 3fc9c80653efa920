"""Nexis (text): each document of an export is an article, whatever its cover page, headlines and keys look like."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import nexis_text, read_articles
from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURE = (Path(__file__).parent / "formats" / "nexis_text" / "gazette.txt").read_bytes()
WHOLE = FIXTURE.decode("utf-8-sig").replace("\r\n", "\n")
DAY = date(2031, 3, 4)


def items(data: str | bytes) -> list[Item]:
    return list(read(Content("export.txt", data.encode() if isinstance(data, str) else data)))


def document(
    head: str = "", body: str = "Lindqvist called Brandt.", count: str = "1 of 1 DOCUMENTS", tail: str = ""
) -> str:
    head = head or "The Gazette\n\nMarch 4, 2031 Tuesday\n\nFerry talks\n\nLENGTH: 4 words\n\n"
    return f"\n\n    {count}\n\n\n{head}{body}\n\n{tail}"


def only(data: str | bytes) -> Draft:
    (draft,) = items(data)
    assert isinstance(draft, Draft)
    return draft


def test_an_export_is_read_in_full():
    one, two, three = items(FIXTURE)
    assert one == Draft(
        title="Lindqvist calls Brandt about 12 ferries and the talks of May 5, 2029",
        published=DAY,
        published_basis="header",
        modified=date(2031, 3, 6),
        source="The Halvern Gazette",
        author="ANN WRITER and OTTO REISS",
        language="en",
        location="document 1 of 3",
        body="Foreign Minister Mara Lindqvist telephoned President Tomas Brandt on Monday and asked him to send the "
        "ferry back before the ice closes the sound between the two towns.\n\n"
        '"We have waited since 1 January," she told reporters. "Nobody can wait longer."\n\n'
        "SUBJECT: ferries was all that stood above the letter that he wrote to her on Tuesday.\n\n"
        "Mr. Brandt answered that the harbour had 3 of 10 berths free.",
        remarks=(
            Remark(
                "note",
                "a correction is appended, which is not in the text: An earlier version gave a wrong number of "
                "ferries. There are twelve.",
                "read it beside the article",
                "document 1 of 3",
            ),
        ),
    )
    assert two == Draft(
        title="Brandt and Lindqvist meet",
        published=date(2031, 3, 7),
        published_basis="header",
        source="Le Soir de Sarn (Sarn)",
        language="en",
        location="document 2 of 3",
        body="They met for an hour.\n\n"
        "President Tomas Brandt received Foreign Minister Mara Lindqvist in Sarn on Thursday.",
    )
    assert isinstance(three, Unreadable)
    assert three.location == "document 3 of 3" and "error in this document" in three.message


def test_the_cover_page_is_no_article_and_its_count_is_compared():
    text = FIXTURE.decode("utf-8-sig").replace("Items: 1-3", "Items: 1-3, 7")
    assert [item.message for item in items(text) if isinstance(item, Remark)] == [
        "the file declares 4 articles; 3 were found in it"
    ]


def test_documents_that_are_missing_between_others_are_named():
    text = "".join(document(count=f"{n} of 9 DOCUMENTS") for n in (2, 3, 6, 9))
    remarks = [item for item in items(text) if isinstance(item, Remark)]
    assert [(remark.severity, remark.message) for remark in remarks] == [
        ("error", "of 9 documents these are missing: 4, 5, 7, 8"),
        ("warning", "the file holds the documents 2 to 9 of 9"),
    ]


def test_two_exports_in_one_file_are_both_complete():
    text = "".join(document(count=f"{n} of {total} DOCUMENTS") for n, total in ((1, 2), (2, 2), (1, 1)))
    assert [item.location for item in items(text)] == ["document 1 of 2", "document 2 of 2", "document 1 of 1"]


@pytest.mark.parametrize("line", ["Dokument 1 von 1", "Document 1 de 1", "Document 1 van 1", "1 of 1 DOCUMENT"])
def test_the_count_is_read_in_the_languages_of_the_site(line):
    assert only(document(count=line)).title == "Ferry talks"


def test_a_count_within_an_article_begins_no_document():
    body = "The harbour office showed us:\n\n2 of 3 DOCUMENTS\n\nLindqvist would not say where the third was."
    assert "2 of 3 DOCUMENTS" in only(document(body=body)).body


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("The Gazette\n\nMarch 4, 2031, Tuesday, An Edition\n\nFerry talks\n\nLENGTH: 4 words", "Ferry talks", DAY),
        ("The Gazette\n\nMarch 4, 2031 Tuesday 4:12 PM GMT\n\nFerry talks\n\nLENGTH: 4 words", "Ferry talks", DAY),
        ("The Gazette\n\n4. März 2031\n\nEdition 1;\nSarn\n\nFerry talks\n\nLÄNGE: 4 Wörter", "Ferry talks", DAY),
        ("The Gazette\n\nMarch 4, 2031\nFinal Edition\n\nFerry talks\n\nBYLINE: Ann", "Ferry talks", DAY),
        ("The Gazette\n\nFerry talks of May 5, 2030\n\nMarch 4, 2031\n\nLENGTH: 4", "Ferry talks of May 5, 2030", DAY),
        ("The Gazette\n\nMarch 4, 2031\n\nMay 5, 2030\n\nLENGTH: 4 words", "May 5, 2030", DAY),
        ("The Gazette\n\nMarch 4, 2031\n\n3,000 ferries, 20 of 2029\n\nLENGTH: 4", "3,000 ferries, 20 of 2029", DAY),
        (
            "The Gazette\n\nMarch 4, 2031\n\nThe final edition of a paper\n\nLENGTH: 4",
            "The final edition of a paper",
            DAY,
        ),
        ("The Gazette\n\nMarch 4, 2031\n\nFerry talks;\nBrandt waits\n\nLENGTH: 4", "Ferry talks; Brandt waits", DAY),
        ("The Gazette\n\nMarch 4, 2031\n\nLENGTH: 4 words", None, DAY),
        ("Copyright 2031 The Gazette\n\nThe Gazette\n\nMarch 4, 2031\n\nFerry talks\n\nLENGTH: 4", "Ferry talks", DAY),
        ("The Gazette\n\nMarch 4, 2031\n\nFerry talks\n\nBYLINE: Ann\nSECTION: A\nLENGTH: 4", "Ferry talks", DAY),
        ("The Gazette\n\nMarch 4, 2031\n\nFerry talks", "Ferry talks", DAY),
        ("The Gazette\n\n03/04/2031\n\nFerry talks of May 5, 2030\n\nLENGTH: 4", "Ferry talks of May 5, 2030", None),
        ("The Gazette\n\nSpring 2031\n\nFerry talks\n\nLENGTH: 4 words", "Ferry talks", None),
    ],
)
def test_headline_and_day_are_told_apart(head, title, day):
    draft = only(document(head + "\n\n"))
    assert (draft.source, draft.title, draft.published) == ("The Gazette", title, day)
    assert draft.body == "Lindqvist called Brandt."


def test_a_date_that_is_not_understood_is_a_remark():
    (remark,) = only(document("The Gazette\n\n03/04/2031\n\nFerry talks\n\nLENGTH: 4 words\n\n")).remarks
    assert "03/04/2031" in remark.message


def test_the_layout_of_universities_has_keys_for_headline_and_text():
    head = "Copyright 2031 The Gazette\nAll Rights Reserved\n\nThe Gazette\n\nMarch 4, 2031 Tuesday\nMet 2 Edition\n\n"
    keys = (
        "SECTION: A; Pg. A01\n\nLENGTH: 4 words\n\nHEADLINE: In 5 months, 385\nferries\n\nBYLINE: Ann;Otto\n\nBODY:\n\n"
    )
    draft = only(
        document(head + keys, tail="GRAPHIC: The sea\nnear Sarn.\n\nLANGUAGE: ENGLISH\n\nLOAD-DATE: May 1, 2031\n")
    )
    assert draft == Draft(
        title="In 5 months, 385 ferries",
        published=DAY,
        published_basis="header",
        source="The Gazette",
        author="Ann;Otto",
        language="en",
        body="Lindqvist called Brandt.",
        location="document 1 of 1",
    )


def test_a_second_headline_is_not_lost():
    head = "The Gazette\n\nMarch 4, 2031\n\nFerry talks\n\nBrandt is waiting\n\nLENGTH: 4 words\n\n"
    assert only(document(head)).body == "Brandt is waiting\n\nLindqvist called Brandt."


def test_a_paragraph_that_begins_as_a_key_ends_no_article():
    body = "He read it out.\n\nLANGUAGE: plain, he said, and laughed.\n\nThen Lindqvist called Brandt."
    tail = "LANGUAGE: ENGLISH\n\nCopyright 2031 The Gazette"
    assert only(document(body=body, tail=tail)).body == body
    last = body.rpartition("\n\n")[0]
    assert only(document(body=last, tail=tail)).body == last


def test_paragraphs_below_a_picture_are_left_out_and_said():
    body = "Lindqvist called Brandt."
    tail = "GRAPHIC: The sea.\n\nBrandt at the quay in the evening.\n\nLANGUAGE: ENGLISH"
    draft = only(document(body=body, tail=tail))
    assert draft.body == body
    assert [remark.message.rpartition(": ")[2] for remark in draft.remarks] == [
        "The sea. Brandt at the quay in the evening."
    ]


def test_the_last_paragraphs_are_text_below_a_paragraph_that_begins_as_a_key():
    body = "He read it out.\n\nNAME: unknown, he said.\n\nThen Lindqvist called Brandt."
    assert only(document(body=body)).body == body


@pytest.mark.parametrize("word", ["Brandt finally calls", "Final call to Brandt"])
def test_a_headline_above_another_is_no_edition(word):
    head = f"The Gazette\n\nMarch 4, 2031\n\n{word}\n\nHe is waiting\n\nLENGTH: 4 words\n\n"
    draft = only(document(head))
    assert (draft.title, draft.body) == (word, "He is waiting\n\nLindqvist called Brandt.")


def test_keys_that_are_not_known_stand_above_the_length_and_nowhere_else():
    head = "The Gazette\n\nMarch 4, 2031\n\nFerry talks\n\nSECTION: A\n\nMOOD: calm\n\nLENGTH: 4 words\n\n"
    assert only(document(head)).body == "Lindqvist called Brandt."
    assert only(document(body="MOOD: calm, she said.")).body == "MOOD: calm, she said."


def test_an_apology_that_an_article_opens_with_is_no_message_of_the_database():
    body = "This is a deletion of a treaty, Lindqvist said. " * 20
    assert only(document(body=body)).body == body.strip()


def test_a_download_that_was_cut_off_is_said():
    whole = document(count="1 of 2 DOCUMENTS", tail="LANGUAGE: ENGLISH\n\n")
    *_, last = items(whole + document(count="2 of 2 DOCUMENTS", body="Lindqvist called Bra"))
    assert isinstance(last, Draft)
    assert [remark.message[:27] for remark in last.remarks] == ["the file may be cut off her"]


def test_an_article_without_keys_loses_nothing():
    (draft,) = items("1 of 1 DOCUMENTS\n\n" + "Lindqvist called Brandt and then the harbour.\n\n" * 20)
    assert isinstance(draft, Draft)
    assert len((draft.title or "").split() + draft.body.split() + (draft.source or "").split()) == 7 * 20


def test_text_that_mentions_a_count_of_documents_is_no_export():
    assert not nexis_text.READER.claims(Content("a.txt", b"Lindqvist showed 3 of 10 documents.\n\n3 of 10 documents\n"))


def test_an_export_of_five_hundred_documents_gives_five_hundred():
    text = "".join(document(count=f"{n} of 500 DOCUMENTS", body=f"Call {n}.\n\n" * 60) for n in range(1, 501))
    assert [item.location for item in items(text)] == [f"document {n} of 500" for n in range(1, 501)]


def test_an_export_saved_as_rtf_is_read_document_by_document(tmp_path):
    letters = (line.encode("ascii", "xmlcharrefreplace").decode() for line in WHOLE.split("\n"))
    (tmp_path / "export.DOC").write_text("{\\rtf1\\ansi " + "\n\\par ".join(letters) + "}", encoding="ascii")
    articles, problems = read_articles(tmp_path)
    assert articles.title.tolist() == [
        "Lindqvist calls Brandt about 12 ferries and the talks of May 5, 2029",
        "Brandt and Lindqvist meet",
    ]
    assert articles.path.tolist() == ["export.DOC"] * 2 and articles.part.tolist() == [1, 2]
    assert "document 3 of 3" in problems.location.tolist()


def begun(text: str) -> int:
    return len(nexis_text.count_line().findall(text))


def kept(text: str) -> int:
    content = Content("export.txt", text.encode())
    return sum(isinstance(item, Draft | Unreadable) for item in nexis_text.READER.read(content))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_fixture_cut_anywhere_gives_as_many_documents_as_were_begun(end):
    assert not begun(WHOLE[:end]) or kept(WHOLE[:end]) == begun(WHOLE[:end])


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(0, WHOLE.count("\n")), max_size=40))
def test_a_fixture_without_some_lines_gives_as_many_documents_as_were_begun(dropped):
    text = "\n".join(line for k, line in enumerate(WHOLE.split("\n")) if k not in dropped)
    assert not begun(text) or kept(text) == begun(text)


@pytest.mark.parametrize("written", [("\n", "\r"), (" of ", "\u00a0of\u00a0")])
def test_an_export_is_told_whatever_its_line_ends_and_spaces_are(tmp_path, written):
    text = FIXTURE.decode("utf-8-sig").replace("\r\n", "\n")
    for name, content in (("as-is", text), ("other", text.replace(*written))):
        (tmp_path / name).write_bytes(content.encode())
    articles, _ = read_articles(tmp_path)
    assert len(set(articles.text)) * 2 == len(articles) > 2


def test_a_key_of_two_words_that_no_list_has_ends_the_text_where_other_keys_stand_around_it():
    tail = "LOAD-DATE: March 5, 2031\n\nLANGUAGE: ENGLISH\n\nHARBOUR-CODE: hg\n\n\n   Copyright 2031 The Gazette\n"
    draft = only(document(tail=tail))
    assert (draft.body, draft.language) == ("Lindqvist called Brandt.", "en")


def test_a_paragraph_that_looks_like_such_a_key_stays_in_the_text():
    draft = only(document(body="Lindqvist called.\n\nMAYOR-ELECT: Not yet", tail="LANGUAGE: ENGLISH\n"))
    assert draft.body == "Lindqvist called.\n\nMAYOR-ELECT: Not yet"


def test_section_and_length_may_stand_below_the_text_of_an_agency():
    head = (
        "North Shore Agency\n\nFerry talks\n\nMarch 4, 2031, Tuesday\n12:05 Central European Time\n\nDATELINE: Sarn\n\n"
    )
    draft = only(document(head, tail="SECTION: Politics\n\nLENGTH: 4 words\n\nLOAD-DATE: March 4, 2031\n"))
    assert (draft.title, draft.body) == ("Ferry talks", "Lindqvist called Brandt.")


def test_the_headline_of_a_programme_stands_below_the_name_of_the_programme():
    head = (
        "Gazette TV\n\nTranscribed by the North Shore Office, which answers for it.\n\nMarch 4, 2031 Tuesday\n\n"
        "SHOW: Morning 7:00 AM\n\nFerry talks\n\nBYLINE: Ann Writer\n\nGUESTS: Mara Lindqvist\n\nLENGTH: 4 words\n\n"
    )
    draft = only(document(head, "WRITER: Good morning.\n\nLINDQVIST: Good morning."))
    assert (draft.title, draft.author) == ("Ferry talks", "Ann Writer")
    assert draft.body == "WRITER: Good morning.\n\nLINDQVIST: Good morning."
    assert [remark.message[-30:] for remark in draft.remarks] == [" Shore Office, which answers for it."[-30:]]


def test_keys_of_other_languages_state_title_author_lead_and_text():
    dutch = "De Courant\n\n4. March 2031\n\nMarch 4, 2031\n\nLENGTE: 4 words\n\nKOP: Overleg\n\nAUTEUR: JAN, P\n\n"
    dutch += "TEKST:\n\n"
    draft = only(document(dutch, tail="PUB-TYPE: Paper\n\nTAAL: Dutch / Nederlands\n"))
    assert (draft.title, draft.author, draft.body) == ("Overleg", "JAN, P", "Lindqvist called Brandt.")
    french = "LONGUEUR: 4 mots\n\nTITRE: Entretien\n\nSIGNATURE: A. Reiss\n\nCHAPEAU:\n\nEn bref.\n\nARTICLE:\n\n"
    draft = only(document("   Copyright 2031 Le Soir\n   Le Soir de Sarn\n\n4 mars 2031\n\n" + french))
    assert (draft.title, draft.source, draft.author) == ("Entretien", "Le Soir de Sarn", "A. Reiss")
    assert draft.body == "En bref.\n\nLindqvist called Brandt."


def test_the_lines_of_a_highlight_are_joined():
    lead = "The sound between the two towns may freeze before the ferry comes back from the\nyard in Sarn."
    head = f"The Gazette\n\nMarch 4, 2031\n\nFerry talks\n\nLENGTH: 4 words\n\nHIGHLIGHT: {lead}\n\n"
    assert only(document(head)).body == lead.replace("\n", " ") + "\n\nLindqvist called Brandt."


TAIL = "LOAD-DATE: March 5, 2031\n\nLANGUAGE: ENGLISH\n\nPUBLICATION-TYPE: Newspaper\n"


def test_one_document_saved_by_itself_is_read_without_its_number():
    draft = only(document(count="", tail=TAIL))
    assert (draft.title, draft.published, draft.body) == ("Ferry talks", DAY, "Lindqvist called Brandt.")


def test_exports_put_one_behind_the_other_are_all_read():
    counts = ("1 of 4 DOCUMENTS", "436 of 2218 DOCUMENTS", "17 of 51 DOCUMENTS")
    found = items("".join(document(count=count, tail=TAIL) for count in counts))
    drafts = [item for item in found if isinstance(item, Draft)]
    assert [draft.location for draft in drafts] == [
        "document 1 of 4",
        "document 436 of 2218",
        "document 17 of 51",
    ]
    assert len([item for item in found if isinstance(item, Remark)]) == 3
