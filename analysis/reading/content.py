"""What a file holds, as the readers of formats look at it, and what a reader is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.encoding import decode, glance
from analysis.reading.normal import clean

_GLANCED = 65_536  # bytes by which a format is told
ENTRY, MOST_MEMBERS = b"PK\x01\x02", 100_000  # an entry in the directory of a ZIP archive, and how many are looked at


@dataclass(frozen=True)
class Content:
    """One file, or one member of an archive: its name as people see it, and its bytes."""

    name: str
    data: bytes = field(repr=False)
    columns: Mapping[str, str] = field(default_factory=dict)  # what columns hold, where the user says so

    @cached_property
    def suffix(self) -> str:
        """The ending of the name, in small letters: a hint, where the content could be several things."""
        return PurePosixPath(self.name).suffix.lower()

    @cached_property
    def head(self) -> str:
        """The beginning of the text, good enough to tell the format by; empty where the content is no text."""
        return glance(self.data[:_GLANCED])

    @cached_property
    def cleaned(self) -> str:
        """The beginning as plain text, its characters put right."""
        return clean(self.head)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The names in a ZIP archive, which Office documents are as well; none for anything else."""
        if not self.data.startswith(b"PK") or self.data.count(ENTRY) > MOST_MEMBERS:
            return ()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
                return tuple(archive.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            return ()

    @cached_property
    def decoded(self) -> tuple[str, list[Remark]]:
        """The whole text, and what had to be repaired; Unreadable where the content is no text."""
        return decode(self.data)


Item = Draft | Unreadable | Remark | Content


class Reader(NamedTuple):
    """How one format is read.

    ``claims`` tells by the content, quickly and without raising, whether it is in this format.  ``read`` yields, in
    the order of the file, a ``Draft`` for each article, an ``Unreadable`` for each that is lost, a ``Remark`` about
    the whole file, a ``Content`` for each member of an archive; it raises ``Unreadable`` where the file gives nothing.
    ``needs`` are the packages that it imports then, from the extra ``formats``.
    """

    name: str
    claims: Callable[[Content], bool]
    read: Callable[[Content], Iterator[Item]]
    needs: tuple[str, ...] = ()
