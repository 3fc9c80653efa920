"""Which files of a folder are to be read, and their bytes: whole, as they are, without waiting for anybody.

Left out are hidden files, those that systems and offices leave behind, the user's aliases and corrections; and, with
a row, the folder of parts that a browser saves beside a page.
Links are followed, as people link folders, also out of the folder; a folder that they lead back to is read once.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from analysis import aliases
from analysis.reading import columns
from analysis.reading.draft import ReadingError, Remark, Unreadable
from analysis.storage import corrections_folder

_LEFT_BEHIND = {"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"}
_OF_PAGE = re.compile(r"(?:_file|[_.]files|[_-](?:archivos|arquivos|bestanden|Dateien|fichiers|filer|pliki))(?=/)")
_MOST_OF_PAGE = 10  # such folders in each other that are looked at
_OPENS = ("icon\r", "~$")  # a folder's picture on a Mac, the mark of an office that has the document open
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
MOST_BYTES = 1_000_000_000  # of one file, of one packed in it, and of all that is unpacked from it
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MAY_READ = "see that you may read it"
_CAUSES = {
    errno.ENOENT: ("a broken link, or it was moved meanwhile", "put the file itself there, or run it again"),
    errno.ELOOP: ("a link that leads to itself", "put the file itself there"),
    errno.ENAMETOOLONG: ("its path is too long", "move it to a folder nearer to the top"),
    errno.EACCES: ("you have no permission for it", _MAY_READ),
    errno.EPERM: ("you have no permission for it", _MAY_READ),
}


def find_files(source: Path) -> list[tuple[str, Path]]:
    """Name (relative to the source) and place of each file, sorted by name; ReadingError where there is none."""
    if not os.path.exists(source):
        raise ReadingError(f"There is no {source}. Give the path of a folder with articles.")
    if not os.path.isdir(source):
        return [(shown(source.name), source)]
    if not os.access(source, os.R_OK | os.X_OK):
        raise ReadingError(f"The folder {source} cannot be opened. See that you may read it.")
    found = sorted((shown(path.relative_to(source).as_posix()), path) for path in _below(source))
    if not found:
        remedy = "Put articles into it: .txt files, saved pages, exports and whatever else README.md lists."
        raise ReadingError(f"The folder {source} has no files in it. {remedy}")
    return found


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The content of the file, of at most so many bytes; Unreadable where it is not to be had whole.

    A pipe or device is never opened, for it might never answer.  What changed while it was read is read once more.
    """
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            if os.path.isdir(path):
                raise Unreadable("cannot be opened: you have no permission for the folder", _MAY_READ)
            raise Unreadable("cannot be opened: it is a pipe or a device, not a file", "put the file itself there")
        for _ in range(2):
            with open(os.open(path, _READING), "rb") as file:
                size, _ = before = _state(file.fileno())
                if size > most:
                    message = f"the file has {size / 1e6:.0f} MB; at most {most / 1e6:.0f} MB are read"
                    raise Unreadable(message, "split it into smaller files")
                content = file.read(size + 1)
                if len(content) == size and _state(file.fileno()) == before:
                    return content
    except OSError as error:
        cause, remedy = _CAUSES.get(error.errno or 0, (error.strerror or str(error), _MAY_READ))
        raise Unreadable(f"cannot be opened: {cause}", remedy) from error
    raise Unreadable("it changed while it was read", "wait until whatever writes it is done, and run it again")


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name (not its path) is hidden, or left there by a system or an office."""
    return name.startswith(".") or name.lower() in _LEFT_BEHIND or name.lower().startswith(_OPENS)


def parts_of_pages(names: Iterable[str]) -> dict[str, list[str]]:
    """The folders in which a browser saved what a page beside them draws on (pictures, scripts), with their files."""
    everything, found = set(names), dict[str, list[str]]()
    for name in sorted(everything):
        for ending in islice(_OF_PAGE.finditer(name), _MOST_OF_PAGE):
            page = name[: ending.start()]
            if not everything.isdisjoint((f"{page}.html", f"{page}.htm", f"{page}.xhtml")):
                found.setdefault(name[: ending.end()], []).append(name)
                break
    return found


def left_out(files: Sequence[str], location: str | None = None) -> Remark:
    """What is said of such a folder."""
    message = f"{len(files)} files are parts of the web page saved beside them and were left out"
    return Remark("note", message, "move out of this folder whatever is an article", location)


def shown(name: str) -> str:
    r"""The name as text to store and to show: what is no UTF-8, and what no eye sees, as ``\xe9`` and ``\u202e``."""
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return _UNSHOWN.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def _below(source: Path) -> Iterator[Path]:
    """Files below a folder, in any order of folders; one that cannot be listed stands for what is in it."""
    waiting, seen = [source], set[tuple[int, int]]()
    while waiting:
        folder = waiting.pop()
        try:
            place = os.stat(folder)
            children = sorted(folder.iterdir(), reverse=True)
        except OSError:
            yield folder  # opening it fails again, and is reported, as for any other path
            continue
        if (place.st_dev, place.st_ino) in seen:
            continue
        seen.add((place.st_dev, place.st_ino))
        for child in children:
            if is_left_behind(child.name) or folder == source and _is_users(child, source):
                continue
            if os.path.isdir(child):
                waiting.append(child)
            else:
                yield child


def _is_users(path: Path, top: Path) -> bool:
    """Whether what lies beside the articles is the user's word on them, and no article."""
    return path.name in (aliases.FILE, columns.FILE) or os.path.isdir(path) and path == corrections_folder(top)


def _state(file: int) -> tuple[int, int]:
    """What writing into the file changes: its size and its time."""
    found = os.fstat(file)
    return found.st_size, found.st_mtime_ns
