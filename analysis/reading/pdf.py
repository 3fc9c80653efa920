"""PDF of one article: lines as they were drawn, page headers and footers left out, put together to paragraphs.

The order is that in which the lines were drawn, which is that of reading in what people save; where they stand tells
paragraphs, columns drawn across and the edges of pages. Titles and dates in the properties are those of the program;
a title is believed only where a line says the same, as in what a browser prints.
"""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Draft, Remark, Unreadable
from analysis.reading.header_lines import items_of
from analysis.reading.normal import SENTENCE_ENDS
from analysis.reading.plain import article_of
from analysis.reading.several import refuse_several

_MOST_PAGES, _MOST_OPERATIONS, _MOST_DRAWN = 500, 300_000, 20_000_000  # of one document; the last in bytes
_LIMITS: dict[str, Any] = dict(
    zlib_maximum_output_length=10_000_000,
    lzw_maximum_output_length=10_000_000,
    run_length_maximum_output_length=10_000_000,
    stream_parsing_work_maximum_count=300_000,
    xform_maximum_invocations_per_extraction=100,
)
_LONGEST_LINE = 2_000  # letters, so that no file makes one that grows without end
_MOST_ABOVE = 20  # paragraphs of a page above the title of its article
_EDGE = 3  # lines at the top and the bottom of a page that may be its header or footer
_PAGE_NUMBER = re.compile(r"(?:page |p\. ?|[-–] ?)?\d{1,4}(?: ?(?:of|/) ?\d{1,4})?(?: ?[-–])?", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|file)://\S{1,2000}")
_PRINTED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},? \d{1,2}[:.]\d{2}(?: ?[AP]M)?")  # when a browser printed it
_BEHIND_TITLE = re.compile(r" {0,2}[|–—·•-] ")  # the outlet follows, in the title of a page
_BROKEN_WORD = re.compile(r"(\w{1,40})[-\u00ad\u2010]$")
_LOOK = "see that nothing is missing"
_OTHER = "open it and print it to a new PDF, or copy its text into a .txt file"


class _Line(NamedTuple):
    page: int
    x: float
    y: float
    size: float  # of its letters, in points
    text: str


class _Messages(logging.Handler):
    """Keeps what the library has to say, which would otherwise be printed into notebooks."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


@contextmanager
def _kept_messages() -> Iterator[list[str]]:
    logger, handler = logging.getLogger("pypdf"), _Messages()
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield handler.texts
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _pages(data: bytes) -> tuple[list[list[_Line]], list[str], str]:
    """The lines of each page as they were drawn, the numbers of pages without text, the title in the properties."""
    import pypdf
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    try:
        with pypdf.apply_configuration(None, **_LIMITS):
            reader = pypdf.PdfReader(io.BytesIO(data))
            if len(reader.pages) > _MOST_PAGES:
                raise Unreadable(f"it has {len(reader.pages)} pages, as no article has", "split it by article")
            budget = [_MOST_OPERATIONS, _MOST_DRAWN]
            pages = [_lines(page, number, budget) for number, page in enumerate(reader.pages, 1)]
            pictures = [str(n) for n, page in enumerate(reader.pages, 1) if not pages[n - 1] and _shows(page)]
            return pages, pictures, _property(reader)
    except (DependencyError, FileNotDecryptedError) as error:
        raise Unreadable("it is protected by a password or by encryption", _OTHER) from error
    except LimitReachedError as error:
        raise Unreadable(f"it takes more to draw than any article: {str(error)[:200]}", _OTHER) from error


def _property(reader: Any) -> str:
    with suppress(Exception):  # whatever is broken there costs no text
        return " ".join(str(reader.metadata.title or "").split())
    return ""


def _shows(page: Any) -> bool:
    """Whether a picture is drawn on the page; a blank one has lost nothing."""
    contents = page.get_contents()
    return contents is not None and bool(re.search(rb"\b(?:Do|EI)\b", contents.get_data()))


def _lines(page: Any, number: int, budget: list[int]) -> list[_Line]:
    """The lines of one page; ``budget`` is what may yet be drawn in the whole document."""
    from pypdf import mult
    from pypdf.errors import LimitReachedError

    found: list[_Line] = []

    def count(operator: Any, operands: Any, *matrices: Any) -> None:
        budget[0] -= 1 + (len(operands[0]) if operands and isinstance(operands[0], list) else 0)
        if min(budget) < 0:
            raise LimitReachedError("too many operations in its pages")

    def add(text: str, matrix: list[float], placed: list[float], font: Any, size: float) -> None:
        across, _, _, up, x, y = mult(placed, matrix)
        size = abs(size * (up or across)) or 10.0
        for n, piece in enumerate(text.split("\n")):
            last = found[-1] if found else None
            level = y - 1.2 * size * n
            goes_on = last and abs(last.y - level) < size / 3 and -size < x - _end(last) < 3 * size
            if last and goes_on and len(last.text) < _LONGEST_LINE:
                found[-1] = last._replace(text=last.text + piece)
            elif piece.strip():
                found.append(_Line(number, x, level, size, piece))

    contents = page.get_contents()
    budget[1] -= len(contents.get_data()) if contents is not None else 0
    count("", [])
    page.extract_text(visitor_operand_before=count, visitor_text=add)
    return _by_column([line._replace(text=" ".join(line.text.split())) for line in found if line.text.strip()])


def _end(line: _Line) -> float:
    """About where the line ends: a letter is half as wide as high."""
    return line.x + len(line.text) * line.size / 2


def _by_column(lines: list[_Line]) -> list[_Line]:
    """The lines of a page column by column, also where they were drawn across both."""
    beside = Counter(round(b.x, -1) for a, b in pairwise(lines) if abs(a.y - b.y) < 1 and b.x > a.x)
    (right, times), *_ = beside.most_common(1) or [(0.0, 0)]
    if times * 3 < len(lines):
        return lines
    return [line for line in lines if line.x < right - 10] + [line for line in lines if line.x >= right - 10]


def _without_edges(pages: list[list[_Line]], title: str) -> tuple[list[_Line], set[_Line]]:
    """The lines of the text, and those that were headers, footers and numbers of pages."""
    edges = []
    for lines in pages:
        ordered = sorted(lines, key=lambda line: line.y)
        edges.append({*ordered[:_EDGE], *ordered[-_EDGE:]})
    times = Counter(key for edge in edges for key in {_drawn(line) for line in edge})
    repeated = {key for key, n in times.items() if n > 1 and n * 3 >= len(pages)}
    cut = {line for edge in edges for line in edge if _drawn(line) in repeated or _PAGE_NUMBER.fullmatch(line.text)}
    cut |= {line for edge in edges for line in _printed(edge, title)}
    return [line for lines in pages for line in lines if line not in cut], cut


def _printed(edge: set[_Line], title: str) -> Iterator[_Line]:
    """What a browser draws around a page that it prints: on one level its day or address, with its title or number."""
    for level in {round(line.y) for line in edge}:
        beside = [line for line in edge if round(line.y) == level]
        dated = [line for line in beside if _PRINTED.fullmatch(line.text) or _ADDRESS.fullmatch(line.text)]
        named = [
            line for line in beside if _PAGE_NUMBER.fullmatch(line.text) or title.startswith(line.text.rstrip("…"))
        ]
        if dated and len(beside) > 1 and {*dated, *named} == {*beside}:
            yield from beside


def _drawn(line: _Line) -> tuple[str, int]:
    """What makes a line the same on several pages, whatever number is in it."""
    return re.sub(r"\d+", "#", line.text), round(line.y / 2)


def _paragraphs(lines: list[_Line]) -> str:
    """The text of the lines; a word broken between two is joined unless the document has it with its hyphen."""
    widths: dict[int, int] = {}
    for line in lines:
        widths[round(line.size)] = max(widths.get(round(line.size), 0), len(line.text))
    gaps = [(a.y - b.y) / a.size for a, b in pairwise(lines) if 0 < a.y - b.y < 3 * a.size]
    usual = median(gaps) if gaps else 1.2
    hyphenated = {word.casefold() for line in lines for word in re.findall(r"\b\w{1,40}-\w{1,40}", line.text)}
    pieces = [line.text for line in lines[:1]]
    for above, line in pairwise(lines):
        broken = _BROKEN_WORD.search(above.text)
        if _ends_paragraph(above, line, usual, widths[round(above.size)]):
            pieces.append("\n\n")
        elif broken and line.text[0].islower():
            rest = re.split(r"\W", line.text, maxsplit=1)[0]
            word = f"{broken[1]}-{rest}"
            pieces[-1] = pieces[-1][:-1] + ("-" if word.casefold() in hyphenated else "")
        else:
            pieces.append("" if broken else " ")
        pieces.append(line.text)
    return "".join(pieces)


def _ends_paragraph(above: _Line, line: _Line, usual: float, width: int) -> bool:
    """Whether the line above was the last of a paragraph: by sizes, gap, its end and the indent of the next."""
    if abs(above.size - line.size) > above.size / 10:
        return True
    if _BROKEN_WORD.search(above.text) and line.text[0].islower():
        return False
    finished = bool(SENTENCE_ENDS.search(above.text))
    drop = above.y - line.y
    if above.page != line.page or drop <= 0:
        return finished
    if drop > 1.3 * usual * above.size:
        return True
    filled = len(above.text) + 1 + len(line.text.split(" ", 1)[0])
    indented = above.size / 2 < line.x - above.x < 6 * above.size
    return filled < width * 0.7 or finished and (indented or filled < width * 0.85)


def _claims(content: Content) -> bool:
    return b"%PDF-" in content.data[:1024]


def _read(content: Content) -> Iterator[Item]:
    with _kept_messages() as messages:
        pages, pictures, stated = _pages(content.data)
    if not any(pages):
        kind = "pictures without text" if pictures else "empty"
        raise Unreadable(f"its pages are {kind}", "run text recognition (OCR) over it, and save it again")
    refuse_several([line.text for lines in pages for line in lines])
    lines, cut = _without_edges(pages, stated)
    text = _paragraphs(lines)
    draft = _article(text, stated, list(_remarks(pictures, len(cut), text, messages)))
    addresses = (line.text for line in cut if _ADDRESS.fullmatch(line.text) and line.text.startswith("http"))
    yield replace(draft, url=draft.url or next(addresses, None))


def _article(text: str, stated: str, remarks: list[Remark]) -> Draft:
    """The article; where its title is another line than the first, what stands above and is no header is left out."""
    draft = article_of(text, remarks)
    parts = text.split("\n\n")
    title = next((part for part in parts[:_MOST_ABOVE] if _is_title(part, stated)), None)
    if title is None or draft.title == title:
        return draft
    above, below = parts[: parts.index(title)], parts[parts.index(title) :]
    header = [part for part in above if items_of(part, [])]
    page = [part for part in above if part not in header]
    shown = ", ".join(f"“{part[:80]}”" for part in page)
    left_out = Remark("note", f"above the title were left out: {shown}", _LOOK)
    return article_of("\n\n".join([title, *header, *below[1:]]), [*remarks, left_out] if page else remarks, title)


def _is_title(part: str, stated: str) -> bool:
    """Whether the properties state it as the title, alone or with the outlet behind."""
    behind = stated[len(part) :]
    return len(part.split()) > 2 and stated.startswith(part) and (not behind or bool(_BEHIND_TITLE.match(behind)))


def _remarks(pictures: Sequence[str], cut: int, text: str, messages: Sequence[str]) -> Iterator[Remark]:
    if pictures:
        message = f"pages without text, pictures only: {', '.join(pictures[:20])}"
        yield Remark("warning", message, "run text recognition (OCR) over it, and save it again")
    if cut:
        yield Remark("note", f"{cut} lines were left out as headers, footers and numbers of pages", _LOOK)
    odd = sum(c == "�" or "\ue000" <= c <= "\uf8ff" for c in text)
    if odd * 50 > len(text):
        yield Remark("warning", f"{odd} letters have no meaning in the file, only a shape", _OTHER)
    if messages:
        message = f"the file was mended while it was read: {messages[0][:200]}"
        yield Remark("note", message, _LOOK)


READER = Reader("PDF", _claims, _read, needs=("pypdf",))
