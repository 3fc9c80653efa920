"""ZIP archives: each file in one is read as any other; nothing is ever written to disk, so no name can do harm.

An archive is untrusted: what it declares about itself is compared with what it holds before anything large is made.
"""

from __future__ import annotations

import copy
import io
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise

from analysis import aliases
from analysis.reading import columns
from analysis.reading.content import ENTRY, MOST_MEMBERS, Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.files import MOST_BYTES, is_left_behind, left_out, parts_of_pages, shown

MOST_RATIO, _SMALL = 200, 1_000_000  # text shrinks to a tenth, deflate at most to a thousandth; small ones do no harm
_HEADER = 30  # bytes of the header of a member, before its name
_UTF8 = 0x800
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # bzip2 and LZMA cannot be unpacked piece by piece
_AGAIN = "download it or pack it anew, as one ordinary ZIP"
_UNPACK = "unpack it into the folder, if you trust it"
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, OverflowError)
_DRIVE = re.compile(r"[A-Za-z]:(?=[/\\])")


def opened(content: Content) -> zipfile.ZipFile:
    """The archive, its directory believable; Unreadable where it is broken, or made to exhaust the machine."""
    if content.data.count(ENTRY) > MOST_MEMBERS:
        raise Unreadable(f"more than {MOST_MEMBERS} files are packed in it", _UNPACK)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content.data))
        infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
        if infos and infos[0].header_offset < 0:
            raise zipfile.BadZipFile("its beginning is missing")
    except _BROKEN as error:
        raise Unreadable(f"the archive is broken, cut off or one part of a split one: {error}", _AGAIN) from error
    if any(one.header_offset + _HEADER + one.compress_size > two.header_offset for one, two in pairwise(infos)):
        raise Unreadable("files in the archive overlap, as in a ZIP bomb", _UNPACK)
    if _is_bomb(sum(info.file_size for info in infos), len(content.data)):
        raise Unreadable(f"it unpacks to more than {MOST_RATIO} times its size, as a ZIP bomb does", _UNPACK)
    return archive


def guard(content: Content) -> None:
    """Nothing, where a library may unpack the whole Office document; Unreadable where it is broken or a bomb."""
    with opened(content) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > MOST_BYTES:
            raise Unreadable(f"it unpacks to {size / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} MB are read", _UNPACK)
        for info in archive.infolist():
            unpacked(archive, info)


def unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """The bytes of one member; Unreadable where it cannot be unpacked, or not to the size that it declares."""
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable("it is protected by a password", "unpack it with its password into the folder")
    if info.compress_type not in _METHODS:
        raise Unreadable(f"it is packed by a method that is not read (number {info.compress_type})", _AGAIN)
    if info.file_size > MOST_BYTES:
        raise Unreadable(f"it has {info.file_size / 1e6:.0f} MB; at most {MOST_BYTES / 1e6:.0f} MB are read", _UNPACK)
    if _is_bomb(info.file_size, info.compress_size):
        raise Unreadable(f"it unpacks to more than {MOST_RATIO} times its size, as a ZIP bomb does", _UNPACK)
    honest = copy.copy(info)
    honest.file_size += 1  # zipfile stops in silence at the declared size: a byte more, and the member declares too few
    try:
        with archive.open(honest) as member:
            data = member.read(honest.file_size)
    except _BROKEN as error:
        raise Unreadable(f"it is broken in the archive: {error}", _AGAIN) from error
    if len(data) != info.file_size:
        raise Unreadable("it has not the size that the archive declares", _AGAIN)
    return data


def _is_bomb(size: int, packed: int) -> bool:
    return size > _SMALL and size > packed * MOST_RATIO


def _claims(content: Content) -> bool:
    return content.data.startswith(b"PK\x03\x04") or zipfile.is_zipfile(io.BytesIO(content.data))


def _read(content: Content) -> Iterator[Item]:
    with opened(content) as archive:
        infos = archive.infolist()
        yield from _remarks(content, infos)
        parts = parts_of_pages(_inside(_stated(info)) for info in infos if not info.is_dir())
        yield from (left_out(inside, folder) for folder, inside in parts.items())
        passed = set(chain.from_iterable(parts.values()))
        for info in infos:
            name = _inside(_stated(info))
            if _is_nothing(info, name) or _is_users(name) or name in passed:
                continue
            try:
                if stat.S_ISLNK(info.external_attr >> 16):
                    raise Unreadable("it is a link to another file", "pack the file itself", severity="warning")
                yield Content(f"{content.name}/{name}", unpacked(archive, info), content.columns)
            except Unreadable as error:
                yield error.at(name)


def _remarks(content: Content, infos: list[zipfile.ZipInfo]) -> Iterator[Remark]:
    """What is odd about the archive as a whole."""
    before = min((info.header_offset for info in infos), default=0)
    if before:
        yield Remark("warning", f"{before} bytes in front of the archive were left out", "see whether they hold text")
    climbing = [name for name in map(_stated, infos) if _climbs(name)]
    if climbing:
        message = f"{len(climbing)} names lead out of the archive; they were read as if inside: {climbing[0][:200]!r}"
        yield Remark("note", message, "see that you trust where the archive came from")
    names = Counter(_inside(_stated(info)) for info in infos if not info.is_dir())
    doubled = [name for name, times in names.items() if times > 1]
    if doubled:
        message = f"{len(doubled)} names stand for several files each; all were read: {doubled[0][:200]!r}"
        yield Remark("note", message, "see whether one replaces the other")
    users = sum(_is_users(name) for name in names)
    if users:
        message = (
            f"{users} files of corrections, aliases or columns in the archive are no articles and have no effect there"
        )
        yield Remark("note", message, "unpack them beside the articles if they are to be obeyed")


def _stated(info: zipfile.ZipInfo) -> str:
    """The name of a member; some packers write UTF-8 and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _climbs(name: str) -> bool:
    return name[:1] in ("/", "\\") or bool(_DRIVE.match(name)) or ".." in re.split(r"[/\\]", name)


def _inside(name: str) -> str:
    """The name as a path inside the archive."""
    parts = re.split(r"[/\\]", _DRIVE.sub("", name, count=1))
    return shown("/".join(part for part in parts if part not in ("", ".", ".."))) or "unnamed"


def _is_nothing(info: zipfile.ZipInfo, name: str) -> bool:
    """Whether it is a folder, or what is passed over in folders on disk."""
    hidden = any(map(is_left_behind, name.split("/")))
    return hidden or info.is_dir() and info.file_size == 0


def _is_users(name: str) -> bool:
    """Whether it is the user's word on the articles: at the top, or in the one folder that was packed."""
    parts = name.split("/")
    return parts[-1] in (aliases.FILE, columns.FILE) and len(parts) <= 2 or "corrections" in parts[:-1][:2]


READER = Reader("ZIP archive", _claims, _read)
