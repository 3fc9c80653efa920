"""What the documents of Nexis have in common, whatever file they come in: keys, date line, headline, text.

A document comes as blocks, pieces of text that blank lines or tags part.  Outlet, date and headline stand first, then
keys ("BYLINE: ..."), the text, other keys and the copyright.  Keys and parts are rows of ``lexicon/header_words.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from analysis.reading.draft import Remark
from analysis.reading.exports import SHORTEST_TEXT, YEAR, Fields, Read, draft_of, no_article
from analysis.reading.header_dates import date_at_start, not_a_day, parse_date, words_of

_KEY = re.compile(r"([^\W\d_][\w'’ -]{1,30}):(?:\s|$)")
_RESERVED = re.compile(r"rights reserved[ .]{0,9}(?:\n|$)", re.IGNORECASE)
_MOST_HEAD = 12  # blocks above the first key
_MOST_FURTHER, _MOST_LAST = 12, 2  # paragraphs below a key that have none: of a correction; at the very end
_RUN_ON = ("more", "correction", "lead")  # what further paragraphs may follow
_PROSE = 4  # words in small letters
_LONGEST_CODE = 20  # of a block below the text that has no key and is no paragraph
_LONGEST_DATE, _LONGEST_EDITION = 80, 40


Key = tuple[str, str] | None  # the column that a key fills (empty: none), and its value


def key_of(block: str, kinds: Iterable[str], capitals: bool) -> Key:
    """What "KEY: value" states, where the key is of these kinds."""
    match = _KEY.match(block)
    if match is None or (capitals and match[1] != match[1].upper()):
        return None
    key = match[1].strip().lower()
    return next(((words_of(kind)[key], block[match.end() :].strip()) for kind in kinds if key in words_of(kind)), None)


def part_of(block: str) -> str | None:
    """The part of a document ("text", "tail", "more", "end") that a line opens, or None."""
    return words_of("nexis_part").get(block.strip(" *").lower()) if len(block) < 40 else None


def day_of_line(line: str) -> date | None:
    """The day that a line begins with, where weekday, hour or edition follow and no sentence."""
    found = date_at_start(line) if len(line) <= _LONGEST_DATE else None
    if found is None:
        return None
    rest = found[1].strip().lower()
    words = re.split(r"[\s,]", rest, maxsplit=1)
    weekdays = words_of("weekday").keys() | words_of("weekday_abroad").keys()
    plain = parse_date(line) or rest[:1] in ",;(" or words[0] in weekdays or is_edition(rest)
    return found[0] if plain else None


def is_edition(block: str) -> bool:
    """Whether a block between date and headline names the edition."""
    return len(block) <= _LONGEST_EDITION and any(word in block.lower() for word in words_of("edition"))


def title_and_day(blocks: Sequence[str]) -> tuple[Fields, date | None, list[Remark], list[str]]:
    """Source and title of the blocks above the first key, the day, remarks on it, and the blocks that are none."""
    at = next((k for k in (1, 2, 3, 0) if k < len(blocks) and day_of_line(blocks[k].split("\n")[0])), None)
    if at is not None:
        day, remarks = day_of_line(blocks[at].split("\n")[0]), list[Remark]()
    else:
        vague = len(blocks) > 1 and len(blocks[1]) <= _LONGEST_DATE and YEAR.search(blocks[1])
        at, day, remarks = (1, None, [not_a_day(blocks[1])]) if vague else (0, None, [])
    fields = {"source": blocks[0]} if at or not day else {}
    before, after = blocks[1:at], [block for block in blocks[at + 1 :] if day is None or parse_date(block) != day]
    while len(after) > 1 and is_edition(after[0]):
        del after[0]
    title = before or after[:1]
    return fields | {"title": "\n".join(title)}, day, remarks, after if before else after[1:]


def fields_of(blocks: Sequence[str], capitals: bool) -> tuple[Fields, int]:
    """What the keys above a text state, and the number of blocks that they take.

    Keys that are not known stand there too, but only above the length.
    """
    fields: Fields = {}
    known = [key_of(block, ("nexis_head", "nexis_tail"), capitals) for block in blocks[:_MOST_HEAD]]
    length = next((k for k, found in enumerate(known) if found and found[0] == "length"), 0)
    for count, block in enumerate(blocks):
        kinds = ("nexis_head",) if "length" in fields else ("nexis_head", "nexis_tail")
        found = key_of(block, kinds, capitals)
        other = _KEY.match(block) if count < length else None
        if found is None and (other is None or capitals and other[1] != other[1].upper()):
            return fields, count
        fields.setdefault(*(found or ("", "")))
        if found is None:
            continue
        if found[0] == "text":
            return fields, count + 1
    return fields, len(blocks)


def tail_of(blocks: Sequence[str], capitals: bool, kinds: Sequence[str] = ("nexis_tail",)) -> tuple[Fields, int]:
    """What the keys below a text state, keys of these kinds, and the block where they begin.

    They are read from the end upwards, as far as nothing but keys, their further paragraphs and the copyright stands
    there: a paragraph of the text that begins as a key does ends no text.
    """
    fields: Fields = {}
    start, pending = len(blocks), 0
    for k in reversed(range(len(blocks))):
        column, value = key_of(blocks[k], kinds, capitals) or (None, "")
        if column not in _RUN_ON and is_prose(value):
            column = None
        part = part_of(blocks[k])
        column = "more" if part == "more" else column
        runs_on = column in _RUN_ON or part == "tail"
        at_end = start == len(blocks) and pending <= _MOST_LAST and k > 0
        below = at_end and key_of(blocks[k - 1], kinds, capitals)
        if runs_on or column is not None and (below or not pending):
            if pending and column in _RUN_ON:
                value = " ".join([value, *blocks[k + 1 : start]]).strip()
            if column and (pending or column != "more"):
                fields[column] = value
            start, pending = k, 0
        elif not pending and blocks[k].lower().startswith(("copyright", "©")):
            start = k
        elif column is not None or key_of(blocks[k], ("nexis_head",), capitals):
            break
        elif (len(blocks[k]) > _LONGEST_CODE or not blocks[k].isupper()) and not (capitals and _other(blocks[k])):
            pending += 1
            if pending > _MOST_FURTHER:
                break
    return fields, start


def _other(block: str) -> bool:
    """Whether a block is a key that the lexicon lacks, "ARTICLE-CODE: hg": of two words, as no speaker's name is."""
    found = _KEY.match(block)
    return found is not None and "-" in found[1] and found[1].isupper() and not is_prose(block[found.end() :])


def is_prose(value: str) -> bool:
    """Whether the value of a key is prose, as no section, subject or language is."""
    return value.endswith((".", "!", "?", '"', "”")) and sum(map(str.islower, value.split())) >= _PROSE


def document(blocks: Sequence[str], location: str, joined: Callable[[Sequence[str]], str]) -> Read:
    """One document of the older layout, and whether the keys below its text are there; ``joined`` makes its text."""
    if blocks and blocks[0].lower().startswith("copyright"):  # above the outlet, in the layout of universities
        blocks = [*_outlet(blocks), *blocks[1:]]
    keyed = next(
        (k for k, block in enumerate(blocks[:_MOST_HEAD]) if key_of(block, ("nexis_head", "nexis_tail"), True)), None
    )
    head = blocks[: min(3, len(blocks)) if keyed is None else keyed]
    fields, day, remarks, more = title_and_day(head) if head else ({}, None, [], [])
    if keyed is None and not day and sum(map(len, blocks)) < SHORTEST_TEXT:
        return no_article(" ".join(blocks), location), False
    found, count = fields_of(blocks[len(head) :], True)
    rest = blocks[len(head) + count :]
    if "programme" in found and "length" not in found and rest:
        again, count = fields_of(rest[1:], True)
        found |= again | {"title": rest[0], "more": fields.pop("title", "")}
        rest = rest[count + 1 :]
    if found.get("title") and fields.get("title"):  # what stands in the place of the headline is none
        more = [fields["title"], *more]
    body = [*more, *filter(None, [found.get("text")]), *rest]
    body = [block for block in body if key_of(block, ("nexis_head",), True) != ("text", "")]
    kinds = ("nexis_tail",) if "length" in found else ("nexis_tail", "nexis_head")
    below, start = tail_of(body, True, kinds)
    fields |= found | below
    if fields.get("lead"):
        fields["lead"] = joined([fields["lead"]])
    draft = draft_of(fields, day, "header", remarks, joined(body[:start]), location)
    return draft, start < len(body) or "language" in found


def _outlet(blocks: Sequence[str]) -> list[str]:
    """The outlet that stands in one block with the copyright above it, if it does."""
    owner, *below = _RESERVED.split(blocks[0], maxsplit=1)
    following = blocks[1] if len(blocks) > 1 else ""
    if not below and (day_of_line(following) or len(following) <= _LONGEST_EDITION and YEAR.search(following)):
        below = owner.split("\n")[1:]
    return [*filter(None, ["\n".join(below).strip()])]
