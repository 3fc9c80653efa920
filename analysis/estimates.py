"""What verdicts on a sample say of all that it was drawn from: precision, recall, and how far coders agree.

Intervals hold 95 %: Wilson's for a share; for recall the middle 95 % of a simulation in which precision and the share
of sentences with something missed are drawn from their Jeffreys posteriors.  All is taken to be far more than the
sample, so that an interval is a little too wide where much of it was judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from . import sampling, verdicts

Z = 1.96  # standard deviations on either side that hold 95 %
DRAWS = 20_000
UNSURE = "unsure"


def wilson(yes: Any, n: Any) -> tuple[Any, Any]:
    """The range in which a share of ``yes`` out of ``n`` lies with 95 % (Wilson 1927), for numbers and for Series."""
    share = yes / n
    middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * (share * (1 - share) / n + Z * Z / (4 * n * n)) ** 0.5
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)  # rounding may lead past an end


@dataclass(frozen=True)
class Share:
    """How many sampled items are so (rows that are right, sentences with something missed), and how many not."""

    yes: int
    no: int
    unsure: int = 0
    gone: int = 0  # verdicts on items that are no longer there
    among: int = 0  # items that the sample was drawn from

    @property
    def judged(self) -> int:
        return self.yes + self.no

    @property
    def value(self) -> float:
        """The share among those judged for sure; not a number where there are none."""
        return self.yes / self.judged if self.judged else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.yes, self.judged) if self.judged else (0.0, 1.0)

    @property
    def bounds(self) -> tuple[float, float]:
        """The share if all that somebody was unsure of were not so, and if all were."""
        n = self.judged + self.unsure
        return (self.yes / n, (self.yes + self.unsure) / n) if n else (0.0, 1.0)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.2f} ({low:.2f} to {high:.2f})" if self.judged else "not known"


def of_coders(found: pd.DataFrame) -> pd.Series:
    """One verdict an item, by its number: the one that most of its coders gave; where two are as frequent, unsure."""

    def common(given: pd.Series) -> str:
        (first, times), *others = Counter(given).most_common(2)
        return UNSURE if others and others[0][1] == times else first

    return found.groupby("item")["verdict"].agg(common)


def precision(rows: pd.DataFrame, given: pd.DataFrame) -> Share:
    """Of the sampled rows (``sampling.rows``) those that are right."""
    return _share(rows, given[given["what"] == "row"], "right", "wrong")


def missed(untouched: pd.DataFrame, given: pd.DataFrame) -> Share:
    """Of the sampled sentences (``sampling.untouched``) those in which something was missed."""
    return _share(untouched, given[given["what"] == "sentence"], "something missed", "nothing missed")


def _share(items: pd.DataFrame, given: pd.DataFrame, yes: str, no: str) -> Share:
    found = sampling.judged(items, given)
    counts = of_coders(found).value_counts()
    one, other, neither = (int(counts.get(verdict, 0)) for verdict in (yes, no, UNSURE))
    return Share(one, other, neither, gone=len(given) - len(found), among=len(items))


def precision_by(rows: pd.DataFrame, given: pd.DataFrame, by: str = "channel") -> pd.DataFrame:
    """One line per channel (or another column of the rows; of a rule its first part): judged, right, precision,
    range."""
    found = sampling.judged(rows, given[given["what"] == "row"])
    verdict = of_coders(found)
    sure = verdict[verdict != UNSURE]
    group = rows[by].str.split("/").str[0].reindex(sure.index)
    counted = (sure == "right").groupby(group).agg(judged="size", right="sum").rename_axis(by)
    low, high = wilson(counted["right"], counted["judged"])
    shares = counted.assign(precision=counted["right"] / counted["judged"], low=low, high=high).reset_index()
    return shares.sort_values(["judged", by], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class Recall:
    """Of the acts that the articles report: the share found, how many were missed, and the range of each."""

    value: float
    interval: tuple[float, float]
    missed: float
    missed_interval: tuple[float, float]
    found: float

    def __str__(self) -> str:
        return f"{self.value:.2f} ({self.interval[0]:.2f} to {self.interval[1]:.2f})"


def recall(rows: pd.DataFrame, untouched: pd.DataFrame, given: pd.DataFrame) -> Recall | None:
    """Right acts of right and missed ones; None as long as one of the two samples has no sure verdict.

    Right ones are the acts counted times the precision of their rows, missed ones the sentences without a row times
    the share in which something was missed.  A sentence counts as one act; what was missed in sentences that have a
    row, and in reprints, is not seen.
    """
    right, lacking = precision(rows, given), missed(untouched, given)
    if not right.judged or not lacking.judged:
        return None
    acts = rows["act_id"].nunique()
    found, lost = right.value * acts, lacking.value * lacking.among
    chance = np.random.default_rng(sampling.SEED)
    found_drawn = acts * chance.beta(right.yes + 0.5, right.no + 0.5, DRAWS)
    missed_drawn = lacking.among * chance.beta(lacking.yes + 0.5, lacking.no + 0.5, DRAWS)
    low, high = np.quantile(found_drawn / (found_drawn + missed_drawn), (0.025, 0.975))
    fewest, most = np.quantile(missed_drawn, (0.025, 0.975))
    # A range reaches to the end of the scale where the sample holds none of the one kind.
    low, high = low if right.yes else 0.0, high if lacking.yes else 1.0
    fewest, most = fewest if lacking.yes else 0.0, most if lacking.no else float(lacking.among)
    value = found / (found + lost) if found + lost else float("nan")
    return Recall(value, (float(low), float(high)), lost, (float(fewest), float(most)), found)


def agreement(given: pd.DataFrame) -> pd.DataFrame:
    """One line per kind of item and pair of coders, and one for all where there are more than two.

    Cohen's kappa and Krippendorff's alpha (nominal; unsure is a verdict like the others) rest on the items that both
    have judged; where they can say nothing they are null and the remark says why.
    """
    lines = []
    for what, of_kind in given.groupby("what"):
        coders = sorted(of_kind["coder"].unique())
        groups = [*combinations(coders, 2), *([tuple(coders)] if len(coders) > 2 else [])]
        lines += [{"what": what, **_agreed(of_kind, group)} for group in groups]
    columns = {"what": "str", "coders": "str", "items": "Int64", "agreed": "Float64", "kappa": "Float64",
               "alpha": "Float64", "remark": "str"}  # fmt: skip
    return pd.DataFrame(lines, columns=list(columns)).astype(columns)


FEW = 20  # items below which agreement is hardly more than an anecdote


def _agreed(given: pd.DataFrame, coders: tuple[str, ...]) -> dict[str, Any]:
    key = list(verdicts.KEY)
    both = given[given["coder"].isin(coders)].set_index(key)
    times = both.groupby(level=key)["coder"].nunique()
    both = both.loc[times[times == len(coders)].index]
    items = both.groupby(level=key)["verdict"].nunique()
    line: dict[str, Any] = {"coders": ", ".join(coders), "items": len(items)}
    if items.empty:
        return {**line, "remark": "no item that all of them have judged"}
    line["agreed"] = float((items == 1).mean())
    if both["verdict"].nunique() == 1:
        only = both["verdict"].iloc[0]
        return {**line, "remark": f"all verdicts are “{only}”: agreement beyond chance cannot be told"}
    from nltk.metrics.agreement import AnnotationTask  # here, for it takes a second and few ask for it

    task = AnnotationTask([(row.coder, row.Index, row.verdict) for row in both.itertuples()])
    remark = f"fewer than {FEW} items: hardly more than an anecdote" if len(items) < FEW else ""
    kappa = task.kappa() if len(coders) == 2 else None
    return {**line, "kappa": kappa, "alpha": task.alpha(), "remark": remark}


# In words


def precision_in_words(rows: pd.DataFrame, given: pd.DataFrame) -> str:
    """How many of the sampled rows are right, the precision and its range; what somebody was unsure of apart."""
    right = precision(rows, given)
    if not right.judged + right.unsure:
        return f"No verdict yet on any of the {right.among:,} rows that count{_of_gone(right)}."
    words = f"{right.yes} of {right.judged} sampled rows right, precision {right}"
    if right.unsure:
        low, high = right.bounds
        words += f"; {right.unsure} more unsure ({low:.2f} to {high:.2f}, were all of them wrong or all right)"
    return words + _of_gone(right) + "."


def missed_in_words(untouched: pd.DataFrame, given: pd.DataFrame) -> str:
    """In how many of the sampled sentences something was missed, and the share with its range."""
    lacking = missed(untouched, given)
    if not lacking.judged + lacking.unsure:
        return f"No verdict yet on any of the {lacking.among:,} sentences without a row{_of_gone(lacking)}."
    words = f"Something was missed in {lacking.yes} of {lacking.judged} sampled sentences without a row, "
    words += f"a share of {lacking}" + (f"; {lacking.unsure} more unsure" if lacking.unsure else "")
    return words + _of_gone(lacking) + "."


def recall_in_words(rows: pd.DataFrame, untouched: pd.DataFrame, given: pd.DataFrame) -> str:
    """How much was missed in the folder, and what that makes of recall; or what is needed to say so."""
    words, estimate = missed_in_words(untouched, given), recall(rows, untouched, given)
    if estimate is None:
        return f"{words} Recall needs verdicts on rows and on sentences."
    fewest, most = estimate.missed_interval
    words += f" That makes about {estimate.missed:,.0f} ({fewest:,.0f} to {most:,.0f}) of all {len(untouched):,}, "
    return words + f"beside about {estimate.found:,.0f} acts rightly found: recall {estimate}."


def _of_gone(of: Share) -> str:
    return f"; {of.gone} verdicts on what is no longer there are kept, and not counted" if of.gone else ""


def checked(rows: pd.DataFrame, given: pd.DataFrame) -> str:
    """The sentence that stands beside counts of communications; empty as long as no sampled row has a sure verdict."""
    return f"Checked by hand: {precision_in_words(rows, given)}" if precision(rows, given).judged else ""
