"""Why we say so: an article as HTML, with everything that was found in it highlighted in place.

Article text is untrusted: every character of it passes through ``html.escape``, attributes included.
Findings overlap (a cue inside a quote inside the evidence), so the text is cut at every boundary and each
piece is one ``<mark>`` that carries the classes of all findings which cover it.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import pandas as pd

from analysis.rules import in_words
from analysis.schema import Tables

LEGEND = {
    "evidence": "evidence",
    "quote": "quote",
    "open": "speaker unresolved",
    "speaker": "speaker",
    "addressee": "addressee",
    "cue": "word of speech",
    "time": "time expression",
}


_BY_HAND = {"Rule": "corrected by hand", "Confidence": "a person’s word: not calibrated"}


@dataclass(frozen=True)
class Span:
    """One highlighted stretch of an article's text, and what its tooltip says."""

    start: int
    end: int
    kind: str
    note: str


@dataclass(frozen=True)
class _Chosen:
    """What the reader asked about: its stretch of the text, the anchor there, its headline and facts."""

    start: int
    end: int
    anchor: str
    headline: str
    facts: dict[str, str]
    communication_id: str | None = None


def evidence_html(
    tables: Tables,
    article_id: str,
    communication_id: str | None = None,
    event_id: str | None = None,
    start: int | None = None,
) -> str:
    """One article as escaped HTML with its findings highlighted; what was chosen comes first, with its reasons.

    Chosen is a communication, or this article's account of an event (the one that begins at ``start``).  Its words are
    marked in the article too, by an element whose id is ``evidence-`` and the id given.  Raises KeyError for an id that
    is not in the tables.
    """
    article = _row(tables.articles, article_id=article_id)
    text = str(article["text"])
    chosen = None
    if communication_id is not None:
        chosen = _communication(_row(tables.communications, communication_id=communication_id), article)
    elif event_id is not None:
        key = {"event_id": event_id, "article_id": article_id} | ({} if start is None else {"start": start})
        chosen = _account(_row(tables.event_sources, **key), article)
    spans = _spans(tables, article_id, text, chosen)
    first = "" if chosen is None else _summary(chosen, _pieces(text, chosen.start, chosen.end, spans))
    return (
        f'<style>{_style()}</style><section class="evidence-view">{first}{_legend()}'
        f"{_article(article, text, spans, chosen)}</section>"
    )


def passage_html(tables: Tables, article_id: str, start: int, end: int, communication_id: str | None = None) -> str:
    """One article as escaped HTML with the passage marked as evidence, and nothing else said about it.

    Of the rows that touch the passage only the communication given has its roles marked there.
    """
    article = _row(tables.articles, article_id=article_id)
    text = str(article["text"])
    chosen = _Chosen(start, end, f"passage-{article_id}-{start}", "", {}, communication_id)
    body = _article(article, text, _spans(tables, article_id, text, chosen), chosen)
    return f'<style>{_style()}</style><section class="evidence-view">{body}{_legend()}</section>'


def provenance(tables: Tables, article_id: str) -> str:
    """Outlet, publication day and file of an article."""
    return _provenance(_row(tables.articles, article_id=article_id))


def day_range(row: pd.Series) -> str:
    """The days of a row, as in "2022-09-13" or "2022-09-12 to 2022-09-14 (week)"; or that the text does not date it."""
    if pd.isna(row["date_start"]):
        return "not dated by the text"
    first, last = f"{row['date_start']:%Y-%m-%d}", "" if pd.isna(row["date_end"]) else f"{row['date_end']:%Y-%m-%d}"
    days = first if last in ("", first) else f"{first} to {last}"
    precise = pd.isna(row["date_precision"]) or row["date_precision"] == "day"
    return days if precise else f"{days} ({row['date_precision']})"


def _row(frame: pd.DataFrame, **key: str | int) -> pd.Series:
    found = frame
    for column, value in key.items():
        found = found[found[column] == value]
    if found.empty:
        raise KeyError(f"no row with {key} among {len(frame)}")
    return found.iloc[0]


def _communication(row: pd.Series, article: pd.Series) -> _Chosen:
    mutual = pd.notna(row["mutual"]) and bool(row["mutual"])
    facts = {
        "Happened on": day_range(row) + _or(row["date_basis"], "", " ({})"),
        "Status": row["status"],
        "Channel": row["channel"],
        "Reported by": _or(row["reported_by"], "the article itself"),
        **(_BY_HAND if row["origin"] == "human" else _by_rule(row)),
        "Article": _provenance(article),
    }
    identity = row["communication_id"]
    return _Chosen(
        int(row["start"]),
        int(row["end"]),
        f"evidence-{identity}",
        f"{row['speaker']} {'and' if mutual else 'to'} {row['addressee']}",
        facts,
        identity,
    )


def _by_rule(row: pd.Series) -> dict[str, str]:
    return {
        "Rule": f"{row['rule']} ({in_words('communications', row['rule'])})",
        "Confidence": _or(row["confidence"], "not calibrated", "{:.0%}"),
    }


def _account(row: pd.Series, article: pd.Series) -> _Chosen:
    facts = {
        "Happened on": day_range(row),
        "Place": _or(row["place"], "not given"),
        "Claimed by": _or(row["claimant"], "the article itself"),
        "Article": _provenance(article),
    }
    return _Chosen(int(row["start"]), int(row["end"]), f"evidence-{row['event_id']}", "Account of an event", facts)


def _provenance(article: pd.Series) -> str:
    return f"{_or(article['source'], 'outlet unknown')}, {_published(article)}, {article['path']}"


def _published(article: pd.Series) -> str:
    """The stated publication day, else the bounds that were inferred, named as such."""
    if article["published_basis"] != "inferred":
        return _or(article["published"], "date unknown", "{:%Y-%m-%d}")
    first = _or(article["published_earliest"], "", "not before {:%Y-%m-%d}")
    last = _or(article["published_latest"], "", "not after {:%Y-%m-%d}")
    return f"{' and '.join(filter(None, (first, last)))} (inferred)"


def _spans(tables: Tables, article_id: str, text: str, chosen: _Chosen | None) -> list[Span]:
    def of_article(frame: pd.DataFrame) -> Iterator[dict]:
        yield from frame[frame["article_id"] == article_id].to_dict("records")

    spans = [
        Span(t["start"], t["end"], "time", f"{_or(t['value'], 'not resolved')}; {t['anchor']}")
        for t in of_article(tables.times)
    ]
    for quote in of_article(tables.quotes):
        who = _or(quote["speaker"], "speaker unresolved")
        spans.append(Span(quote["start"], quote["end"], "quote", f"{quote['kind']} quote: {who}"))
        if pd.isna(quote["speaker"]):
            spans.append(Span(quote["start"], quote["end"], "open", ""))
        for kind, note in (("speaker", f"speaker: {who}"), ("cue", "word of speech")):
            if pd.notna(quote[f"{kind}_start"]) and pd.notna(quote[f"{kind}_end"]):
                spans.append(Span(quote[f"{kind}_start"], quote[f"{kind}_end"], kind, note))
    mentions = sorted(of_article(tables.mentions), key=lambda m: m["start"])
    starts = [m["start"] for m in mentions]
    longest = max((m["end"] - m["start"] for m in mentions), default=0)
    for said in of_article(tables.communications):
        if _has_its_roles(said, chosen):
            near = slice(bisect.bisect_left(starts, said["start"] - longest), bisect.bisect_left(starts, said["end"]))
            spans += _roles(said, mentions[near]) + _cues(said, text)
    if chosen is not None:
        spans.append(Span(chosen.start, chosen.end, "evidence", ""))
    return [s for s in spans if 0 <= s.start < s.end]


def _has_its_roles(said: dict, chosen: _Chosen | None) -> bool:
    """Inside the chosen evidence only the chosen pair has roles: another row may cast the same names differently."""
    return (
        chosen is None
        or said["communication_id"] == chosen.communication_id
        or said["end"] <= chosen.start
        or chosen.end <= said["start"]
    )


def _roles(said: dict, mentions: list[dict]) -> list[Span]:
    return [
        Span(m["start"], m["end"], role, f"{role}: {said[role]}")
        for m in mentions
        for role in ("speaker", "addressee")
        if m["actor_id"] == said[f"{role}_id"] and m["start"] < said["end"] and said["start"] < m["end"]
    ]


def _cues(said: dict, text: str) -> list[Span]:
    spans, at = [], int(said["start"])
    for part in said["cue"].split("..."):  # three dots stand for a gap in the cue
        words = re.compile(rf"\b{re.escape(part.strip())}\b", re.IGNORECASE)
        if part.strip() and (found := words.search(text, at, int(said["end"]))):
            spans.append(Span(found.start(), found.end(), "cue", f"word of speech; rule {said['rule']}"))
            at = found.end()
    return spans


def _pieces(text: str, start: int, end: int, spans: list[Span], anchor: str = "") -> str:
    """The stretch as HTML; ``anchor``, if given, becomes the id of the first piece of evidence in it."""
    near = [s for s in spans if s.start < end and start < s.end]
    cuts = sorted({start, end, *(c for s in near for c in (s.start, s.end) if start < c < end)})
    begun = sorted(range(len(near)), key=lambda n: near[n].start, reverse=True)  # the next one last
    going: list[int] = []
    html: list[str] = []
    for left, right in zip(cuts, cuts[1:], strict=False):
        going = [n for n in going if near[n].end > left]
        while begun and near[begun[-1]].start <= left:
            bisect.insort(going, begun.pop())
        over = [near[n] for n in going]
        words = escape(text[left:right])
        if over:
            kinds = {s.kind for s in over}
            classes = " ".join(f"ev-{kind}" for kind in LEGEND if kind in kinds)
            note = escape("; ".join(dict.fromkeys(s.note for s in over if s.note)))
            mark_id = f' id="{escape(anchor)}"' if anchor and "evidence" in kinds else ""
            words = f'<mark class="{classes}"{mark_id}' + (f' title="{note}"' if note else "") + f">{words}</mark>"
            anchor = "" if mark_id else anchor
        html.append(words)
    return "".join(html)


def _article(article: pd.Series, text: str, spans: list[Span], chosen: _Chosen | None) -> str:
    """Its paragraphs, each with the character of the text at which it starts: selected words are found by it."""
    title = article["title"] if pd.notna(article["title"]) else article["path"]
    anchor = "" if chosen is None else chosen.anchor
    identity = escape(article["article_id"])
    html = [f'<article class="evidence-article scrolls" aria-label="{escape(title)}" data-article="{identity}">']
    paragraphs = list(re.finditer(r"[^\n]+(?:\n[^\n]+)*", text))  # they are set apart by blank lines
    for found, own in zip(paragraphs, _parted(paragraphs, spans), strict=True):
        tag = "h3" if found.start() == 0 and found.group() == title else "p"
        body = _pieces(text, found.start(), found.end(), own, anchor)
        anchor = "" if anchor and f'id="{escape(anchor)}"' in body else anchor
        html.append(f'<{tag} data-start="{found.start()}">{body}</{tag}>')
    return "".join(html) + "</article>"


def _parted(paragraphs: list[re.Match[str]], spans: list[Span]) -> list[list[Span]]:
    """The spans that each paragraph has a part of."""
    parted: list[list[Span]] = [[] for _ in paragraphs]
    for span in spans:
        first = bisect.bisect_right(paragraphs, span.start, key=re.Match.end)
        for own in parted[first : bisect.bisect_left(paragraphs, span.end, key=re.Match.start)]:
            own.append(span)
    return parted


def _summary(chosen: _Chosen, sentence: str) -> str:
    rows = "".join(f"<div><dt>{term}</dt><dd>{escape(str(said))}</dd></div>" for term, said in chosen.facts.items())
    return (
        f'<header class="evidence-chosen"><h3>{escape(chosen.headline)}</h3><blockquote>{sentence}</blockquote>'
        f"<dl>{rows}</dl></header>"
    )


def _legend() -> str:
    keys = "".join(f'<li><mark class="ev-{kind}">{label}</mark></li>' for kind, label in LEGEND.items())
    return f'<ul class="evidence-legend" aria-label="What the highlighting means">{keys}</ul>'


@cache
def _style() -> str:
    return Path(__file__).with_name("evidence.css").read_text(encoding="utf-8")


def _or(value, otherwise: str, form: str = "{}") -> str:
    return otherwise if pd.isna(value) else form.format(value)
