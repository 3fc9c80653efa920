"""A saved web page: its article by trafilatura (Barbaresi 2021), its days, title and outlet as its own tags state them.

Days are taken from tags that name them, published before modified; one that merely stands in the title or the text of
the page is read as in plain text, and no day is ever guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from analysis.reading import markup
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.header_dates import parse_date
from analysis.reading.header_lines import language_code
from analysis.reading.page_stated import Stated, shown_on, stated_of
from analysis.reading.plain import article_of

_PAGE = re.compile(r"(?:<!--|<!doctype|<\?xml|<html|<head|<body)", re.IGNORECASE)
_HTML = re.compile(r"<(?:html|body|p|div|article)[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s/]")
_MARKUP = re.compile(r"<[a-z]", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s{1,3}saved from url=\(\d{1,6}\)(\S{1,500})")  # as browsers note it
_DAY = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{1,4}")  # in whatever order
_FEWEST_WORDS = 4  # of a heading that is a title for sure
_SITE = re.compile(r"(.{1,500}) ([|–—-]|::) (.{1,100})")  # between the title of an article and the name of its site


def _claims(content: Content) -> bool:
    head = content.head.lstrip()
    return bool(_PAGE.match(head)) or bool(_MARKUP.match(head)) and head.count("</") >= 2


def _read(content: Content) -> Iterator[Item]:
    text, found = content.decoded
    remarks = list(found)
    if not _HTML.search(text):
        raise Unreadable("XML in no layout that is known", "export it as text, as CSV or as a web page")
    tree = markup.html(text)
    stated = stated_of(tree)
    body = _body(tree, remarks)
    if not body:
        raise Unreadable("the page holds no text", "save it again when it is fully loaded, or copy its text")
    title = _title(tree, stated)
    seen = article_of(body, title=title)
    published = _day("published", stated, remarks)
    shown = {} if published or seen.published else shown_on(tree)
    yield replace(
        seen,
        published=published or seen.published or shown.get("published"),
        published_basis="metadata" if published else "header" if "published" in shown else seen.published_basis,
        modified=_day("modified", stated, remarks) or seen.modified or shown.get("modified"),
        source=_one(stated["source"]) or seen.source,
        author=_one(stated["author"]) or seen.author,
        language=language_code(_one(stated["language"]) or "") or None,
        url=_one([url for url in (*stated["url"], *_SAVED.findall(text[:2000])) if _ADDRESS.match(url)]) or seen.url,
        remarks=(*remarks, *seen.remarks),
    )


def _body(tree: Any, remarks: list[Remark]) -> str:
    """The text of the article in paragraphs; the whole text of the page where no article is told from it."""
    import trafilatura

    found = trafilatura.extract(_joined(deepcopy(tree)), include_comments=False, favor_recall=True, output_format="txt")
    if found:
        return re.sub(r"\n+", "\n\n", found)
    whole = "" if tree.body is None else markup.text_of(tree.body)
    if whole:
        message = "no article was told from the rest of the page; its whole text was taken"
        remarks.append(Remark("warning", message, "look at it, and copy the article by hand if need be"))
    return whole


def _joined(tree: Any) -> Any:
    """The tree in which the entries of a live page, if it says that it is one, are one article with their headings.

    An entry shows its hour, and stands beside others.
    """
    if not tree.xpath("//script[contains(., 'LiveBlogPosting')] | //*[contains(@itemtype, 'LiveBlogPosting')]"):
        return tree
    hours = tree.xpath("//time[ancestor::article or ancestor::section]")
    entries = {next(hour.iterancestors("article", "section")): None for hour in hours}  # each once, in their order
    beside = Counter(entry.getparent() for entry in entries)
    for entry in entries:
        if beside[entry.getparent()] > 1:
            entry.tag = "div"
            for footer in list(entry.iter("footer")):
                footer.drop_tree()
            for header in list(entry.iter("header")):
                header.tag = "div"
    return tree


def _title(tree: Any, stated: Stated) -> str | None:
    """The title that the page states, else its one first heading, else its window's without the name of the site."""
    headings = [markup.line_of(heading) for heading in tree.iter("h1")]
    window = " ".join((tree.findtext(".//title") or "").split())
    site = {_bare(name) for name in stated["source"]} | {_bare(name) for url in stated["url"] for name in _hosts(url)}
    for title in (*stated["title"], *(headings if len(headings) == 1 else []), window):
        sign = None
        while parted := _SITE.fullmatch(title):
            section = title == window and not sign or parted[2] == sign  # of the site, parted by the same sign as it
            if not (section or _bare(parted[3]) in site or _DAY.fullmatch(parted[3]) or parse_date(parted[3])):
                break
            title, sign = parted[1], parted[2]
        if title and _bare(title) not in site:
            return _without_section(_uncut(title, stated["title"]), headings)
    return None


def _uncut(title: str, others: list[str]) -> str:
    """The title, or the longer one that it is the beginning of where it was cut ("Talks resume after Brandt…")."""
    beginning = title.rstrip(".… ")
    whole = [other for other in others if other.startswith(beginning) and not other.endswith(("…", "..."))]
    return whole[0] if title.endswith(("…", "...")) and whole else title


def _without_section(title: str, headings: list[str]) -> str:
    """The heading of the page that the title is, but for a section before it: "World - Talks resume in Halvern"."""
    within = (heading for heading in headings if len(heading.split()) >= _FEWEST_WORDS)
    return next((heading for heading in within if _SITE.fullmatch(title) and title.endswith(f" {heading}")), title)


def _bare(name: str) -> str:
    """A name as addresses write it: "The Guardian" is in theguardian.com."""
    return "".join(filter(str.isalnum, name.casefold()))


def _hosts(url: str) -> Iterator[str]:
    """The name of a site in an address, with and without what follows the first full stop."""
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return
    yield from filter(None, (host, host.partition(".")[0]))


def _day(column: str, stated: Stated, remarks: list[Remark]) -> date | None:
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
