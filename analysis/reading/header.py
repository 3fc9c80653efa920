"""The header of a plain-text article parted from its text: title, dates, byline, outlet, wherever they are stated.

Read from the top, line by line, until a line is none of these; then from the bottom, where an outlet signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from analysis.reading.boilerplate import boilerplate
from analysis.reading.datelines import read_dateline
from analysis.reading.draft import Draft, Remark
from analysis.reading.header_dates import date_at_start, not_a_day, parse_date
from analysis.reading.header_lines import Item, is_signature, items_of
from analysis.reading.normal import paragraphs, wrap_width
from analysis.reading.titles import is_label, is_office, is_outlet, is_short, is_title, unmarked

_GLUED = re.compile(r"date:?\s{1,3}(?=\S)", re.IGNORECASE)
_OUTLET_BEHIND = re.compile(r" {0,2}[|–—·•-] {1,2}(\S.{0,60})")
_MOST_LINES, _LINES_BETWEEN, _LINES_SEARCHED = 20, 4, 500
_LONGEST_STANDFIRST = 300


@dataclass
class _Header:
    """What was stated so far; the first statement of a thing wins."""

    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, items: list[Item]) -> None:
        for item in items:
            if item.day:
                self.days.setdefault(item.column, item.day)
            elif item.column in ("published", "modified"):
                self.remarks.append(not_a_day(item.value))
            elif item.column not in ("", "text") and item.value:
                self.texts.setdefault(item.column, item.value)


def split_header(text: str, title: str | None = None) -> Draft:
    """The draft of one article from its whole cleaned text, and its title where that is known."""
    header = _Header({"title": title} if title else {})
    lines = text.split("\n")
    lines[:_MOST_LINES] = map(unmarked, lines[:_MOST_LINES])
    signed = _take_signature(lines)
    kept, rest = _take_top(lines, header)
    header.add(signed)
    body = paragraphs(rest)
    title = header.texts.get("title")
    if title and body and body[0].casefold() == title.casefold():
        del body[0]
    dateline = read_dateline(body[0]) if body else None
    published, basis = header.days.get("published"), "header"
    if published is None and dateline and dateline.published:
        published, basis = dateline.published, "dateline"
    return Draft(
        body="\n\n".join(kept + body),
        title=title,
        published=published,
        published_basis=basis if published else "none",
        modified=header.days.get("modified"),
        source=header.texts.get("source") or (dateline.agency if dateline else None),
        author=header.texts.get("author"),
        language=header.texts.get("language"),
        url=header.texts.get("url"),
        remarks=tuple(header.remarks),
    )


def _take_signature(lines: list[str]) -> list[Item]:
    """Fields taken out from the very end, as "Source: Sample Wire", first one first."""
    signed: list[Item] = []
    while lines and len(signed) < _MOST_LINES and (not lines[-1] or is_signature(lines[-1])):
        line = lines.pop()
        signed[:0] = items_of(line, []) if line else []
    return signed


def _take_top(lines: list[str], header: _Header) -> tuple[list[str], list[str]]:
    """Header lines taken out from the top: the few of them that stay in the text, and all lines after it."""
    kept: list[str] = []
    width = wrap_width(lines)
    position = taken = 0
    title_open = True
    while position < len(lines) and taken < _MOST_LINES:
        glued, line = _glued_date(lines[position])
        later = lines[position + 1 :]
        if glued:
            header.days.setdefault("published", glued)
        stated = header.texts.get("title")
        title_open = title_open and stated is None
        items = items_of(line, later) if line else []
        title = _title(lines[position], line, later, width) if title_open and not items else None
        if not line or line.casefold() == (stated or "").casefold():
            pass  # blank, or the title once more
        elif items:
            header.add(items)
            kept += [item.value for item in items if item.column == "text"]
        elif title:
            position += len(title) > len(line)  # it goes on over a second line
            header.add(_parts_of(title, later))
        elif title_open and _is_outlet_above(line, later):
            header.add([Item("source", line)])
        elif _is_above(line, title_open) or _leads_to_header(line, later, after_title=bool(stated) and not kept):
            kept.append(line)
            title_open = title_open and (is_label(line) or not is_office(line))
        else:
            return kept, [line, *later]
        position, taken = position + 1, taken + bool(line)
    return kept, lines[position:]


def _is_above(line: str, title_open: bool) -> bool:
    """Whether the line is none of the header's and none of the text's: a section, an office, a button of the page."""
    return bool(boilerplate(line)) or title_open and (is_label(line) or is_office(line))


def _is_outlet_above(line: str, later: list[str]) -> bool:
    following = _shown(later)
    return is_outlet(line) and bool(following) and is_title(following[0], following[1:])


def _parts_of(title: str, later: list[str]) -> list[Item]:
    """The title, and the outlet that a page sets behind it where the title alone follows ("Bridge opens | Echo")."""
    again = next(iter(_shown(later)), "")
    outlet = _OUTLET_BEHIND.fullmatch(title[len(again) :]) if again and title.startswith(again) else None
    return [Item("title", again), Item("source", outlet[1])] if outlet else [Item("title", title)]


def _shown(later: list[str]) -> list[str]:
    """The next lines that are not blank, without the dates glued to them."""
    return [_glued_date(other)[1] for other in later[:_LINES_SEARCHED] if other]


def _glued_date(line: str) -> tuple[date | None, str]:
    """The day of a `` date 2022-09-13 `` that an export sets in front of the first words, and the line without it."""
    glued = _GLUED.match(line)
    words = line[glued.end() :] if glued else ""
    found = date_at_start(words)
    if found is None or parse_date(words) or not found[1][:1].isspace():
        return None, line
    return found[0], found[1].strip()


def _title(whole_line: str, line: str, later: list[str], width: int | None) -> str | None:
    """The title that the line is, or that it begins where it fills a wrapped line and a second, last one follows."""
    following = _shown(later)
    if not line or not following or _is_outlet_above(line, later):
        return None
    second = later[0]
    wrapped = bool(second and width and len(whole_line) * 5 >= width * 4)
    if (wrapped or second[:1].islower()) and not any(later[1:2]) and is_title(f"{line} {second}", following[1:]):
        return f"{line} {second}"
    if wrapped and not (read_dateline(second) or items_of(second, [])):
        return None
    outlet = " " not in line and _leads_to_header(line, later, after_title=False)
    return line if is_title(line, following) and not outlet else None


def _leads_to_header(line: str, later: list[str], after_title: bool) -> bool:
    """Whether a header line follows, at once or behind more short lines: a subheading, an outlet, a place.

    Behind the title the line may be a sentence: what the article tells in short, before byline and day.
    """
    near = [other for other in later[: _LINES_BETWEEN * 3] if other][:_LINES_BETWEEN]
    short = after_title and len(line) <= _LONGEST_STANDFIRST
    if short and near and any(item.day or item.column == "author" for item in items_of(near[0], later)):
        return True
    for first, second in pairwise([line, *near]):
        if not (is_short(first) or is_office(first)):
            return False
        if items_of(second, later):
            return True
    return False
