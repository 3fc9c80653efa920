"""The whole flow on one screen: a folder of articles goes in, validated tables come out."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import pandas as pd
from tqdm.auto import tqdm

from . import built, estimates, lexicon, sampling, verdicts
from .aliases import read_aliases
from .corpus import assemble
from .corrections import read_corrections
from .extraction import Findings, extract, model_version
from .reading import read_articles
from .schema import Tables, frame
from .storage import Cache, short_hash


def build(source: Path | str, *, corrections: bool = True, progress: bool = True) -> Tables:
    """The tables of a file or folder of articles; what could not be read or understood is in ``problems``.

    Without ``corrections`` they show what the machine found, whatever a person has put right since.
    """
    source = Path(source)
    made_from = built.state(source, corrections, findings_version())
    tables = built.load(source, corrections, made_from)
    if tables is None:
        tables = _built(source, corrections, progress)
        if built.state(source, corrections, findings_version()) == made_from:  # nothing changed meanwhile
            built.keep(source, corrections, made_from, tables)
    return tables


def _built(source: Path, corrections: bool, progress: bool) -> Tables:
    articles, problems = read_articles(source, progress=progress)
    findings = find_all(articles, progress=progress)
    aliases, wrong = read_aliases(source)
    made, misunderstood = read_corrections(source) if corrections else ([], [])
    wrong += misunderstood + verdicts.read(source)[1]
    problems = pd.concat([problems, frame("problems", wrong)], ignore_index=True)
    return assemble(articles, findings, problems, aliases, made)


def checked(source: Path | str) -> str:
    """What people found right in a sample of the machine's rows, in words to stand beside counts; empty without
    verdicts."""
    given, _ = verdicts.read(Path(source))
    if given.empty:
        return ""
    return estimates.checked(sampling.rows(build(source, corrections=False, progress=False)), given)


def find_all(articles: pd.DataFrame, *, progress: bool = True) -> dict[str, Findings]:
    """Findings of each article, by article_id; those of a text seen before come from the cache."""
    store = Cache(findings_version())
    found: dict[str, Findings] = {}
    waiting: list[tuple[str, str, int, str]] = []
    with tqdm(total=len(articles), desc="reading closely", unit="article", disable=not progress, leave=False) as bar:
        for row in articles.itertuples():
            title_end = len(row.title) if isinstance(row.title, str) and row.text.startswith(row.title) else 0
            key = short_hash(title_end, row.text)
            kept = _kept(store, key)
            if kept is None:
                waiting.append((row.article_id, row.text, title_end, key))
            else:
                found[row.article_id] = kept
                bar.update()
        fresh = extract((text, title_end) for _, text, title_end, _ in waiting)
        for (article_id, _, _, key), findings in zip(waiting, fresh, strict=True):
            store.put(key, written := findings.as_json())
            found[article_id] = Findings.from_json(written)
            bar.update()
    return {article_id: found[article_id] for article_id in articles["article_id"]}


def _kept(store: Cache, key: str) -> Findings | None:
    """Findings from the cache; what has another shape than theirs was never kept."""
    kept = store.get(key)
    try:
        return None if kept is None else Findings.from_json(kept)
    except (AttributeError, KeyError, TypeError):
        return None


@cache
def findings_version() -> str:
    """Hash of all that findings depend on beside the text: code, lexicon, model."""
    digest = hashlib.sha256(f"{lexicon.version()} {model_version()}".encode())
    package = Path(__file__).parent
    for path in sorted([*(package / "extraction").glob("*.py"), package / "names.py", package / "dates.py"]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
