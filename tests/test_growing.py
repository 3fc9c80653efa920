"""Tables whose rows come in one after the other: what comes out is what would come of all rows at once."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.growing import Growing
from analysis.schema import SchemaError, frame

ROWS = st.lists(st.sampled_from("cabd"), max_size=30).map(
    lambda articles: [_row(article, number) for number, article in enumerate(articles)]
)


def _row(article: str, start: int) -> dict[str, object]:
    return {"article_id": article, "start": start, "end": start + 5, "text": "Friday", "kind": "DATE", "anchor": "none"}


@given(ROWS, st.integers(1, 7))
def test_rows_come_out_as_they_came_in_however_few_are_held_at_once(rows, at_once):
    growing = Growing("times", at_once=at_once)
    for row in rows:
        growing.add([row])
    pd.testing.assert_frame_equal(growing.frame(), frame("times", rows))


@given(ROWS, st.integers(1, 7))
def test_asked_for_by_a_column_rows_alike_in_it_stay_as_they_came(rows, at_once):
    growing = Growing("times", at_once=at_once)
    growing.add(rows)
    ordered = sorted(rows, key=lambda row: row["article_id"])  # stable
    pd.testing.assert_frame_equal(growing.frame(by="article_id"), frame("times", ordered))


def test_rows_that_share_what_should_tell_them_apart_are_refused_wherever_they_came():
    growing = Growing("times", at_once=1)
    growing.add([_row("a", 1), _row("b", 1), _row("a", 1)])
    with pytest.raises(SchemaError, match="article_id"):
        growing.frame(by="article_id")
