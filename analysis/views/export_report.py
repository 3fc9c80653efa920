"""A view as one HTML file that needs no kernel and no network: figures, rows with their evidence, what is not known.

It runs no script and asks no address for anything; a strict policy in its head lets the browser hold it to that.
Addresses of articles stand there as text.  Whatever comes from an article is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.schema import SEVERITIES
from analysis.views.days_in_words import days_in_words
from analysis.views.export_bibtex import used
from analysis.views.export_figures import caption
from analysis.views.export_rows import rows
from analysis.views.export_seen import Seen, clean
from analysis.views.figures import count
from analysis.views.frames import UNNAMED
from analysis.views.scene import Size, svg

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEADINGS = {"who": "Who to whom", "when": "When", "how": "How", "what": "What the article says, and where"}


def reports(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The view as report.html."""
    sheet, style = rows(seen), Path(__file__).with_name("export_report.css").read_text(encoding="utf-8")
    title = f"Who spoke to whom: {seen.view}"
    body = "\n".join(
        [_head(seen, sheet), *_figures(seen), _table(sheet), _articles(seen), _problems(seen), _foot(seen)]
    )
    yield (
        "report.html",
        (
            f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f'<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>{_text(title)}</title><style>\n{style}</style></head>\n<body><main>\n{body}\n</body></html>\n"
        ).encode(),
    )


def _head(seen: Seen, sheet: pd.DataFrame) -> str:
    undated = int(sheet["date_start"].isna().sum())
    told = sheet["event_id"].nunique()
    beside = int(seen.shown.events.sum()) - told  # the timeline shows them too, and the explorer counts them
    more = f", and {count(beside, 'happening')} beside them" if beside else ""
    facts = {
        "Rows": f"{len(sheet):,} (one a speaker and addressee of one reported act)",
        "Events": f"{told:,} that these rows tell of{more}",
        "Undated": f"{count(undated, 'row')} that no text dates",
        "Articles": seen.behind,
        **({"Checked": seen.checked} if seen.checked else {}),
        "Corpus": seen.corpus,
        "Version": seen.about["version"],
    }
    listed = "".join(f"<dt>{name}</dt><dd>{_text(said)}</dd>" for name, said in facts.items())
    warning = f'<p class="warning">{_text(seen.about["warning"])}</p>' if "warning" in seen.about else ""
    return f"<h1>Who spoke to whom</h1>\n<p><strong>{_text(seen.view)}</strong></p>{warning}\n<dl>{listed}</dl>"


def _figures(seen: Seen) -> Iterator[str]:
    for picture in seen.pictures.values():
        scene, note = picture.draw(picture.shown, Size())
        title, words = _text(picture.title), _text(caption(replace(seen, shown=picture.shown).about, note))
        drawing = svg(scene, picture.title)
        yield f"<h2>{title}</h2>\n<figure>{drawing}<figcaption>{words}</figcaption></figure>"


def _table(sheet: pd.DataFrame) -> str:
    if sheet.empty:
        return "<h2>The rows</h2>\n<p>No row passes these filters.</p>"
    head = "".join(f'<th scope="col" class="{name}">{words}</th>' for name, words in HEADINGS.items())
    body = "\n".join(map(_row, sheet.itertuples()))
    number = count(len(sheet), "row")
    return (
        f"<h2>The rows</h2>\n<table><caption>{number} in the order of time, undated ones last</caption>"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>"
    )


def _row(row: Any) -> str:
    joined = "↔" if row.mutual is True else "→"
    when = "undated"
    if pd.notna(row.date_start):
        last = row.date_start if pd.isna(row.date_end) else row.date_end
        when = days_in_words(row.date_start.date(), last.date(), row.date_precision)
    basis = "" if pd.isna(row.date_basis) else f'<span class="where">{_text(row.date_basis)}</span>'
    how = ", ".join(filter(None, [row.channel, "" if row.status == "happened" else row.status]))
    return (
        f'<tr><th scope="row">{_text(f"{row.speaker} {joined} {row.addressee}")}</th><td>{_text(when)}{basis}</td>'
        f"<td>{_text(how)}</td><td>{_text(row.evidence)}"
        f'<span class="where">{_article(row, row.outlet)}</span></td></tr>'
    )


def _article(article: Any, outlet: Any) -> str:
    """Title, outlet, day and address of an article, as far as it gives them."""
    name = article.path if pd.isna(article.title) else article.title
    day = "publication day not stated" if pd.isna(article.published) else f"{article.published:%Y-%m-%d}"
    parts = [name, UNNAMED if pd.isna(outlet) else outlet, day, *([] if pd.isna(article.url) else [article.url])]
    return " · ".join(map(_text, parts))


def _articles(seen: Seen) -> str:
    articles = used(seen)
    listed = "".join(f"<li>{_article(article, article.source)}</li>" for article in articles.itertuples())
    return f"<h2>The articles behind it</h2>\n<ol>{listed}</ol>" if listed else ""


def _problems(seen: Seen) -> str:
    counts = seen.tables.problems["severity"].value_counts()
    said = ", ".join(f"{counts.get(severity, 0):,} {severity}s" for severity in SEVERITIES)
    return f"<h2>What was lost or not understood</h2>\n<p>In reading the whole corpus: {said} (table “problems”).</p>"


def _foot(seen: Seen) -> str:
    said = "; ".join(f"{name}: {fact}" for name, fact in seen.about.items())
    return f"</main><footer>{_text(said)}</footer>"


def _text(words: object) -> str:
    return escape(clean(str(words)))
