"""What files gave when they were read last: one of the same name and bytes is not read again.

One file of JSON for each folder, safe to delete at any time: what is cut off, altered or of another version of the
library is as if it were not there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from analysis.reading.draft import Remark, Unreadable
from analysis.reading.files import bytes_of
from analysis.storage import long_hash, sealed, unsealed
from analysis.writing import write_together

_DAYS = ("published", "published_earliest", "published_latest", "modified")

Row = dict[str, object]


class Found(NamedTuple):
    """An article as a row, with remarks about it, or remarks alone; and the file, or member of an archive, it is in."""

    name: str
    row: Row | None
    remarks: list[Remark]


class Kept:
    """What the files of a folder gave, from the last time or now; ``digest`` is of all names and bytes seen by now."""

    def __init__(self, path: Path | None = None, version: str = "") -> None:
        """``version`` stands for all but names, bytes and columns that decides what is read."""
        self._path, self._version = path, version
        self._old = _loaded(path, version) if path else {}
        self._now: dict[str, list[bytes]] = {}
        self.digest = hashlib.sha256()

    def found_in(
        self, name: str, path: Path, columns: Mapping[str, str], read: Callable[[bytes], Iterator[Found]]
    ) -> Iterator[Found]:
        """What the file holds; ``read`` is asked where these bytes were not read before."""
        try:
            content, bytes_hash = self.look(name, path)
        except Unreadable as error:
            yield Found(name, None, [error.remark()])
            return
        key = long_hash(name, sorted(columns.items()), bytes_hash)
        lines = self._now[key] = self._old.get(key, [])
        if key in self._old:
            yield from map(_decoded, lines)
            return
        for found in read(content):
            if self._path:
                lines.append(_encoded(found))
            yield found

    def look(self, name: str, path: Path) -> tuple[bytes, str]:
        """The bytes of a file and their hash, its name and bytes now in the digest; Unreadable where it has none."""
        try:
            content = bytes_of(path)
        except Unreadable as error:
            self._see(name, error.message)
            raise
        found = hashlib.sha256(content).hexdigest()
        self._see(name, found)
        return content, found

    def _see(self, name: str, found: str) -> None:
        self.digest.update(f"{len(name.encode())} {name} {len(found.encode())} {found} ".encode())

    def keep(self) -> None:
        """Keep what was found now for the next time; where that is impossible it is only slower."""
        if self._path and self._now.keys() != self._old.keys():
            with suppress(OSError):
                write_together([(self._path, sealed(_written(self._now), self._version))], lasting=False)


def digest_of(files: Iterable[tuple[str, Path]]) -> str:
    """Hash of the names and bytes of files."""
    kept = Kept()
    for name, path in files:
        with suppress(Unreadable):
            kept.look(name, path)
    return kept.digest.hexdigest()


def _written(found: Mapping[str, list[bytes]]) -> Iterator[bytes]:
    for key, lines in found.items():
        yield b"%s %d\n" % (key.encode(), len(lines))
        yield from lines


def _loaded(path: Path, version: str) -> dict[str, list[bytes]]:
    """The lines of each file, by its key."""
    try:
        lines = BytesIO(unsealed(path, version))
    except (OSError, ValueError):
        return {}
    return {key.decode(): [next(lines) for _ in range(int(many))] for key, many in map(bytes.split, lines)}


def _encoded(found: Found) -> bytes:
    remarks = [vars(remark) for remark in found.remarks]
    return json.dumps([found.name, found.row, remarks], default=str).encode() + b"\n"


def _decoded(line: bytes) -> Found:
    name, row, remarks = json.loads(line)
    for day in _DAYS if row else ():
        row[day] = row[day] and date.fromisoformat(row[day])
    return Found(name, row, [Remark(**remark) for remark in remarks])
