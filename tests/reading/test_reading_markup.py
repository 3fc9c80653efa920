"""A page is read to its end, or it is said that it was not."""

import pytest

from analysis.reading import markup
from analysis.reading.draft import Unreadable


@pytest.mark.parametrize("end", ["</body></html>", "</HTML >", "</html></body></p></html>"])
def test_what_stands_behind_an_early_end_of_the_page_is_read_too(end):
    tree = markup.html(f"<html><body><p>The bridge is open.</p>{end}<p>Then it fell.</p></body></html>")
    assert markup.text_of(tree) == "The bridge is open.\n\nThen it fell."


def test_a_page_in_a_page_takes_nothing_of_the_outer_one_away():
    page = "<html><head><title></title></head><body><p>Second.</p></body></html>"
    assert markup.text_of(markup.html(f"<p>First.</p>{page}<p>Third.</p>")) == "First.\n\nSecond.\n\nThird."


def test_elements_may_be_nested_a_thousand_deep():
    tree = markup.html("<p>First.</p>" + "<div>" * 1000 + "Deep." + "</div>" * 1000 + "<p>Last.</p>")
    assert markup.text_of(tree) == "First.\n\nDeep.\n\nLast."


def test_a_page_nested_deeper_than_can_be_read_is_refused_as_a_whole():
    with pytest.raises(Unreadable, match="too deep"):
        markup.html("<p>First.</p>" + "<div>" * 100_000 + "Deep.")


def test_eleven_million_letters_in_one_paragraph_are_read():
    assert len(markup.text_of(markup.html("<p>" + "x" * 11_000_000))) == 11_000_000
