"""How good the tables are: precision and recall on articles that people have read and annotated (gold).

``judge`` lays every gold item beside the row that found it and writes one line each into a ledger: right, wrong
(found, with another value), missed or extra.  Everything else counts that ledger: ``score`` by measure, article or
rule; ``misses`` is what was not right.

Matching is one to one, so that the same act told twice is found once and extra once.  A row of communications is a
gold pair if
  - its evidence holds the gold's or lies in it, or its sentence covers 60 % of it; at most 600 characters longer;
  - a word of the gold's predicate stands in both;
  - both names can mean the same actor (the public and reporters are one), in this order; in any order where the gold
    is mutual, or the row is and the gold's predicate is reciprocal ("spoke with").
A mutual act of n + 1 parties asks for any n pairs among them; more are neutral.  Optional gold items count neither way.
Channel, status, date and reported_by are judged on matched pairs, acts without their addressee, dyads as the pairs of
actors of an article.  A quote needs 80 % of the joint characters, an event the day and half of the shorter evidence.
Merging is judged over articles, by ``pairwise``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path, PurePosixPath

import pandas as pd

from analysis import matching, pairwise, sentences
from analysis.gold import read_gold
from analysis.matching import Item, Likeness
from analysis.schema import Tables

MEASURES = (
    *("pairs", "dyads", "acts", "channel", "status", "date", "reported_by"),
    *("quotes", "quotes with speaker", "events", *pairwise.MEASURES, "published", "title"),
)
OUTCOMES = ("right", "wrong", "missed", "extra")
LEDGER = ("measure", "article", "outcome", "gold", "found", "evidence", "start", "rule", "row")


def evaluate(tables: Tables, gold_folder: Path) -> pd.DataFrame:
    """One row per measure: right, predicted, gold, precision, recall, f1."""
    return score(judge(tables, gold_folder))


def misses(tables: Tables, gold_folder: Path) -> pd.DataFrame:
    """One row per gold item missed, row that is extra and value that is wrong, with its evidence."""
    ledger = judge(tables, gold_folder)
    return ledger[ledger["outcome"] != "right"].reset_index(drop=True)


def score(ledger: pd.DataFrame, by: Sequence[str] = ("measure",)) -> pd.DataFrame:
    """One row per group: right, predicted (right, wrong, extra), gold (right, wrong, missed) and their shares.

    Where every matched pair has a value in both (channel, status) the three shares are one, the accuracy.
    """
    counts = ledger.groupby([*by, "outcome"], observed=True).size().unstack(fill_value=0)
    counts = counts.reindex(columns=list(OUTCOMES), fill_value=0)
    predicted = counts["right"] + counts["wrong"] + counts["extra"]
    gold = counts["right"] + counts["wrong"] + counts["missed"]
    shares = {"precision": counts["right"] / predicted, "recall": counts["right"] / gold}
    shares["f1"] = 2 * counts["right"] / (predicted + gold)
    return pd.DataFrame({"right": counts["right"], "predicted": predicted, "gold": gold, **shares}).reset_index()


def side_by_side(scores: Mapping[str, pd.DataFrame]) -> str:
    """The scores of several gold folders as one table to look at: precision, recall and F1 of each."""
    columns = {name: frame.set_index("measure")[["precision", "recall", "f1"]] for name, frame in scores.items()}
    table = pd.concat(columns, axis=1).rename(columns={"precision": "P", "recall": "R", "f1": "F1"})
    return table.rename_axis(None).to_string(float_format="{:.2f}".format, na_rep="")


def judge(tables: Tables, gold_folder: Path) -> pd.DataFrame:
    """The ledger: one row per gold item or found row of a measure, with its outcome.

    Articles without gold are left out; of a gold article that the tables lack, everything is missed.
    """
    articles = _by_article(tables)
    rows: list[Item] = []
    gold = read_gold(gold_folder)
    for stem, truth in gold.items():
        article = articles.get(stem) or {"text": "", "quotes": [], "communications": [], "accounts": []}
        for check in (_communications, _dyads, _quotes, _events, _header):
            rows += [{"article": stem, **row} for row in check(truth, article)]
    rows += pairwise.judge(gold, articles)
    ledger = pd.DataFrame(rows, columns=list(LEDGER)).astype({"start": "Int64"})
    return ledger.assign(measure=pd.Categorical(ledger["measure"], categories=MEASURES, ordered=True))


def _by_article(tables: Tables) -> dict[str, Item]:
    """Each article with its rows, by the stem of its path."""
    grouped: dict[tuple[str, str], list[Item]] = defaultdict(list)
    accounts = pairwise.accounts(tables)
    for name, table in (("quotes", tables.quotes), ("communications", tables.communications), ("accounts", accounts)):
        for row in _records(table):
            grouped[name, row["article_id"]].append({**row, "span": (row["start"], row["end"])})
    found: dict[str, Item] = {}
    for article in _records(tables.articles.sort_values(["path", "part"])):
        own = {name: grouped[name, article["article_id"]] for name in ("quotes", "communications", "accounts")}
        found.setdefault(PurePosixPath(article["path"]).stem, {**article, **own})
    return found


def _records(table: pd.DataFrame) -> list[Item]:
    return table.astype(object).where(table.notna(), None).to_dict("records")  # type: ignore[return-value]


# Lines of the ledger


def _line(measure: str, item: Item | None, row: Item | None, gold: object, found: object, right: bool = True) -> Item:
    outcome = ("right" if right else "wrong") if item and row else "missed" if item else "extra"
    source = row or item or {}
    start = next((span[0] for span in (source.get("span"), *source.get("spans", ())) if span), None)
    evidence = source.get("evidence") or source.get("text")
    line = {"measure": measure, "outcome": outcome, "gold": gold, "found": found, "evidence": evidence}
    identity = row and (row.get("quote_id") or row.get("communication_id"))
    return {**line, "start": start, "rule": source.get("rule"), "row": identity}


def _value(measure: str, item: Item, row: Item, gold: str | None, found: str | None, right: bool) -> Iterator[Item]:
    """One line for a value that the gold or the row has; none where neither has one."""
    if gold or found:
        yield _line(measure, item if gold else None, row if found else None, gold, found, right)


def _compare(
    measure: str, gold: Iterable[Item], rows: Iterable[Item], likeness: Likeness, say: Callable[[Item], str | None]
) -> Iterator[Item]:
    """The lines of a measure without values: each item and row is matched or not; ``say`` puts one into words."""
    hits, missed, extra = matching.match(gold, list(rows), likeness)
    yield from (_line(measure, item, row, say(item), say(row)) for item, row in hits)
    yield from (_line(measure, item, None, say(item), None) for item in missed)
    yield from (_line(measure, None, row, None, say(row)) for row in extra)


# The measures: each compares the gold and the rows of one article


def _communications(truth: Item, article: Item) -> Iterator[Item]:
    """Pairs with their channel, status, date and reported_by; acts, whoever is spoken to."""
    text = article["text"]
    rows = [{**row, "sentence": sentences.around(text, row["span"])} for row in article["communications"]]
    acts = []
    for number, act in enumerate(truth["communications"]):
        spans = matching.find(text, act["evidence"])
        acts.append({**act, "number": number, "spans": spans, "cues": matching.cue_spans(text, spans, act["cue"])})
    yield from _pairs(acts, rows)
    yield from _acts(acts, rows)


def _told(act: Item) -> str:
    arrow = "↔" if act.get("symmetric") or act.get("mutual") else "→"
    return f"{act['speaker']} {arrow} {act.get('addressee') or ', '.join(act['addressees'])} [{act['cue']}]"


def _expanded(act: Item) -> Iterator[Item]:
    """The pairs of an act; those that do not join its first party are side pairs."""
    for one, other in combinations([act["speaker"], *act["addressees"]], 2):
        side = one != act["speaker"]
        if act.get("symmetric") or not side:
            yield {**act, "speaker": one, "addressee": other, "side": side}


def _pairs(acts: list[Item], rows: list[Item]) -> Iterator[Item]:
    """A mutual act is done with as many pairs as it has addressees, whichever of its parties they join."""
    hits, missed, extra = matching.match((pair for act in acts for pair in _expanded(act)), rows, _pair_likeness)
    due = Counter({act["number"]: len(act["addressees"]) for act in acts})
    for pair, row in sorted(hits, key=lambda hit: hit[0]["side"]):
        if due[pair["number"]] > 0:
            due[pair["number"]] -= 1
            yield _line("pairs", pair, row, _told(pair), _told(row))
            yield from _attributes(pair, row)
    for pair in missed:
        if due[pair["number"]] > 0 and not pair["side"]:
            due[pair["number"]] -= 1
            yield _line("pairs", pair, None, _told(pair), None)
    yield from (_line("pairs", None, row, None, _told(row)) for row in extra)


def _pair_likeness(pair: Item, row: Item) -> float | None:
    one, other = pair["speaker"], pair["addressee"]
    if not (matching.joins(row, one, other) or (matching.either_way(pair, row) and matching.joins(row, other, one))):
        return None
    alike = matching.fit(pair, row)
    return None if alike is None else alike + 3 * (not pair["side"])


def _attributes(pair: Item, row: Item) -> Iterator[Item]:
    yield from _value("channel", pair, row, pair["mode"], row["channel"], pair["mode"] == row["channel"])
    yield from _value("status", pair, row, pair["status"], row["status"], pair["status"] == row["status"])
    # Where the gold has no day, a vague date (a month, a range) is no mistake.
    dated = row["date_start"] is not None and (pair["date"] or row["date_precision"] in ("day", "time"))
    day = matching.day(row) if dated else None
    yield from _value("date", pair, row, pair["date"], day, matching.on(pair["date"], row))
    voices = pair["reported_by"], row["reported_by"]
    yield from _value("reported_by", pair, row, *voices, matching.same_actor(*voices))


def _acts(acts: list[Item], rows: list[Item]) -> Iterator[Item]:
    """An act found is an act_id with its speaker, or an act_id with all its parties where it is mutual."""
    found: dict[tuple[str, str | None], Item] = {}
    for row in rows:
        unit = found.setdefault((row["act_id"], None if row["mutual"] else row["speaker"]), {**row, "rows": []})
        unit["rows"].append(row)

    def likeness(act: Item, unit: Item) -> float | None:
        asked = [act["speaker"], *(act["addressees"] if act.get("symmetric") else ())]
        fits = []
        for row in unit["rows"]:
            given = [row["speaker"], *([row["addressee"]] if row["mutual"] and matching.either_way(act, row) else ())]
            if any(matching.same_actor(a, b) for a in asked for b in given):
                fits.append(matching.fit(act, row))
        return max((fit for fit in fits if fit is not None), default=None)

    yield from _compare("acts", acts, found.values(), likeness, _told)


def _dyads(truth: Item, article: Item) -> Iterator[Item]:
    """Who is in contact with whom at all, in no order; audiences left out."""
    spellings: list[str] = []
    gold: dict[frozenset[str], Item] = {}
    for pair in (pair for act in truth["communications"] for pair in _expanded(act)):
        both = []
        for name in (pair["speaker"], pair["addressee"]):
            both.append(next((known for known in spellings if matching.same_actor(known, name)), name))
            spellings.append(both[-1])
        key, optional = frozenset(both), bool(pair.get("optional") or pair["side"])
        if len(key) == 2 and not any(map(matching.is_audience, both)) and (key not in gold or not optional):
            gold[key] = {**pair, "speaker": both[0], "addressee": both[1], "optional": optional}
    rows: dict[frozenset[str], Item] = {}
    for row in article["communications"]:
        ids = frozenset((row["speaker_id"], row["addressee_id"]))
        if len(ids) == 2 and not any(map(matching.is_audience, (row["speaker"], row["addressee"]))):
            rows.setdefault(ids, row)

    def likeness(item: Item, row: Item) -> float | None:
        one, other = item["speaker"], item["addressee"]
        return 1.0 if matching.joins(row, one, other) or matching.joins(row, other, one) else None

    yield from _compare("dyads", gold.values(), rows.values(), likeness, lambda d: f"{d['speaker']} – {d['addressee']}")


def _quotes(truth: Item, article: Item) -> Iterator[Item]:
    """Spans in quotation marks, and the same with their speaker; turns of a transcript count neither way."""
    gold = []
    for quote in truth["quotes"]:
        optional = quote.get("optional") or quote.get("style") == "transcript"
        gold.append({**quote, "spans": matching.find(article["text"], quote["text"]), "optional": optional})
    wanted = [span for quote in gold for span in quote["spans"]]
    rows = []
    for row in (row for row in article["quotes"] if row["kind"] != "indirect"):
        rows += [{**row, "span": span} for span in matching.quoted(article["text"], row, wanted)]

    def likeness(item: Item, row: Item) -> float | None:
        best = max((matching.overlap(span, row["span"]) for span in item["spans"]), default=0.0)
        speaker = matching.same_actor(item["speaker"], row["speaker"])
        return best + 5 * speaker if best >= matching.QUOTE_OVERLAP else None

    for line in _compare("quotes", gold, rows, likeness, lambda quote: quote["speaker"]):
        yield line
        wrong = line["outcome"] == "right" and not matching.same_actor(line["gold"], line["found"])
        yield {**line, "measure": "quotes with speaker", "outcome": "wrong" if wrong else line["outcome"]}


def _events(truth: Item, article: Item) -> Iterator[Item]:
    """Dated events that an article tells of, by day and evidence."""
    gold = [{**event, "spans": matching.find(article["text"], event["evidence"])} for event in truth["events"]]
    rows: dict[str, Item] = {}
    for account in article["accounts"]:
        if account["date_start"] is not None:
            row = rows.setdefault(account["event_id"], {**account, "date": matching.day(account), "accounts": []})
            row["accounts"].append(account["span"])

    def likeness(event: Item, row: Item) -> float | None:
        told = row["accounts"] if matching.on(event["date"], row) else ()
        fits = (matching.same_happening(span, other) for span in event["spans"] for other in told)
        return max((fit for fit in fits if fit is not None), default=None)

    yield from _compare("events", gold, rows.values(), likeness, lambda event: f"{event['date']} {event['what']}")


def _header(truth: Item, article: Item) -> Iterator[Item]:
    """Publication day and title; a day that is openly inferred is no claim where the gold has none."""
    day = str(article["published"])[:10] if article.get("published") is not None else None
    if not truth["published"] and article.get("published_basis") in ("filename", "inferred"):
        day = None
    gold, found = {"evidence": truth["title"]}, {"evidence": article.get("title")}
    yield from _value("published", gold, found, truth["published"], day, day == truth["published"])
    titles = truth["title"], article.get("title")
    letters = [re.findall(r"\w", (title or "").lower()) for title in titles]
    yield from _value("title", gold, found, *titles, letters[0] == letters[1])
