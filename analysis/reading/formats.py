"""The formats that are read: one row and one function each.

A reader takes the bytes of a file and returns its articles as drafts, in their order; it raises ``Unreadable`` where
it finds none.  It knows nothing of ids, folders or tables.
"""

from __future__ import annotations

from collections.abc import Callable

from analysis.reading.draft import Draft, Unreadable
from analysis.reading.plain import read_plain

Reader = Callable[[bytes], list[Draft]]

READERS: dict[str, Reader] = {
    ".txt": read_plain,
    ".text": read_plain,
}


def reader_for(suffix: str) -> Reader:
    """The reader for files that end so; Unreadable where there is none."""
    reader = READERS.get(suffix.lower())
    if suffix.lower() == ".md":
        raise Unreadable("Markdown is taken for a note about the folder", "rename it to .txt if it is an article")
    if reader is None:
        kind = f"{suffix.lower()} files are" if suffix else "files without an ending are"
        raise Unreadable(
            f"{kind} not read yet; read are {', '.join(READERS)}",
            "convert it to text: one .txt file (UTF-8) an article",
        )
    return reader
