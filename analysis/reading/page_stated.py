"""What a web page states of its article in its tags and JSON-LD, and the days that it shows beside it."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any

from analysis import lexicon
from analysis.reading import markup
from analysis.reading.header_dates import parse_date
from analysis.reading.header_lines import items_of

_ARTICLE = re.compile(r"article|blogposting|report", re.IGNORECASE)  # kinds of thing that JSON-LD describes
_DATED = re.compile(r"date|publish|posted|time", re.IGNORECASE)  # class of what shows a day
_LONGEST_LABEL = 60
Stated = dict[str, list[str]]
Days = dict[str, date]


def stated_of(tree: Any) -> Stated:
    """What the page states of its article: by column, the surest first."""
    things = _things(tree)
    article = next((thing for thing in things if _ARTICLE.search(" ".join(_texts(thing.get("@type"), {})))), {})
    names = {thing["@id"]: thing.get("name") for thing in things if isinstance(thing.get("@id"), str)}
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            metas.setdefault((meta.get(key) or "").lower(), []).append(meta.get("content") or "")
    stated: Stated = {
        column: [] for column in ("title", "published", "modified", "source", "author", "url", "language")
    }
    for row in lexicon.load("page_fields"):
        told = _texts(article.get(row["name"]), names) if row["where"] == "json" else metas.get(row["name"], [])
        stated[row["holds"]] += [" ".join(text.split()) for text in told if text.strip()]
    stated["url"] += tree.xpath("//link[@rel='canonical']/@href")
    stated["language"] += [tree.get("lang") or ""]
    return stated


def shown_on(tree: Any) -> Days:
    """The days that the page shows, each where it shows but one: with a word that says what, or else beside the text.

    The days of other articles stand in links to them, and in what surrounds the article.
    """
    tree = deepcopy(tree)
    for element in tree.xpath("//nav | //aside | //footer | //a"):
        if element.getparent() is not None and not (element.tag == "a" and parse_date(element.text_content().strip())):
            element.drop_tree()
    found: dict[str, set[date]] = {"published": set(), "modified": set()}
    lines = [line.strip(" :") for line in markup.text_of(tree).split("\n") if line.strip()]
    for line, following in pairwise([*lines, ""]):
        for text in (line, f"{line}: {following}"):
            for item in items_of(text, []) if len(text) <= _LONGEST_LABEL else ():
                if item.day and item.value != line:  # which is a day of its own
                    found[item.column].add(item.day)
    found["published"] = found["published"] or _unlabelled(tree)
    return {column: days.pop() for column, days in found.items() if len(days) == 1}


def _unlabelled(tree: Any) -> set[date]:
    times = tree.xpath("//article//time | //main//time") or tree.xpath("//time")
    stated = {parse_date(time.get("datetime") or time.text_content().strip()) for time in times}
    days = {day for day in stated if day}
    for element in () if days else tree.iter("p", "span", "div", "li", "td"):
        if _DATED.search(f"{element.get('class')} {element.get('id')}") and len(element) == 0:
            items = items_of(" ".join((element.text or "").split()), [])
            days |= {item.day for item in items if item.day and item.column == "published"}
    return days


def _things(tree: Any) -> list[dict[str, Any]]:
    """The things that the page's JSON-LD describes."""
    waiting: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting.append(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # other places may state the same
    things = []
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, dict):
            things.append(thing)
            waiting += _as_list(thing.get("@graph")) + _as_list(thing.get("mainEntity"))
    return things


def _texts(value: Any, names: dict[str, Any]) -> list[str]:
    """The texts of a value of JSON-LD: of things their names, which may be told elsewhere on the page, of people who
    wrote together one text."""
    found = []
    for thing in _as_list(value):
        name = thing.get("name") or names.get(str(thing.get("@id"))) if isinstance(thing, dict) else thing
        found += [unescape(name)] if isinstance(name, str) else []
    return [", ".join(found)] if found else []


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
