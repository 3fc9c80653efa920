"""What the reader of a format hands on: articles as found in a file, and remarks about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from analysis.refusals import Refusal

MOST_LETTERS = 10_000_000  # of one article: a long book


class ReadingError(Refusal, ValueError):
    """There is nothing to read at all; the message names the place and the remedy."""


class Unreadable(Exception):
    """One file, or one article of it, cannot be read: what was found, what to do, and where in the file.

    Its severity is a note where no article is lost, as with a picture.
    """

    def __init__(self, message: str, remedy: str, location: str | None = None, severity: str = "error") -> None:
        super().__init__(message)
        self.message, self.remedy, self.location, self.severity = message, remedy, location, severity

    def at(self, location: str | None) -> Unreadable:
        """The same, of what stands there in the file."""
        return Unreadable(self.message, self.remedy, location, self.severity)

    def remark(self) -> Remark:
        """The same, as what is told of the file."""
        return Remark(self.severity, self.message, self.remedy, self.location)


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
    location: str | None = None  # where in its file it stands, as "row 17"


def refuse_shelf(text: str, location: str | None = None) -> None:
    """Nothing for what can be one article; Unreadable for a text that is longer than a long book."""
    if len(text) > MOST_LETTERS:
        size = f"{len(text) / 1e6:.0f} million letters; one article has at most {MOST_LETTERS / 1e6:.0f} million"
        raise Unreadable(f"the text has {size}", "split it into one file an article", location)


def compared(found: int, declared: int | None) -> Iterator[Remark]:
    """A remark where an export declares another number of articles than were found in it."""
    if declared is not None and declared != found:
        message = f"the file declares {declared} articles; {found} were found in it"
        yield Remark(
            "error" if found < declared else "warning", message, "export it again, in another layout if need be"
        )
