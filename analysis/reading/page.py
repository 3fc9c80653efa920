"""A saved web page: its article by trafilatura (Barbaresi 2021), its days, title and outlet as its own tags state them.

Days are taken from tags that name them, published before modified; one that merely stands in the title or the text of
the page is read as in plain text, and no day is ever guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

from analysis import lexicon
from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.header_dates import parse_date
from analysis.reading.header_lines import items_of, language_code
from analysis.reading.plain import article_of

_PAGE = re.compile(r"(?:<!--|<!doctype|<\?xml|<html|<head|<body)", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body|p|div|article)[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]")
_MARKUP = re.compile(r"<[a-z]", re.IGNORECASE)
_ARTICLE = re.compile(r"article|blogposting|report", re.IGNORECASE)  # kinds of thing that JSON-LD describes
_DATED = re.compile(r"date|publish|posted|time", re.IGNORECASE)  # class of what shows a day
_SAVED = re.compile(r"<!--\s{1,3}saved from url=\(\d{1,6}\)(\S{1,500})")  # as browsers note it
_SITE = re.compile(r"(.{1,500}) ([|–—-]|::) (.{1,100})")  # between the title of an article and the name of its site
_Stated = dict[str, list[str]]


def _claims(content: Content) -> bool:
    head = content.head.lstrip()
    return bool(_PAGE.match(head)) or bool(_MARKUP.match(head)) and head.count("</") >= 2


def _read(content: Content) -> Iterator[Item]:
    text, found = content.decoded
    remarks = list(found)
    if not _HTML.search(text):
        raise Unreadable("XML in no layout that is known", "export it as text, as CSV or as a web page")
    tree = markup.html(text)
    stated = _stated(tree)
    body = _body(tree, remarks)
    if not body:
        raise Unreadable("the page holds no text", "save it again when it is fully loaded, or copy its text")
    title = _title(tree, stated)
    seen = article_of(body, title=title)
    published = _day("published", stated, remarks)
    shown = None if published or seen.published else _shown(tree)
    yield replace(
        seen,
        published=published or seen.published or shown,
        published_basis="metadata" if published else "header" if shown else seen.published_basis,
        modified=_day("modified", stated, remarks) or seen.modified,
        source=_one(stated["source"]) or seen.source,
        author=_one(stated["author"]) or seen.author,
        language=language_code(_one(stated["language"]) or "") or None,
        url=_one([url for url in (*stated["url"], *_SAVED.findall(text[:2000])) if _ADDRESS.match(url)]) or seen.url,
        remarks=(*remarks, *seen.remarks),
    )


def _body(tree: Any, remarks: list[Remark]) -> str:
    """The text of the article in paragraphs; the whole text of the page where no article is told from it."""
    import trafilatura

    found = trafilatura.extract(deepcopy(tree), include_comments=False, favor_recall=True, output_format="txt")
    if found:
        return re.sub(r"\n+", "\n\n", found)
    whole = "" if tree.body is None else markup.text_of(tree.body)
    if whole:
        message = "no article was told from the rest of the page; its whole text was taken"
        remarks.append(Remark("warning", message, "look at it, and copy the article by hand if need be"))
    return whole


def _stated(tree: Any) -> _Stated:
    """What the page states of its article: by column, the surest first."""
    described = _described(tree)
    metas: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for key in ("property", "name", "itemprop"):
            metas.setdefault((meta.get(key) or "").lower(), []).append(meta.get("content") or "")
    stated: _Stated = {
        column: [] for column in ("title", "published", "modified", "source", "author", "url", "language")
    }
    for row in lexicon.load("page_fields"):
        told = _texts(described.get(row["name"])) if row["where"] == "json" else metas.get(row["name"], [])
        stated[row["holds"]] += [" ".join(text.split()) for text in told if text.strip()]
    stated["url"] += tree.xpath("//link[@rel='canonical']/@href")
    stated["language"] += [tree.get("lang") or ""]
    return stated


def _shown(tree: Any) -> date | None:
    """The day that the page shows beside its article, if it shows but one there."""
    times = tree.xpath("//article//time | //main//time") or tree.xpath("//time")
    days = {parse_date(time.get("datetime") or time.text_content().strip()) for time in times} - {None}
    for element in () if days else tree.iter("p", "span", "div", "li", "td"):
        if _DATED.search(f"{element.get('class')} {element.get('id')}") and len(element) == 0:
            items = items_of(" ".join((element.text or "").split()), [])
            days |= {item.day for item in items if item.day and item.column == "published"}
    return days.pop() if len(days) == 1 else None


def _described(tree: Any) -> dict[str, Any]:
    """The thing in the page's JSON-LD that is an article."""
    waiting: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        try:
            waiting.append(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue  # other places may state the same
    while waiting:
        thing = waiting.pop(0)
        if isinstance(thing, list):
            waiting += thing
        elif isinstance(thing, dict):
            if _ARTICLE.search(" ".join(_texts(thing.get("@type")))):
                return thing
            waiting += _as_list(thing.get("@graph")) + _as_list(thing.get("mainEntity"))
    return {}


def _texts(value: Any) -> list[str]:
    """The texts of a value of JSON-LD: of things their names, of people who wrote together one text."""
    names = [thing.get("name") if isinstance(thing, dict) else thing for thing in _as_list(value)]
    found = [unescape(name) for name in names if isinstance(name, str)]
    return [", ".join(found)] if found else []


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _title(tree: Any, stated: _Stated) -> str | None:
    """The title that the page states, else its one first heading, else its window's without the name of the site."""
    headings = [markup.line_of(heading) for heading in tree.iter("h1")]
    window = " ".join((tree.findtext(".//title") or "").split())
    site = {name.casefold() for name in stated["source"]}
    for title in (*stated["title"], *(headings if len(headings) == 1 else []), window):
        sign = None
        while parted := _SITE.fullmatch(title):
            section = title == window and not sign or parted[2] == sign  # of the site, parted by the same sign as it
            if not (section or parted[3].casefold() in site):
                break
            title, sign = parted[1], parted[2]
        if title and title.casefold() not in site:
            return title
    return None


def _day(column: str, stated: _Stated, remarks: list[Remark]) -> date | None:
    """The first day stated that is understood; a remark where none of them is."""
    texts = [text for text in stated[column] if text]
    day = next((day for text in texts if (day := parse_date(text))), None)
    if texts and day is None:
        message = f"the page states “{texts[0][:60]}” as {column}, which is no day or can be read in several ways"
        remarks.append(Remark("warning", message, "write “Date: YYYY-MM-DD” above its text, if you know the date"))
    return day


def _one(texts: list[str]) -> str | None:
    return next((text for text in texts if text), None)


READER = Reader("web page", _claims, _read, needs=("lxml", "lxml_html_clean", "trafilatura"))
