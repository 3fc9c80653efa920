"""The house styles in which outlets set a headline, its kicker, standfirst, byline and day, one row each."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.reading import read_articles
from analysis.reading.plain import article_of

TITLE = "Bridge reopens after call"
BODY = "Foreign Minister Mara Lindqvist spoke by telephone with President Tomas Brandt.\n\nShe urged him to wait."
STANDFIRST = "The foreign minister told the president that the ferry would not wait."

HEADLINES = [
    "BRIDGE REOPENS AFTER CALL",
    "LINDQVIST: BRANDT MUST WAIT",
    "Who closed the bridge?",
    "Closed for good? What we know about the bridge",
    "Halvern talks: what we know so far",
    "LIVE: Halvern talks – latest updates",
    "Live updates: Brandt arrives in Halvern",
    "UPDATE 2-Lindqvist calls Brandt over bridge",
    "WRAPUP 1-Vesland and Orvania trade blame",
    "(LEAD) Lindqvist calls Brandt over bridge",
    "URGENT - Ferry sinks off Halvern",
    "EXPLAINER: Who closed the bridge?",
    "Analysis | Why the bridge matters",
    "12 dead as ferry sinks off Halvern",
    "‘We will wait’: Brandt after the call",
    "Brandt: “We will wait.”",
    "“We will wait,” says Brandt",
    "Brandt Called The Minister. Here’s What She Told Him",
    "Lindqvist Has Told The Council Everything. Not Yet, At Least.",
    "Minister Says ‘I Will Wait For The Ferry And The Bridge!’",
    "Source: Brandt to leave Halvern before the vote",
    "Halvern bridge, ferry and road to reopen, minister says",
    "Ferry, bridge & road: 3 things to know",
    "It’s over: Vesland’s longest siege ends",
    "Lindqvist to Brandt: wait!",
]


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_headline_of_any_style_is_the_title(headline, gap):
    draft = article_of(f"{headline}{gap}{BODY}")
    assert (draft.title, draft.body) == (headline, BODY)


LAYOUTS = {
    "standfirst": f"{TITLE}\n\n{STANDFIRST}\n\n4 March 2031\n\n{BODY}",
    "standfirst, byline, day": f"{TITLE}\n{STANDFIRST}\nBy Ann Writer\n4 March 2031\n\n{BODY}",
    "byline first": f"By Ann Writer\n4 March 2031\n\n{TITLE}\n\n{BODY}",
    "day first": f"4 March 2031\n{TITLE}\n\n{BODY}",
    "day and byline side by side": f"{TITLE}\n4 March 2031 | By Ann Writer\n{BODY}",
    "kicker": f"WORLD\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "section": f"Politics\n{TITLE}\n4 March 2031\n\n{BODY}",
    "path of sections": f"Home > World > Europe\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "kind of paper": f"Analysis\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "mark of markdown": f"# {TITLE}\n\n4 March 2031\n\n{BODY}",
    "two marks": f"## {TITLE} ##\n\n4 March 2031\n\n{BODY}",
    "bold": f"**{TITLE}**\n\n4 March 2031\n\n{BODY}",
    "underlined": f"{TITLE}\n=========\n\n4 March 2031\n\n{BODY}",
    "front matter": f"---\ntitle: {TITLE}\ndate: 2031-03-04\n---\n\n{BODY}",
    "title repeated": f"{TITLE}\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "title of the page first": f"{TITLE} | Sample Wire\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "title of the page with a dash": f"{TITLE} - Sample Wire\n{TITLE}\n4 March 2031\n\n{BODY}",
    "outlet first": f"Harbour News\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "outlet and day on a line": f"{TITLE}\n\nHarbour News, 4 March 2031\n\n{BODY}",
    "advertisement first": f"Advertisement\n\n{TITLE}\n\n4 March 2031\n\n{BODY}",
    "buttons under the title": f"{TITLE}\n\nShare\nTweet\nPrint\n\n4 March 2031\n\n{BODY}",
    "dateline": f"{TITLE}\n\nHALVERN, March 4, 2031 (Sample Wire) — {BODY}",
    "old dateline": f"{TITLE}\n\nHALVERN, Orvania, March 4, 2031 (SW) _ {BODY}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_title_and_day_are_found_in_any_layout(tmp_path, layout):
    (tmp_path / "a.txt").write_text(LAYOUTS[layout], encoding="utf-8")
    articles, problems = read_articles(tmp_path)
    article = articles.iloc[0]
    assert article.title == TITLE, problems.message.tolist()
    assert str(article.published.date()) == "2031-03-04"
    assert article.text.startswith(f"{TITLE}\n\n") and BODY in article.text
    assert article.text.count(TITLE) == 1
    assert pd.isna(article.author) or article.author == "Ann Writer"


FIRST_LINES = [
    "HALVERN, Orvania (SW) _",
    "HALVERN _",
    "HALVERN, Orvania (SW) —",
    "Is it likely that the president, who has not left the harbour since Monday, will call the minister today?",
    "Brandt said: “We will wait.”",
    "The bridge was closed. Nobody Knows Why.",
    "World leaders met in Halvern.",
    "Politics is the art of waiting.",
]


@pytest.mark.parametrize(
    "section", ["WORLD", "Politics", "Home > World", "News / Europe", "Opinion | Analysis", "EXCLUSIVE"]
)
def test_a_section_above_the_title_stays_in_the_text(section):
    draft = article_of(f"{section}\n\n{TITLE}\n\n{BODY}")
    assert (draft.title, draft.body) == (TITLE, f"{section}\n\n{BODY}")


def test_an_outlet_above_or_behind_the_title_is_the_source():
    assert article_of(f"Harbour News\n\n{TITLE}\n\n{BODY}").source == "Harbour News"
    assert article_of(f"{TITLE} | Harbour Post\n\n{TITLE}\n\n{BODY}").source == "Harbour Post"
    alone = article_of(f"{TITLE} | Harbour Post\n\n{BODY}")
    assert (alone.title, alone.source) == (f"{TITLE} | Harbour Post", None)


def test_an_outlet_that_begins_a_wrapped_sentence_stays_in_the_text():
    assert "Harbour News" in article_of(f"Harbour News\nreported that the bridge was open.\n\n{BODY}").body


def test_a_standfirst_stays_in_the_text():
    draft = article_of(f"{TITLE}\n\n{STANDFIRST}\n\nBy Ann Writer\n\n{BODY}")
    assert (draft.author, draft.body) == ("Ann Writer", f"{STANDFIRST}\n\n{BODY}")


@pytest.mark.parametrize("first", FIRST_LINES)
def test_a_first_line_of_text_is_no_title(first):
    draft = article_of(f"{first}\n\n{BODY}")
    assert draft.title is None and draft.body == f"{first}\n\n{BODY}"
