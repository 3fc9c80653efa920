"""Dates of time expressions: anchored form, publication day and narrative date to value, days, precision and reason.

The anchored form is described in ``extraction/times``.  Nothing is ever filled with today's date: without the date that
an expression needs, value and days are null and the anchor says what was missing.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from analysis import dates
from analysis.dates import Interval

RELATIONS = {
    "<=": "same day or before",
    "<": "before",
    ">=": "same day or after",
    ">": "after",
    "=": "within that",
    "~": "the nearest",
    "~<": "the nearest, past by the tense",
    "~>": "the nearest, future by the tense",
}
STEP = re.compile(
    r"(?P<relation>[~<>=]{1,2})(?P<pattern>XX[\w-]+)(?:#(?P<nth>\d))?"
    r"|(?P<sign>[+-])P(?P<count>[\d.]+|X)(?P<unit>\w)(?P<grain>~?)"
)
NARRATIVE = re.compile(r"nar [+-]P[\d.X]+(\w)")  # the unit in which something is told against the narrative date
UNIT_NAMES = {**dates.UNITS, "h": "hour", "m": "minute", "s": "second"}
# A few days are taken as at most a week, a few weeks as at most a month, and so on.
FEW = {"s": "m", "m": "h", "h": "D", "D": "W", "W": "M", "M": "Y", "Q": "Y", "Y": "E", "E": "C", "C": "C"}
_KEPT = 8_192  # meanings: what is written of one day is written alike


class Resolved(NamedTuple):
    """What an expression means on the calendar; ``anchor`` says against what it was resolved and how."""

    value: str | None
    date_start: date | None
    date_end: date | None
    precision: str | None
    anchor: str


class _Place(NamedTuple):
    """A state of the evaluation: the interval (None: unresolved), the time of day, the reason so far, a vague value."""

    interval: Interval | None
    clock: str
    reason: str
    vague: str = ""


@lru_cache(_KEPT)
def resolve(anchored: str, published: date | None, narrative: tuple[date, date] | None = None) -> Resolved:
    """The meaning of an anchored form, given the publication day and the last date that the text named."""
    try:
        return _resolved(anchored, published, narrative)
    except (OverflowError, ValueError):
        return Resolved(None, None, None, None, "off the calendar")


def fine(anchored: str, start: date, end: date) -> bool:
    """Whether a narrative date is exact enough for what is told against it: two days after 1998 is no day."""
    step = NARRATIVE.search(anchored)
    days = 1 if step is None or step[1] in "hms" else dates.DAYS.get(step[1]) or 31 * dates.MONTHS[step[1]]
    return (end - start).days < days


def _resolved(anchored: str, published: date | None, narrative: tuple[date, date] | None) -> Resolved:
    if anchored.endswith("_REF"):
        return Resolved(anchored, None, None, None, "no date: " + anchored[:-4].lower() + " reference")
    if anchored.startswith("every "):
        return Resolved(_length(anchored[6:]), None, None, None, "no date: repeated")
    if anchored.startswith("P"):
        return _duration(anchored, published, narrative)
    last, _, first = anchored.partition(" from ")
    place = _placed(last, published, narrative)
    if first and place.interval:
        place = _ranged(place, first, published, narrative)
    if place.interval is None:
        return Resolved(place.vague or None, None, None, None, place.reason)
    start, end, precision = place.interval
    value = place.vague or dates.iso(place.interval) + place.clock
    return Resolved(value, start, end, "time" if place.clock else precision, place.reason)


def _duration(anchored: str, published: date | None, narrative: tuple[date, date] | None) -> Resolved:
    """A length of time: its days are known where it ends or begins at a known day."""
    length, _, rest = anchored.partition(" ")
    side, _, anchor = rest.partition(" ")
    value = _length(length)
    if not side:
        return Resolved(value, None, None, None, "a length of time")
    if anchor == "event":
        return Resolved(value, None, None, None, f"no date: {side} an event that the text names next")
    place = _placed(anchor, published, narrative)
    if place.interval is None:
        return Resolved(value, None, None, None, place.reason)
    if side == "before":
        days = _moved(place.interval.start, "-", length[1:-1], length[-1]), place.interval.end
    else:
        days = place.interval.start, _moved(place.interval.end, "+", length[1:-1], length[-1])
    return Resolved(value, *days, "range", f"{place.reason}: {_spoken(length)} {side} it")


def _ranged(last: _Place, first: str, published: date | None, narrative: tuple[date, date] | None) -> _Place:
    """The range that ends at ``last``; a beginning that recurs is the latest one before the end."""
    assert last.interval
    if "~" in first:
        first, published = re.sub(r"~[<>]?", "<=", first), last.interval.start
    begin = _placed(first, published, narrative).interval
    if begin is None or begin.start > last.interval.end:
        return last
    return _Place(Interval(begin.start, last.interval.end, "range"), "", last.reason + "; a range")


def _placed(form: str, published: date | None, narrative: tuple[date, date] | None) -> _Place:
    """The interval that a form without range or length comes to, step by step."""
    head, *steps = form.split()
    place = _anchor(head, steps, published, narrative)
    for step in steps:
        place = _step(place, step, published)
    return place


def _anchor(head: str, steps: list[str], published: date | None, narrative: tuple[date, date] | None) -> _Place:
    if head == "nar" and narrative and fine(" ".join(["nar", *steps[:1]]), *narrative):
        interval = _named(*narrative)
        return _Place(interval, "", f"narrative date {dates.iso(interval)}")
    if head in ("pub", "nar"):
        day = dates.containing(published, "D") if published else None
        return _Place(day, "", "publication" if day else "no publication date")
    if head == "event":
        return _Place(None, "", "no date: beside an event that the text names next")
    return _Place(dates.parse(head), "", "as written")


def _named(start: date, end: date) -> Interval:
    """The narrative date with the precision that its length shows."""
    for unit, name in dates.UNITS.items():
        if (whole := dates.containing(start, unit))[:2] == (start, end):
            return whole._replace(precision=name)
    return Interval(start, end, "range")


def _step(place: _Place, step: str, published: date | None) -> _Place:
    """One step of a form: a recurring pattern, a shift, a part of the day or of the interval."""
    found = STEP.fullmatch(step)
    interval = place.interval
    if found and found["pattern"]:
        reason = f"{place.reason}: {_pattern_spoken(found['pattern'], found['relation'])}"
        interval = interval and dates.matching(found["pattern"], found["relation"], interval)
        if interval and found["nth"]:
            interval = dates.moved(interval, int(found["nth"]) - 1, "W")
        return _Place(interval, "", reason)
    if found:
        reason = f"{place.reason}: {_spoken(step.strip('+-~'))} {'later' if found['sign'] == '+' else 'earlier'}"
        if found["count"] == "0":
            reason = f"{place.reason}: the same {UNIT_NAMES[found['unit']]}" if found["unit"] != "D" else place.reason
        from_now = found["count"] == "X" and place.reason.endswith(("publication", "publication date"))
        vague = place.vague or ("" if not from_now else "FUTURE_REF" if found["sign"] == "+" else "PAST_REF")
        return _Place(interval and _shifted(interval, found), "", reason, vague)
    if step.startswith("T"):
        return place._replace(clock=step)
    if interval and step in ("earlier", "later"):
        return place._replace(interval=_clipped(interval, step, published), reason=f"{place.reason}, {step}")
    return place._replace(interval=interval and dates.part(interval, step), reason=f"{place.reason}, {step} of it")


def _shifted(interval: Interval, found: re.Match[str]) -> Interval | None:
    """The interval some units away: as exact as the unit, or, with ``~``, as the anchor."""
    sign, count, unit = found["sign"], found["count"], found["unit"]
    if count == "X":
        far = _moved(interval.start, sign, count, unit)
        return Interval(min(far, interval.start), max(far, interval.end), "range")
    if unit in dates.UNITS and count.isdigit():
        number = int(sign + count)
        if found["grain"]:
            return dates.moved(interval, number, unit)
        return dates.containing(dates.shift(interval.start, number, unit), unit)
    return dates.containing(_moved(interval.start, sign, count, unit), "D")


def _moved(day: date, sign: str, count: str, unit: str) -> date:
    """The day a length of time away; fractions and hours in whole days, a few as at most one of the next unit."""
    if count == "X":
        count, unit = "1", FEW[unit]
    number = float(count)
    if unit in "hms":
        number, unit = number // {"h": 24, "m": 1440, "s": 86400}[unit], "D"
    if unit in dates.MONTHS and number != int(number):
        number, unit = number * dates.MONTHS[unit], "M"
    return dates.shift(day, int(sign + "1") * int(number), unit)


def _clipped(interval: Interval, side: str, published: date | None) -> Interval:
    """The part of the interval up to, or from, the publication day, where that lies within."""
    if published is None or not interval.start <= published <= interval.end:
        return interval
    return interval._replace(end=published) if side == "earlier" else interval._replace(start=published)


def _length(form: str) -> str:
    """The TIMEX3 value of a length or a set: PT4H of P4h, PT30M of P0.5h, P1Y6M of P1.5Y, P20Y of P2E."""
    found = re.fullmatch(r"P(\d+|X)(\.5)?(\w)", form)
    if not found:
        return form
    count, half, unit = found.groups()
    if unit in "EC" and count.isdigit() and (half or count != "1"):
        return f"P{int((int(count) + 0.5 * bool(half)) * dates.MONTHS[unit]) // 12}Y"
    smaller = {"h": "30M", "m": "30S", "Y": "6M"}.get(unit, "") if half else ""
    if half and not smaller:
        return form
    return ("PT" if unit in "hms" else "P") + (f"{count}{unit.upper()}" if count != "0" else "") + smaller


def _spoken(length: str) -> str:
    count, unit = length[1:-1], UNIT_NAMES[length[-1]]
    if count == "X":
        return f"a few {unit}s, taken as at most a {UNIT_NAMES[FEW[length[-1]]]}"
    return f"{count} {unit}{'s' if count != '1' else ''}"


def _pattern_spoken(pattern: str, relation: str) -> str:
    """ "weekday Tue, same day or before" of a pattern and the relation that it stands in."""
    if pattern.startswith("XXXX-WXX-"):
        relation = {"~": "<=", "~<": "<=", "~>": ">="}.get(relation, relation)
        name = "weekend" if pattern.endswith("WE") else f"weekday {dates.WEEKDAYS[int(pattern[9:]) - 1]}"
    else:
        name = re.sub(r"^(\d\d)(?:-(\d\d))?$", _month_spoken, pattern.lstrip("X-"))
    return f"{name}, {RELATIONS[relation]}"


def _month_spoken(found: re.Match[str]) -> str:
    return (
        f"{int(found[2])} {dates.MONTH_NAMES[int(found[1]) - 1]}" if found[2] else dates.MONTH_NAMES[int(found[1]) - 1]
    )
