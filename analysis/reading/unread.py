"""What is known and not read: pictures, programs, notes about the folder, formats of another day."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Unreadable

_UNPACK = "unpack it into the folder, or pack it anew as ZIP"
_TO_DOCX = "open it in an office program and save it as .docx, without a password"
_TEXTS = "export the texts of the articles as well: as RTF, Word, HTML or text"
_SAVE = "open it and save the page as HTML"
_NOTHING = "nothing needs to be done"
_BY_CONTENT = (
    (b"\xd0\xcf\x11\xe0", "an old Office document, or one with a password", _TO_DOCX),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"BZh91AY", "a bzip2 archive", _UNPACK),
    (b"\xfd7zXZ", "an xz archive", _UNPACK),
    (b"SQLite format 3", "a database", "export its articles as CSV"),
    (b"WARC/", "a web archive (WARC)", "save its pages as HTML"),
    (b"TY  - ", "a list of references (RIS)", _TEXTS),
    (b"[InternetShortcut]", "a link to a page", _SAVE),
    (b"ID3\3\0", "a recording", None),
    (b"ID3\4\0", "a recording", None),
    (b"\x1aE\xdf\xa3", "a film", None),
    (b"\x89PNG", "a picture", None),
    (b"II*\0", "a picture", None),
    (b"MM\0*", "a picture", None),
    (b"GIF8", "a picture", None),
    (b"\xff\xd8\xff", "a picture", None),
    (b"wOF2", "a font", None),
)  # no remedy: there is no article in such a file
_BY_NAME = {
    ".md": ("a note about the folder (Markdown)", "rename it to .txt if it is an article"),
    ".css": ("a part of a web page", _NOTHING),
    ".js": ("a part of a web page", _NOTHING),
    ".svg": ("a picture", _NOTHING),
}
_BY_MEMBER = {
    "META-INF/container.xml": ("an electronic book (EPUB)", "save its text as .txt or HTML"),
    "META-INF/manifest.xml": ("an OpenDocument file", _TO_DOCX),
    "ppt/presentation.xml": ("a presentation", "save its text as .txt"),
    "Index/Document.iwa": ("a Pages document", "export it as .docx"),
    "META-INF/MANIFEST.MF": ("a program (JAR)", _UNPACK),
}  # ZIP archives that are one document, and no archive of articles


def _kind(content: Content) -> tuple[str, str | None] | None:
    """What the content is, and what to do to have its articles."""
    named = _BY_NAME.get(content.suffix)
    if named:
        return named[0], None
    packed = next((kind for member, kind in _BY_MEMBER.items() if member in content.members), None)
    if packed:
        return packed
    if _is_media(content.data):
        return "a picture, a recording or a film", None
    return next(((kind, remedy) for sign, kind, remedy in _BY_CONTENT if content.data.startswith(sign)), None)


def _is_media(data: bytes) -> bool:
    """Whether it is a picture, a recording or a film in one of the wrappings that say so behind their length."""
    wrapped = data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"WAVE", b"AVI ")
    return wrapped or data[:3] == bytes(3) and data[4:8] == b"ftyp"


def _claims(content: Content) -> bool:
    return _kind(content) is not None


def _refuse(content: Content) -> Iterator[Item]:
    kind, remedy = _kind(content) or ("no text", None)
    if remedy:
        raise Unreadable(f"the content is {kind}, which is not read", remedy)
    remedy = _BY_NAME.get(content.suffix, ("", _NOTHING))[1]
    yield Unreadable(f"the content is {kind} and was left out", remedy, severity="note")


READER = Reader("unread", _claims, _refuse)
