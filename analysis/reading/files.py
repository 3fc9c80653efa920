"""Which files of a folder are to be read: all but hidden ones, the user's aliases and corrections, sorted by path."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from analysis import aliases
from analysis.reading.draft import ReadingError, Unreadable
from analysis.storage import corrections_folder


def find_files(source: Path) -> list[tuple[str, Path]]:
    """Name (relative to the source) and place of each file, sorted by name; ReadingError where there is none."""
    if not os.path.exists(source):
        raise ReadingError(f"There is no {source}. Give the path of a folder with articles as .txt files.")
    if not os.path.isdir(source):
        return [(_printable(source.name), source)]
    found = sorted((_printable(path.relative_to(source).as_posix()), path) for path in _walk(source, source, set()))
    if not found:
        raise ReadingError(f"The folder {source} has no files in it. Put articles into it, one .txt file each.")
    return found


def _walk(folder: Path, top: Path, seen: set[str]) -> Iterator[Path]:
    """Files below a folder; a folder that links lead back to is read once."""
    place = os.path.realpath(folder)
    if place in seen:
        return
    seen.add(place)
    try:
        children = sorted(folder.iterdir())
    except OSError:
        yield folder  # opening it fails again, and is reported, as for any other path
        return
    for child in children:
        if child.name.startswith(".") or folder == top and _is_users(child, top):
            continue
        if os.path.isdir(child):
            yield from _walk(child, top, seen)
        else:
            yield child


def _is_users(path: Path, top: Path) -> bool:
    """Whether what lies beside the articles is the user's word on them, and no article."""
    return path.name == aliases.FILE or os.path.isdir(path) and path == corrections_folder(top)


def _printable(name: str) -> str:
    """The name as text that can be stored, also where its bytes are no UTF-8."""
    return os.fsencode(name).decode("utf-8", "replace")


def bytes_of(path: Path, most: int) -> bytes:
    """The bytes of a file; Unreadable where it cannot be opened, or has more than ``most`` bytes."""
    if not os.path.isfile(path):
        raise Unreadable("cannot be opened: a broken link, a locked folder or a device", "put the file itself there")
    try:
        size = path.stat().st_size
        if size > most:
            message = f"the file has {size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read"
            raise Unreadable(message, "split it into several files")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"cannot be opened: {error.strerror}", "see that you may read it") from error
