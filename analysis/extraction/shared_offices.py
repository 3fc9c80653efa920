"""An office in the plural before several names: "the foreign ministers of A and B, Name and Name" hold one each."""

from __future__ import annotations

from typing import Any

from .gazetteer import listed
from .titles import modifies_office, singular, singular_title

_JOINING = (",", "and", "&")


def share_offices(doc: Any, persons: list[Any]) -> None:
    """Give each of the persons named in a row the office that stands in the plural before the first of them.

    The countries of the office are theirs in the same order, where there are as many.
    """
    for at, person in enumerate(persons):
        plural = _plural(doc, person)
        holders = _in_a_row(doc, persons[at:])
        if plural is None or len(holders) < 2:
            continue
        first, title = plural
        entries = listed(doc.text, doc[first].idx, doc[person.first].idx)
        codes = list(dict.fromkeys(e.country for _, _, e in entries if e.country and e.kind != "capital"))
        role = " ".join([*(t.text for t in doc[first:title] if modifies_office(t.lower_)), _one(doc[title].text)])
        for number, holder in enumerate(holders):
            holder.role, holder.offices, holder.shared = role, (), (first, person.first - 1)
            if len(codes) in (1, len(holders)):
                holder.country = codes[number % len(codes)]


def _plural(doc: Any, person: Any) -> tuple[int, int] | None:
    """First token and title of the office in the plural before the name."""
    for first, last in person.offices:
        if last < person.first:
            titles = (i for i in range(first, last + 1) if singular(doc[i].lower_) != doc[i].lower_)
            title = next((i for i in titles if singular_title(singular(doc[i].lower_))), None)
            return None if title is None else (_start(doc, first), title)
    return None


def _one(title: str) -> str:
    """The title in the singular, with the capital that it has."""
    word = singular(title.lower())
    return word.capitalize() if title.istitle() else word


def _start(doc: Any, first: int) -> int:
    """Where the office begins, with the adjective of another country before it ("German and French ...")."""
    if first > 1 and doc[first - 1].lower_ in _JOINING and doc[first - 2].text[:1].isupper():
        return first - 2
    return first


def _in_a_row(doc: Any, persons: list[Any]) -> list[Any]:
    """The first of the persons and those who follow with nothing but commas and "and" between."""
    row = persons[:1]
    for person in persons[1:]:
        between = doc[row[-1].last + 1 : person.first]
        if len(between) > 2 or not len(between) or any(t.lower_ not in _JOINING for t in between) or person.role:
            break
        row.append(person)
    return row
