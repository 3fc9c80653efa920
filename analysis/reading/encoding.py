"""Bytes -> text: a byte order mark, UTF-16, UTF-8, what a page declares, Windows-1252; what is no text is refused.

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

_DECLARED = re.compile(
    rb"""<[^<>]{0,80}(?:charset|encoding)\s{0,3}=\s{0,3}["']?\s{0,3}([\w.:-]{1,40})""", re.IGNORECASE
)
_UTF8_LETTER = re.compile(rb"[\xc3-\xf4][\x80-\xbf]{1,3}|\xc2[\xa0-\xbf]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
WESTERN = "cp1252"  # in which every file can be read, be it right or wrong
_DECLARING = 2_000  # bytes at the top of a page in which its encoding is declared
_RESAVE = "open it in an editor and save it as UTF-8"


def decode(content: bytes) -> tuple[str, list[Remark]]:
    """The text of a file, and what had to be repaired; Unreadable where the content is no text."""
    text, remarks = _decoded(content)
    if _is_binary(text):
        raise Unreadable("the content is no text", "export or convert it to plain text (.txt, UTF-8)")
    return text, remarks


def glance(start: bytes) -> str:
    """The first bytes of a file as text to tell its format by; empty where they are no text."""
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "replace")
    text = start.decode(_utf16_without_mark(start[: len(start) // 2 * 2]) or "utf-8", "replace")
    return "" if _is_binary(text.replace("�", "")) else text


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
    is_nearly = len(_UTF8_LETTER.findall(content)) > broken.count("�")
    declared = _declared(content)
    if declared and not (is_nearly and declared == WESTERN):
        try:
            return content.decode(declared), []
        except (LookupError, ValueError):  # what it names may be no encoding of text, as hex
            pass
    return _replacing(content, "utf-8") if is_nearly else _western(content)


def codec_of(label: str | None) -> str | None:
    """The codec that a declared name means, Windows-1252 where it says Latin-1 or ASCII, as for browsers."""
    try:
        name = codecs.lookup(label or "").name
    except (LookupError, ValueError):
        return None
    return WESTERN if name in ("iso8859-1", "ascii") else name


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
    if _is_binary(text):
        return text, []
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


def _declared(content: bytes) -> str | None:
    """The codec that a page declares."""
    match = _DECLARED.search(content[:_DECLARING]) if content.lstrip()[:1] == b"<" else None
    return codec_of(match[1].decode("ascii", "replace")) if match else None


def _is_binary(text: str) -> bool:
    odd = len(_CONTROL.findall(text)) + text.count("�")
    return odd > len(text) / 10 or (odd >= 10 and odd > len(text) / 50)
