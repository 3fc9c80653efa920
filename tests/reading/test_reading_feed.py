"""RSS and Atom: entries are articles; what is a summary is called one, and nothing is fetched or expanded."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.reading.columns import ONLY_SUMMARY
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Unreadable
from analysis.reading.formats import read

FOLDER = Path(__file__).parent / "formats" / "feed"
RSS = '<rss version="2.0"><channel><title>Courier</title>{}</channel></rss>'


def items(data: bytes | str, name: str = "feed") -> list:
    return list(read(Content(name, data if isinstance(data, bytes) else data.encode())))


def test_rss_is_read_in_full_and_its_entities_are_not_expanded():
    entities, first, second, lost = items((FOLDER / "rss.xml").read_bytes())
    assert entities.severity == "warning" and "not expanded" in entities.message
    assert first == Draft(
        title="Locks at Sarn stay shut, Kell says",
        body="HALVERN — The locks at Sarn stay shut, Ruta Kell told the bargemen.\n\n“We wait,” she said & left.",
        published=date(2031, 3, 12),
        published_basis="metadata",
        source="Halvern Courier & Gazette",
        author="Ann Writer, Bo Reporter",
        url="https://halvern-courier.example/2031/locks?a=1&b=2",
        language="en",
        location="entry 1",
    )
    assert second == Draft(
        title="Grain sprouts below the locks",
        body="The grain is sprouting, Obed Farrow said.\n\n“Come & smell it.”",
        published=date(2031, 3, 16),
        published_basis="metadata",
        source="Velmara Tribune",
        author="Obed Writer",
        url="https://halvern-courier.example/2031/grain",
        language="en",
        remarks=(ONLY_SUMMARY,),
        location="entry 2",
    )
    assert (lost.message, lost.location) == ("there is no text of “In pictures: the barges”", "entry 3")


def test_atom_is_read_in_full_with_both_its_days():
    first, second = items((FOLDER / "atom.xml").read_bytes())
    assert first == Draft(
        title="Osk answers: “One gate”",
        body="Lena Osk answered Ruta Kell on Thursday.\n\n“One gate, one hour,” she wrote.",
        published=date(2031, 3, 13),
        published_basis="metadata",
        modified=date(2031, 3, 15),
        source="Lodvar Post",
        author="Lena Brook",
        url="https://lodvar-post.example/news/osk",
        language="en",
        location="entry 1",
    )
    assert second == Draft(
        title="Osk calls Kell",
        body="Lena Osk called Ruta Kell; 3 < 4, she said.",
        modified=date(2031, 3, 19),
        source="Lodvar Post",
        url="https://lodvar-post.example/news/call",
        language="en",
        remarks=(ONLY_SUMMARY,),
        location="entry 2",
    )


def test_rdf_is_read_in_full():
    (draft,) = items((FOLDER / "rdf.xml").read_bytes())
    assert draft == Draft(
        title="Bargemen meet Kell",
        body="Obed Farrow met Ruta Kell on Tuesday.",
        published=date(2031, 3, 18),
        published_basis="metadata",
        source="Sarn Bulletin",
        author="Mira Tolley",
        url="https://sarn-bulletin.example/1",
        remarks=(ONLY_SUMMARY,),
        location="entry 1",
    )


def test_a_feed_of_the_oldest_kind_is_read():
    entry = "<item><title>Bridge</title><link>https://c.example/b</link><description>Open.</description></item>"
    (draft,) = items(RSS.replace("2.0", "0.91").format(entry))
    assert (draft.title, draft.body, draft.source, draft.url) == ("Bridge", "Open.", "Courier", "https://c.example/b")


def test_a_feed_that_was_cut_off_keeps_its_entries_and_says_so():
    whole = (FOLDER / "rss.xml").read_text(encoding="utf-8")
    found = items(whole[: whole.index("In pictures")])
    assert [item.title for item in found if isinstance(item, Draft)] == [
        "Locks at Sarn stay shut, Kell says", "Grain sprouts below the locks",
    ]  # fmt: skip
    assert any("malformed" in item.message for item in found if not isinstance(item, Draft))


def test_an_author_without_a_name_is_none():
    for author in (
        "<author/>",
        "<author><name/></author>",
        "<author><name> </name><email>a@c.example</email></author>",
    ):
        entry = f"<entry><title>A</title><summary>B</summary>{author}</entry>"
        (draft,) = items(f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Courier</title>{entry}</feed>')
        assert (draft.author, draft.body) == (None, "B")


def test_a_date_that_is_none_is_a_remark():
    (draft,) = items(RSS.format("<item><title>A</title><description>B</description><pubDate>soon</pubDate></item>"))
    assert draft.published is None and any("the date “soon”" in remark.message for remark in draft.remarks)


@pytest.mark.parametrize("inside", ["", "<item></item>", "<item>", "</item>"])
def test_a_feed_without_an_article_is_an_error(inside):
    try:
        (found,) = [item for item in items(RSS.format(inside)) if isinstance(item, Unreadable)]
    except Unreadable as error:
        found = error
    assert found.severity == "error" and found.remedy


def test_a_page_that_links_to_a_feed_is_a_page():
    page = "<html><head><title>Bridge</title><link href='/rss'></head><body><p>The bridge is open, and the word "
    (draft,) = items(
        page + "is <code>&lt;rss version=2&gt;</code>, <rss version='2.0'> said Mara Lindqvist.</p></body>"
    )
    assert draft.source is None and "The bridge is open" in draft.body


def test_elements_nested_too_deep_lose_their_own_entry_only():
    deep = f"<item><title>Deep</title><description>{'&lt;div&gt;' * 20_000}</description></item>"
    lost, draft = items(RSS.format(deep + "<item><title>A</title><description>B</description></item>"))
    assert (lost.location, draft.title) == ("entry 1", "A")
