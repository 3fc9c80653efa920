"""Time expressions phrase by phrase: what a reader takes them for, what we make of them, and what dateparser does.

``python benchmarks/phrases.py`` prints the table of docs/times.md.  It asks for dateparser, which is no part of the
set-up (``pip install dateparser``); without it our own column is printed alone.  dateparser is asked for the phrase
(``parse``) and for the sentence (``search_dates``), with the publication day as its base, under every combination of
``SETTINGS``; what stands in the table is the combination that is right most often, chosen for each of the two.
"""

from __future__ import annotations

import importlib.metadata
import itertools
import re
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from analysis import dates
from analysis.corpus.times import Bounds, resolve_times, rows_of_times
from analysis.extraction.times import find_times
from analysis.schema import frame

SETTINGS = {
    "PREFER_DATES_FROM": ("past", "current_period", "future"),
    "IGNORE_SURROUNDING_TEXT": (False, True),
    "strategy": ("split", "ngram"),  # of search_dates
}
UNITS = {name: unit for unit, name in dates.UNITS.items()}


class Case(NamedTuple):
    """A sentence with its phrase in brackets, the publication day of its article, and what a reader takes it for."""

    sentence: str
    published: str
    meant: str

    @property
    def text(self) -> str:
        return re.sub(r"[\[\]]", "", self.sentence)

    @property
    def span(self) -> tuple[int, int]:
        return self.sentence.index("["), self.sentence.index("]") - 1

    @property
    def phrase(self) -> str:
        return self.text[slice(*self.span)]


# 13 September 2022 was a Tuesday.
CASES = (
    Case("Lindqvist called Brandt [on Tuesday].", "2022-09-13", "2022-09-13"),
    Case("Shells fell on the harbour [overnight].", "2022-09-13", "2022-09-13 night"),
    Case("Lindqvist spoke to reporters [later on Tuesday].", "2022-09-13", "2022-09-13"),
    Case("The envoys met [last week].", "2022-09-13", "2022-09-05 to 2022-09-11"),
    Case("The envoys will meet [next week].", "2022-09-13", "2022-09-19 to 2022-09-25"),
    Case("The fighting began [Monday].", "2022-09-13", "2022-09-12"),
    Case("Brandt signed the truce on [September 14].", "2022-09-16", "2022-09-14"),
    Case("The two sides fought on [Sept. 13-14].", "2022-09-16", "2022-09-13 to 2022-09-14"),
    Case("The monitors left in [mid-September].", "2022-09-30", "2022-09-11 to 2022-09-20"),
    Case("The two sides agreed on it [earlier this year].", "2022-09-13", "2022-01-01 to 2022-09-13"),
    Case("The war ended [two years ago].", "2022-09-13", "2020-01-01 to 2020-12-31"),
    Case("Lindqvist called Brandt twice in [the last few days].", "2022-09-13", "2022-09-06 to 2022-09-13"),
    Case("The envoys met over [the weekend].", "2022-09-13", "2022-09-10 to 2022-09-11"),
    Case("The war began [in 2020].", "2022-09-13", "2020-01-01 to 2020-12-31"),
    Case("A truce has held [since 1994].", "2022-09-13", "1994-01-01 to 2022-09-13"),
    Case("They fought [a 44-day war in 2020].", "2022-09-13", "2020-01-01 to 2020-12-31, 44 days long"),
    Case("The envoys met at [5pm local time].", "2022-09-13", "2022-09-13 17:00"),
    Case("Lindqvist said that she [would call again on Thursday].", "2022-09-14", "2022-09-15"),
    Case("The truce was signed on September 5. [Two days later] Brandt called.", "2022-09-13", "2022-09-07"),
)


def ours(case: Case) -> tuple[str, str]:
    """What we make of the phrase in its sentence, in words that can be compared; its TIMEX3 values and precision."""
    times, day = list(find_times(case.text)), date.fromisoformat(case.published)
    rows = rows_of_times("a", times, resolve_times(times, Bounds(day, day)))
    start, end = case.span
    days, length, values = "", "", []
    for one in frame("times", rows).itertuples():
        if one.start < end and start < one.end:
            values.append(one.value if pd.isna(one.date_precision) else f"{one.value} ({one.date_precision})")
            clock = re.search(r"T(\d\d:\d\d|NI)$", one.value or "")
            many = re.fullmatch(r"P(\d+)D", one.value or "")
            length = f", {many[1]} days long" if many else length
            if pd.notna(one.date_start):
                days = said(one.date_start.date(), one.date_end.date(), clock[1] if clock else "")
    return days + length, ", ".join(values)


def said(first: date, last: date, clock: str = "") -> str:
    """Days and time of day; "2022-09-05 to 2022-09-11" if there are several."""
    return " ".join(
        filter(None, [f"{first}" if first == last else f"{first} to {last}", "night" if clock == "NI" else clock])
    )


def mark(answer: str, case: Case) -> str:
    """``✓`` exactly what is meant, ``~`` days that overlap with those meant, ``✗`` other days or nothing."""
    if answer == case.meant:
        return "✓"
    given, meant = (re.findall(r"\d{4}-\d\d-\d\d", words) for words in (answer, case.meant))
    return "~" if given and given[0] <= meant[-1] and meant[0] <= given[-1] else "✗"


def parsed(case: Case, options: dict) -> str:
    """What ``dateparser`` makes of the phrase alone."""
    from dateparser.date import DateDataParser

    found = DateDataParser(languages=["en"], settings=_settings(case, options)).get_date_data(case.phrase)
    return _spoken(found.date_obj, found.period) if found.date_obj else ""


def searched(case: Case, options: dict) -> str:
    """What ``dateparser`` finds in the sentence where the phrase stands: of several dates the best."""
    from dateparser.search import search_dates

    settings, strategy = _settings(case, options), options["strategy"]
    hits = search_dates(case.text, languages=["en"], settings=settings, add_period=True, strategy=strategy) or []
    answers, at = [], 0
    for words, day, period in hits:
        if re.search(r" \((?:start|end)\)$", words):  # of a span, which its period gives as well
            continue
        at = max(at, case.text.find(words, at))
        if at < case.span[1] and case.span[0] < at + len(words):
            answers.append(_spoken(day, period))
    return min(answers, key=lambda answer: "✓~✗".index(mark(answer, case)), default="")


def _settings(case: Case, options: dict) -> dict:
    base = {"RELATIVE_BASE": datetime.fromisoformat(case.published), "RETURN_TIME_AS_PERIOD": True}
    return base | {key: value for key, value in options.items() if key != "strategy"}


def _spoken(day: datetime, period: str) -> str:
    """A date and its period as days: the whole week, month or year where the period says so."""
    interval = dates.containing(day.date(), UNITS.get(period, "D"))
    return said(interval.start, interval.end, f"{day:%H:%M}" if period == "time" else "")


def best(answer: Callable[[Case, dict], str]) -> list[str]:
    """The answers under the settings that make most of them right; the count for each is printed."""
    results = []
    for values in itertools.product(*SETTINGS.values()):
        options = dict(zip(SETTINGS, values, strict=True))
        results.append([answer(case, options) for case in CASES])
        print(f"{answer.__name__} {counted(results[-1])} {options}", file=sys.stderr)
    return max(results, key=lambda answers: [counted(answers).count(one) for one in "✓~"])


def counted(answers: list[str]) -> str:
    """The marks of the answers, a character each."""
    return "".join(map(mark, answers, CASES))


def table() -> Iterator[str]:
    """The lines of the table in Markdown, with a line of counts."""
    own, values = zip(*map(ours, CASES), strict=True)
    columns = {"ours": list(own)}
    try:
        print("dateparser", importlib.metadata.version("dateparser"), file=sys.stderr)
    except importlib.metadata.PackageNotFoundError:
        print("without dateparser, which is not installed: pip install dateparser", file=sys.stderr)
    else:
        columns |= {"dateparser, phrase": best(parsed), "dateparser, sentence": best(searched)}
    yield f"| published | sentence | meant | our value | {' | '.join(columns)} |"
    yield "|---|---|---|---|" + "---|" * len(columns)
    for number, case in enumerate(CASES):
        cells = [f"{mark(answers[number], case)} {answers[number] or 'nothing'}" for answers in columns.values()]
        sentence = case.sentence.replace("[", "**").replace("]", "**")
        day = f"{date.fromisoformat(case.published):%a %Y-%m-%d}"
        yield f"| {day} | {sentence} | {case.meant} | {values[number]} | {' | '.join(cells)} |"
    totals = [f"{counted(answers).count('✓')} ✓, {counted(answers).count('~')} ~" for answers in columns.values()]
    yield f"| | of {len(CASES)} | | | {' | '.join(totals)} |"


if __name__ == "__main__":
    print(*table(), sep="\n")
