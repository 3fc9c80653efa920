"""Every form in which an article states its title, its day, its outlet: what is taken, and what stays in the text."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.reading import read_articles

BODY = "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt.\n\nShe urged him to wait."
TITLE = "Bridge reopens after call"


@pytest.fixture
def read(tmp_path):
    """One article from the text of its file."""

    def one(text: str, name: str = "article.txt") -> pd.Series:
        (tmp_path / name).write_text(text, encoding="utf-8")
        articles, problems = read_articles(tmp_path)
        assert len(articles) == 1, problems
        article = articles.iloc[0].copy()
        article["problems"] = problems
        return article

    return one


def day(article) -> str | None:
    return None if pd.isna(article.published) else str(article.published.date())


@pytest.mark.parametrize(
    ("text", "title", "published", "basis"),
    [
        (f" date 2031-03-04 {BODY}", None, "2031-03-04", "header"),
        (f" date 2031-03-04 {TITLE}\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"{TITLE}\n\n date 2031-03-04 {BODY}", TITLE, "2031-03-04", "header"),
        (f" date 2031-03-04 50 people met.\n\n{BODY}", None, "2031-03-04", "header"),
        (f"{TITLE}\n\n{BODY}", TITLE, None, "none"),
        (f"{TITLE}\n{BODY}", TITLE, None, "none"),
        (BODY, None, None, "none"),
        (f"Title: {TITLE}\nDate: 2031-03-04\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"Headline: {TITLE}\nPublished: 4 March 2031\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"TITLE: {TITLE}\nDATE: 2031-03-04T09:30:00Z\n\n{TITLE}\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"{TITLE}\n\nTuesday, March 4, 2031\u00a0\n\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"{TITLE}\nBy Ann Writer\nMarch 4, 2031\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"March 4, 2031\n\n{TITLE}\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"2031-03-04\n\n{BODY}", None, "2031-03-04", "header"),
        (f"4 March 2031\n\n{BODY}", None, "2031-03-04", "header"),
        (f"{TITLE}\nPublished 4th March 2031, 14:05 GMT\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"{TITLE}\nBy Ann Writer | March 4, 2031\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"HALVERN, March 4 (Sample Wire) — {BODY}", None, None, "none"),
        (f"HALVERN, Orvania — {BODY}", None, None, "none"),
        (f"HALVERN, March 4, 2031 (Sample Wire) — {BODY}", None, "2031-03-04", "dateline"),
        (f"HALVERN, 4 March 2031 /Sample Wire/ - {BODY}", None, "2031-03-04", "dateline"),
        (f"{TITLE}\n\nHalvern, 4 March 2031\n\n{BODY}", TITLE, "2031-03-04", "dateline"),
        (f"Office of the Spokesperson\n\nMarch 4, 2031\n\n{BODY}", None, "2031-03-04", "header"),
        (
            f"{TITLE}\n\nA subtitle of some words\n\nSample Wire\n\nMarch 4, 2031\n\n{BODY}",
            TITLE,
            "2031-03-04",
            "header",
        ),
        (
            f"{TITLE}\n\nNed Price, Spokesperson\n\nHalvern, D.C.\n\nMarch 4, 2031\n\n{BODY}",
            TITLE,
            "2031-03-04",
            "header",
        ),
        (f"REUTERS\nMarch 4, 2031\n\n{TITLE}\n\n{BODY}", TITLE, "2031-03-04", "header"),
        (f"PRESS RELEASE\n\n{TITLE}\n\n{BODY}", TITLE, None, "none"),
    ],
)
def test_title_and_day_are_read_from_every_form_of_header(read, text, title, published, basis):
    article = read(text)
    assert (None if pd.isna(article.title) else article.title) == title
    assert (day(article), article.published_basis) == (published, basis)
    assert pd.isna(article.published) or article.published_earliest == article.published_latest == article.published


def test_the_text_is_headline_blank_line_body_and_no_header_line(read):
    header = (
        f"Title: {TITLE}\nSource: Sample Wire (teaching corpus)\nDate: 2031-03-04\nBy: Ann Writer\nLanguage: English"
    )
    article = read(f"{header}\nURL: https://example.org/a?b=1\nUpdated: 5 March 2031\n\n{BODY}")
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert (article.source, article.author) == ("Sample Wire (teaching corpus)", "Ann Writer")
    assert (article.language, article.url) == ("en", "https://example.org/a?b=1")
    assert str(article.modified.date()) == "2031-03-05"


def test_an_outlet_that_signs_at_the_end_is_taken_out_of_the_text(read):
    article = read(f"{TITLE}\n\n{BODY}\n\nSource: Sample Wire (teaching corpus)\n")
    assert article.source == "Sample Wire (teaching corpus)"
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_the_dateline_stays_and_gives_the_agency_where_no_outlet_is_named(read):
    article = read(f"HALVERN, March 4 (Sample Wire) — {BODY}")
    assert article.source == "Sample Wire"
    assert article.text.startswith("HALVERN, March 4 (Sample Wire) — Foreign")
    assert read(f"HALVERN (SW) — {BODY}\n\nSource: Harbour Post").source == "Harbour Post"


@pytest.mark.parametrize(
    "first",
    [
        "Office of the Spokesperson",
        "Ned Price, Department Spokesperson",
        "Antony J. Blinken, Secretary of State",
        "Tokyo, Japan",
        "The following is attributable to Spokesperson Ann Writer:",
        "MR PRICE: We have nothing to add",
        "QUESTION: Can you say more?",
        "2:03 p.m. EDT",
        "The bridge was closed on Monday.",
        "“We heard one explosion.”",
        "They left for Halvern. Nobody stayed",
        "HALVERN, March 4 (Sample Wire)",
    ],
)
def test_a_first_line_that_is_no_title_stays_in_the_text(read, first):
    article = read(f"{first}\n\n{BODY}")
    assert pd.isna(article.title)
    assert article.text == f"{first}\n\n{BODY}"


@pytest.mark.parametrize(
    "title",
    [
        "Germany bans Mahan Air of Iran, citing 'security'",
        "Armenia and Azerbaijan are ready for peace: Blinken",
        "UPDATE: Lindqvist calls Brandt",
        "Is the truce over?",
        "Lindqvist to meet Brandt in the U.S.",
        "Department Press Briefing – July 7, 2021",
        "Updated: what we know about the bridge",
        "Armenia, Azerbaijan Clash",
        "Secretary Blinken’s Meeting with  Foreign Minister Hayashi",
    ],
)
def test_a_title_is_a_title_whatever_signs_it_has(read, title):
    assert read(f"{title}\n\n{BODY}").title == title


@pytest.mark.parametrize("stated", ["03/04/2031", "4 March", "Tuesday", "yesterday", "31 February 2031"])
def test_a_day_in_doubt_is_refused_and_reported(read, stated):
    article = read(f"Title: {TITLE}\nDate: {stated}\n\n{BODY}")
    assert pd.isna(article.published)
    assert any(stated in message for message in article.problems.message)
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_days_that_head_the_entries_of_a_chronology_publish_nothing(read):
    article = read("March 3, 2031\n\nThe bridge closed.\n\nMarch 4, 2031\n\nThe bridge reopened.")
    assert pd.isna(article.published)
    assert article.text.startswith("March 3, 2031\n\n")


def test_the_file_name_dates_an_article_that_does_not_date_itself(read):
    article = read(f"{TITLE}\n\n{BODY}", "2031-03-04-bridge.txt")
    assert (day(article), article.published_basis) == ("2031-03-04", "filename")


@pytest.mark.parametrize("name", ["a_20310304.txt", "20310304.txt", "2031_03_04.txt"])
def test_the_file_name_may_write_its_day_in_other_ways(read, name):
    assert day(read(BODY, name)) == "2031-03-04"


@pytest.mark.parametrize("name", ["000_e41fc7ed09c01891.txt", "120310304.txt", "2031-13-04.txt", "03-04-2031.txt"])
def test_other_numbers_in_a_file_name_are_no_day(read, name):
    assert pd.isna(read(BODY, name).published)


def test_where_text_and_file_name_disagree_the_text_is_believed_and_the_user_told(read):
    article = read(f"Date: 2031-03-04\n\n{BODY}", "2031-03-09.txt")
    assert (day(article), article.published_basis) == ("2031-03-04", "header")
    assert list(article.problems.severity) == ["warning"]


def test_hard_wrapped_lines_are_joined_to_paragraphs(read):
    wrapped = (
        "Lindqvist and Brandt trade blame as the bridge over the river\nstays closed\n\n"
        " date 2031-03-04 Foreign Minister Mara Lindqvist spoke by phone\nwith President Tomas Brandt about the "
        "bridge and the ferry on\nMonday. She urged him to wait for the monitors before the army\nmoved."
        "\n\nBrandt agreed."
    )
    article = read(wrapped)
    assert article.title == "Lindqvist and Brandt trade blame as the bridge over the river stays closed"
    assert day(article) == "2031-03-04"
    assert article.text.split("\n\n")[1:] == [
        "Foreign Minister Mara Lindqvist spoke by phone with President Tomas Brandt about the bridge and the ferry "
        "on Monday. She urged him to wait for the monitors before the army moved.",
        "Brandt agreed.",
    ]


def test_the_first_line_of_a_wrapped_paragraph_is_no_title(read):
    article = read(
        "After Orvania closed the bridge over the river and the ferry\nTuesday, Minister Mara Lindqvist called the "
        "President and\nurged him to wait.\n"
    )
    assert pd.isna(article.title)
    assert "\n" not in article.text


def test_lines_that_are_paragraphs_stay_paragraphs(read):
    lines = [
        "MR PRICE: We have seen the reports about the bridge. We are in touch with both sides.",
        "QUESTION: Since when?",
        "MR PRICE: Since Monday. I have nothing to add to what the Secretary said then.",
    ]
    assert read("\n".join(lines)).text == "\n\n".join(lines)
