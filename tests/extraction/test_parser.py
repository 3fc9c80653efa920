"""Text to grammar and back: whatever the parser sees, its spans are the article's."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.extraction import extract
from analysis.extraction.parser import parse

TEXTS = {
    "plain": "The ferry is late. Mara Lindqvist waits.",
    "stand-in": "“The ferry is late. Nobody is hurt,” Mara Lindqvist said. “We wait,” she added, “until Friday.”",
    "office": (
        "Deputy Assistant Secretary for Harbour and Ferry Affairs Mara Lindqvist told Minister of State for the "
        "Northern Islands and Inland Waterways Tomas Brandt that the ferry was late."
    ),
    "office in a quotation": "“I met Minister of State for the Northern Islands Tomas Brandt on Monday,” she said.",
    "opening date": "On Monday Mara Lindqvist met Tomas Brandt. On 4 March 2031 Mara Lindqvist called Tomas Brandt.",
    "several paragraphs": "He said: “One bridge is open.\n\n“Two are late.”\n\n‘Three’ – it’s… 5 p.m.\t\u00a0end",
    "other scripts": "Премьер Тодор сказал: «Паром опоздал». 渡船晚点了。 🚢🚢 Mara Lindqvist said: “🚢 Ferry late.”",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_every_token_stands_in_the_article_where_its_span_says(text):
    (parsed,) = parse([(text, 0)])
    for segment in parsed.segments:
        assert len(segment.spans) == len(segment.doc)
        for token in segment.doc:
            start, end = segment.spans[token.i]
            if segment.stands_for(token) is None:
                put_in = token.text == "," and text[start:end] == " "  # behind an opening date, for the grammar
                assert put_in or text[start:end] == token.text
            else:
                assert any((q.outer_start, q.outer_end) == (start, end) for q in parsed.quotations)


def test_a_quotation_in_sentences_is_parsed_on_its_own_and_leaves_one_sentence_behind():
    (parsed,) = parse([(TEXTS["stand-in"], 0)])
    narration = [s for s in parsed.segments if s.quotation is None]
    assert len(narration) == 1
    assert "Nobody is hurt" not in narration[0].text and "Mara Lindqvist said" in narration[0].text
    assert any("The ferry is late. Nobody is hurt" in s.text for s in parsed.segments if s.quotation is not None)


def test_a_quotation_of_some_words_stays_in_its_sentence():
    (parsed,) = parse([("Mara Lindqvist called the delay “a disgrace” and left.", 0)])
    assert [s.text for s in parsed.segments] == ["Mara Lindqvist called the delay “a disgrace” and left."]


def test_a_long_office_is_hidden_from_the_grammar_and_kept_for_the_name():
    (parsed,) = parse([(TEXTS["office"], 0)])
    (segment,) = parsed.segments
    assert "Northern Islands" not in segment.text
    offices = {segment.text[at : at + 5]: office.strip() for at, office in segment.offices.items()}
    assert offices == {
        "Mara ": "Deputy Assistant Secretary for Harbour and Ferry Affairs",
        "Tomas": "Minister of State for the Northern Islands and Inland Waterways",
    }


def test_several_articles_come_out_in_order_and_apart_even_empty_ones():
    texts = ["", "The ferry is late.", "\n\n", "“Wait,” said Mara Lindqvist.", " "]
    assert [parsed.text for parsed in parse((text, 0) for text in texts)] == texts
    alone = [next(extract([(text, 0)])) for text in texts]
    assert list(extract((text, 0) for text in texts)) == alone


def test_what_is_found_in_an_article_does_not_depend_on_the_articles_beside_it():
    texts = [
        path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[1] / "articles").glob("*.txt"))
    ]
    in_order = dict(zip(texts, extract((text, 0) for text in texts), strict=True))
    shuffled = Random(7).sample(texts, len(texts))
    assert dict(zip(shuffled, extract((text, 0) for text in shuffled), strict=True)) == in_order
    assert all(next(extract([(text, 0)])) == in_order[text] for text in shuffled[:5])


def test_no_articles_give_no_findings():
    assert list(extract([])) == []


def test_a_very_long_line_is_parsed_in_pieces_whose_spans_still_fit():
    text = "Mara Lindqvist told Tomas Brandt that the ferry was late. " * 1200
    (parsed,) = parse([(text, 0)])
    assert max(len(segment.text) for segment in parsed.segments) <= 5_000
    assert {segment.text[:4] for segment in parsed.segments} == {"Mara"}  # cut between sentences
    assert "".join(segment.text for segment in parsed.segments) == text


def test_a_very_long_word_and_a_very_long_quotation_are_survived():
    text = "x" * 50_000 + " “" + "The ferry is late. " * 1500 + "” said Mara Lindqvist."
    (found,) = extract([(text, 0)])
    assert all(0 <= m.start < m.end <= len(text) for m in found.mentions)


WORDS = """Mara Lindqvist Tomas Brandt Vesland minister President told said met with to that the and of in on by a not
will statement call Monday “ ” " ' ‘ ’ , . : ; — ( ) 2031 according her she they both sides Mr. MS OKORO: Q:"""


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from([*WORDS.split(), "\n\n"]), max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_gives_findings_whose_spans_lie_inside_it_and_whose_numbers_exist(text):
    (found,) = extract([(text, 0)])
    for row in [*found.mentions, *found.times, *found.quotes, *found.communications, *found.happenings]:
        assert 0 <= row.start < row.end <= len(text)
    actors = range(len(found.actors))
    for act in found.communications:
        assert act.speaker in actors and act.addressees and all(a in actors for a in act.addressees)
        assert act.speaker not in act.addressees
        assert act.time is None or act.time in range(len(found.times))
    for quote in found.quotes:
        assert quote.communication is None or quote.communication in range(len(found.communications))


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_findings_survive_a_trip_through_json(text):
    (found,) = extract([(text, 0)])
    written = json.dumps(found.as_json())
    assert json.dumps(type(found).from_json(json.loads(written)).as_json()) == written
