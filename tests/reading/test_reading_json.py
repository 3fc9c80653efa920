"""JSON and JSONL: articles in whatever records they stand, and a row for each that is lost."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading import json_articles, read_articles
from analysis.reading.content import Content
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read
from analysis.storage import REPOSITORY

FOLDER = Path(__file__).parent / "formats" / "json"
ARTICLE = {"title": "Bridge open", "text": "The bridge is open."}


def items(value: object, name: str = "a.json") -> list:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(read(Content(name, data)))


def drafts(value: object, name: str = "a.json") -> list[Draft]:
    found = items(value, name)
    assert all(isinstance(item, Draft) for item in found), found
    return found


def refusal(value: object, name: str = "a.json") -> Unreadable:
    with pytest.raises(Unreadable) as error:
        items(value, name)
    return error.value


def test_the_answer_of_a_news_service_is_read_in_full():
    first, second, lost = items((FOLDER / "service.json").read_bytes())
    assert first == Draft(
        title="Locks at Sarn stay shut, Kell tells the bargemen",
        body="HALVERN — The locks at Sarn stay shut, Ruta Kell told the bargemen on Wednesday.\n\n"
        '"We will open them on the day that Ostrevia does," she said.\n\nHer colleague Lena Osk did not answer.',
        published=date(2031, 3, 12),
        published_basis="metadata",
        source="Halvern Courier",
        author="Ann Writer, Bo Reporter",
        url="https://halvern-courier.example/2031/03/12/locks",
        language="en",
        location="record 1 (line 1), articles, results 1",
    )
    (found,) = second.remarks
    assert second == Draft(
        title="Osk answers: one gate, one hour",
        body="Lena Osk answered Ruta Kell on Thursday.\n\n“One gate, one hour”, she wrote.",
        published=date(2031, 3, 14),
        published_basis="metadata",
        source="Lodvar Post",
        url="https://lodvar-post.example/osk-answers",
        language="en",
        remarks=(found,),
        location="record 1 (line 1), articles, results 2",
    )
    assert found.severity == "warning" and "found the article (dateTime), not the one it was published" in found.message
    assert isinstance(lost, Unreadable)
    assert lost.message == "there is no text of “In pictures: the barges”"
    assert lost.location == "record 1 (line 1), articles, results 3"


def test_jsonl_is_read_in_full_and_what_is_broken_named_by_its_line():
    first, broken, second, empty, blank = items((FOLDER / "lines.jsonl").read_bytes(), "lines.jsonl")
    assert first == Draft(
        title="Grain sprouts below the locks",
        body="The grain is sprouting in the barges, Obed Farrow told the Tribune.\n\n“Come and smell it,” he said.",
        published=date(2031, 3, 16),
        published_basis="metadata",
        modified=date(2031, 3, 17),
        source="velmara-tribune.example",
        author="Mira Tolley",
        url="https://velmara-tribune.example/grain",
        language="en",
        location="record 1 (line 1)",
    )
    assert isinstance(broken, Unreadable) and broken.location == "record 2 (line 2)"
    assert second == Draft(
        title="Osk calls Kell",
        body="LODVAR, March 18, 2031 (Ostrevia Wire) — Lena Osk called Ruta Kell on Tuesday. �",
        published=date(2031, 3, 18),
        published_basis="dateline",
        source="Ostrevia Wire",
        location="record 3 (line 3)",
    )
    assert (
        isinstance(empty, Unreadable) and empty.location == "record 5 (line 5)" and "Nothing to read" in empty.message
    )
    assert isinstance(blank, Remark) and blank.message == "1 empty records were left out"


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "tests" / "articles" / "gold").glob("*.json")), ids=lambda p: p.name
)
def test_annotations_of_articles_are_no_articles_and_their_keys_are_listed(path):
    error = refusal(path.read_bytes())
    assert (error.severity, error.location) == ("error", None)
    assert error.message.endswith(": id, published, title, communications, quotes, events")
    assert "columns.csv" in error.remedy


@pytest.mark.parametrize(
    "value",
    [
        ARTICLE,
        [ARTICLE],
        [[ARTICLE]],
        {"status": "ok", "articles": [ARTICLE]},
        {"response": {"docs": [ARTICLE]}},
        {"hits": {"hits": [{"_id": "1", "_source": ARTICLE}]}},
        {"article": ARTICLE},
        {"count": 1, "data": [{"text": "Bridge open\n\nThe bridge is open."}]},
        {"data": {"edges": [{"node": ARTICLE}]}},
        {"webTitle": "Bridge open", "fields": {"bodyText": "The bridge is open.", "body": "<p>Other</p>"}},
        {"title": {"rendered": "Bridge open"}, "content": {"rendered": "<p>The bridge is <b>open</b>.</p>"}},
        {"title": {"7": "Bridge open"}, "text": {"7": "The bridge is open."}},
        {"headline": "Bridge open", "articleBody": ["The bridge is open."], "text": None},
    ],
)
def test_an_article_is_found_in_whatever_stands_around_it(value):
    (draft,) = drafts(value)
    assert (draft.title, draft.body) == ("Bridge open", "The bridge is open.")


@pytest.mark.parametrize(
    "record",
    [
        # News API, Guardian, New York Times, news-please, Webz, Media Cloud, Kaggle's "All the news" and JSON-LD
        {"articles": [{"source": {"id": None, "name": "Courier"}, "author": "Ann Writer", "title": "Bridge open",
                       "url": "https://c.example", "publishedAt": "2031-03-04T01:00:00Z", "content": "It is."}]},
        {"response": {"results": [{"webTitle": "x", "webPublicationDate": "2031-03-04T01:00:00Z",
                                   "webUrl": "https://c.example", "publication": "Courier", "fields":
                                   {"headline": "Bridge open", "byline": "Ann Writer", "bodyText": "It is."}}]}},
        {"response": {"docs": [{"web_url": "https://c.example", "abstract": "It is.", "source": "Courier", "headline":
                                {"main": "Bridge open", "kicker": None}, "pub_date": "2031-03-04T01:00:00+0000",
                                "byline": {"original": "By Ann Writer", "person": []}}]}},
        {"title": "Bridge open", "maintext": "It is.", "text": None, "authors": ["Ann Writer"], "url":
         "https://c.example", "source_domain": "Courier", "date_publish": "2031-03-04 01:00:00"},
        {"posts": [{"thread": {"site": "c.example", "title": "Other"}, "title": "Bridge open", "text": "It is.",
                    "author": "Ann Writer", "url": "https://c.example", "source": "Courier",
                    "published": "2031-03-04T01:00:00.000+02:00", "crawled": "2031-03-09T01:00:00.000+02:00"}]},
        {"title": "Bridge open", "story_text": "It is.", "media_name": "Courier", "publish_date": "2031-03-04",
         "author": "Ann Writer", "url": "https://c.example"},
        {"title": "Bridge open", "publication": "Courier", "author": "Ann Writer", "date": "2031-03-04", "year":
         2031.0, "month": 3.0, "url": "https://c.example", "content": "It is."},
        {"@type": "NewsArticle", "headline": "Bridge open", "articleBody": "It is.", "datePublished": "2031-03-04",
         "author": [{"@type": "Person", "name": "Ann Writer"}], "publisher": {"name": "Courier", "logo": {}},
         "url": "https://c.example"},
    ],
)  # fmt: skip
def test_the_records_of_services_and_collections_are_known(record):
    (draft,) = drafts(record)
    stated = (draft.title, draft.body, draft.published, draft.source, draft.author, draft.url)
    title = "x" if "webTitle" in json.dumps(record) else "Bridge open"
    assert stated == (title, "It is.", date(2031, 3, 4), "Courier", "Ann Writer", "https://c.example")


def test_a_list_of_addresses_without_texts_is_an_error_that_lists_their_keys():
    error = refusal({"articles": [{"url": "https://c.example", "title": "Bridge", "seendate": "20310304T010000Z"}]})
    assert error.message.endswith(": articles.url, articles.title, articles.seendate")


def test_values_one_after_the_other_need_no_list_and_no_lines():
    one = json.dumps(ARTICLE)
    for text in (one + one, f"{one}\n\n{one}\n", f"[{one},\n{one},]", f"[{one}][{one}]", f"\x1e{one}\n\x1e{one}\n"):
        assert [draft.title for draft in drafts(text.encode(), "a.jsonl")] == ["Bridge open"] * 2


def test_what_a_service_took_back_is_lost_and_no_article():
    taken = {
        "title": "[Removed]",
        "content": "[Removed]",
        "publishedAt": "1970-01-01T00:00:00Z",
        "url": "https://x.example",
    }
    lost, draft = items({"articles": [taken, {"title": "Bridge", "content": "The bridge is open."}]})
    assert isinstance(lost, Unreadable) and lost.message == "there is no text"
    assert draft.title == "Bridge"


def test_a_list_that_was_cut_off_keeps_what_is_whole():
    text = json.dumps([ARTICLE, ARTICLE, ARTICLE], indent=1)
    first, second, lost, remark = items(text[: text.rindex("open")].encode())
    assert (first.title, second.title) == ("Bridge open", "Bridge open")
    assert isinstance(lost, Unreadable) and "not read" in lost.message
    assert isinstance(remark, Remark) and "cut off" in remark.message


def test_a_title_that_the_text_repeats_is_kept_once():
    (draft,) = drafts({"title": "Bridge open", "text": "BRIDGE OPEN\n\nThe bridge is open."})
    assert draft.body == "The bridge is open."


def test_a_text_without_a_title_beside_it_is_read_like_a_text_file():
    (draft,) = drafts({"text": "Bridge open\nDate: 2031-03-04\n\nThe bridge is open."})
    assert (draft.title, draft.published, draft.body) == ("Bridge open", date(2031, 3, 4), "The bridge is open.")


def test_a_summary_is_read_where_there_is_no_text_and_named_one():
    (draft,) = drafts([{"title": "Bridge open", "description": "It is.", "content": None}])
    assert draft.body == "It is." and "summary" in draft.remarks[0].message


def test_a_text_that_a_service_cut_short_is_named():
    (draft,) = drafts([{"title": "Bridge open", "content": "The bridge is o… [+1204 chars]"}])
    assert draft.body == "The bridge is o" and "cut the text short" in draft.remarks[0].message


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2031-03-04T23:30:00-05:00", date(2031, 3, 4)),
        ("Tue, 04 Mar 2031 23:30:00 -0500", date(2031, 3, 4)),
        ("20310304T101500Z", date(2031, 3, 4)),
        (20310304, date(2031, 3, 4)),
        (1930348800, date(2031, 3, 4)),
        (1930348800000, date(2031, 3, 4)),
        ("1930348800.5", date(2031, 3, 4)),
        ({"$date": "2031-03-04T10:00:00Z"}, date(2031, 3, 4)),
    ],
)
def test_days_are_read_in_the_ways_in_which_machines_write_them(stated, day):
    (draft,) = drafts({**ARTICLE, "published": stated})
    assert (draft.published, draft.published_basis, draft.remarks) == (day, "metadata", ())


@pytest.mark.parametrize("stated", ["03/04/2031", "yesterday", 44817, 2031, "2031-02-30", 10**400, True])
def test_a_date_that_is_not_certain_is_a_remark(stated):
    (draft,) = drafts(
        json.dumps([{**ARTICLE, "published": stated}]).encode()
        if stated != 10**400
        else b'{"title":"Bridge open","text":"The bridge is open.","published":1' + b"0" * 5000 + b"}"
    )
    assert draft.published is None
    assert draft.remarks[0].severity == "warning" and "the date “" in draft.remarks[0].message


@pytest.mark.parametrize(
    "text", ['{"a":' * 100_000, "[" * 100_000, '[{"a":' * 50_000, '{"text": "x", "b": ' + "[" * 100_000]
)
def test_deep_nesting_is_an_error_row(text):
    with pytest.raises(Unreadable):
        found = items(text.encode())
        assert any(isinstance(item, Unreadable) for item in found)
        raise found[0]


def test_text_that_begins_with_a_bracket_is_text():
    for text in ("[Music plays] The bridge is open.", "[1] The bridge is open.", "{sic} The bridge is open."):
        (draft,) = drafts(text.encode(), "a.txt")
        assert draft.body == text


def test_the_user_says_what_a_key_holds(tmp_path):
    (tmp_path / "columns.csv").write_text("column,holds\nWords,text\nwhen,published\nbody,nothing\nx,colour\n")
    record = {"Words": "The bridge is open.", "When": "4 March 2031", "title": "Bridge", "body": "tall"}
    (tmp_path / "a.json").write_text(json.dumps(record))
    articles, problems = read_articles(tmp_path)
    assert articles.text.tolist() == ["Bridge\n\nThe bridge is open."]
    assert articles.published.astype(str).tolist() == ["2031-03-04"]
    (problem,) = problems.itertuples()
    assert (problem.path, problem.location, problem.severity) == ("columns.csv", "row 5", "error")
    assert "colour" in problem.message and problem.remedy


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8) | st.just("The bridge is open."),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["title", "text", "date", "source", "authors", "fields", "x"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_any_json_gives_articles_or_the_reason_why_not(value):
    data = json.dumps(value).encode()
    try:
        assert items(data, "a.jsonl")
    except Unreadable as error:
        assert error.message and not error.message.startswith(f"broken as {json_articles.READER.name}:")
