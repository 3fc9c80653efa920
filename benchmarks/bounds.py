"""How far inferred bounds of the publication day hold: articles that state their date, read as if they did not.

``python benchmarks/bounds.py FOLDER...`` hides the date of every article in turn, once in a folder of its own and once
beside all others with their dates, and prints how many get bounds on one or both sides, how many of these hold the
true day, and the median number of days between the two.  A bound that does not hold is worse than none: what is to be
watched is the share that holds, which must stay at one.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from analysis.aliases import read_aliases
from analysis.corpus.actors import join_actors
from analysis.corpus.duplicates import mark_reprints
from analysis.corpus.publication import bounded
from analysis.pipeline import extract
from analysis.reading import read_articles

STATED = ["published", "published_earliest", "published_latest"]


class Outcome(NamedTuple):
    """What was inferred of one article whose date was hidden; ``span`` is null where a side is open."""

    path: str
    beside_others: bool
    bounded: bool
    holds: bool
    span: int | None


def outcomes(folder: Path) -> list[Outcome]:
    """Two outcomes for every article of the folder that states its date: alone, and beside the others."""
    articles = read_articles(folder)[0]
    findings = extract(articles, progress=False)
    rows, actor_ids, _ = join_actors(findings, read_aliases(folder)[0])
    actors = {row["actor_id"]: row for row in rows}
    found = []
    for index in articles.index[articles["published"].notna()]:
        hidden = articles.copy()
        hidden.loc[index, STATED] = pd.NaT
        for beside_others in (False, True):
            some = mark_reprints(hidden if beside_others else hidden.loc[[index]])
            row = bounded(some, findings, actor_ids, actors)[0].loc[index]
            found.append(_outcome(row, articles.at[index, "published"], beside_others))
    return found


def _outcome(row: pd.Series, true: pd.Timestamp, beside_others: bool) -> Outcome:
    first, last = row["published_earliest"], row["published_latest"]
    holds = not first > true and not last < true  # a comparison with null is false
    span = None if pd.isna(first) or pd.isna(last) else (last - first).days + 1
    return Outcome(row["path"], beside_others, not (pd.isna(first) and pd.isna(last)), holds, span)


def main() -> None:
    for folder in map(Path, sys.argv[1:]):
        found = outcomes(folder)
        for beside_others in (False, True):
            told = [one for one in found if one.beside_others == beside_others]
            some = [one for one in told if one.bounded]
            spans = [one.span for one in some if one.span]
            print(
                f"{folder.name}, {'beside the others' if beside_others else 'alone'}: {len(told)} articles, "
                f"bounds for {len(some)}, on both sides for {len(spans)}"
                + (f" (median of {statistics.median(spans):g} days)" if spans else "")
                + f"; {sum(one.holds for one in some)} of {len(some)} hold"
            )
        for one in found:
            if not one.holds:
                print(f"  does not hold: {one.path}, {'beside the others' if one.beside_others else 'alone'}")


if __name__ == "__main__":
    main()
