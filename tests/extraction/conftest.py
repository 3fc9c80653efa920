"""What is read in a text, in words rather than numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import pytest

from analysis.extraction import Findings, extract


class Act(NamedTuple):
    """One reported act; a mutual one names its parties in alphabetical order, all as speakers."""

    speakers: tuple[str, ...]
    addressees: tuple[str, ...]
    channel: str
    status: str
    reported_by: str | None
    cue: str


class Reading:
    """The findings of one text by name."""

    def __init__(self, text: str, title_length: int):
        self.text = text
        self.findings: Findings = next(iter(extract([(text, title_length)])))
        self.actors = {actor.name: actor for actor in self.findings.actors}

    def name(self, number: int | None) -> str | None:
        return None if number is None else self.findings.actors[number].name

    @property
    def acts(self) -> list[Act]:
        found = []
        for c in self.findings.communications:
            speaker, others = self.name(c.speaker), tuple(sorted(str(self.name(a)) for a in c.addressees))
            parties = tuple(sorted((str(speaker), *others))) if c.mutual else (str(speaker),)
            reporter = self.name(c.reported_by)
            found.append(Act(parties, () if c.mutual else others, c.channel, c.status, reporter, c.cue))
        return found

    @property
    def quotes(self) -> list[tuple[str, str, str | None]]:
        return [(self.text[q.start : q.end], q.kind, self.name(q.speaker)) for q in self.findings.quotes]

    @property
    def claims(self) -> list[tuple[str, float | None, str, str | None]]:
        found = []
        for c in self.findings.claims:
            unit = f"{c.counted} {c.fate}" + (f" ({c.side})" if c.side else "")
            found.append((self.text[c.start : c.end], c.quantity, unit, self.name(c.claimant)))
        return found

    def meant(self, words: str) -> set[str | None]:
        """Whom the mentions mean that stand within any occurrence of the words."""
        spans = [(i, i + len(words)) for i in range(len(self.text)) if self.text.startswith(words, i)]
        return {
            self.name(m.actor) for m in self.findings.mentions if any(s <= m.start and m.end <= e for s, e in spans)
        }

    def spans(self) -> list[Any]:
        found = self.findings
        return [*found.mentions, *found.times, *found.quotes, *found.communications, *found.happenings, *found.claims]


@pytest.fixture(scope="module")
def read(invented_places) -> Callable[..., Reading]:
    """A function from a text (and the length of its headline) to what is read in it."""
    return cache(lambda text, title_length=0: Reading(text, title_length))
