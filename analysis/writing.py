"""Every file that the library writes: whole or not at all, and the files of one run together.

They are written aside, in hidden files in the same folder, and renamed when all of them lie safely on the disk:
whatever fails before, a full disk above all, changes none of the old ones.  Ctrl-C waits for the last of the renames.
Only who kills the process outright, in the thousandth of a second that they take, can leave files of two runs side by
side, each of them whole; the same call again puts that right.
"""

from __future__ import annotations

import os
import re
import secrets
import signal
import stat
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from .refusals import Unwritable

try:
    import fcntl
except ImportError:  # on Windows
    fcntl = None  # type: ignore[assignment]

_SCRATCH = re.compile(r"\.writing-[0-9a-f]{16}")
_SURELY_DEAD = 24 * 3600.0  # seconds, where the file system knows no locks


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """The content under that name, or nothing: a reader never sees half a file."""
    write_together([(path, content)], lasting=lasting)


def write_together(files: Iterable[tuple[Path, bytes]], *, lasting: bool = True) -> list[Path]:
    """All these files, each whole, or none of them; raises Unwritable, which names the file and the remedy.

    They are asked for one after the other, so that only one has to be in memory.  A link stays a link: what it leads
    to is written.  ``lasting``: also through a failure of power.
    """
    cleared = set[Path]()
    with ExitStack() as stack:
        aside = list[tuple[Path, Path]]()
        for path, content in files:
            target = Path(os.path.realpath(path))
            _make_folder(target.parent)
            if target.parent not in cleared:
                _clear(target.parent)
                cleared.add(target.parent)
            with _named(path):
                _see_that_it_gives_way(target)
                aside.append((stack.enter_context(_scratch(target.parent, content, lasting)), target))
        with _undisturbed():
            for scratch, target in aside:
                with _named(target):
                    os.replace(scratch, target)
    return [path for _, path in aside]


def see_that_one_can_write(folder: Path) -> None:
    """Make the folder; raises Unwritable where that, or writing a file into it, is impossible."""
    _make_folder(folder)
    with _named(folder), _scratch(folder, b"", lasting=False):
        pass


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Has an error of the system name the file that the user knows, and not what is written aside."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise Unwritable(error.errno, error.strerror, os.fspath(path)) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        with _named(next((place for place in (folder, *folder.parents) if place.exists()), folder)):
            raise


def _see_that_it_gives_way(target: Path) -> None:
    """Raise what the system says where the file cannot be replaced: asked before any of them has been."""
    if target.is_file() or target.is_dir():
        with target.open("r+b"):
            pass


@contextmanager
def _scratch(folder: Path, content: bytes, lasting: bool) -> Iterator[Path]:
    """A hidden file with the content, until it is renamed; locked, so that nobody takes it for a dead run's."""
    path, file = _held(folder)
    try:
        file.write(content)
        file.flush()
        if lasting:
            os.fsync(file.fileno())
        if fcntl is None:  # there an open file cannot be renamed
            file.close()
        yield path
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _held(folder: Path) -> tuple[Path, BinaryIO]:
    """A new file, open and locked."""
    while True:
        path = folder / f".writing-{secrets.token_hex(8)}"
        file = path.open("xb")
        if _locked(file.fileno()) is not False and path.exists():  # else somebody who clears was quicker
            return path, file
        file.close()


def _locked(file: int) -> bool | None:
    """Whether the open file is now ours alone; None where the system knows no locks."""
    if fcntl is None:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _clear(folder: Path) -> None:
    """Delete the scratch files of runs that were killed: those that nobody holds."""
    with suppress(OSError):
        for name in filter(_SCRATCH.fullmatch, os.listdir(folder)):
            with suppress(OSError):
                _delete_if_dead(folder / name)


def _delete_if_dead(path: Path) -> None:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        return
    with path.open("r+b") as file:
        alone = _locked(file.fileno())
        if alone:  # and as long as the file is open, so that its owner, should it begin just now, sees that it is gone
            path.unlink()
    if alone is None and time.time() - found.st_mtime > _SURELY_DEAD:
        path.unlink()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C, and the order to end, wait until the block is done."""
    came: list[int] = []
    kept = {}
    if threading.current_thread() is threading.main_thread():  # nobody else is interrupted
        for number in (signal.SIGINT, signal.SIGTERM):
            if (handler := signal.getsignal(number)) is not None:
                kept[number] = handler
                signal.signal(number, lambda number, _: came.append(number))
    try:
        yield
    finally:
        for number, handler in reversed(kept.items()):  # Ctrl-C last: it can come at once
            signal.signal(number, handler)
        for came_in in dict.fromkeys(came):
            signal.raise_signal(came_in)
