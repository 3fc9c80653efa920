"""Bombs of one format: ZIP archives, Word, RTF, PDF, CSV and exports made to exhaust whoever opens them.

Rows of ``benchmarks.bombs``: a name, how many units, and a function from that number to files.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

Maker = Callable[[int], Mapping[str, bytes]]
MEGABYTE = 1_000_000
ENTRY, END = b"PK\x01\x02", b"PK\x05\x06"  # of the directory of a ZIP archive
SENTENCE = "Foreign Minister Mara Lindqvist told President Tomas Brandt on Monday that bridge {} was open. "


def _zip(members: Mapping[str, bytes | int]) -> bytes:
    """An archive of these members; a number stands for so many megabytes of blanks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                for _ in range(data if isinstance(data, int) else 1):
                    member.write(b" " * MEGABYTE if isinstance(data, int) else data)
    return stream.getvalue()


def _lying(megabytes: int) -> bytes:
    """One member that declares, with the right checksum, the first hundred bytes of what it unpacks to."""
    data = bytearray(_zip({"a.txt": megabytes}))
    at = data.find(ENTRY)
    struct.pack_into("<LLL", data, at + 16, zlib.crc32(b" " * 100), struct.unpack_from("<L", data, at + 20)[0], 100)
    return bytes(data)


def _overlapping(entries: int) -> bytes:
    """So many entries of the directory for one member of twenty megabytes."""
    data = _zip({"a.txt": 20})
    start, end = data.index(ENTRY), data.index(END)
    directory, last = data[start:end] * entries, bytearray(data[end:])
    struct.pack_into("<HHL", last, 8, entries % 65_536, entries % 65_536, len(directory))
    return data[:start] + directory + bytes(last)


def _nested(width: int, depth: int, megabytes: int) -> bytes:
    data = _zip({"a.txt": megabytes})
    for _ in range(depth):
        data = _zip({f"{n}.zip": data for n in range(width)})
    return data


def _prose(megabytes: int, before: str = "", after: str = "") -> bytes:
    """Prose that shrinks as prose does, each sentence between these signs."""
    chance = random.Random(6)
    lines = megabytes * MEGABYTE // (len(SENTENCE) + len(before) + len(after) + 8)
    return "".join(before + SENTENCE.format(chance.randrange(10**12)) + after for _ in range(lines)).encode()


def _word(xml: bytes | int) -> bytes:
    if isinstance(xml, bytes):
        xml = b"<w:document xmlns:w='w'><w:body>" + xml + b"</w:body></w:document>"
    return _zip({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml})


def _pdf(stream: bytes, pages: int = 1, form: bytes = b"") -> bytes:
    """A PDF of so many pages that are all drawn by this stream, which may call a form of that stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % (6 + n) for n in range(pages)), pages),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    resources = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 5 0 R >> >>"
    for kind, data in ((b"", stream), (b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources, form)):
        packed = zlib.compress(data)
        objects.append(b"<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (kind, len(packed), packed))
    objects += [b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R %s >>" % resources] * pages
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, data) for number, data in enumerate(objects, 1))
    return b"%PDF-1.4\n" + body + b"trailer << /Root 1 0 R /Size %d >>\nstartxref\n0\n%%%%EOF" % (len(objects) + 1)


def _words(count: int) -> bytes:
    return b"BT /F1 9 Tf " + b"1 0 0 1 9 700 Tm (Brandt.) Tj\n" * count + b"ET"


def _table(rows: int) -> bytes:
    """A table in which every tenth text begins with a quotation mark that nothing closes."""
    mark = ('"', *[""] * 9)
    return b"title,date,text\n" + b"".join(
        f"Talks {n},2031-03-04,{mark[n % 10]}{SENTENCE.format(n)}\n".encode() for n in range(rows)
    )


def _empty_documents(count: int) -> bytes:
    return b"<html><div class='DocPublicationName'>Echo</div>" + b"<article></article>" * count


def file(name: str, make: Callable[[int], bytes]) -> Maker:
    """A maker of one file."""
    return lambda size: {name: make(size)}


PACKED: dict[str, tuple[int, Maker]] = {
    "ZIP: megabytes of blanks": (1_000, file("a.zip", lambda n: _zip({"a.txt": n}))),
    "ZIP: blanks in many members": (500, file("a.zip", lambda n: _zip({f"{i}.txt": 1 for i in range(n)}))),
    "ZIP: megabytes that are not declared": (1_000, file("a.zip", _lying)),
    "ZIP: overlapping members": (20_000, file("a.zip", _overlapping)),
    "ZIP: sixteen in sixteen, five deep": (50, file("a.zip", lambda n: _nested(16, 5, n))),
    "ZIP: one in one, a thousand deep": (500, file("a.zip", lambda n: _nested(1, n, 1))),
    "ZIP: megabytes of prose": (100, file("a.zip", lambda n: _zip({"a.txt": _prose(n)}))),
    "ZIP: empty members": (45_000, file("a.zip", lambda n: _zip({f"{i}.txt": b"" for i in range(n)}))),
    "ZIP: more members than are read": (500_000, file("a.zip", lambda n: _zip({f"{i}": b"" for i in range(n)}))),
    "DOCX: megabytes of blanks": (1_000, file("a.docx", _word)),
    "DOCX: megabytes of paragraphs": (
        25, file("a.docx", lambda n: _word(_prose(n, "<w:p><w:r><w:t>", "</w:t></w:r></w:p>")))
    ),
    "DOCX: empty paragraphs": (
        500_000, file("a.docx", lambda n: _word(b"".join(b"<w:p id='%x'/>" % (i * i * i % n) for i in range(n))))
    ),
    "DOCX: elements in elements": (100_000, file("a.docx", lambda n: _word(b"<w:p>" * n + b"</w:p>" * n))),
    "RTF: groups in groups": (1_000_000, file("a.rtf", lambda n: b"{\\rtf1 " + b"{" * n + b"Yes." + b"}" * n + b"}")),
    "RTF: links": (
        50_000,
        file("a.rtf", lambda n: b"{\\rtf1 " + b"{\\field{\\*\\fldinst{HYPERLINK x}}{\\fldrslt y}}" * n + b"}"),
    ),
    "RTF: a picture of megabytes": (50, file("a.rtf", lambda n: b"{\\rtf1{\\pict " + b"0f" * 500_000 * n + b"}Yes.}")),
    "RTF: control words": (2_000_000, file("a.rtf", lambda n: b"{\\rtf1" + b"\\b" * n + b" Yes.}")),
    "PDF: a page of words": (100_000, file("a.pdf", lambda n: _pdf(_words(n)))),
    "PDF: pages of words": (100, file("a.pdf", lambda n: _pdf(_words(5_000), n))),
    "PDF: pages": (10_000, file("a.pdf", lambda n: _pdf(_words(1), n))),
    "PDF: megabytes of blanks on a page": (500, file("a.pdf", lambda n: _pdf(b" " * MEGABYTE * n))),
    "PDF: blanks on all pages": (200, file("a.pdf", lambda n: _pdf(b" " * 15 * MEGABYTE, n))),
    "PDF: one form drawn again and again": (2_000, file("a.pdf", lambda n: _pdf(b"/X Do " * n, 1, _words(1_000)))),
    "PDF: a form of blanks drawn again and again": (
        200, file("a.pdf", lambda n: _pdf(b"/X Do " * n, 1, b" " * 15 * MEGABYTE))
    ),
    "CSV: quotation marks that nothing closes": (500, file("a.csv", _table)),
    "Europresse: empty documents": (50_000, file("a.html", _empty_documents)),
    "PDF: a form that draws itself": (10, file("a.pdf", lambda n: _pdf(b"/X Do", n, b"/X Do /X Do " * n))),
}  # fmt: skip
