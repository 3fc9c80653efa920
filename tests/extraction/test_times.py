"""Time expressions of a text in anchored form."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.extraction.times import find_times
from analysis.lexicon import load

ROWS = [row for row in load("time_patterns") if row["example"]]
WORDS = [row["word"] for row in load("time_words")]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def found(text: str) -> list[tuple[str, str]]:
    return [(time.text, time.anchored) for time in find_times(text)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["example"])
def test_the_example_of_every_pattern_is_found_whole(row):
    expected = re.sub(r"\[[^]]*\]", "", row["example"]).strip()  # what is in square brackets is context
    text = row["example"].replace("[", "").replace("]", "") + "."
    assert (expected, row["kind"]) in [(time.text, time.kind) for time in find_times(text)]


def test_every_pattern_that_makes_an_expression_has_an_example():
    assert [row["pattern"] for row in load("time_patterns") if row["kind"] and not row["example"]] == []


@pytest.mark.parametrize(
    ("text", "anchored"),
    [
        ("It attacked on Tuesday.", "pub ~<XXXX-WXX-2"),
        ("Blinken said he would call again on Thursday.", "pub ~>XXXX-WXX-4"),
        ("They will meet on Friday.", "pub ~>XXXX-WXX-5"),
        ("The talks are scheduled for Friday.", "pub ~>XXXX-WXX-5"),
        ("On Friday, he said, it rained.", "pub ~<XXXX-WXX-5"),
        ("He will meet Lavrov, who arrived on Monday.", "pub ~<XXXX-WXX-1"),
        ("It would have been signed on Monday.", "pub ~<XXXX-WXX-1"),
        ("He met Mr. Lavrov and Sen. Smith on Sept. 14 and will fly.", "pub ~<XXXX-09-14"),
        ("Talks on Tuesday", "pub ~XXXX-WXX-2"),
        ("The two are meeting on Friday.", "pub ~>XXXX-WXX-5"),
        ("She promised to send it by Friday.", "pub ~>XXXX-WXX-5"),
        ("He had invited her on Friday.", "pub ~<XXXX-WXX-5"),
        ("The ministers meet in Halvern on Friday.", "pub ~>XXXX-WXX-5"),
        ("The ministers did not meet on Friday.", "pub ~<XXXX-WXX-5"),
        ("The deadline was put off until Friday.", "pub ~>XXXX-WXX-5"),
    ],
)
def test_the_tense_of_the_clause_gives_the_direction(text, anchored):
    assert [form for _, form in found(text)] == [anchored]


@pytest.mark.parametrize(
    "text",
    [
        "He may march on.",
        "Theresa May said so.",
        "The second attempt failed.",
        "A fall in the sun.",
        "The Mar shop",
        "$2000 and 2,020 men",
        "2000 people came",
        "COVID-19 and F-16 jets",
        "03/04/2022 is ambiguous",
        "On February 30 it ended.",
        "at 25:61",
        "It was 13:99 long",
        "No. 1",
        "Jan Egeland spoke.",
        "She is 37 years old.",
        "700 people a week",
        "on Good Friday",
        "He told Vesland Today so.",
        "He told the Sunday Telegraph so.",
        "as soon as possible",
        "soon after the talks",
        "2022-09",
    ],
)
def test_words_and_numbers_that_date_nothing_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In May, May said it may rain.", "May"),
        ("13/09/2022", "13/09/2022"),
        ("09/13/2022", "09/13/2022"),
        ("In May 12 soldiers died.", "May"),
        ("nineteen ninety-seven", "nineteen ninety-seven"),
        ("Monday 09:20 On the way", "Monday 09:20"),
        ("the last twenty-four hours", "the last twenty-four hours"),
        ("Monday at 5:30 p.m. EST", "Monday at 5:30 p.m. EST"),
        ("It ended in September. 13 people died.", "September"),
        ("war of two and a half years", "two and a half years"),
    ],
)
def test_an_ambiguous_word_counts_only_in_context(text, expected):
    assert [form for form, _ in found(text)] == [expected]


def test_a_length_beside_an_event_waits_for_the_event():
    assert found("A day after the ceasefire, they met.") == [("A day", "P1D after event")]
    assert found("It came a day after Sept. 13, 2022.") == [("a day after Sept. 13, 2022", "2022-09-13 +P1D~")]


@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2049, 12, 31)),
    st.sampled_from(
        [
            "{month} {d}, {y}",
            "{month} {d:02} {y}",
            "{d} {month} {y}",
            "{dotted} {d}, {y}",
            "{d} {short} {y}",
            "{y}-{m:02}-{d:02}",
            "{weekday}, {month} {d}, {y}",
            "{weekday} {d} {month} {y}",
            "{month} {ordinal}, {y}",
            "the {ordinal} of {month} {y}",
            "{d}-{short}-{y}",
            "{y}{m:02}{d:02}",
            "{y}/{m:02}/{d:02}",
        ]
    ),
)
def test_a_day_written_in_any_order_is_read_back(day, order):
    ending = "th" if day.day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    month = MONTHS[day.month - 1]
    dotted = month if month == "May" else month[:3] + "."
    written = order.format(
        month=month,
        short=month[:3],
        dotted=dotted,
        y=day.year,
        m=day.month,
        d=day.day,
        weekday=WEEKDAYS[day.weekday()],
        ordinal=f"{day.day}{ending}",
    )
    assert found(f"They met on {written} in Yerevan.") == [(written, day.isoformat())]


def assert_sound(text: str) -> None:
    end = 0
    for time in find_times(text):
        assert end <= time.start < time.end <= len(text)
        assert time.text == text[time.start : time.end]
        assert time.kind in ("DATE", "TIME", "DURATION", "SET")
        assert time.anchored
        end = time.end


@given(st.text())
def test_any_text_gives_sound_spans(text):
    assert_sound(text)


HEAP = st.one_of(
    st.sampled_from([*WORDS, *map(str.capitalize, WORDS), "-", ",", ".", "\n\n", "'s", "%", "$"]),
    st.integers(0, 10_000_000).map(str),
    st.from_regex(r"\d{1,4}[-/.:]\d\d?[-/.]?\d{0,4}(pm|th|s)?"),
)


@given(st.lists(HEAP, max_size=40), st.sampled_from([" ", ""]))
def test_any_heap_of_time_words_gives_sound_spans(words, blank):
    assert_sound(blank.join(words))
