"""Bytes -> text: a byte order mark, UTF-8, UTF-16, Windows-1252, in that order; what is no text is refused.

A strict ladder and no statistical guess: on texts as short as articles a guesser takes one Western code page for
another, and the reader of the message can judge better than it.
"""

from __future__ import annotations

import codecs
import re

from analysis.reading.draft import Remark, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an Office document",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text document (RTF)",
    b"\x89PNG": "a picture (PNG)",
    b"GIF8": "a picture (GIF)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"\x1f\x8b": "a gzip archive",
}

_PAGE = re.compile(r"\s{0,20}<(?:!doctype|html|\?xml)", re.IGNORECASE)
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}|\xc2[\xa0-\xbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_EXPORT = "export or convert it to plain text (.txt, UTF-8)"
_RESAVE = "open it in an editor and save it as UTF-8"


def decode(content: bytes) -> tuple[str, list[Remark]]:
    """The text of a file, and what had to be repaired; Unreadable where the content is no text."""
    for signature, kind in _SIGNATURES.items():
        if content.startswith(signature):
            raise Unreadable(f"the name says plain text, the content is {kind}", _EXPORT)
    text, remarks = _decoded(content)
    if _PAGE.match(text[:200]):
        raise Unreadable("the name says plain text, the content is HTML or XML", _EXPORT)
    _refuse_binary(text)
    return text, remarks


def _decoded(content: bytes) -> tuple[str, list[Remark]]:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _replacing(content[len(mark) :], encoding)
    unmarked = _utf16_without_mark(content)
    if unmarked:
        return _replacing(content, unmarked)
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    broken = content.decode("utf-8", "replace")
    if len(_UTF8_LETTER.findall(content)) > broken.count("�"):
        return _replacing(content, "utf-8")
    return _western(content)


def _replacing(content: bytes, encoding: str) -> tuple[str, list[Remark]]:
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError as error:
        text = content.decode(encoding, "replace")
        name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
        message = f"not valid {name}: {text.count('�')} places were replaced by “�”"
        return text, [Remark("warning", message, _RESAVE, f"byte {error.start}")]


def _western(content: bytes) -> tuple[str, list[Remark]]:
    text = content.decode("cp1252", "replace")
    _refuse_binary(text)
    letters = sum(map(str.isalpha, text[:20_000]))
    foreign = sum(c.isalpha() and not c.isascii() for c in text[:20_000])
    if foreign > letters / 3:
        raise Unreadable("neither UTF-8 nor Western European text", _RESAVE)
    return text, [Remark("warning", "not valid UTF-8; read as Windows-1252, so accented letters may be wrong", _RESAVE)]


def _utf16_without_mark(content: bytes) -> str | None:
    """Western text in UTF-16 has a NUL as every second byte."""
    sample = content[:4000]
    if len(sample) < 4 or len(content) % 2:
        return None
    if sample[1::2].count(0) > len(sample) * 0.4 and not sample[0::2].count(0):
        return "utf-16-le"
    if sample[0::2].count(0) > len(sample) * 0.4 and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _refuse_binary(text: str) -> None:
    odd = len(_CONTROL.findall(text)) + text.count("�")
    if odd > len(text) / 10 or (odd >= 10 and odd > len(text) / 50):
        raise Unreadable("the name says plain text, the content is binary", _EXPORT)
