"""Times told beside an event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.time_events import with_events
from analysis.extraction.times import find_times


def found(text: str) -> list[tuple[str, str]]:
    return [(time.text, time.anchored) for time in with_events(find_times(text), text)]


@pytest.mark.parametrize(
    ("dated", "beside", "anchored"),
    [
        ("The truce took effect on Wednesday.", "A day after the truce", "pub ~<XXXX-WXX-3 +P1D~"),
        ("On Wednesday the truce took effect.", "A day after the truce", "pub ~<XXXX-WXX-3 +P1D~"),
        ("Wednesday's fragile truce held.", "Two days after the truce", "pub ~<XXXX-WXX-3 +P2D~"),
        ("The talks of 12 May failed.", "A week after the failed talks", "pub ~<XXXX-05-12 +P1W~"),
        ("The vote will be held on June 7.", "Two weeks before the vote", "pub ~>XXXX-06-07 -P2W~"),
        ("The vote was held on 7 June 2031.", "the eve of the vote", "2031-06-07 -P1D~"),
        ("The vote was held on 7 June 2031.", "the day after the vote", "2031-06-07 +P1D~"),
        ("The war began in 2031.", "three years into the war", "2031 +P3Y~"),
        ("The blast hit Halvern on Monday.", "hours after the blast", "pub ~<XXXX-WXX-1 +PXh~"),
    ],
)
def test_a_time_beside_an_event_counts_from_the_day_that_the_text_gave_it(dated, beside, anchored):
    assert found(f"{dated} He left, {beside}.")[-1] == (beside, anchored)


@pytest.mark.parametrize(
    "before",
    [
        "It rained.",
        "On Tuesday she called for a truce.",
        "On Tuesday he said that the truce was signed in haste.",
        "The truce ended the war. On Tuesday it rained.",
        "The next day the truce was signed.",
    ],
)
def test_beside_an_event_that_the_text_does_not_date_a_length_is_only_a_length(before):
    assert found(f"{before} A day after the truce he left.")[-1] == ("A day", "P1D after event")
    assert not any("event" in form for _, form in found(f"{before} The day after the truce he left."))


def test_the_last_day_that_was_given_to_the_event_counts():
    text = "The vote was held on Monday. The second vote was held on Friday. A day after the vote he left."
    assert found(text)[-1][1] == "pub ~<XXXX-WXX-5 +P1D~"


@pytest.mark.parametrize(
    ("text", "anchored"),
    [
        ("He left two weeks before the vote on 25 June.", "pub ~<XXXX-06-25 -P2W~"),
        ("He left a day after the Monday vote.", "pub ~<XXXX-WXX-1 +P1D~"),
        ("He left a year after the war of 2031.", "2031 +P1Y~"),
    ],
)
def test_an_event_can_be_dated_where_it_is_named(text, anchored):
    assert found(text)[0][1] == anchored


def test_what_follows_does_not_date_the_event():
    assert found("A day after the truce he left. The truce took effect on Wednesday.")[0][1] == "P1D after event"


NOUNS = ["truce", "vote", "the", "a", "of", "on", "was held", "took effect", "after", "before", "said", "'s", ",", "."]


@given(
    st.lists(
        st.sampled_from(
            [*NOUNS, "A day", "hours", "the eve", "Monday", "Sept. 14", "2031", "A day after the Monday vote"]
        ),
        max_size=40,
    )
)
def test_any_heap_of_events_gives_spans_in_order(words):
    text, end = " ".join(words), 0
    for time in with_events(find_times(text), text):
        assert end <= time.start < time.end <= len(text)
        assert time.text == text[time.start : time.end]
        end = time.end
