"""The rows behind the figures as an escaped HTML table, each with a button that opens its evidence."""

from __future__ import annotations

from html import escape

import pandas as pd

from analysis.views.evidence import day_range
from analysis.views.frames import TEACHING, UNNAMED

COLUMNS = ("Who to whom", "Date", "Channel", "Status", "Outlet", "Evidence")
LONGEST_EVIDENCE = 240


def rows_html(rows: pd.DataFrame, articles: pd.DataFrame, top: int = 100) -> str:
    """Communications as a table, ``top`` at most; ``data-mark`` numbers them in the order given."""
    if rows.empty:
        return '<p class="explorer-nothing">No row passes these filters.</p>'
    outlet = articles.set_index("article_id")["source"]
    shown = rows.head(top)
    body = "".join(
        _row(number, row, outlet.get(row["article_id"])) for number, row in enumerate(shown.to_dict("records"))
    )
    more = f", the first {top:,} of them here" if len(rows) > top else ""
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    title = f"{len(rows):,} rows{more}; choose one to read it in its article"
    return (
        f'<div class="scrolls"><table><caption>{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(number: int, row: dict, outlet: str | None) -> str:
    joined = "↔" if row["mutual"] is True else "→"
    words = row["evidence"] if len(row["evidence"]) <= LONGEST_EVIDENCE else row["evidence"][:LONGEST_EVIDENCE] + "…"
    date = "undated" if pd.isna(row["date_start"]) else day_range(pd.Series(row))
    who = escape(f"{row['speaker']} {joined} {row['addressee']}")
    outlet = UNNAMED if outlet is None or pd.isna(outlet) else outlet.replace(TEACHING, "").strip()
    cells = [
        f'<button type="button" data-mark="{number}">{who}</button>',
        *(escape(value) for value in (date, row["channel"], row["status"], outlet, words)),
    ]
    return f'<tr data-mark="{number}">' + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
