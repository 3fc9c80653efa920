"""Copies of articles with a known share of edits, and texts that look like copies and are none.

A maker takes the sentences of an article, sentences of the outlet's own, a grade and a generator of chance, and gives
the sentences of the copy.  The grade is the share of the copy (of the original, where it is cut) that is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

Chance = np.random.Generator
_SENTENCE_END = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“\"])")
_PLAIN = re.compile(r"\b[a-z]{3,}\b")  # no name: who edits a wire text leaves these alone


class Article(NamedTuple):
    """An invented article: who published what on which day."""

    text: str
    source: str
    day: str | None


def sentences(text: str) -> list[str]:
    """The sentences of an article's body, roughly."""
    return [s for s in _SENTENCE_END.split(" ".join(text.split())) if s]


def whole(body: Sequence[str], headline: str, paragraph: int = 2) -> str:
    """Sentences as an article: a headline and paragraphs of so many sentences."""
    parts = [" ".join(body[n : n + paragraph]) for n in range(0, len(body), paragraph)]
    return "\n\n".join((headline, *parts))


# -- copies ------------------------------------------------------------------------------------------------------------


def words_changed(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """Here and there a word for another one."""
    stock = _PLAIN.findall(" ".join(own))
    text = "\0".join(body)

    def other(found: re.Match[str]) -> str:
        return str(chance.choice(stock)) if chance.random() < share else found.group()

    share = grade * len(re.findall(r"\w+", text)) / len(_PLAIN.findall(text))
    return _PLAIN.sub(other, text).split("\0")


def sentences_changed(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """Some sentences for others."""
    changed, stock = _some(body, grade, chance), iter(" ".join(own * 9).split())
    return [" ".join(islice(stock, _length([s]))) if n in changed else s for n, s in enumerate(body)]


def cut(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """The end is missing."""
    return _shorter(body, 1 - grade)


def new_lead(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """Another beginning, as long as the one that it takes the place of."""
    rest = _shorter(body[::-1], 1 - grade)[::-1]
    return _shorter(own, _length(body) * grade / max(1, _length(own))) + rest


def reordered(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """The paragraphs in another order, and some sentences for others."""
    edited = sentences_changed(body, own, grade, chance)
    paragraphs = [edited[n : n + 2] for n in range(0, len(edited), 2)]
    return [s for n in chance.permutation(len(paragraphs)) for s in paragraphs[n]]


def merged(body: list[str], own: list[str], grade: float, chance: Chance) -> list[str]:
    """The whole, between passages of the outlet's own."""
    mine = _shorter(own * 9, _length(body) * grade / (1 - grade) / max(1, _length(own * 9)))
    half = len(mine) // 2
    return mine[:half] + body + mine[half:]


COPIES: dict[str, Callable[[list[str], list[str], float, Chance], list[str]]] = {
    "words changed": words_changed,
    "sentences changed": sentences_changed,
    "cut": cut,
    "new lead": new_lead,
    "reordered": reordered,
    "merged": merged,
}


def _some(body: list[str], share: float, chance: Chance) -> set[int]:
    """Sentences that make up the share of the words, and no more."""
    chosen: set[int] = set()
    wanted = share * _length(body)
    for n in chance.permutation(len(body)).tolist():
        if _length([body[k] for k in chosen]) + _length([body[n]]) <= wanted:
            chosen.add(n)
    return chosen


def _shorter(body: list[str], share: float) -> list[str]:
    """The first words of it, cut where the share is reached."""
    text = " ".join(body).split()
    return sentences(" ".join(text[: round(share * len(text))]))


def _length(body: list[str]) -> int:
    return sum(len(s.split()) for s in body)


# -- look-alikes -------------------------------------------------------------------------------------------------------

PARTIES = (
    ("Foreign Minister", "Mara Lindqvist", "Vesland"), ("President", "Tomas Brandt", "Orvania"),
    ("Prime Minister", "Ilse Okoro", "Halmark"), ("Mayor", "Piet Hallam", "Ostria"),
    ("Secretary", "Anna Sorel", "Dornland"), ("Chancellor", "Bela Ferenz", "Torvia"),
    ("Envoy", "Cato Marin", "Lomaria"), ("Defence Minister", "Freya Dahl", "Karmark"),
)  # fmt: skip
DAYS = ("Monday, 3 March", "Tuesday, 4 March", "Wednesday, 5 March", "Thursday, 6 March", "Friday, 7 March")
MATTERS = (
    "the reopening of the bridge and the lights on it", "grain shipments through the northern harbour",
    "the exchange of prisoners after the truce", "fishing rights beyond the sandbanks",
    "the repair of the pipeline under the river", "customs on timber and wool",
    "the deployment of monitors along the border", "vaccines for the children of the islands",
)  # fmt: skip
FORMS = (
    "The following is attributable to the Spokesperson: {title} {name} of {land} spoke by telephone on {day} with "
    "{title2} {name2} of {land2}. The two discussed {matter}. {name} reaffirmed the strong and enduring partnership "
    "between {land} and {land2}. {name} underscored the importance of dialogue and of full respect for international "
    "law. They agreed to remain in close contact in the days ahead.",
    "Readout of the call with {title2} {name2}. On {day} {title} {name} held a call with {title2} {name2} of {land2} "
    "to discuss {matter}. The {title} thanked the {title2} for the hospitality shown to the delegation, and expressed "
    "condolences to the families of the victims. They took stock of the situation in the region and of efforts to "
    "bring about a lasting peace. The {title} welcomed the readiness of {land2} to host the next round.",
    "Daily bulletin of the harbour office for {day}. Ships in: {n}. Ships out: {m}. The ferry to {land2} ran as "
    "planned. {title} {name} inspected the quay. No explosion was reported in the last twenty-four hours. The water "
    "stood at {k} centimetres above the mark. The office is open from nine to five and thanks all captains for their "
    "patience while works at the quay go on.",
)
FOOTER = (
    "Subscribe to our newsletter for the day's news from both shores. All rights reserved; this text may not be "
    "printed again without written permission of the harbour press. Write to the editors if you have found a mistake "
    "in what you have read on this page, and we shall correct it as soon as we can."
)


def filled(form: str, who: tuple[str, str, str], whom: tuple[str, str, str], day: str, matter: str, n: int) -> str:
    """A form with its blanks filled in."""
    (title, name, land), (title2, name2, land2) = who, whom
    return form.format(title=title, name=name, land=land, title2=title2, name2=name2, land2=land2, day=day,
                       matter=matter, n=n, m=n + 3, k=n * 7)  # fmt: skip


def forms(chance: Chance) -> Iterator[tuple[str, Article, Article]]:
    """Two texts on one form: for another day, with another party, with both."""
    for form in FORMS:
        one, other, third = (PARTIES[n] for n in chance.permutation(len(PARTIES))[:3])
        first, second = sorted(chance.permutation(len(DAYS))[:2].tolist())
        matter, another = (MATTERS[n] for n in chance.permutation(len(MATTERS))[:2])
        n, m = (int(k) for k in chance.choice(range(10, 99), 2, replace=False))
        base = filled(form, one, other, DAYS[first], matter, n)
        for what, text, day in (
            ("form, another day", filled(form, one, other, DAYS[second], another, m), second),
            ("form, another day, same matter", filled(form, one, other, DAYS[second], matter, m), second),
            ("form, another party", filled(form, one, third, DAYS[first], another, m), first),
            ("form, another party, same matter", filled(form, one, third, DAYS[first], matter, m), first),
        ):
            yield what, Article(base, "A", f"2031-03-{first + 3:02}"), Article(text, "A", f"2031-03-{day + 3:02}")


def own_stories(one: list[str], other: list[str], quotes: list[str], share: float, chance: Chance) -> tuple[str, str]:
    """Two stories of their own that have so many words in common: what was said, word for word, here and there."""
    common = _shorter(quotes, share / (1 - share) * _length(one) / max(1, _length(quotes)))
    mixed = []
    for body in (one, other):
        places = sorted(chance.integers(0, len(body) + 1, len(common)).tolist(), reverse=True)
        mine = list(body)
        for place, said in zip(places, reversed(common), strict=True):
            mine.insert(place, said)
        mixed.append(" ".join(mine))
    return mixed[0], mixed[1]


def lookalikes(
    texts: Sequence[list[str]], chance: Chance, filled_in: int = 10
) -> Iterator[tuple[str, Article, Article]]:
    """Pairs of articles, the one published first in front, of which none repeats the other."""
    for _ in range(filled_in):
        yield from forms(chance)
    for n, body in enumerate(texts):
        other, third = texts[(n + 1) % len(texts)], texts[(n + 2) % len(texts)]
        for share in (0.2, 0.35, 0.5):
            a, b = own_stories(body, other, third, share, chance)
            yield f"own stories, {share:.0%} in common", Article(a, "A", "2031-03-04"), Article(b, "B", "2031-03-04")
        mine = _shorter(other + third, _length(body) / _length(other + third))
        lead = next(k for k in range(1, len(mine)) if _length(mine[:k]) >= 30)
        story = Article(" ".join([*mine[:lead], *body, *mine[lead:]]), "B", "2031-03-04")
        readout = Article(" ".join(body), "A", "2031-03-04")
        yield "quoted in full, told first", story._replace(day="2031-03-03"), readout
        yield "quoted in full, told the same day", story, readout
        yield "quoted in full, told later", readout, story._replace(day="2031-03-05")
        digest = " ".join([*other, *body, *third])
        yield "within a digest", Article(digest, "B", "2031-03-03"), readout
        one, two = (
            Article(f"{' '.join(b)} {FOOTER}", "A", f"2031-03-0{d}") for b, d in ((body[:5], 4), (other[:5], 5))
        )
        yield "one footer", one, two
