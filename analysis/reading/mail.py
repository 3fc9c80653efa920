"""Mail (EML, MBOX): an article that was mailed, or that came forwarded, attached, or as the export of a database."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email.message import Message
from pathlib import PurePosixPath

from analysis.reading import (
    europresse,
    europresse_old,
    factiva_html,
    markup,
    nexis_docx,
    nexis_html,
    nexis_text,
    proquest,
)
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.encoding import WESTERN, codec_of, decode
from analysis.reading.header_lines import ADDRESS
from analysis.reading.labels import labels
from analysis.reading.mail_text import COVERING, UNTOUCHED, article, covering, readable, stated
from analysis.reading.normal import words_in

_EXPORTS = tuple(  # of databases, which are mailed as the text of a mail
    database.READER
    for database in (nexis_docx, nexis_html, nexis_text, factiva_html, europresse, europresse_old, proquest)
)
_FIELD = re.compile(r"([!-9;-~]{1,76}):")
_STATED = {"from", "to", "subject", "date"}
_TECHNICAL = {"message-id", "mime-version", "received", "return-path", "delivered-to", "content-type", "dkim-signature"}
_NEXT = re.compile(rb"(?:\A|\n\r?\n)(?=From [^\r\n]{1,200}\d{4}\r?\n[!-9;-~]{1,76}:)")
_QUOTED = re.compile(r"^>[> ]*", re.MULTILINE)
_MOST_HEADERS = 200  # lines at the top of a mail
_FULLER = 1.25  # the last version of a text is the best, unless another has so many times its words


@dataclass
class _Parts:
    """What a mail holds: its own text, exports and attached files, mails in it, kinds of what is left out."""

    texts: list[str] = field(default_factory=list)
    exports: list[Content] = field(default_factory=list)
    files: list[Content] = field(default_factory=list)
    mails: list[Message] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    lost: list[Unreadable] = field(default_factory=list)

    def add(self, other: _Parts) -> None:
        for name, values in vars(other).items():
            getattr(self, name).extend(values)


def _claims(content: Content) -> bool:
    names = set()
    for line in content.head.lstrip("\r\n").split("\n")[:_MOST_HEADERS]:
        match = _FIELD.match(line)
        if match:
            names.add(match[1].lower())
        elif not line.strip():
            break
        elif line[0] not in " \t" and (names or not line.startswith("From ")):
            return False
    return len(names & _STATED) > 1 and bool(names & _TECHNICAL or content.suffix == ".eml")


def _read(content: Content) -> Iterator[Item]:
    boxed = content.data.startswith(b"From ")
    mails = [data for data in (_NEXT.split(content.data) if boxed else [content.data]) if data.strip()]
    for k, data in enumerate(mails, 1):
        yield from _mail(email.message_from_bytes(data), content.name, f"mail {k} of {len(mails)}" if boxed else None)


def _mail(message: Message, name: str, location: str | None) -> Iterator[Item]:
    if stated(message, "from").startswith("<Saved by"):
        yield Unreadable("the content is a web archive (MHTML), which is not read", "save it as HTML", location)
        return
    parts = _parts(message, name)
    text = "\n\n".join(parts.texts)
    others = len(parts.exports) + len(parts.files) + len(parts.mails)
    for error in parts.lost:
        yield Remark("warning", f"a part of the mail was not read: {error.message}", error.remedy, location)
    if parts.left_out:
        yield Remark("note", f"left out of the mail: {', '.join(sorted(parts.left_out))}", UNTOUCHED, location)
    if text.strip() and not (others and len(words_in(text)) < COVERING):
        yield _article(message, text, location)
    elif text.strip():
        yield replace(covering(text), location=location)
    elif not others:
        yield Unreadable("the mail holds no text", "open it in a mail program, and save its text", location)
    yield from (*parts.exports, *parts.files)
    for k, inner in enumerate(parts.mails, 1):
        yield from _mail(inner, name, f"{location}, mail {k} in it" if location else f"mail {k} in it")


def _article(message: Message, text: str, location: str | None) -> Draft | Unreadable:
    try:
        return article(message, text, location)
    except Unreadable as error:
        return error.at(location)


def _parts(part: Message, name: str) -> _Parts:
    """The parts below a part, of several versions of one text the best."""
    found = _Parts()
    kind, payload = part.get_content_type(), part.get_payload()
    if kind.startswith("multipart/") and isinstance(payload, list):
        inner = [_parts(child, name) for child in payload if isinstance(child, Message)]
        best = max(inner, key=lambda one: _fullness(one, one is inner[-1]), default=None)
        for one in inner:
            if kind == "multipart/alternative" and one is not best:
                one.texts, one.exports = [], []
            found.add(one)
    elif kind == "message/rfc822" and isinstance(payload, list):
        found.mails += [inner for inner in payload if isinstance(inner, Message)]
    elif isinstance(payload, list) or labels("part").keys() & {kind, part.get_content_maintype()}:
        found.left_out.append(kind)
    else:
        _add_leaf(found, part, name)
    return found


def _fullness(version: _Parts, is_last: bool) -> tuple[bool, float]:
    words = len(words_in(ADDRESS.sub("", " ".join(version.texts))))
    return bool(version.exports), words * (_FULLER if is_last else 1)


def _add_leaf(found: _Parts, part: Message, name: str) -> None:
    """A part that holds no other: a text of the mail, an export in its place, or an attached file."""
    kind = part.get_content_type()
    data = part.get_payload(decode=True)
    data = data if isinstance(data, bytes) else b""
    file = part.get_filename() or ("attachment" if part.get_content_disposition() == "attachment" else "")
    if file or kind.startswith(("application/", "message/")):
        base = PurePosixPath(readable(file).replace("\\", "/")).name or kind.replace("/", ".")
        found.files.append(Content(f"{name}/{base}", data))
        return
    try:
        text = _text(data, part.get_content_charset())
        content = Content(name, text.encode("utf-8", "replace"))
        if any(reader.claims(content) for reader in _EXPORTS):
            found.exports.append(content)
        elif text.strip():
            found.texts.append(markup.text_of(markup.html(text)) if kind == "text/html" else text)
    except Unreadable as error:
        found.lost.append(error)


def _text(data: bytes, charset: str | None) -> str:
    """The text of a part, as UTF-8 where it can be that, else as declared; without the marks of a quotation."""
    declared = codec_of(charset)
    try:
        text = data.decode(declared if declared and data.isascii() else "utf-8")
    except (LookupError, ValueError):
        try:
            text = data.decode("utf-8" if declared in (None, WESTERN) else declared)
        except (LookupError, ValueError):
            text = decode(data)[0]
    lines = [line for line in text.splitlines() if line.strip()]
    quoted = sum(line.startswith(">") for line in lines) * 2 > len(lines)
    return _QUOTED.sub("", text) if quoted else text


READER = Reader("mail", _claims, _read, needs=("lxml",))
