"""What the reader of a format hands on: articles as found in a file, and remarks about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


class ReadingError(ValueError):
    """There is nothing to read at all; the message names the place and the remedy."""


class Unreadable(Exception):
    """One file, or one place in it, cannot be read: what was found, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


@dataclass(frozen=True)
class Remark:
    """Something lost, repaired or doubtful in an article: a row of ``problems`` in the making."""

    severity: str
    message: str
    remedy: str | None = None
    location: str | None = None


@dataclass(frozen=True)
class Draft:
    """One article as its format states it.  ``published_basis`` says what ``published`` was read from."""

    body: str
    title: str | None = None
    published: date | None = None
    published_basis: str = "none"
    modified: date | None = None
    source: str | None = None
    author: str | None = None
    language: str | None = None
    url: str | None = None
    remarks: tuple[Remark, ...] = ()
