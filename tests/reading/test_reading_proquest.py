"""ProQuest exports: each document an article or a problem, whatever the order and language of its rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import proquest, read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURES = Path(__file__).parent / "formats" / "proquest"
HTML = (FIXTURES / "export.html").read_text(encoding="utf-8")
TEXT = (FIXTURES / "export.txt").read_text(encoding="utf-8")
COLUMNS = ["title", "published", "published_basis", "modified", "source", "author", "language", "url", "text"]
BODY = (
    "Foreign Minister Mara Lindqvist told reporters on Monday that the café on the bridge would stay open.\n\n"
    "President Tomas Brandt had asked her twice to close it. "
)


def stated(articles: pd.DataFrame) -> list[list[object]]:
    rows = articles[COLUMNS].astype(object).where(articles[COLUMNS].notna(), None).to_numpy().tolist()
    return [[str(value.date()) if isinstance(value, pd.Timestamp) else value for value in row] for row in rows]


def items_of(text: str) -> list[object]:
    """What is read from an export; one that as a whole gives nothing is the Unreadable alone."""
    try:
        return list(read(Content("export", text.encode())))
    except Unreadable as error:
        return [error]


def drafts_of(text: str) -> list[Draft]:
    return [item for item in items_of(text) if isinstance(item, Draft)]


def test_an_export_as_html_gives_each_article_in_full():
    articles, problems = read_articles(FIXTURES / "export.html")
    title = "“The ferry stays”: Lindqvist answers Brandt; The café on the bridge is open."
    assert stated(articles) == [
        [title, "2031-03-04", "metadata", None, "The Halvern Gazette, Late Edition", "Writer, Ann; Reiss, Otto", "en",
         "https://search.proquest.example/docview/1001?accountid=00000",
         f'{title}\n\n{BODY}"I said no," she added.\n\nLocation: unknown, he said of the ferry.'],
        ["Brandt remercie la ministre", "2031-03-06", "metadata", None, "Le Courrier de Tavan", "Fauré, Élise", "fr",
         "https://search.proquest.example/docview/1002",
         "Brandt remercie la ministre\n\nLa lettre du président Tomas Brandt était courte.\n\n"
         "« Le pont est rouvert », a-t-il écrit jeudi à la ministre Mara Lindqvist."],
    ]  # fmt: skip
    assert problems[["location", "severity", "message"]].to_numpy().tolist() == [
        ["document 2 of 3", "note", "it is in French: what is found in it is little or wrong"],
        ["document 3 of 3", "error", "the document “The bridge at night” holds no text"],
    ]


def test_an_export_as_text_gives_each_article_in_full():
    articles, problems = read_articles(FIXTURES / "export.txt")
    title = "“The ferry stays”: Lindqvist answers Brandt"
    assert stated(articles) == [
        [title, "2031-03-04", "metadata", None, "The Halvern Gazette", "Ann Writer", "en",
         "https://www.proquest.example/newspapers/ferry/docview/1001/se-2?accountid=00000",
         f"{title}\n\n{BODY}“I said no,” she added.\n\nCAPTION: Mara Lindqvist on the bridge."],
        ["Brandt thanks Lindqvist", None, "none", None, "North Shore Weekly", "Reiss, Otto", None, None,
         "Brandt thanks Lindqvist\n\n"
         "President Tomas Brandt thanked Minister Mara Lindqvist in a letter on Thursday."],
    ]  # fmt: skip
    assert problems.severity.tolist() == ["warning", "warning", "note"]
    assert "abstract" in problems.message[0] and "Feb 27/Mar 6, 2031" in problems.message[1]


def test_documents_as_text_that_no_rule_parts_are_parted_behind_their_last_row_and_a_covering_word_is_left_out():
    forwarded = "See these two.\n\nAnn\n <>\n" + "\n".join(
        block.strip() for block in TEXT.split("_" * 60) if "Database" in block
    )
    assert [(d.title, d.body) for d in drafts_of(forwarded)] == [(d.title, d.body) for d in drafts_of(TEXT)]


def test_rows_in_another_order_say_the_same():
    rows = HTML[HTML.index("<p><strong>Subject: ") : HTML.index('</div><div style="margin-bottom:20px">')]
    turned = "".join(f"{row}</p>" for row in reversed(rows.split("</p>")) if row)
    assert drafts_of(HTML.replace(rows, turned)) == drafts_of(HTML)


def test_without_its_rows_a_document_keeps_what_its_first_lines_state():
    rows = HTML[HTML.index("<p><strong>Subject: ") : HTML.index('</div><div style="margin-bottom:20px">')]
    draft = drafts_of(HTML.replace(rows, ""))[0]
    assert (draft.published, draft.source) == (date(2031, 3, 4), "The Halvern Gazette")
    assert draft.body == drafts_of(HTML)[0].body


def test_rows_in_tables_divisions_and_with_lost_spaces_are_understood():
    for row in (
        "<table><tr><td>Publication date:</td><td>May 8, 2031</td></tr></table>",
        '<div class="display_record_indexing_fieldname">Publication date</div><div>May 8, 2031</div>',
        "<p><strong>Publicationdate:\u00a0</strong>May 8, 2031</p>",
        "<p><strong>Fecha de publicación: </strong>8 de mayo de 2031</p>",
    ):
        changed = HTML.replace("<p><strong>Publication date: </strong>Mar 4, 2031</p>", row)
        assert drafts_of(changed)[0].published == date(2031, 5, 8), row


def test_a_day_that_two_rows_state_differently_is_a_warning():
    draft = drafts_of(HTML.replace("04 Mar 2031: AA.2.", "05 Mar 2031: AA.2."))[0]
    assert draft.published == date(2031, 3, 4)
    assert ["2031-03-05" in remark.message for remark in draft.remarks] == [True]


def test_a_broken_inner_page_takes_no_row_and_no_later_document_away():
    for broken in ("html&gt;<head>", "<html><head></body></html>", "<body><html>", "</div></div></html>"):
        drafts = drafts_of(HTML.replace("<html>            <head>", broken))
        assert len(drafts) == 2 and drafts[0].language == "en", broken
        assert drafts[0].body == drafts_of(HTML)[0].body, broken
    for lost in ("</Text>", "</p>", "</div>", "</strong>", "</a>", "</table>", "</td>"):
        drafts = drafts_of(HTML.replace(lost, ""))
        assert [draft.published for draft in drafts] == [date(2031, 3, 4), date(2031, 3, 6)], lost
        assert "twice to close it" in drafts[0].body and "rouvert" in drafts[1].body, lost


def test_the_number_of_a_mail_is_no_number_of_documents_and_a_declared_one_is_compared():
    assert not [item for item in items_of(HTML) if isinstance(item, Remark)]
    numbered = HTML.replace('<a name="DocID', '<p>Document 1 of 5</p><a name="DocID')
    remarks = [item for item in items_of(numbered) if isinstance(item, Remark)]
    assert [remark.message for remark in remarks] == ["the file declares 5 articles; 3 were found in it"]


def test_pages_that_are_printed_from_the_site_are_parted_at_their_titles():
    page = "".join(
        f'<h1 class="documentTitle truncated">Call {k} ends</h1><div>Writer, Ann.</div>'
        f"<text><p>Mara Lindqvist left the call {k} early.</p></text>"
        f"<div class='display_record_indexing_fieldname'>Publication title</div>"
        f"<div class='display_record_indexing_data'>North Shore Weekly; Tavan</div>"
        for k in (1, 2)
    )
    drafts = drafts_of(f"<html><title>ProQuest</title><body>{page}</body></html>")
    assert [(draft.title, draft.source, draft.body) for draft in drafts] == [
        (f"Call {k} ends", "North Shore Weekly", f"Mara Lindqvist left the call {k} early.") for k in (1, 2)
    ]


def test_a_first_document_longer_than_what_is_glanced_at_is_told_all_the_same():
    long = TEXT.replace("CAPTION:", f"{BODY * 1000}\nCAPTION:")
    assert [draft.title for draft in drafts_of(long)] == [draft.title for draft in drafts_of(TEXT)]


@pytest.mark.parametrize("export", ["html", "txt"])
def test_letters_of_a_windows_export_are_read(export):
    text = HTML if export == "html" else TEXT
    items = list(read(Content("export", text.encode("cp1252"))))
    assert [item.body for item in items if isinstance(item, Draft)] == [draft.body for draft in drafts_of(text)]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([HTML, TEXT]), st.data())
def test_cut_or_garbled_exports_give_a_row_or_a_problem_for_every_document_begun(export, data):
    kept = export[: data.draw(st.integers(0, len(export)))]
    place, gap = data.draw(st.integers(0, len(kept))), data.draw(st.integers(0, 30))
    text = kept[:place] + data.draw(st.text(max_size=20)) + kept[place + gap :]
    items = items_of(text)
    begun = text.count('<a name="DocID_') if export == HTML else text.count("\nProQuest document ID")
    assert sum(isinstance(item, Draft | Unreadable) for item in items) >= (begun if "ProQuest" in text else 1)


def test_an_export_whose_documents_are_not_marked_is_one_that_says_so_or_is_read():
    whole = (Path(__file__).parent / "formats" / "proquest" / "export.html").read_text(encoding="utf-8")
    unmarked = whole.replace("DocID_", "D").replace("documentTitle", "t").replace("Bibliography", "b")
    items = list(proquest.READER.read(Content("export.html", unmarked.encode())))
    assert any(isinstance(item, Draft | Unreadable) for item in items)
