"""What is said twice, as it is looked at: every copy beside its original, what differs marked, any pair at hand."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from analysis.corrections import Correction
from analysis.schema import frame
from analysis.views.repeats import FIRST, compare, copies, not_copies, repeats

LONG = " ".join(f"The lamp of pier {n} was lit by keeper {n * 7} before the ferry came." for n in range(20))


def with_articles(tables, rows: list[dict]):
    """The tables with other articles; ``n`` of them by number."""
    filled = [
        {"path": f"{row['article_id']}.txt", "part": 1, "published_basis": "header", "words": 1, **row} for row in rows
    ]
    return type(tables)(**{**dict(tables), "articles": frame("articles", filled)})


@pytest.fixture
def told_twice(small_tables):
    return with_articles(
        small_tables,
        [
            {"article_id": "a0", "title": "Lamps", "text": f"Lamps\n\n{LONG}", "source": "Wire",
             "published": "2031-03-04"},
            {"article_id": "a1", "title": "<b>Light</b>", "source": "<i>Post</i>", "published": "2031-03-05",
             "text": f"<b>Light</b>\n\n{LONG.replace('pier 9', 'jetty 9')} <script>alert('x')</script>",
             "duplicate_of": "a0", "duplicate_kind": "near"},
            {"article_id": "a2", "title": "Snow", "text": "Snow\n\nNothing but snow.", "published": "2031-03-06"},
        ],
    )  # fmt: skip


def plain(html: str) -> str:
    return re.sub(r"<[^>]*>", "", re.sub(r"(?s)<style>.*?</style>", "", html))


def test_each_copy_stands_beside_its_original_with_what_they_have_in_common(told_twice):
    (row,) = repeats(told_twice).itertuples()
    assert (row.file, row.kind, row.original_file, row.original_source) == ("a1.txt", "near", "a0.txt", "Wire")
    assert 0.95 < row.in_common < 1 and row.published == pd.Timestamp("2031-03-05")


def test_a_new_headline_alone_takes_nothing_from_what_is_in_common(told_twice):
    articles = told_twice.articles.assign(text=["Lamps\n\n" + LONG, "<b>Light</b>\n\n" + LONG, "Snow"])
    tables = type(told_twice)(**{**dict(told_twice), "articles": articles})
    assert repeats(tables)["in_common"].to_list() == [1.0]


def test_what_only_one_has_is_marked_in_words_and_what_both_have_is_folded(told_twice):
    html = compare(told_twice)._repr_html_()
    assert re.search(r"<del>.*?only in the original.*?pier.*?</del>", html)
    assert re.search(r"<ins>.*?only in the copy.*?jetty.*?</ins>", html)
    assert re.search(r"<summary>\d+ words in both</summary>", html)
    assert "line-through" in html and "underline" in html


def test_nothing_that_an_article_says_becomes_html(told_twice):
    html = compare(told_twice)._repr_html_()
    assert "<script" not in html and "<i>" not in html and "<b>Light" not in html
    assert "&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;" in html and "&lt;i&gt;Post" in html


def test_no_word_of_the_copy_is_lost(told_twice):
    html = compare(told_twice, "a1.txt")._repr_html_()
    kept = re.sub(r"<del>.*?</del>|<summary>.*?</summary>|<p>.*?</p>", "", html)
    shown = plain(kept).replace("[only in the copy: ", "").replace("]", "")
    text = told_twice.articles.set_index("article_id")["text"]["a1"]
    escaped = text.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#x27;")
    assert shown.split() == escaped.split()


def test_any_two_articles_can_be_compared_and_who_is_not_there_is_named(told_twice):
    assert "beside" in compare(told_twice, "a2.txt", "a0").html
    with pytest.raises(KeyError, match=r"gone\.txt"):
        compare(told_twice, "gone.txt")


def test_what_repeats_nothing_can_only_be_compared_with_what_one_names(told_twice):
    with pytest.raises(KeyError, match="repeats no other"):
        compare(told_twice, "a2.txt")


def test_of_many_copies_the_first_are_shown_and_the_number_of_the_others(small_tables):
    rows = [{"article_id": "a0", "text": LONG}]
    rows += [{"article_id": f"b{n:03}", "text": LONG, "duplicate_of": "a0", "duplicate_kind": "exact"}
             for n in range(300)]  # fmt: skip
    html = compare(with_articles(small_tables, rows)).html
    assert html.count('class="repeats-text"') == FIRST and f"{300 - FIRST} more pairs" in html
    assert len(html) < 200_000


def test_a_folder_in_which_nothing_is_said_twice_says_so(small_tables):
    articles = small_tables.articles.assign(duplicate_of=None, duplicate_kind=None)
    tables = type(small_tables)(**{**dict(small_tables), "articles": articles})
    assert repeats(tables).empty and "No article repeats" in compare(tables).html


def test_files_are_put_right_by_name_and_what_is_right_already_is_left(told_twice):
    (made,) = not_copies(told_twice, ["a1.txt", "a2.txt"], who="Ann")
    assert made == Correction("not a duplicate", "a1", evidence="a1.txt: <b>Light</b>", old="a0", who="Ann")
    (made,) = copies(told_twice, {"a2.txt": "a0.txt", "a1.txt": "a0.txt"})
    assert (made.what, made.article, made.new) == ("duplicate", "a2", "a0")
    with pytest.raises(KeyError, match=r"gone\.txt"):
        not_copies(told_twice, ["gone.txt"])
