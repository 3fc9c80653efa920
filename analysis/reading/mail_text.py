"""The article that the text of a mail is, or that somebody forwarded in it.

The day of a mail is that of its article where the text states none and nobody forwarded it; its sender is the outlet
where it went to a list.  A few words beside something else that is an article are a covering note.
"""

from __future__ import annotations

import email.policy
import re
from dataclasses import replace
from datetime import date
from email.message import Message
from email.utils import parseaddr, parsedate_tz
from itertools import takewhile

from analysis.reading.draft import Draft, Remark
from analysis.reading.header_dates import date_in_line
from analysis.reading.labels import fields_of, labelled, labels
from analysis.reading.normal import words_in
from analysis.reading.plain import article_of

COVERING = 60  # words: a text of fewer beside an article is a note about it
UNTOUCHED = "nothing needs to be done, unless it is an article"

_LISTED = ("list-unsubscribe", "list-id", "list-post")
_PREFIX = re.compile(r"\s{0,3}(\w{1,10})(?:\s?\[\d{1,3}\])?\s?:\s{0,3}")
_DAY = "write “Date: YYYY-MM-DD” as the first line of its text, if it is another"
_SHORTEST_TITLE = 10  # letters
_LONGEST_FIELD = 2_000  # letters
_FEWEST_FIELDS, _MOST_FORWARDINGS = 3, 5
_LINES_SEARCHED, _LINES_OF_HEADER = 80, 12  # where a forwarded mail begins, and what is stated above its text


def covering(text: str) -> Remark:
    """What is said of a few words that are no article."""
    return Remark("note", f"a covering note was left out: “{' '.join(text.split())[:80]}”", UNTOUCHED)


def article(message: Message, text: str, location: str | None) -> Draft:
    """The article that the text of a mail is, or that somebody forwarded in it."""
    subject, forwarded = _subject(stated(message, "subject"))
    remarks: list[Remark] = []
    sent = ""
    for _ in range(_MOST_FORWARDINGS):
        inner = _forwarded(text)
        if inner is None:
            break
        fields, above, text = inner
        if above.strip():
            remarks.append(covering(above))
        subject = _subject(" ".join(fields.get("subject", [])[:1]))[0] or subject
        sent, forwarded = " ".join(fields.get("sent", [])[:1]), True
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    if len(first) >= _SHORTEST_TITLE and first.casefold() in subject.casefold():
        subject, text = first, text.replace(first, "", 1)
    draft = article_of(text, remarks, subject or None)
    listed = not forwarded and any(stated(message, name) for name in _LISTED)
    if listed and not draft.source:
        sender, address = parseaddr(_raw(message, "from"))
        draft = replace(draft, source=readable(sender) or address.rpartition("@")[2] or None)
    if draft.published is None:
        draft = _dated(draft, sent or ("" if forwarded else stated(message, "date")), forwarded, listed)
    return replace(draft, location=location)


def _dated(draft: Draft, sent: str, forwarded: bool, listed: bool) -> Draft:
    """The draft of a text that states no day, with the day on which it was sent."""
    there = date_in_line(sent)
    day = (None if forwarded else _day(sent)) or (there.day if there else None)
    which = "forwarded mail" if forwarded else "mail"
    if sent and not day:
        remark = Remark("warning", f"the {which} was sent “{sent[:60]}”, which is no day that is understood", _DAY)
    else:
        remark = Remark("note", f"the text states no day; that of the {which}, {day}, was taken", _DAY)
    said = () if listed and day or not sent else (remark,)
    basis = "none" if not day else "header" if forwarded else "metadata"
    return replace(draft, published=day, published_basis=basis, remarks=(*draft.remarks, *said))


def _forwarded(text: str) -> tuple[dict[str, list[str]], str, str] | None:
    """What is stated above a forwarded text, what somebody wrote over that, and the text."""
    lines = text.splitlines()
    marked = [
        k for k, line in enumerate(lines[:_LINES_SEARCHED]) if ":" in line and labelled(line.replace("*", ""), "mail")
    ]
    if not marked:
        return None
    start = marked[0]
    last = list(takewhile(lambda k: k - start < _LINES_OF_HEADER, marked))[-1]
    rows = [line.replace("*", "") for line in lines[start : last + 1] if line.strip()]
    fields = fields_of(rows, "mail")
    above = [line for line in lines[:start] if line.strip()]
    if above and above[-1].strip().endswith(("-", ":", "_")):  # "---------- Forwarded message ----------"
        above.pop()
    note = "\n".join(above)
    below = "\n".join(lines[last + 1 :])
    if len(fields) < _FEWEST_FIELDS or "from" not in fields or len(words_in(note)) >= COVERING or not words_in(below):
        return None
    return fields, note, below


def _subject(whole: str) -> tuple[str, bool]:
    """A subject without what mail programs write before it, and whether that says that it was forwarded."""
    known = labels("subject")
    forwarded = False
    while (match := _PREFIX.match(whole)) and match[1].casefold() in known:
        forwarded = forwarded or known[match[1].casefold()] == "forwarded"
        whole = whole[match.end() :]
    return whole.strip(), forwarded


def stated(message: Message, name: str) -> str:
    """What a field of the header states, as people read it; empty where there is none."""
    return readable(_raw(message, name))


def _raw(message: Message, name: str) -> str:
    """What a field of the header states, its words still encoded; the parsers of headers are slow, so no more of it."""
    return next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:_LONGEST_FIELD]


def readable(value: str) -> str:
    """A value of a header with its encoded words as letters."""
    plain = " ".join(value[:_LONGEST_FIELD].encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())
    try:
        return str(email.policy.default.header_factory("subject", plain)).strip()
    except Exception:  # the parser of headers raises what it likes on broken ones
        return plain


def _day(stated: str) -> date | None:
    """The day of a Date field, as its writer's clock showed it."""
    try:
        parts = parsedate_tz(stated)
        return date(*parts[:3]) if parts and 1970 <= parts[0] < 2100 else None
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
