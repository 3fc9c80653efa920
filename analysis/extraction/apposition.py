"""The office beside a name in a parsed sentence: right before it, before a comma, or in apposition behind it."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .titles import is_title, modifies_office, role_words, singular

_FAR_BEFORE, _FAR_BEFORE_COMMA, _FAR_BEHIND = 18, 14, 16  # tokens

Tokens = tuple[int, int]  # first and last token, both included


def office_before(doc: Any, first: int, others: set[int]) -> Tokens | None:
    """The office that stands right before a name, or before a comma before it; ``others`` are tokens of other names."""
    last = first - 1
    if last > 0 and doc[last].text == ",":
        return _before_comma(doc, last - 1, others)
    if last < 0 or doc[last].lower_ in word_list("office_link") and doc[last].lower_ != "the":
        return None  # "an aide to Name" is not Name
    start, seen = last + 1, False
    for i in range(last, max(-1, last - _FAR_BEFORE), -1):
        token = doc[i]
        if i in others or token.ent_type_ in ("DATE", "TIME") or i < last and doc[i + 1].is_sent_start:
            break
        if is_title(token):
            start, seen = i, True
        elif _can_belong(token):
            start = i
        elif not _links(doc, i, others):
            start = i + 1 if token.tag_ == "POS" and i > 0 else start
            break
    while start <= last and (_is_link(doc[start]) or doc[start].is_punct):
        start += 1
    return (start, last) if seen and start <= last else None


def _can_belong(token: Any) -> bool:
    """Whether the word can be part of an office that it does not make by itself."""
    capital = token.text[:1].isupper() and token.lower_ not in ("the", "on", "in", "a")
    if capital and token.pos_ not in ("PRON", "ADP", "SCONJ", "VERB", "AUX"):
        return True
    return modifies_office(token.lower_.rstrip(".")) or token.text == "-"


def _is_link(token: Any) -> bool:
    return token.lower_ in word_list("office_link")


def _links(doc: Any, i: int, others: set[int]) -> bool:
    """Whether the word joins two parts of one office; "and" does where it joins two titles of one person."""
    word = doc[i].lower_.rstrip(".")
    if word not in word_list("office_link") or i == 0 or i - 1 in others:
        return False
    since = max([-1, *(j for j in range(max(0, i - 6), i) if j in others)])  # "President A of X and Chancellor B"
    if word in ("and", "&") and doc[i + 1].pos_ in ("DET", "PRON"):
        return False  # "the premier and the president, Name" are two
    return word not in ("and", "&") or any(is_title(doc[j]) for j in range(max(0, i - 6, since + 1), i))


def _before_comma(doc: Any, last: int, others: set[int]) -> Tokens | None:
    """Tokens of "the foreign minister of X" in "the foreign minister of X, Name"."""
    for i in range(last, max(-1, last - _FAR_BEFORE_COMMA), -1):
        token = doc[i]
        breaks = token.is_punct and token.text not in "-()" or token.pos_ in ("VERB", "AUX")
        if i in others or breaks or token.ent_type_ in ("DATE", "TIME"):
            return None
        if is_title(token) and (i == last or doc[i + 1].lower_ in ("of", "for", "to")):
            office = office_before(doc, i + 1, others)
            return (office[0], last) if office else None
        if i < last and doc[i + 1].is_sent_start:
            return None
    return None


def office_behind(doc: Any, last: int, others: set[int]) -> Tokens | None:
    """Tokens of an office in apposition: "Name, the acting prime minister of X,"."""
    if last + 2 >= len(doc) or doc[last + 1].text not in (",", "("):
        return None
    first, seen = last + 2, False
    end = first - 1
    for i in range(first, min(len(doc), first + _FAR_BEHIND)):
        token = doc[i]
        if i in others or token.text in (",", ")", ".", ";", ":") or token.tag_ in ("WP", "WDT"):
            break
        if token.pos_ in ("VERB", "AUX") and token.lower_ not in role_words("rank"):
            return None  # "... with Aliyev, both leaders told me": no apposition
        seen = seen or is_title(token) and singular(token.lower_) == token.lower_
        end = i
    while first <= end and doc[first].lower_ in ("the", "a", "an"):
        first += 1
    return (first, end) if seen and first <= end else None
