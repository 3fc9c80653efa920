"""RSS and Atom: each entry is an article, of which a feed often gives a summary only."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from analysis.reading.cells import readable
from analysis.reading.columns import Columns
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable, compared

_ROOT = re.compile(r"<(?:\w{1,20}:)?(?:rss|feed|RDF)(?=[\s>])")
_ENTRY = re.compile(r"<(?:\w{1,20}:)?(?:item|entry)(?=[\s>])")
_NAMES = re.compile(r"<(?:rss|RSS)\b|/[Aa]tom|purl\.org/(?:atom|rss)|netscape\.com/rdf")  # of their vocabularies
_DECLARED = 5_000  # letters after the root in which the vocabularies are declared
_MAILBOX = re.compile(r"\S{1,200} \(([^()]{1,200})\)?")
_UTF8 = {"content-type": "application/xml; charset=utf-8"}


def _claims(content: Content) -> bool:
    root = _ROOT.search(content.head) if content.head.lstrip()[:1] == "<" else None
    if root is None or "<html" in content.head[: root.start()].lower():
        return False
    return bool(_NAMES.search(content.head, root.start(), root.start() + _DECLARED))


def _read(content: Content) -> Iterator[Item]:
    import feedparser

    text, remarks = content.decoded
    yield from remarks
    root = _ROOT.search(text)
    start = root.start() if root else 0
    if "<!ENTITY" in text[:start]:
        yield Remark(
            "warning", "the feed declares entities of its own; they were not expanded", "see its title and texts"
        )
    # From the root on: what stands before it can only declare an encoding that is decoded, or a bomb.
    data = io.BytesIO(text[start:].encode("utf-8", "replace"))  # never text, which could be taken for an address
    parsed = feedparser.parse(data, response_headers=_UTF8, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries:
        raise Unreadable("the feed has no entries", "download it again, or leave it out")
    if parsed.bozo:
        message = f"the feed is malformed: {str(parsed.bozo_exception)[:200]}; what could be read was read"
        yield Remark("warning", message, "download it again")
        yield from compared(len(parsed.entries), len(_ENTRY.findall(text, start)))
    columns = Columns({})
    for number, entry in enumerate(parsed.entries, 1):
        location = f"entry {number}"
        article = columns.article(_record(entry, parsed.feed, parsed.version), location)
        yield article or Unreadable("the entry is empty", "look at the feed itself", location)


def _record(entry: Any, feed: Any, version: str) -> dict[str, object]:
    """The entry under the names of columns.  What RSS calls a date is that of publication, in Atom that of a change."""
    published, updated = dict.get(entry, "published"), dict.get(entry, "updated")
    if published is None and version.startswith("rss"):
        published, updated = updated, None
    texts = [_text(part) for part in entry.get("content", ())]
    return {
        "title": _text(entry.get("title_detail")),
        "text": max(texts, key=len, default=""),
        "summary": _text(entry.get("summary_detail")),
        "published": published,
        "modified": updated,
        "source": entry.get("source", {}).get("title") or _text(feed.get("title_detail")),
        "author": [_name(author.get("name") or "") for author in entry.get("authors", ())],
        "url": _address(feed.get("link") or "", entry.get("link") or ""),
        "language": (entry.get("title_detail") or {}).get("language") or feed.get("language"),
    }


def _text(detail: Any) -> str:
    """The text of a title, summary or content, without its markup."""
    return readable(detail.value, marked=detail.get("type") != "text/plain" and "<" in detail.value) if detail else ""


def _name(author: str) -> str:
    """The name in "writer@outlet.example (Ann Writer)", of which feedparser can leave "ple (Ann Writer"."""
    mailbox = _MAILBOX.fullmatch(author)
    return mailbox[1] if mailbox else author


def _address(base: str, link: str) -> str | None:
    try:
        address = urljoin(base, link)
    except ValueError:
        return None
    return address if address.startswith(("http://", "https://")) else None


READER = Reader("feed", _claims, _read, needs=("feedparser", "sgmllib", "lxml"))
