import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.normal import clean
from analysis.views.evidence import Span, _article, _pieces, evidence_html


def article_part(html: str) -> str:
    return html[html.index("<article") :]


def marked(html: str, kind: str) -> list[str]:
    """The words that carry the class of this kind, in the order of the article."""
    marks = re.findall(r'<mark class="([^"]*)"[^>]*>([^<]*)</mark>', article_part(html))
    return [unescape(words) for classes, words in marks if f"ev-{kind}" in classes.split()]


def test_the_chosen_sentence_comes_before_the_article_with_its_reasons(small_tables):
    html = evidence_html(small_tables, "a3", "c08")
    before = html[: html.index("<article")]
    assert "Mara Lindqvist and Tomas Brandt" in before
    assert "will meet" in re.sub("<[^>]*>", "", before)
    for reason in (
        "2031-03-12",
        "on March 12",
        "planned",
        "meeting",
        "Ilse Okoro",
        "by hand",
        "90%",
        "ministry.txt",
        "Vesland Ministry",
    ):
        assert reason in before


def test_the_chosen_evidence_is_marked_in_the_article_under_one_anchor(small_tables):
    html = evidence_html(small_tables, "a1", "c03")
    assert html.count('id="evidence-c03"') == 1
    assert "".join(marked(html, "evidence")) == "She urged Brandt to reopen the bridge"


def test_speaker_addressee_cue_quote_and_time_are_told_apart(small_tables):
    html = evidence_html(small_tables, "a1", "c01")
    assert "Mara Lindqvist" in marked(html, "speaker")
    assert "Tomas Brandt" in marked(html, "addressee")
    assert "spoke by telephone with" in marked(html, "cue")
    assert marked(html, "quote") == ["We heard one explosion,"]
    assert {"Monday", "Tuesday"} <= set(marked(html, "time"))


def test_a_quote_whose_speaker_is_unresolved_is_marked_so(small_tables):
    assert marked(evidence_html(small_tables, "a1"), "open") == []
    nobody = small_tables.quotes.assign(speaker=None, speaker_id=None)
    html = evidence_html(replace(small_tables, quotes=nobody), "a1")
    assert "We heard one explosion," in marked(html, "open")
    assert "speaker unresolved" in html[: html.index("<article")]


def test_inside_the_chosen_evidence_only_the_chosen_pair_has_roles(small_tables):
    mentions = small_tables.mentions
    brandt = mentions.iloc[[1]].assign(start=small_tables.articles["text"][0].index("Brandt that"), text="Brandt")
    brandt["end"] = brandt["start"] + len("Brandt")
    both = replace(small_tables, mentions=pd.concat([mentions, brandt], ignore_index=True))
    assert "Brandt" in marked(evidence_html(both, "a1", "c05"), "addressee")
    assert "Brandt" not in marked(evidence_html(both, "a1", "c04"), "addressee")


def test_markup_in_an_article_stays_text(small_tables):
    html = evidence_html(small_tables, "a3", "c07")
    assert "<b>" not in html
    assert "&lt;b&gt;nobody&lt;/b&gt;" in html


def test_markup_in_names_rules_and_paths_stays_text(small_tables):
    evil = '"><script>alert(1)</script>'
    tables = replace(
        small_tables,
        articles=small_tables.articles.assign(path=evil, source=evil, title=evil),
        communications=small_tables.communications.assign(speaker=evil, rule=evil, date_basis=evil),
        quotes=small_tables.quotes.assign(speaker=evil),
        times=small_tables.times.assign(anchor=evil),
    )
    html = evidence_html(tables, "a3", "c07")
    assert "<script" not in html
    assert not re.search(r'="[^"]*"><script', html)


def test_paragraphs_are_kept(small_tables):
    html = article_part(evidence_html(small_tables, "a1"))
    assert html.count("<p ") == 2
    assert re.search("<h3 [^>]*>Bridge reopens after call</h3>", html)


def test_an_article_without_a_chosen_row_has_no_evidence_mark(small_tables):
    html = evidence_html(small_tables, "a1")
    assert marked(html, "evidence") == []
    assert "evidence-chosen" not in html[html.index("</style>") :]


def test_an_undated_row_says_so(small_tables):
    assert "not dated by the text" in evidence_html(small_tables, "a1", "c04")


def test_bounds_of_the_publication_day_are_called_inferred(small_tables):
    articles = small_tables.articles.copy()
    articles.loc[articles["article_id"] == "a4", ["published_earliest", "published_basis"]] = (
        pd.Timestamp("2031-03-04"),
        "inferred",
    )
    html = evidence_html(replace(small_tables, articles=articles), "a4", "c10")
    assert "not before 2031-03-04 (inferred)" in html


def test_a_happening_that_is_no_communication_shows_its_account(small_tables):
    html = evidence_html(small_tables, "a4", event_id="e9")
    assert "".join(marked(html, "evidence")) == "an explosion at the bridge, by which two people were hurt"
    assert 'id="evidence-e9"' in html


def test_an_unknown_id_is_refused_by_name(small_tables):
    with pytest.raises(KeyError, match="c99"):
        evidence_html(small_tables, "a1", "c99")


class _Characters(HTMLParser):
    """The characters of an article as a browser has them, each with its place in the text by ``data-start``."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.at: int | None = None
        self.found: dict[int, str] = {}
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.at = int(dict(attrs)["data-start"]) if "data-start" in dict(attrs) else self.at

    def handle_data(self, data):
        for character in data:
            assert self.at is not None
            self.found[self.at] = character
            self.at += 1


SPANS = st.lists(
    st.builds(
        lambda a, b, kind: Span(min(a, b), max(a, b) + 1, kind, 'note "<&'),
        st.integers(0, 40),
        st.integers(0, 40),
        st.sampled_from(["quote", "speaker", "cue", "time", "evidence"]),
    )
)


@given(st.text(min_size=1, max_size=40), SPANS)
def test_however_findings_overlap_the_text_is_all_there_and_nothing_else(text, spans):
    html = _pieces(text, 0, len(text), spans)
    assert unescape(re.sub(r"</?mark[^>]*>", "", html)) == text
    assert html.count("<mark") == html.count("</mark>")


@given(st.text(max_size=60), st.sampled_from(["\n\n", "\n", " < & "]), st.text(max_size=60), SPANS)
def test_every_character_of_an_article_can_be_found_again_by_where_it_stands(one, between, other, spans):
    text = clean(one + between + other)
    article = pd.Series({"article_id": "a1", "title": clean(one), "path": "x.txt"})
    html = _article(article, text, [s for s in spans if s.end <= len(text)], None)
    shown = _Characters(html).found
    assert shown == {at: text[at] for at in shown}
    assert set(range(len(text))) - set(shown) <= {at for at, character in enumerate(text) if character == "\n"}
