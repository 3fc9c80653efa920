import pandas as pd

from analysis.views import accounts, tidy


def test_a_tidy_table_hides_ids_offsets_and_empty_columns(small_tables):
    shown = tidy(accounts(small_tables, "e1")).frame
    assert "event_id" not in shown and "claim" not in shown
    assert {"source", "published", "date_start", "date_end", "evidence"} <= set(shown)


def test_what_an_article_says_never_becomes_part_of_the_page(small_tables):
    html = tidy(small_tables.quotes)._repr_html_()
    assert "&lt;b&gt;nobody&lt;/b&gt;" in html and "<b>" not in html


def test_days_are_days_gaps_are_empty_and_numbers_stand_at_the_right():
    frame = pd.DataFrame(
        {"day": pd.to_datetime(["2031-03-04", None]), "share": [0.333, None], "reprint": [True, False]}
    )
    html = tidy(frame)._repr_html_()
    assert ">2031-03-04</td>" in html and ">0.33</td>" in html and ">yes</td>" in html
    assert "NaT" not in html and "nan" not in html.lower()


def test_a_table_without_rows_says_so(no_tables):
    assert tidy(no_tables.events)._repr_html_() == "<p>no rows</p>"


def test_counted_things_are_shown_without_decimals_and_shares_with_them():
    shown = tidy(pd.DataFrame({"quantity": [49.0, None, 2900.0], "share": [0.5, 0.25, 1.0]}))._repr_html_()
    assert ">49<" in shown and ">2,900<" in shown and ">0.50<" in shown and ">1.00<" in shown
