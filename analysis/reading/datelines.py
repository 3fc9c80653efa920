"""The dateline of a report: "YEREVAN, Sept. 14 (Agency) —", "KYIV, 14 September 2022 /Agency/ -".

A line of its own with a place and a day ("Baku, 14 September 2022") is one too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from analysis.reading.header_dates import date_at_start, parse_date, words_of

_DASH = re.compile(r"\s?(?:—|–|--)\s?|\s-\s|\s_(?=\s|$)")
_AGENCY = re.compile(r"\s{0,3}(?:\(([^()/]{2,40})\)|/([^/]{2,40})/)")
_PLACE = re.compile(r"[^\W\d_][\w.'’ -]{1,40}")
_LONGEST, _MOST_PLACES, _MOST_WORDS = 140, 3, 7


@dataclass(frozen=True)
class Dateline:
    """Where, when (where it gives the year) and by which agency a report was filed."""

    place: str
    dated: bool
    published: date | None = None
    agency: str | None = None


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that a paragraph begins with, or that it is; None where there is none."""
    dash = _DASH.search(paragraph[:_LONGEST])
    if dash:
        head = paragraph[: dash.start()]
    elif len(paragraph) <= 60:
        head = paragraph
    else:
        return None
    agency = _AGENCY.search(head)
    if agency:
        head = head[: agency.start()] + head[agency.end() :]
    places, dated, published = _places_and_day([part.strip() for part in head.strip(" ,").split(",")])
    if not _is_place(places) or not (dated or (dash and (agency or places[0].isupper()))):
        return None
    return Dateline(", ".join(places), dated, published, (agency[1] or agency[2]).strip() if agency else None)


def _places_and_day(parts: list[str]) -> tuple[list[str], bool, date | None]:
    """Parts between commas, parted into places and the day, which comes last, or first."""
    for k in range(1, len(parts)):
        day = ", ".join(parts[k:])
        if parse_date(day) or _without_year(day):
            return parts[:k], True, parse_date(day)
        first = date_at_start(", ".join(parts[:k]))
        if first and not first[1].strip():
            return parts[k:], True, first[0]
    return parts, False, None


def _without_year(text: str) -> bool:
    months = words_of("month")
    words = text.lower().replace(".", "").split()
    return len(words) == 2 and any(a in months and b.isdigit() for a, b in (words, words[::-1]))


def _is_place(places: list[str]) -> bool:
    return (
        1 <= len(places) <= _MOST_PLACES
        and len(" ".join(places).split()) <= _MOST_WORDS
        and all(_PLACE.fullmatch(place) and place[0].isupper() for place in places)
    )
