"""The formats that are read, one module each: the first that claims a content reads it.

Exports of databases stand before pages in general, which one of them would be taken for; plain text is what is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.reading import (
    archive,
    delimited,
    europresse,
    europresse_old,
    factiva_html,
    factiva_xml,
    feed,
    json_articles,
    mail,
    nexis_docx,
    nexis_html,
    nexis_text,
    page,
    parquet,
    pdf,
    plain,
    proquest,
    rtf,
    unread,
    word,
    workbook,
)
from analysis.reading.content import Content, Item, Reader
from analysis.reading.draft import Unreadable

READERS: tuple[Reader, ...] = (
    unread.READER,
    mail.READER,
    nexis_docx.READER,
    workbook.READER,
    word.READER,
    archive.READER,
    pdf.READER,
    rtf.READER,
    parquet.READER,
    factiva_xml.READER,
    feed.READER,
    nexis_html.READER,
    factiva_html.READER,
    europresse.READER,
    europresse_old.READER,
    proquest.READER,
    page.READER,
    json_articles.READER,
    nexis_text.READER,
    delimited.READER,
    plain.READER,
)


def read(content: Content) -> Iterator[Item]:
    """What the content holds, as its reader yields it; raises Unreadable where nothing, or the rest, can be read."""
    reader = next(reader for reader in READERS if reader.claims(content))
    empty = True
    try:
        for item in reader.read(content):
            empty = False
            yield item
    except Unreadable:
        raise
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in reader.needs:
            raise
        remedy = 'install what formats need, then run this again: pip install ".[formats]" (make setup does)'
        raise Unreadable(f"{reader.name} cannot be read without the package {error.name}", remedy) from error
    except Exception as error:  # libraries raise what they like on broken input; no file may stop the others
        message = f"broken as {reader.name}: {type(error).__name__}: {str(error)[:200]}"
        raise Unreadable(message, "open and save it anew, or export it in another format") from error
    if empty:
        raise Unreadable(f"no article was found in it, read as {reader.name}", "export it in another format")
