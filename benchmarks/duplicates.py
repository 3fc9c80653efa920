"""How well copies are told from look-alikes, and what it costs: ``python -m benchmarks.duplicates [folder ...]``.

Copies are made of the articles of these folders (unless given, of the sample and of the forms that the tests use).
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.corpus.duplicates import mark_reprints
from analysis.schema import frame
from analysis.storage import REPOSITORY
from benchmarks.invented_copies import COPIES, FOOTER, Article, lookalikes, sentences, whole

GRADES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
SIZES = (500, 2_000, 8_000, 20_000)
FOLDERS = (REPOSITORY / "data" / "articles", REPOSITORY / "tests" / "articles")


def bodies(folders: list[Path]) -> list[list[str]]:
    """The sentences of each article under its headline."""
    from analysis.reading import read_articles

    found = []
    for folder in folders:
        articles = mark_reprints(read_articles(folder)[0])
        for row in articles[articles["duplicate_of"].isna()].itertuples():
            title = row.title if isinstance(row.title, str) else ""
            found.append(sentences(row.text.removeprefix(title).strip()))
    return [body for body in found if sum(len(s.split()) for s in body) >= 80]


def table(articles: list[Article]) -> pd.DataFrame:
    """Invented articles as the table ``articles``, by ids that say their order."""
    rows = []
    for n, (text, source, day) in enumerate(articles):
        title = text.partition("\n\n")[0] if "\n\n" in text else None
        rows.append(
            {"article_id": f"{n:012}", "path": f"{n}.txt", "part": 1, "title": title, "source": source,
             "published": day, "published_basis": "header", "text": text, "words": text.count(" ") + 1}
        )  # fmt: skip
    return frame("articles", rows)


def recall(texts: list[list[str]], chance: np.random.Generator) -> pd.DataFrame:
    """The share of copies that point to their original, by the way and the grade of editing."""
    rows = []
    for way, edit in COPIES.items():
        for grade in GRADES:
            originals = [Article(whole(body, f"Headline {n}"), "A", "2031-03-04") for n, body in enumerate(texts)]
            copies = [
                whole(edit(body, texts[(n + 7) % len(texts)], grade, chance), f"{n}, in other words")
                for n, body in enumerate(texts)
            ]
            found = mark_reprints(table([*originals, *(Article(copy, "B", "2031-03-05") for copy in copies)]))
            marked = found["duplicate_of"].to_numpy(dtype=object)
            right = [marked[len(texts) + n] == f"{n:012}" for n in range(len(texts))]
            wrong = int(found["duplicate_of"].notna().sum()) - sum(right)
            rows.append({"way": way, "grade": grade, "recall": np.mean(right), "wrong": wrong})
    return pd.DataFrame(rows)


def precision(texts: list[list[str]], chance: np.random.Generator) -> pd.DataFrame:
    """The share of pairs of look-alikes that were left alone, by their kind."""
    counts: dict[str, list[bool]] = defaultdict(list)
    for what, one, other in lookalikes(texts, chance):
        counts[what].append(bool(mark_reprints(table([one, other]))["duplicate_of"].isna().all()))
    return pd.DataFrame([{"look-alikes": k, "pairs": len(v), "left alone": np.mean(v)} for k, v in counts.items()])


def prose(count: int, chance: np.random.Generator, words: int = 600) -> list[str]:
    """Texts of invented words, a few of them common and most rare, as in any language."""
    letters = np.array(list("abcdefghijklmnopqrstuvwxyz"))
    stock = np.array(["".join(chance.choice(letters, n)) for n in chance.integers(2, 11, 30_000)])
    weight = 1 / (np.arange(len(stock)) + 2.7)
    return [" ".join(chance.choice(stock, words, p=weight / weight.sum())) for _ in range(count)]


def folders(count: int, chance: np.random.Generator) -> Iterator[tuple[str, list[str]]]:
    """Folders of so many texts: each its own, all with one footer, and a thousand copies of one among them."""
    texts = prose(count, chance)
    yield "texts of their own", texts
    yield "one footer", [f"{text} {FOOTER}" for text in texts]
    few = min(1_000, count // 2)
    yield f"{few} copies of one", [texts[0]] * few + texts[few:]
    words = texts[0].split()
    edited = [" ".join("edited" if n == k % 600 else word for n, word in enumerate(words)) for k in range(few)]
    yield f"{few} edited copies of one", edited + texts[few:]


def cost(chance: np.random.Generator) -> pd.DataFrame:
    """Seconds that each folder takes, and how many articles of it repeat another."""
    rows = []
    for count in SIZES:
        for what, texts in folders(count, chance):
            articles = table([Article(text, "A" if n % 2 else "B", "2031-03-04") for n, text in enumerate(texts)])
            start = time.perf_counter()
            marked = mark_reprints(articles)["duplicate_of"].notna().sum()
            rows.append({"articles": count, "folder": what, "seconds": time.perf_counter() - start, "marked": marked})
    return pd.DataFrame(rows)


def main() -> None:
    texts = bodies([Path(name) for name in sys.argv[1:]] or list(FOLDERS))
    print(f"{len(texts)} articles")
    found = recall(texts, np.random.default_rng(0))
    print(found.pivot(index="way", columns="grade", values="recall").round(2).to_string())
    print("marks that point elsewhere:", found["wrong"].sum())
    print(precision(texts, np.random.default_rng(0)).round(3).to_string(index=False))
    print(cost(np.random.default_rng(0)).round(1).to_string(index=False))


if __name__ == "__main__":
    main()
