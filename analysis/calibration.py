"""Whether confidence keeps its word: of rows with confidence 0.8, are eight of ten right in articles it never saw?

A row of ``communications`` is right where ``quality`` finds its pair in the gold, a quote where its words and speaker
are right; an indirect quote, which gold does not hold, where its act and speaker are.  What gold calls optional is not
counted.  An article that the counts know is judged by the counts of all others (leave one article out).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from analysis import confidence, estimates, lexicon, quality
from analysis.schema import Tables
from analysis.writing import write_whole

COLUMNS = ("table", "article", "rule", "rows", "right")
REPORTED = (
    *("table", "articles", "rows", "right", "confidence"),
    *("brier", "brier_constant", "error", "error_constant"),
)
COUNTS = lexicon.FOLDER / "confidence.csv"
BINS = 10
Row = Mapping[str, str]


def judged(tables: Tables, gold_folder: Path) -> pd.DataFrame:
    """One row per communication and quote that the gold judges: table, article, rule, right."""
    ledger = quality.judge(tables, gold_folder).dropna(subset="row")
    ledger = ledger.assign(right=ledger["outcome"] == "right")[["measure", "row", "right"]]
    acts = tables.communications.rename(columns={"communication_id": "row"})
    quotes = tables.quotes.rename(columns={"quote_id": "row"})
    indirect = quotes[quotes["kind"] == "indirect"].drop(columns="row").rename(columns={"communication_id": "row"})
    parts = [
        _of(ledger, "pairs", acts, "communications"),
        _of(ledger, "quotes with speaker", quotes, "quotes"),
        _of(ledger, "acts", indirect, "quotes"),
    ]
    return pd.concat(parts, ignore_index=True)


def _of(ledger: pd.DataFrame, measure: str, rows: pd.DataFrame, table: str) -> pd.DataFrame:
    """The verdict of a measure on each row; a quote in several pieces is right if all of them are."""
    verdict = ledger[ledger["measure"] == measure].groupby("row")["right"].all().reset_index()
    found = rows[["row", "article_id", "rule"]].merge(verdict, on="row").rename(columns={"article_id": "article"})
    return found.assign(table=table)[["table", "article", "rule", "right"]]


def counts(judged_rows: pd.DataFrame) -> pd.DataFrame:
    """The lines of ``lexicon/confidence.csv``: rows and right ones by table, article and rule."""
    grouped = judged_rows.groupby(["table", "article", "rule"])["right"]
    return grouped.agg(rows="size", right="sum").reset_index()[list(COLUMNS)]


def held_out(judged_rows: pd.DataFrame, known: Sequence[Row] | None = None) -> pd.DataFrame:
    """The rows with their confidence, and the constant for all, by the known counts without the row's own article."""
    known = lexicon.load("confidence") if known is None else known
    others = {article: confidence.counted(known, without=article) for article in judged_rows["article"].unique()}
    asked = list(zip(judged_rows["table"], judged_rows["article"], judged_rows["rule"], strict=True))
    return judged_rows.assign(
        confidence=[confidence.share(others[article], table, rule) for table, article, rule in asked],
        constant=[confidence.share(others[article], table, "") for table, article, _ in asked],
    )


def report(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per table: share right, mean confidence, Brier score and calibration error, beside one constant for all.

    The Brier score is the mean squared distance between confidence and what turned out (0 or 1), the calibration
    error the mean distance between confidence and the share right, over bins of a tenth; of a constant, over all.
    """
    return pd.DataFrame([_reported(str(table), part) for table, part in rows.groupby("table")], columns=list(REPORTED))


def _reported(table: str, part: pd.DataFrame) -> dict[str, object]:
    right = part["right"].astype(float)
    return {
        "table": table,
        "articles": part["article"].nunique(),
        "rows": len(part),
        "right": right.mean(),
        "confidence": part["confidence"].mean(),
        "brier": ((part["confidence"] - right) ** 2).mean(),
        "brier_constant": ((part["constant"] - right) ** 2).mean(),
        "error": _error(reliability(part)),
        "error_constant": abs(part["constant"].mean() - right.mean()),
    }


def _error(bins: pd.DataFrame) -> float:
    return float(((bins["confidence"] - bins["right"]).abs() * bins["rows"]).sum() / bins["rows"].sum())


def reliability(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per tenth of confidence: rows, their mean confidence, the share right, and the range it may lie in.

    The range is Wilson's for 95 %, as if rows were independent; those of one article are not, so it is too narrow.
    """
    tenth = (rows["confidence"] * BINS).astype(int).clip(upper=BINS - 1)
    bins = rows.groupby(tenth).agg(rows=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean"))
    low, high = estimates.wilson(bins["rows"] * bins["right"], bins["rows"])
    return bins.assign(low=low, high=high).reset_index(drop=True)


def curves(series: Mapping[str, pd.DataFrame], table: str) -> pd.DataFrame:
    """The reliability of a table's rows in several sets of articles, named in the column ``articles``."""
    bins = {name: reliability(rows[rows["table"] == table]) for name, rows in series.items()}
    return pd.concat(bins, names=["articles"]).reset_index("articles").reset_index(drop=True)


def known_rows() -> pd.DataFrame:
    """The annotated rows behind the committed counts, each judged by the counts of the other articles."""
    known = pd.DataFrame(lexicon.load("confidence"), columns=list(COLUMNS)).astype({"rows": int, "right": int})
    each = known.loc[known.index.repeat(known["rows"])]
    first = each.groupby(level=0).cumcount() < each["right"]
    return held_out(each[["table", "article", "rule"]].assign(right=first).reset_index(drop=True))


def write(judged_rows: pd.DataFrame) -> Path:
    """Write ``lexicon/confidence.csv``, the counts that confidence rests on."""
    write_whole(COUNTS, counts(judged_rows).to_csv(index=False, lineterminator="\n").encode())
    return COUNTS


def side_by_side(reports: Mapping[str, pd.DataFrame]) -> str:
    """The reports on several gold folders as one table to look at."""
    table = pd.concat(reports).droplevel(1).reset_index(names="folder")
    return table.sort_values("table", kind="stable").to_string(index=False, float_format="{:.3f}".format)
