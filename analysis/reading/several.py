"""Exports of many articles in a layout that keeps no borders between them: refused, never read as one article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.reading import nexis, nexis_text
from analysis.reading.draft import Unreadable

_FACTIVA = re.compile(r"[^\W\d]{3,12} [A-Za-z]{1,12}0{2,10}\d{8}[a-z0-9]{6,14}")  # "Document HALV000020310304e7340001r"


def refuse_several(lines: Sequence[str]) -> None:
    """Nothing, where the lines are of one article at most; Unreadable where several documents of a database end."""
    counts = (
        sum(map(nexis_text.is_export, lines)),
        sum(nexis.part_of(line.strip()) == "end" for line in lines),
        sum(bool(_FACTIVA.fullmatch(line.strip())) for line in lines),
    )
    if max(counts) > 1:
        message = f"an export of {max(counts)} documents, whose borders are not kept in this format"
        raise Unreadable(message, "export them as text or Word (Nexis) or save the page as HTML (Factiva)")
