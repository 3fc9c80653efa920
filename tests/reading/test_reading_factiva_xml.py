"""Factiva (XML): every article of an answer is read, and counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading import factiva_xml
from analysis.reading.content import Content, Item
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.formats import read

WHOLE = (Path(__file__).parent / "formats" / "factiva_xml" / "response.xml").read_text(encoding="utf-8")
ARTICLE = WHOLE[WHOLE.index("<ppsarticle>") : WHOLE.index("</ppsarticle>") + len("</ppsarticle>")]


def items(answer: str) -> list[Item]:
    return list(read(Content("answer.xml", answer.encode())))


def test_an_answer_is_read_in_full():
    one, two, three = items(WHOLE)
    assert one == Draft(
        title="Lindqvist calls Brandt about 12 ferries on May 5, 2029",
        published=date(2031, 3, 4),
        published_basis="metadata",
        modified=date(2031, 3, 6),
        source="The Halvern Gazette",
        author="Ann Writer",
        language="en",
        location="document 1 of 3",
        body="Foreign Minister Mara Lindqvist telephoned President Tomas Brandt on Monday.\n\n"
        '"We have waited since 1 January," she said.\n\nHe answered at once; cafés & harbours wait.',
    )
    assert two == Draft(
        title="Brandt reçoit Lindqvist",
        published=date(2031, 3, 7),
        published_basis="metadata",
        source="Le Soir de Sarn",
        language="fr",
        location="document 2 of 3",
        body="Le président Tomas Brandt a reçu la ministre Mara Lindqvist.",
    )
    assert isinstance(three, Unreadable)
    assert three.location == "document 3 of 3" and "no longer available" in three.message


def test_the_number_that_the_answer_declares_is_compared():
    assert [item.message for item in items(WHOLE.replace('count="3"', 'count="5"')) if isinstance(item, Remark)] == [
        "the file declares 5 articles; 3 were found in it"
    ]


@pytest.mark.parametrize("count", ['count=""', 'count="many"', ""])
def test_a_number_that_is_none_is_compared_with_nothing(count):
    assert len(items(WHOLE.replace('count="3"', count))) == 3


def test_a_day_that_is_not_understood_is_a_remark():
    draft = items(WHOLE.replace("2031-03-07", "03/07/31"))[1]
    assert isinstance(draft, Draft) and draft.published is None
    assert "03/07/31" in draft.remarks[0].message


def test_an_answer_without_articles_is_reported():
    with pytest.raises(Unreadable, match="without an article"):
        items('<PPSResponse><ppsArticleResponse><ppsarticleResultSet count="0"/></ppsArticleResponse></PPSResponse>')


def test_an_answer_that_was_cut_off_is_said():
    *_, last, counted = items(WHOLE[: WHOLE.index(" a reçu")])
    assert isinstance(last, Draft) and last.body == "Le président Tomas Brandt"
    assert [remark.message[:27] for remark in last.remarks] == ["the file may be cut off her"]
    assert isinstance(counted, Remark) and counted.severity == "error"


def test_entities_of_the_file_itself_are_not_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY b "ferry"><!ENTITY c "&b;&b;">]>'
    head, rest = WHOLE.split("\n", 1)
    draft = items(head + bomb + rest.replace("A NOTE", "&c;").replace("He answered", "&c; He answered"))[0]
    assert isinstance(draft, Draft) and "ferryferry" not in draft.body


def test_five_hundred_articles_are_five_hundred():
    answer = WHOLE.replace(ARTICLE, ARTICLE * 498).replace('count="3"', 'count="500"')
    assert [item.location for item in items(answer)] == [f"document {n} of 500" for n in range(1, 501)]


def kept(answer: str) -> int:
    content = Content("answer.xml", answer.encode())
    return sum(isinstance(item, Draft | Unreadable) for item in factiva_xml.READER.read(content))


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(WHOLE)))
def test_a_fixture_cut_anywhere_gives_as_many_articles_as_were_begun(end):
    begun = WHOLE[:end].count("<ppsarticle>")
    assert not begun or kept(WHOLE[:end]) == begun


@settings(max_examples=100, deadline=None)
@given(st.sets(st.integers(3, WHOLE.count("\n")), max_size=30))
def test_a_fixture_without_some_lines_gives_as_many_articles_as_were_begun(dropped):
    answer = "\n".join(line for k, line in enumerate(WHOLE.split("\n")) if k not in dropped)
    begun = answer.count("<ppsarticle>")
    assert not begun or kept(answer) == begun
