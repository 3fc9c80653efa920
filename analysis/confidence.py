"""How far a row can be trusted: of the rows made the same way in annotated articles, the share that was right.

The name of a rule goes from the general to the particular ("verb-say/to-default/by-pronoun": a verb of saying; nobody
is named as the hearer; its subject is a pronoun).  Each part refines the share of the part before, and the more so the
more rows there are: with n rows behind it, the share of the part weighs n against ``STRENGTH`` for the share before
it.  A rule that no annotated article has shown has the share of all rows of its table, a new combination of known parts
that of as many parts as were seen together.

The counts are ``lexicon/confidence.csv``, one line a rule and article, written by ``python -m analysis calibrate``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from . import lexicon

STRENGTH = 15  # rows that the share of the more general part stands for
Counts = Mapping[tuple[str, ...], tuple[int, int]]


@cache
def confidence(table: str, rule: str) -> float:
    """The confidence of a row of ``communications`` or ``quotes`` that the rule made, 0 to 1."""
    return share(_known(), table, rule)


def counted(rows: Iterable[Mapping[str, str]], without: str = "") -> Counts:
    """Rows and right ones, by table and every opening of a rule's name; ``without`` the article of that id."""
    found: dict[tuple[str, ...], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for row in rows:
        if row["article"] != without:
            parts = (row["table"], *row["rule"].split("/"))
            for end in range(1, len(parts) + 1):
                seen, right = found[parts[:end]]
                found[parts[:end]] = seen + int(row["rows"]), right + int(row["right"])
    return dict(found)


def share(counts: Counts, table: str, rule: str) -> float:
    """The smoothed share of right rows; that of the whole table where the rule is unknown."""
    parts = (table, *rule.split("/"))
    seen, right = counts.get(parts[:1], (0, 0))
    expected = (right + 1) / (seen + 2)
    for end in range(2, len(parts) + 1):
        seen, right = counts.get(parts[:end], (0, 0))
        expected = (right + STRENGTH * expected) / (seen + STRENGTH)
    return expected


@cache
def _known() -> Counts:
    return counted(lexicon.load("confidence"))


def forget() -> None:
    """Read the counts anew when they are next needed: they were written."""
    lexicon.load.cache_clear()
    _known.cache_clear()
    confidence.cache_clear()
