"""Every file that the library writes: whole or not at all, and the files of one run together.

They are written aside, in hidden files in the same folder, and renamed when all of them lie safely on the disk:
whatever fails before, a full disk above all, changes none of the old ones.  Ctrl-C waits for the last of the renames.
Only who kills the process outright, in the thousandth of a second that they take, can leave files of two runs side by
side, each of them whole; the same call again puts that right.
"""

from __future__ import annotations

import errno
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
_WINDOWS = os.name == "nt"
_SURELY_DEAD = 24 * 3600.0  # seconds after which nobody writes any more, where the system knows no locks


def write_whole(path: Path, content: bytes, *, lasting: bool = True) -> None:
    """The content under that name, or nothing: a reader never sees half a file."""
    write_together([(path, content)], lasting=lasting)


def write_together(files: Iterable[tuple[Path, bytes | Iterable[bytes]]], *, lasting: bool = True) -> list[Path]:
    """All these files, each whole, or none of them; raises Unwritable, which names the file and the remedy.

    They are asked for one after the other, and a large one piece by piece, so that no more has to be in memory.  A link
    stays a link: what it leads to is written.  ``lasting``: also through a failure of power.
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
    except (FileExistsError, NotADirectoryError):
        with _named(next((place for place in (folder, *folder.parents) if place.is_file()), folder)):
            raise
    except OSError:
        with _named(folder):
            raise


def _see_that_it_gives_way(target: Path) -> None:
    """Raise what the system says where the file cannot be replaced: asked before any of them has been."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if _WINDOWS and target.is_file():  # nobody replaces there what a spreadsheet has open
        with target.open("r+b"):
            pass


def held(path: Path) -> BinaryIO | None:
    """A new file of that name, open and locked, until it is closed or its process has ended, however that ended.

    None where somebody took it away before it was locked; FileExistsError where there is one.
    """
    file = path.open("xb")
    if _locked(file) is False or not _is_at(file, path):
        file.close()
        return None
    return file


def delete_if_dead(path: Path, after: float) -> None:
    """Delete a file that was ``held`` and is no more: where the system knows no locks, so many seconds after."""
    with path.open("r+b") as file:
        alone = _locked(file)
        old = time.time() - os.fstat(file.fileno()).st_mtime > after
        if alone and _is_at(file, path):  # while it is locked: whoever made it just now sees that it is gone
            path.unlink()
    if alone is None and old:
        path.unlink()


def _locked(file: BinaryIO) -> bool | None:
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


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether the open file is the one of that name, and not one that was deleted since."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except OSError:
        return False


@contextmanager
def _scratch(folder: Path, content: bytes | Iterable[bytes], lasting: bool) -> Iterator[Path]:
    """A hidden file with the content, until it is renamed; held, so that nobody takes it for a dead run's."""
    file = None
    while file is None:
        path = folder / f".writing-{secrets.token_hex(8)}"
        file = held(path)
    try:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        if lasting:
            os.fsync(file.fileno())
        if _WINDOWS:  # an open file cannot be renamed there
            file.close()
        yield path
    finally:
        with suppress(OSError):
            file.close()
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _clear(folder: Path) -> None:
    """Delete the scratch files of runs that were killed: those that nobody holds."""
    with suppress(OSError):
        for path in [folder / name for name in os.listdir(folder) if _SCRATCH.fullmatch(name)]:
            with suppress(OSError):
                if stat.S_ISREG(path.lstat().st_mode):
                    delete_if_dead(path, _SURELY_DEAD)


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
