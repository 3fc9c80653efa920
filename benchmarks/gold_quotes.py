"""Quotes with their speakers on the annotated articles, ours and a peer's by one scorer, as processes.

``gold_quotes texts FOLDER FILE`` writes the texts of a folder as we read them, one JSON object a line; without a folder
those of all annotated articles that are present.  ``gold_quotes score QUOTES`` prints the scores, ours and those
of a peer's quotes (its rows stand in the place of ours, so that the same lines of ``quality`` judge both).
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from analysis import quality, schema
from analysis.gold import articles_folder, gold_folders
from analysis.pipeline import build
from analysis.reading import read_articles
from analysis.schema import Tables

MEASURES = ("quotes", "quotes with speaker")


def texts(folders: list[Path], file: Path) -> None:
    """Each article of the folders as we read it: its id and its text."""
    with file.open("w", encoding="utf-8") as out:
        for folder in folders:
            for row in read_articles(folder, progress=False)[0].itertuples():
                out.write(json.dumps({"article_id": row.article_id, "text": row.text}) + "\n")


def with_quotes(tables: Tables, found: list[dict[str, Any]]) -> Tables:
    """The tables with the quotes that a peer found in their articles in the place of ours."""
    own = set(tables.articles["article_id"])
    rows = [
        {"quote_id": f"peer{n}", "kind": "direct", "confidence": 1.0, "rule": "peer", **quote}
        for n, quote in enumerate(found)
        if quote["article_id"] in own
    ]
    return replace(tables, quotes=schema.frame("quotes", rows) if rows else schema.empty("quotes"))


def scores(peer: list[dict[str, Any]]) -> dict[str, Any]:
    """Precision, recall and F1 of both measures over all gold folders present, ours and the peer's."""
    ledgers: dict[str, list[pd.DataFrame]] = {"ours": [], "peer": []}
    present, _ = gold_folders()
    articles = 0
    for gold in present:
        tables = build(articles_folder(gold), corrections=False, progress=False)
        articles += sum(1 for _ in gold.glob("*.json"))
        ledgers["ours"].append(quality.judge(tables, gold))
        ledgers["peer"].append(quality.judge(with_quotes(tables, peer), gold))
    found: dict[str, Any] = {"articles": articles}
    for who, parts in ledgers.items():
        score = quality.score(pd.concat(parts)).set_index("measure")
        found[who] = {m: score.loc[m, ["precision", "recall", "f1", "gold"]].astype(float).to_dict() for m in MEASURES}
    return found


def main() -> None:
    if sys.argv[1] == "texts":
        *folders, file = (Path(argument) for argument in sys.argv[2:])
        texts(folders or [articles_folder(gold) for gold in gold_folders()[0]], file)
    else:
        lines = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines() if len(sys.argv) > 2 else []
        print(json.dumps(scores([json.loads(line) for line in lines])))


if __name__ == "__main__":
    main()
