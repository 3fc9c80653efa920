"""Factiva (HTML): every article of a page is read, whether its fields have codes or stand one below the other."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import factiva_html
from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

FOLDER = Path(__file__).parent / "formats" / "factiva_html"
CODED = (FOLDER / "coded.html").read_text(encoding="utf-8")
LISTED = (FOLDER / "listed.html").read_text(encoding="utf-8")
TITLE = "Lindqvist calls Brandt about 12 ferries on May 5, 2029"


def items(page: str) -> list[Item]:
    return list(read(Content("saved.htm", page.encode())))


def coded(*rows: tuple[str, str]) -> str:
    cells = "".join(f'<tr><td class="index"><b>{code}</b>&nbsp;</td><td>{value}</td></tr>' for code, value in rows)
    return f'<div class="article enArticle"><table>{cells}</table></div>'


def test_articles_with_codes_are_read_in_full():
    one, two, three, remark = items(CODED)
    assert one == Draft(
        title=TITLE,
        published=date(2031, 3, 4),
        published_basis="metadata",
        source="The Halvern Gazette",
        author="Ann Writer and Otto Reiss",
        language="en",
        location="document 1 of 3",
        body="Foreign Minister Mara Lindqvist telephoned President Tomas Brandt on Monday.\n\n"
        '"We have waited since 1 January," she said.\n\nHe answered at once.',
    )
    assert two == Draft(
        title="Brandt reçoit Lindqvist",
        published=date(2031, 8, 7),
        published_basis="metadata",
        source="Le Soir de Sarn",
        language="fr",
        location="document 2 of 3",
        body="Le président Tomas Brandt a reçu la ministre Mara Lindqvist à Sarn.",
    )
    assert isinstance(three, Unreadable) and "This is a deletion" in three.message
    assert isinstance(remark, Remark) and remark.message == "the search found 1203 articles; the page holds 3"


def test_articles_without_codes_are_read_in_full():
    assert items(LISTED) == [
        Draft(
            title=TITLE,
            published=date(2031, 3, 4),
            published_basis="metadata",
            source="The Halvern Gazette",
            author="Ann Writer",
            language="en",
            location="document 1 of 2",
            body="Foreign Minister Mara Lindqvist telephoned President Tomas Brandt on Monday.\n\n"
            "“We have waited since 1 January,” she said.\n\nFerries 12 Harbours 2",
        ),
        Draft(
            title="Brandt empfängt Lindqvist",
            published=date(2031, 3, 7),
            published_basis="metadata",
            source="Sarner Zeitung",
            language="de",
            location="document 2 of 2",
            body="Präsident Tomas Brandt empfing Ministerin Mara Lindqvist in Sarn.",
        ),
    ]


@pytest.mark.parametrize(
    "stated", ["13 September 2031", "13. September 2031", "13 septembre 2031", "13 septiembre 2031",
               "13 de setembro de 2031", "13 settembre 2031", "13 september 2031", "13 Сентября 2031", "2031年9月13日"]
)  # fmt: skip
def test_days_are_read_in_the_language_of_the_site(stated):
    for page in (coded(("HD", "Talks"), ("PD", stated), ("TD", "They met.")), LISTED.replace("4 March 2031", stated)):
        draft = items("<html>" + page)[0]
        assert isinstance(draft, Draft) and draft.published == date(2031, 9, 13)


@pytest.mark.parametrize("stated", ["03/04/2031", "Spring 2031"])
def test_a_day_that_is_not_understood_is_a_remark(stated):
    for page in (coded(("HD", "Talks"), ("PD", stated), ("TD", "They met.")), LISTED.replace("4 March 2031", stated)):
        draft = items("<html>" + page)[0]
        assert isinstance(draft, Draft) and draft.published is None
        assert stated in draft.remarks[0].message


def test_fields_that_are_missing_are_empty_and_change_no_other():
    (draft,) = items("<html>" + coded(("HD", "Talks"), ("LP", "They met."), ("TD", "They parted.")))
    assert draft == Draft(title="Talks", body="They met.\n\nThey parted.", location="document 1 of 1")
    page = (
        LISTED.replace("<div>20:12", "<div>")
        .replace("2,968 words", "")
        .replace("English", "")
        .replace("<div>16", "<div>")
    )
    first = items(page)[0]
    assert isinstance(first, Draft)
    assert (first.published, first.source, first.language) == (date(2031, 3, 4), "The Halvern Gazette", None)


def test_a_page_with_headlines_only_is_reported():
    with pytest.raises(Unreadable, match="headlines only"):
        items("<html><head><title>Factiva</title></head><body><p>Lindqvist calls Brandt</p></body></html>")


def test_the_styles_of_a_page_may_be_longer_than_what_the_format_is_told_by():
    assert len(items(LISTED.replace("<title>", "<style>" + ".a{margin:0;}" * 10_000 + "</style><title>"))) == 2


def test_a_page_that_was_cut_off_is_said():
    found = items(LISTED[: LISTED.index("Ministerin")])
    last = found[1]
    assert isinstance(last, Draft) and last.body == "Präsident Tomas Brandt empfing"
    assert [remark.message[:27] for remark in last.remarks] == ["the file may be cut off her"]


def test_five_hundred_articles_are_five_hundred():
    page = "<html>" + coded(("HD", "Talks"), ("PD", "4 March 2031"), ("TD", "They met. " * 200)) * 500
    assert [item.location for item in items(page)] == [f"document {n} of 500" for n in range(1, 501)]


def begun(page: str) -> int:
    return len(re.findall(r'<div class="article [a-z]{2}Article">', page))


def kept(page: str) -> int:
    content = Content("saved.htm", page.encode())
    return sum(isinstance(item, Draft | Unreadable) for item in factiva_html.READER.read(content))


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([CODED, LISTED]), st.integers(0, max(len(CODED), len(LISTED))))
def test_a_fixture_cut_anywhere_gives_as_many_articles_as_were_begun(page, end):
    assert not begun(page[:end]) or kept(page[:end]) == begun(page[:end])


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([CODED, LISTED]), st.sets(st.integers(0, 80), max_size=30))
def test_a_fixture_without_some_lines_gives_as_many_articles_as_were_begun(page, dropped):
    page = "\n".join(line for k, line in enumerate(page.split("\n")) if k not in dropped)
    assert not begun(page) or kept(page) == begun(page)


def listed(head: str, *below: str, style: str = "") -> str:
    return (
        f'<div class="article enArticle"><p></p><div id="hd"><span class="enHeadline{style}">{head}</span></div>'
        "<div>4 words</div><div>4 March 2031</div><div>The Gazette</div><div>GAZ</div><div>English</div><p></p>"
        '<p class="articleParagraph enarticleParagraph">Lindqvist called Brandt.</p>'
        + "".join(f"<p>{line}</p>" for line in below)
        + "<p>Document GAZ0000020310304e7340001r</p></div>"
    )


def test_publisher_and_numbers_below_a_text_are_no_text():
    (draft,) = items(listed("Ferry talks", "3089619", "Gazette Publishing Ltd."))
    assert isinstance(draft, Draft)
    assert (draft.body, draft.remarks) == ("Lindqvist called Brandt.", ())


def test_a_caption_below_a_text_is_told():
    (draft,) = items(listed("Ferry talks", "The ferry in the ice.\nPhoto: A. Reiss", "Gazette Publishing Ltd."))
    assert isinstance(draft, Draft)
    assert draft.body == "Lindqvist called Brandt."
    assert [remark.message for remark in draft.remarks] == [
        "left out as belonging to a picture or a note below the text: The ferry in the ice. Photo: A. Reiss"
    ]
    (draft,) = items(coded(("HD", "Ferry talks"), ("LP", "Lindqvist called."), ("ART", "The ferry."), ("AN", "x")))
    assert isinstance(draft, Draft) and [remark.severity for remark in draft.remarks] == ["note"]


def test_the_number_of_an_article_in_its_list_is_no_part_of_its_headline():
    titles = [listed("12) Ferry talks", style=" counted"), listed("12) Ferry talks")]
    assert [item.title for page in titles for item in items(page) if isinstance(item, Draft)] == [
        "Ferry talks",
        "12) Ferry talks",
    ]


def test_articles_of_which_the_page_has_the_headline_only_are_told():
    row = '<table class="headlines"><tr><td><b class="printheadline enHeadline">Ice on the sound</b></td></tr></table>'
    draft, remark = items(listed("Ferry talks") + row)
    assert isinstance(draft, Draft) and isinstance(remark, Remark)
    assert remark.message == "of 1 articles the page holds the headline only: “Ice on the sound”"
