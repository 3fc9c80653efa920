"""Saved web pages: the article without the page around it, and the days that the page itself names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.reading import read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

FIXTURES = Path(__file__).parent / "formats" / "page"
BODY = (
    "<p>Foreign Minister Mara Lindqvist told President Tomas Brandt on Monday that the ferry would run again.</p>"
    "<p>“The ice has gone,” she said after the call. He thanked her and asked for a second boat in summer.</p>"
)


def page(head: str = "", body: str = BODY, start: str = "<!DOCTYPE html>") -> Draft:
    (draft,) = read(Content("page.html", f"{start}<html><head>{head}</head><body>{body}</body></html>".encode()))
    assert isinstance(draft, Draft)
    return draft


@pytest.mark.parametrize(
    ("name", "stated", "text"),
    [
        (
            "gazette.html",
            ["Ferry talks of 1 January resume, says Lindqvist", "2031-03-04", "2031-03-06", "metadata",
             "The Halvern Gazette", "Ann Writer", "en", "https://gazette.example/world/ferry-talks"],
            "Ferry talks of 1 January resume, says Lindqvist\n\n"
            "HALVERN — Foreign Minister Mara Lindqvist said on Monday that the talks on the ferry would go on.\n\n"
            "“We wait for the ice to go,” she told reporters. “Then we meet again & sign.”\n\n"
            "“The bridge is open,” President Tomas Brandt said in a statement on March 3.\n\n"
            "The two towns have had no ferry since the storm, and fishermen on both shores wait for the lights of the "
            "bridge.",
        ),
        (
            "agency.html",
            ["Brandt rejects Lindqvist’s offer", "2031-03-07", "2031-03-09", "metadata", "North Shore Agency",
             "Otto Reiss, Lina Vasko", "en", "https://agency.example/n/77"],
            "Brandt rejects Lindqvist’s offer\n\n"
            "President Tomas Brandt on Friday rejected the offer of Foreign Minister Mara Lindqvist to share the "
            "harbour of Halvern.\n\n"
            "- Brandt wrote to Lindqvist on Thursday.\n\n- Lindqvist answered within the hour.\n\n"
            "“No harbour can have two masters,” he said in a letter that was shown to the North Shore Agency by his "
            "office on Friday.",
        ),
        (
            "ministry.html",
            ["Minister Lindqvist’s Call with President Brandt", "2031-03-04", None, "header", None, None, "en", None],
            "Minister Lindqvist’s Call with President Brandt\n\n"
            "The following is attributable to Spokesperson Erik Dahl:\n\n"
            "Minister Mara Lindqvist spoke by telephone today with President Tomas Brandt.\n\n"
            "She urged him to keep the bridge open to café owners and to fishermen of both towns, whatever the "
            "weather.\n\n"
            "They agreed to speak again when the ice has gone from the harbour of Halvern and the ferry is back in "
            "service.",
        ),
    ],
)  # fmt: skip
def test_a_page_gives_its_article_whole_and_nothing_of_what_stands_around_it(name, stated, text):
    articles, problems = read_articles(FIXTURES / name)
    assert problems.empty and len(articles) == 1
    article = articles.iloc[0]
    days = [None if pd.isna(article[c]) else str(article[c].date()) for c in ("published", "modified")]
    others = [None if pd.isna(article[c]) else article[c] for c in ("source", "author", "language", "url")]
    assert [article.title, *days, article.published_basis, *others] == stated
    assert article.text == text


@pytest.mark.parametrize(
    ("head", "published", "modified"),
    [
        ('<meta name="date" content="2031-03-04">', "2031-03-04", "None"),
        ('<meta property="article:modified_time" content="2031-03-05">', "None", "2031-03-05"),
        ('<meta name="DC.date.issued" content="4 March 2031">', "2031-03-04", "None"),
        ('<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2031-03-04T01:00:00Z"}]</script>',
         "2031-03-04", "None"),
        ('<meta name="date" content="03/04/2031"><meta name="pubdate" content="20310304">', "2031-03-04", "None"),
        ("<title>Events of 4 March 2031</title>", "None", "None"),
    ],
)  # fmt: skip
def test_a_day_is_taken_from_a_tag_that_names_it_and_from_nothing_else(head, published, modified):
    draft = page(head)
    assert (str(draft.published), str(draft.modified)) == (published, modified)


def test_a_day_that_can_be_read_in_two_ways_is_a_warning():
    draft = page('<meta name="date" content="03/04/2031">')
    assert draft.published is None
    assert [remark.message for remark in draft.remarks if "03/04/2031" in remark.message]


def test_several_days_on_a_page_without_a_tag_are_none():
    draft = page(body=f"<span class=date>4 March 2031</span>{BODY}<span class=date>5 March 2031</span>")
    assert draft.published is None


def test_the_days_of_other_articles_are_not_of_this_one():
    teasers = "".join(
        f"<a href=x><h2>Old call</h2><p class=date>{day}</p></a>" for day in ("4 March 2030", "04.03.2030")
    )
    assert page(body=BODY + teasers).published is None
    assert page(body=f"{BODY}<aside><time>4 March 2030</time></aside>").published is None
    draft = page(body=f"<p>Posted on <a href=x rel=bookmark><time>4 March 2031</time></a></p>{BODY}{teasers}")
    assert (str(draft.published), draft.published_basis) == ("2031-03-04", "header")


def test_a_day_shown_with_a_word_that_says_what_it_is_goes_before_days_without():
    facts = "<dl><dt>From:</dt><dd>Ministry</dd><dt>Published</dt><dd>4 March 2031</dd></dl>"
    draft = page(
        body=f"{facts}{BODY}<ul><li>Last updated 6 March 2031</li><li><time>6 March 2031</time>: more</li></ul>"
    )
    assert (str(draft.published), str(draft.modified)) == ("2031-03-04", "2031-03-06")


def test_who_wrote_and_who_publishes_may_be_told_elsewhere_on_the_page():
    graph = (
        '<script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"/#us","name":"The Gazette"},'
        '{"@type":"NewsArticle","headline":"Call ends","author":{"@id":"/#ann"},"publisher":{"@id":"/#us"}},'
        '{"@type":"Person","@id":"/#ann","name":"Ann Writer"}]}</script>'
    )
    draft = page(graph)
    assert (draft.title, draft.author, draft.source) == ("Call ends", "Ann Writer", "The Gazette")


@pytest.mark.parametrize("kind", ["article", "section"])
def test_the_entries_of_a_live_page_keep_their_order_and_their_headings(kind):
    said = (
        "President Tomas Brandt told Minister Mara Lindqvist that the ferry was his to stop.",
        "Minister Mara Lindqvist asked President Tomas Brandt why the ferry had been stopped.",
        "Welcome to our coverage of the talks between the two towns, which begin at nine.",
    )
    says = list(zip(("Brandt answers", "Ferry stopped", "Good morning"), said, strict=True))
    live = "".join(
        f"<{kind}><header><time>1{k}.00</time><h2>{heading}</h2></header><p>{text}</p><footer>Share</footer></{kind}>"
        for k, (heading, text) in enumerate(says)
    )
    tag = '<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Talks, live"}</script>'
    draft = page(tag, f"<main><h1>Talks, live</h1><p>The towns meet in Halvern.</p><div>{live}</div></main>")
    assert draft.body == "\n\n".join(["The towns meet in Halvern.", *(line for entry in says for line in entry)])


def test_a_title_is_not_the_name_of_the_site():
    assert page("<title>Gazette</title><meta property='og:site_name' content='Gazette'>").title is None
    assert page("<title>Call ends - early | World | Gazette</title>").title == "Call ends - early"
    assert page("<title>Gazette</title><meta property='og:title' content='Call ends - early'>").title == (
        "Call ends - early"
    )
    assert page("<meta property='og:title' content='Call ends | HG | 04.03.2031'>").title == "Call ends"
    address = "<link rel=canonical href='https://www.halverngazette.example/a'>"
    assert page(f"<meta property='og:title' content='Call ends - Halvern Gazette'>{address}").title == "Call ends"


def test_a_title_is_not_the_section_before_it():
    body = f"<h1>Gazette</h1><h1>Ferry to Halvern resumes</h1>{BODY}"
    head = '<meta property="og:title" content="World - Ferry to Halvern resumes">'
    assert page(head, body).title == "Ferry to Halvern resumes"
    assert page(head).title == "World - Ferry to Halvern resumes"


def test_a_title_that_was_cut_is_taken_where_it_is_whole():
    cut = (
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Brandt to Lindqvist: the fer…"}</script>'
    )
    whole = "Brandt to Lindqvist: the ferry stays"
    assert page(f'{cut}<meta property="og:title" content="{whole}">').title == whole
    assert page(f'{cut}<meta property="og:title" content="Two towns">').title == "Brandt to Lindqvist: the fer…"


def test_the_address_is_the_one_that_the_browser_noted_and_never_a_program():
    noted = "<!-- saved from url=(0021)https://gazette.example/a -->"
    assert page(start=noted).url == "https://gazette.example/a"
    assert page('<link rel="canonical" href="javascript:alert(1)">').url is None


def test_scripts_and_handlers_in_title_author_and_text_stay_words_or_go():
    head = '<meta name="author" content="&lt;img src=x onerror=alert(1)&gt;"><title>&lt;b&gt;Call&lt;/b&gt;</title>'
    draft = page(head, BODY + "<p onclick='alert(1)'>Brandt left.<script>alert(2)</script></p>")
    assert draft.author == "<img src=x onerror=alert(1)>" and draft.title == "<b>Call</b>"
    assert "alert" not in draft.body and draft.body.endswith("Brandt left.")


def test_a_page_without_text_is_an_error_with_a_remedy():
    with pytest.raises(Unreadable, match="no text") as error:
        list(read(Content("p.html", b"<!doctype html><html><body><div id=app></div></body></html>")))
    assert error.value.remedy


def test_xml_of_an_unknown_kind_is_refused_by_name():
    with pytest.raises(Unreadable, match="XML"):
        list(read(Content("p.xml", b"<?xml version='1.0'?><ships><ship/></ships>")))


@pytest.mark.parametrize("nested", ["<div>", "<b>", "<table><tr><td>", "<p><blockquote>"])
def test_tags_nested_ten_thousand_deep_give_a_text_or_a_problem(tmp_path, nested):
    (tmp_path / "deep.html").write_text("<html><body>" + nested * 10_000 + BODY)
    articles, problems = read_articles(tmp_path)
    assert len(articles) == 1 or set(problems.severity) == {"error"}


def test_a_page_that_was_cut_off_in_its_head_is_reported():
    with pytest.raises(Unreadable, match="holds no text"):
        list(read(Content("page.html", b"<!DOCTYPE html><html><head><title>Ferry talks resume</title>")))
