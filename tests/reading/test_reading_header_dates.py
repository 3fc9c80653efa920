"""Days in headers, in the languages and layouts of the databases; what can be read in several ways is refused."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.reading.header_dates import date_at_start, date_in_line, parse_date, words_of

DAY = date(2031, 3, 14)


@pytest.mark.parametrize(
    "text",
    [
        "March 14, 2031",
        "Friday, March 14, 2031",
        "March 14, 2031, Friday",
        "March 14, 2031 Friday",
        "March 14, 2031 Friday 4:12 PM GMT",
        "March 14, 2031 Friday 1:05 PM Eastern Standard Time",
        "14 March 2031 (Friday)",
        "Fri, 14 Mar 2031 09:30:00 +0200",
        "2031-03-14T09:30:00Z",
        "2031年3月14日",
        "2031.03.14",
        "14-Mar-2031",
        "the 14th of March, 2031",
        "14 mars 2031 à 9 h 30",
        "14 mars 2031",
        "le 14 mars 2031",
        "vendredi 14 mars 2031",
        "le vendredi 14 mars 2031 à 10h15",
        "14 mars 2031 vendredi 10:15 GMT",
        "Vendredi 14 Mars 2031",
        "14. März 2031",
        "Freitag, 14. März 2031, 10:15 Uhr",
        "Freitag, den 14. März 2031",
        "Freitag 14.März 2031",
        "mars 14 2031",
        "14 mars 2031 vendredi 3:00 AM GMT",
        "14 de marzo de 2031",
        "viernes, 14 de marzo de 2031",
        "el 14 de marzo del 2031",
        "viernes 14 marzo 2031",
        "venerdì 14 marzo 2031",
        "14 de março de 2031",
        "sexta-feira, 14 de março de 2031",
        "14 Março 2031",
        "14 maart 2031",
        "vrijdag 14 maart 2031",
        "14 марта 2031 г.",
        "пятница, 14 марта 2031 года",
        "14 Марта 2031, 10:15",
        "14 marca 2031",
        "14 березня 2031 р.",
        "14 Mart 2031",
    ],
)
def test_a_day_is_read_in_the_layouts_and_languages_of_the_databases(text):
    assert parse_date(text) == DAY
    found = date_in_line(text)
    assert found is not None and found.day == DAY


@pytest.mark.parametrize("text", ["1er mars 2031", "le 1er mars 2031", "1. März 2031", "1º de marzo de 2031"])
def test_the_first_of_a_month_has_an_ending_of_its_own(text):
    assert parse_date(text) == date(2031, 3, 1)


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2031",
        "le 03/04/2031",
        "03.04.2031",
        "mars 2031",
        "14 mars",
        "mardi",
        "31 février 2031",
        "14 mars 31",
        "The 14 of them met in March 2031",
        "14 mars 2031 attaque du pont",
        "14 ſept 2031",
        "",
    ],
)
def test_what_is_no_whole_day_or_can_be_read_in_several_ways_is_refused(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("March 14, 2031, Friday, Late Edition - Final", "", "Friday, Late Edition - Final"),
        ("Sample Daily, vendredi 14 mars 2031, p. 16", "Sample Daily", "p. 16"),
        ("Le Quotidien, no. 2031, 14 mars 2031, p. 16", "Le Quotidien, no. 2031", "p. 16"),
        ("Daniel 14 mars 2031 10:15", "Daniel", "10:15"),
        ("2031年3月14日星期五", "", "星期五"),
        ("© 2031 Sample Press | 14. März 2031", "© 2031 Sample Press |", ""),
    ],
)
def test_a_line_states_one_day_among_other_things(line, before, after):
    found = date_in_line(line)
    assert found is not None
    assert (found.day, found.before, found.after) == (DAY, before, after)


@pytest.mark.parametrize(
    "line",
    ["Sample Daily, 03/04/2031", "From March 14, 2031 to 15 March 2031", "Sample Daily, p. 2031", "", "/14 mars"],
)
def test_a_line_with_no_day_or_with_several_states_none(line):
    assert date_in_line(line) is None


@given(st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.sampled_from(sorted(words_of("month_abroad").items())))
def test_every_month_of_every_language_is_read(day, month):
    word, number = month
    written = f"{day.day} {word} {day.year}"
    try:
        expected = date(day.year, int(number), day.day)
    except ValueError:
        expected = None
    assert parse_date(written) == expected
    assert parse_date(written.upper()) == expected or not word.isascii()


@given(st.text(max_size=60), st.text("0123456789 .,/-martsepjunAoû年月日ſı", max_size=60))
def test_no_text_breaks_the_search_for_a_day(one, other):
    for text in (one, other, one + other):
        assert parse_date(text) is None or date_at_start(text)
        date_in_line(text)


def test_no_word_is_a_month_of_two_numbers():
    assert not [
        word for word, number in words_of("month_abroad").items() if words_of("month").get(word, number) != number
    ]
