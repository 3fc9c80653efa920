r"""RTF of one article, or of an export of Nexis, read in one pass over its control words.

Letters beyond ASCII are bytes in the code page of the font that they stand in, and only where it names none in that of
the document: Word on a Western computer saves Russian text under ``\ansicpg1252``, in fonts of ``\fcharset204``. (The
kept library, striprtf, takes time with the cube of the links in a document, and gives deleted text as text.)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.reading import nexis_docx, nexis_text
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Remark, Unreadable
from analysis.reading.plain import article_of
from analysis.reading.several import refuse_several

_START = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,99}\{\\rtf")
_TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z])|([{}])|[\r\n\0]+|([^\\{}\r\n\0]+)"
)
_MOST_TOKENS = 5_000_000

_UNSEEN = (
    "author category colorschememapping colortbl comment company creatim doccomm docvar datafield falt fldinst ftnsep "
    "ftnsepc ftncn footer footerf footerl footerr header headerf headerl headerr info keywords listtext manager mmath "
    "nonshppict objdata pict pntext printim private revtbl revtim rxe shprslt sp stylesheet subject tc template title "
    "txe upr xe"
)  # hold no text of the article, or in other words what another one holds; so does whatever is starred, and not known
_PLACES = dict.fromkeys(_UNSEEN.split(), "unseen") | dict(
    footnote="footnote", fonttbl="fonts", ud="under", shpinst="body", shptxt="body", do="body", dptxbxtext="body"
)
_SIGNS = {
    "par": "\n", "line": "\n", "sect": "\n\n", "page": "\n\n", "column": "\n\n", "row": "\n\n", "cell": "\n\n",
    "nestcell": "\n\n", "nestrow": "\n\n", "tab": "\t", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
    "~": " ", "_": "-", "\n": "\n", "\r": "\n", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_PAGES = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip


_CHANGES: dict[str, Callable[[str | None, str], dict[str, Any]]] = {
    "f": lambda value, first: dict(font=value or ""),
    "plain": lambda value, first: dict(font=first, hidden=False),
    "v": lambda value, first: dict(hidden=value != "0"),
    "deleted": lambda value, first: dict(hidden=value != "0"),
    "uc": lambda value, first: dict(fallback=min(max(int(value or 1), 0), 9)),
}


class _State(NamedTuple):
    """What holds in a group, and in the groups in it until they change it."""

    place: str = "body"  # or "footnote", "fonts", "unseen"
    under: str = "body"  # the place that an unseen one is in
    font: str = ""
    fallback: int = 1  # characters that follow a \u for readers that do not know it
    hidden: bool = False  # or deleted


@dataclass
class _Document:
    page: str = "cp1252"
    fonts: dict[str, str] = field(default_factory=dict)
    first_font: str = ""
    state: _State = _State()
    outer: list[_State] = field(default_factory=list)
    texts: dict[str, list[str]] = field(default_factory=lambda: {"body": [], "footnote": []})
    waiting: bytearray = field(default_factory=bytearray)  # letters of one font, not yet decoded
    to_skip: int = 0
    starred: bool = False
    end: int | None = None

    def write(self, text: str) -> None:
        if self.state.place in self.texts and not self.state.hidden:
            self.texts[self.state.place].append(text)

    def flush(self) -> None:
        if self.waiting:
            page = self.fonts.get(self.state.font, self.page)
            try:
                self.write(self.waiting.decode(page, "replace"))
            except LookupError:  # a page that nobody knows
                self.write(self.waiting.decode("cp1252", "replace"))
            self.waiting.clear()

    def letters(self, data: bytes) -> None:
        """Letters in the page of the font, unless they only stand for one that was given as Unicode."""
        skipped = min(self.to_skip, len(data))
        self.to_skip -= skipped
        if self.state.place in self.texts:
            self.waiting += data[skipped:]

    def brace(self, brace: bytes) -> None:
        self.to_skip = 0
        if brace == b"{":
            self.outer.append(self.state)
            self.starred = False
        elif self.outer:
            self.state = self.outer.pop()

    def word(self, word: str, value: str | None) -> None:
        """A control word, or a sign that stands for one."""
        starred, self.starred = self.starred, False
        if word in _SIGNS:
            self.write(_SIGNS[word])
        elif word == "u" and value:
            self.write(chr(int(value) % 0x10000))
            self.to_skip = self.state.fallback
        elif word in _PLACES or starred:
            self.enter(_PLACES.get(word, "unseen"))
        elif word in _PAGES:
            self.page = _PAGES[word]
        elif word == "ansicpg" and value:
            self.page = f"cp{value}"
        elif self.state.place == "fonts" and word in ("fcharset", "cpg"):
            page = _CHARSETS.get(int(value or 1)) if word == "fcharset" else f"cp{value}"
            self.fonts.update({self.state.font: page} if page else {})
        elif word == "deff":
            self.first_font = value or ""
            self.state = self.state._replace(font=self.first_font)
        elif word in _CHANGES:
            self.state = self.state._replace(**_CHANGES[word](value, self.first_font))

    def enter(self, place: str) -> None:
        """Go on in another place: what is unseen stays so, but for what is said there in Unicode."""
        state = self.state
        if place == "under":
            self.state = state._replace(place=state.under)
        elif place == "unseen" or state.place == "body":
            under = state.under if state.place == "unseen" else state.place
            self.state = state._replace(place=place, under=under)
            self.write("\n\n" if place == "footnote" else "")


def _document(data: bytes) -> _Document:
    """The document as far as its first group goes."""
    found = _Document()
    position, tokens = data.index(b"{"), 0
    while token := _TOKEN.match(data, position):
        position, tokens = token.end(), tokens + 1
        word, value, code, sign, brace, letters = token.groups()
        if tokens > _MOST_TOKENS:
            raise Unreadable("there is more formatting in it than any article has", "save its text as .txt")
        if code:
            found.letters(bytes.fromhex(code.decode()))
        elif letters:
            found.letters(letters)
        elif brace:
            found.flush()
            found.brace(brace)
            if not found.outer:
                found.end = position
                break
        elif sign == b"*":
            found.starred = True
        elif word == b"bin":
            position += max(int(value or 0), 0)
        elif word or sign:
            found.flush()
            found.word((word or sign).decode("latin-1"), value.decode() if value else None)
    found.flush()
    return found


def _claims(content: Content) -> bool:
    return bool(_START.match(content.data))


def _read(content: Content) -> Iterator[Item]:
    found = _document(content.data)
    remarks = []
    if found.end is None:
        remarks.append(Remark("warning", "the document ends in the middle of a group", "save it again: it may be cut"))
    elif content.data[found.end :].strip(b"\0 \r\n\t"):
        message = f"{len(content.data) - found.end} bytes after the end of the document were left out"
        remarks.append(Remark("warning", message, "see whether they hold text"))
    text = "".join([*found.texts["body"], "\n\n", *found.texts["footnote"]])
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    inner = Content(content.name, text.encode())
    if nexis_docx.READER.claims(inner) or nexis_text.READER.claims(inner):  # many articles: read as the text that it is
        yield from remarks
        yield inner
    else:
        refuse_several(text.split("\n"))
        yield article_of(text, remarks)


READER = Reader("RTF", _claims, _read)
