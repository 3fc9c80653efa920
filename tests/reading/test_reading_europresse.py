"""Europresse exports: each document an article or a problem, its day checked against its number."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FIXTURES = Path(__file__).parent / "formats" / "europresse"
ARTICLES = (FIXTURES / "articles.html").read_text(encoding="utf-8")
TABLES = (FIXTURES / "tables.html").read_text(encoding="utf-8")
COLUMNS = ["title", "published_basis", "source", "author", "language", "url", "text"]


def stated(articles: pd.DataFrame) -> list[list[object]]:
    days = [str(day.date()) for day in articles.published]
    rows = articles[COLUMNS].astype(object).where(articles[COLUMNS].notna(), None)
    return [[day, *row] for day, row in zip(days, rows.to_numpy().tolist(), strict=True)]


def items_of(text: str) -> list[object]:
    """What is read from an export; one that as a whole gives nothing is the Unreadable alone."""
    try:
        return list(read(Content("export.html", text.encode())))
    except Unreadable as error:
        return [error]


def drafts_of(text: str) -> list[Draft]:
    return [item for item in items_of(text) if isinstance(item, Draft)]


def one(before: str, after: str, text: str = ARTICLES) -> Draft:
    """The first draft of the export, in which something was changed."""
    assert before in text
    return drafts_of(text.replace(before, after, 1))[0]


def test_an_export_of_articles_gives_each_in_full():
    articles, problems = read_articles(FIXTURES / "articles.html")
    assert stated(articles) == [
        ["2031-03-04", "“The ferry stays” – Lindqvist answers Brandt", "metadata", "The Halvern Gazette",
         "Writer, Ann; Reiss, Otto", "en", "https://gazette.example/world/ferry",
         "“The ferry stays” – Lindqvist answers Brandt\n\nThe bridge\n\n"
         "HALVERN – Foreign Minister Mara Lindqvist told reporters on Monday that the café on the bridge would stay "
         "open.\n\n"
         "President Tomas Brandt had asked her twice to close it. “I said no,” she added.\n\n"
         "He left without an answer."],
        ["2031-03-06", "Le pont est rouvert, dit la ministre", "metadata", "Le Courrier de Tavan (site web)",
         "Élise Fauré", None, None,
         "Le pont est rouvert, dit la ministre\n\n"
         "« Le pont est rouvert », a déclaré jeudi la ministre Mara Lindqvist à Tavan.\n\n"
         "Le président Tomas Brandt l’a remerciée par lettre."],
    ]  # fmt: skip
    assert problems[["location", "severity", "message"]].to_numpy().tolist() == [
        ["document 2 of 3", "warning",
         "the document states 2031-03-06, its number 2031-03-07; what it states was believed"],
        ["document 3 of 3", "error",
         "the document holds no article: “Ce document n’est plus disponible. © CEDROM-SNi”"],
    ]  # fmt: skip


def test_an_export_of_tables_gives_each_in_full():
    articles, problems = read_articles(FIXTURES / "tables.html")
    assert stated(articles) == [
        ["2031-03-04", "The ferry stays, says Lindqvist", "metadata", "The Halvern Gazette",
         "Writer, Ann; Reiss, Otto", None, None,
         "The ferry stays, says Lindqvist\n\n"
         "Foreign Minister Mara Lindqvist told reporters on Monday that the café on the bridge would stay open.\n\n"
         "President Tomas Brandt had asked her twice to close it. “I said no,” she added."],
        ["2031-03-06", "Brandt thanks Lindqvist", "metadata", None, None, None, None,
         "Brandt thanks Lindqvist\n\nThe president’s letter was short.\n\n"
         "“The bridge is open, and I am glad,” Tomas Brandt wrote to the minister."],
    ]  # fmt: skip
    assert problems[["location", "severity", "message"]].to_numpy().tolist() == [
        ["document 2 of 3", "error",
         "the document holds no article: “Erreur : ce document ne peut pas être affiché.”"],
        ["document 3 of 3", "warning",
         "the document states 2031-03-06, its number 2031-03-07; what it states was believed"],
    ]  # fmt: skip


@pytest.mark.parametrize("export", [ARTICLES, TABLES])
def test_an_export_that_declares_latin_1_and_is_utf_8_keeps_its_letters_and_so_does_one_that_is_latin_1(export):
    plain = export.replace("“", '"').replace("”", '"').replace("’", "'").replace("–", "-")
    assert [d.body for d in drafts_of(plain)] == [
        item.body for item in read(Content("a.html", plain.encode("latin-1"))) if isinstance(item, Draft)
    ]
    assert "café" in drafts_of(export)[0].body


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Communication, mardi 4 mars 2031, p. 16", date(2031, 3, 4)),
        ("World, Friday, March 7, 2031", date(2031, 3, 7)),
        ("1er mars 2031", date(2031, 3, 1)),
        ("Thursday, March 6, 2031 13887 mots, p. 819(40)", date(2031, 3, 6)),
        ("Seine-et-Tavan, samedi 8 <mark>mars</mark> 2031, p. 93_T_17", date(2031, 3, 8)),
    ],
)
def test_the_day_of_the_header_is_read_wherever_it_stands_in_it(header, day):
    assert one("World, mardi 4 mars 2031, p. 16", header).published == day


def test_a_header_without_a_full_day_is_a_warning_and_the_number_gives_the_day():
    draft = one("World, mardi 4 mars 2031, p. 16", "mars 2031, p. 16")
    assert draft.published == date(2031, 3, 4)
    assert [remark.severity for remark in draft.remarks if "mars 2031" in remark.message] == ["warning"]


def test_without_header_the_number_gives_the_day_and_without_both_there_is_none():
    bare = ARTICLES.replace('<span class="DocHeader">World, mardi 4 mars 2031, p. 16</span>', "")
    assert drafts_of(bare)[0].published == date(2031, 3, 4)
    undated = drafts_of(bare.replace("news·20310304·HG·0123", ""))[0]
    assert (undated.published, undated.published_basis) == (None, "none")


def test_the_day_of_the_certificate_is_never_taken():
    assert "2032" not in "".join(str(draft.published) for draft in drafts_of(ARTICLES) + drafts_of(TABLES))


def test_an_article_without_its_title_stays_an_article():
    untitled = ARTICLES.replace("titreArticleVisu rdp__articletitle", "").replace('class="titreArticle"', "")
    draft = drafts_of(untitled)[0]
    assert draft.title is None and draft.body.startswith("HALVERN") and draft.published == date(2031, 3, 4)
    assert one('class="TitreArticleVisu"', "", TABLES).title is None
    assert len(drafts_of(TABLES.replace('class="TitreArticleVisu"', "", 1))) == 2


def test_a_declared_number_of_documents_that_differs_is_an_error():
    for export in (ARTICLES, TABLES):
        remarks = [item for item in items_of(export.replace("3 documents", "4 documents")) if isinstance(item, Remark)]
        assert [(remark.severity, remark.message) for remark in remarks] == [
            ("error", "the file declares 4 articles; 3 were found in it")
        ]


def test_tags_that_are_never_closed_cost_no_document_and_no_paragraph():
    for tag in ("</article>", "</header>", "</p>", "</div>", "</span>", "</section>"):
        drafts = drafts_of(ARTICLES.replace(tag, ""))
        assert len(drafts) == 2 and "He left without an answer." in drafts[0].body, tag
        assert "remerciée" in drafts[1].body and "Lindqvist told" not in drafts[1].body, tag
    for tag in ("</td>", "</tr>", "</table>", "</span>", "<table"):
        drafts = drafts_of(TABLES.replace(tag, ""))
        assert len(drafts) == 2 and "“I said no,” she added." in drafts[0].body, tag
        assert "“The bridge is open" in drafts[1].body, tag


def test_a_header_behind_a_title_begins_a_document_where_the_last_one_has_lost_its_number():
    lost = TABLES.replace("news·20310304·HG·0123", "")
    drafts = drafts_of(lost)
    assert [(draft.title, draft.published) for draft in drafts] == [
        ("The ferry stays, says Lindqvist", date(2031, 3, 4)),
        ("Brandt thanks Lindqvist", date(2031, 3, 6)),
    ]
    assert "The bridge is open" not in drafts[0].body


def test_a_header_that_stands_only_behind_the_title_begins_no_document():
    header = '<span class="DocHeader">Thursday, </span><span class="DocHeader">March 6, 2031</span><br><br>'
    title = '<span class="TitreArticleVisu">Brandt thanks Lindqvist</span>'
    assert header in TABLES
    draft = drafts_of(TABLES.replace(header, "").replace(title, title + header))[1]
    assert (draft.title, draft.published) == ("Brandt thanks Lindqvist", date(2031, 3, 6))


def test_what_a_header_without_its_end_swallows_stays_text():
    drafts = drafts_of(TABLES.replace("March 6, 2031</span>", "March 6, 2031"))
    assert drafts[1].published == date(2031, 3, 6) and "The president’s letter was short." in drafts[1].body


def test_a_short_first_line_is_an_author_only_where_it_is_names():
    assert one("Writer, Ann; Reiss, Otto<br>", "Ann Writer et Otto Reiss<br>", TABLES).author == (
        "Ann Writer et Otto Reiss"
    )
    draft = one("Writer, Ann; Reiss, Otto<br>", "A short answer<br>", TABLES)
    assert draft.author is None and draft.body.startswith("A short answer\n\nForeign Minister")


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([ARTICLES, TABLES]), st.data())
def test_cut_or_garbled_exports_give_a_row_or_a_problem_for_every_document_begun(export, data):
    kept = export[: data.draw(st.integers(0, len(export)))]
    place, gap = data.draw(st.integers(0, len(kept))), data.draw(st.integers(0, 30))
    text = kept[:place] + data.draw(st.text(max_size=20)) + kept[place + gap :]
    items = items_of(text)
    assert items
    found = sum(isinstance(item, Draft | Unreadable) for item in items)
    begun = text.count("<article>") if export == ARTICLES else text.count('class="TitreArticleVisu"')
    assert found >= (begun if 'class="DocPublicationName"' in text else 1)


def test_an_author_in_an_element_without_a_class_is_the_author():
    assert one('<div class="docAuthors">Writer, Ann; Reiss, Otto</div>', "<div>Ann Writer</div>").author == "Ann Writer"


def test_captions_and_notes_beside_the_text_are_shown_where_they_are_left_out():
    draft = one("<footer>", "<aside><p><b>Illustration(s) :</b></p><p>Brandt waits.</p></aside><footer>")
    assert "Brandt waits." not in draft.body
    assert [remark.message.partition(": ")[2] for remark in draft.remarks] == ["Illustration(s) : Brandt waits."]
    assert not one("<footer>", "<aside><b>Note(s) :</b></aside><footer>").remarks


def test_the_author_in_a_table_comes_after_the_title_and_what_stands_above_it_stays():
    title = '<span class="TitreArticleVisu">'
    draft = one(title, f"The bridge<br>{title}", TABLES)
    assert draft.author == "Writer, Ann; Reiss, Otto"
    assert draft.body.startswith("The bridge\n\nForeign Minister Mara Lindqvist")
