"""Invented tables of any size: who takes part in how many events, how exactly dated, how long ago."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from analysis.schema import Tables, empty, frame

FIRST = date(2031, 3, 1)
CHANNELS = ("call", "meeting", "statement", "press", "unspecified", "unspecified", None)
PRECISE = ("day",) * 6 + ("time", "week", "month", "range", "year")
NAMES = (
    "Mara Lindqvist", "Tomas Brandt", "Ilse Okoro", "Orvania", "Veslandic Ministry of Inner Water and Harbour Affairs",
    "Наталья Орлова", "Ανθή Παππά", "Յասմին Արամյան", "Joint Commission on the Incident at the Bridge of Halvern",
    "A", "Count Maximilian Ferdinand von und zu Hohenstein-Lindqvist",
)  # fmt: skip


def invented(
    events: int, days: int = 60, seed: int = 0, undated: float = 0.3, people: int = 30, background: int = 6
) -> Tables:
    """``events`` events of ``people`` (a few much busier than the rest), ``background`` of them in years long past."""
    chance = random.Random(seed)
    actors = [
        dict(actor_id=f"p{n:03}", name=NAMES[n] if n < len(NAMES) else f"Person Number{n}", kind="person",
             country=("XVE", "XOR", "ARM", None)[n % 4], articles=1, mentions=1)
        for n in range(people)
    ]  # fmt: skip
    articles = [
        dict(article_id=f"a{n}", path=f"{n}.txt", part=1, text="words", words=1, published_basis="header",
             **dict.fromkeys(("published", "published_earliest", "published_latest"), FIRST + timedelta(n)))
        for n in range(days)
    ]  # fmt: skip
    told, parts, sources = [], [], []
    for n in range(events):
        channel = chance.choice(CHANNELS)
        told.append(dict(_when(chance, n < background, days, undated), event_id=f"e{n:05}", channel=channel,
                         what=f"Something that has many words happened at place {n}",
                         articles=chance.choice((1, 1, 2, 5)), sources=1,
                         conflict="date" if chance.random() < 0.05 else None))  # fmt: skip
        here = {min(int(chance.expovariate(6 / people)), people - 1) for _ in range(chance.choice((1, 2, 2, 3)))}
        roles = ("participant",) * 3 if channel in ("call", "meeting", None) else ("source", "target", "target")
        parts += [
            dict(event_id=f"e{n:05}", actor_id=f"p{who:03}", part=part)
            for who, part in zip(sorted(here), roles, strict=False)
        ]
        # What lies ahead of all that tell of it has not happened: these are told of on their day or later.
        day = max(chance.randrange(days), (told[-1].get("date_start", FIRST) - FIRST).days)
        sources.append(dict(event_id=f"e{n:05}", article_id=f"a{day}", start=n, end=n + 1, evidence="w"))
    rows = {"actors": actors, "articles": articles, "events": told, "participants": parts, "event_sources": sources}
    names = Tables.__dataclass_fields__
    return Tables(**{name: frame(name, rows[name]) if name in rows else empty(name) for name in names})


def _when(chance: random.Random, past: bool, days: int, undated: float) -> dict[str, object]:
    if past:
        year = chance.choice((1988, 1994, 2020, 2029, 2030))
        return dict(date_start=date(year, 1, 1), date_end=date(year, 12, 31), date_precision="year")
    if chance.random() < undated:
        return {}
    day = FIRST + timedelta(int(chance.triangular(0, days - 1, days / 4)))
    precision = chance.choice(PRECISE)
    first, length = {
        "week": (day - timedelta(day.weekday()), 6), "month": (day.replace(day=1), 27), "range": (day, 2),
        "year": (date(day.year, 1, 1), 364),
    }.get(precision, (day, 0))  # fmt: skip
    return dict(date_start=first, date_end=first + timedelta(length), date_precision=precision)


@pytest.fixture
def crowd() -> Callable[..., Tables]:
    return invented


@pytest.fixture(autouse=True)
def no_event_loop() -> Iterator[None]:
    """No loop runs in this thread, as in a script: that of the browser tests would else be taken for a screen's."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)
