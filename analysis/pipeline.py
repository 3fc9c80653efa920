"""The whole flow on one screen: a folder of articles goes in, validated tables come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm.auto import tqdm

from . import built, engines, estimates, sampling, verdicts
from .aliases import read_aliases
from .corpus import assemble
from .corrections import read_corrections
from .extraction import Findings, Packed, findings_version, packed
from .heap import give_back, sparing
from .reading import read_articles
from .schema import Tables, frame
from .storage import Cache, long_hash

BAR = {"desc": "reading closely", "unit": "article", "smoothing": 0.1, "leave": False}  # batches come in bursts


def build(source: Path | str, *, corrections: bool = True, engine: Any = None, progress: bool = True) -> Tables:
    """The tables of a file or folder of articles; what could not be read or understood is in ``problems``.

    Without ``corrections`` they show what the machine found, whatever a person has put right since. ``engine`` says
    where articles are read closely, as ``extract`` does.
    """
    engines.see_that_it_reads(engine)
    source = Path(source)
    made_from = built.state(source, corrections, findings_version())
    tables = built.load(source, corrections, made_from)
    if tables is None:
        with engines.seldom_collected(), sparing():
            tables, read = _built(source, corrections, engine, progress)
            if built.state(source, corrections, findings_version(), read) == made_from:  # nothing changed meanwhile
                built.keep(source, corrections, made_from, tables)
    return tables


def _built(source: Path, corrections: bool, engine: Any, progress: bool) -> tuple[Tables, str]:
    """The tables, and the digest of the files that they were made from."""
    known = built.known(source)
    articles, problems = read_articles(source, progress=progress, kept=known)
    read = known.digest.hexdigest()
    del known
    findings = extract(articles, engine=engine, progress=progress)
    give_back()
    aliases, wrong = read_aliases(source)
    made, misunderstood = read_corrections(source) if corrections else ([], [])
    wrong += misunderstood + verdicts.read(source)[1]
    problems = pd.concat([problems, frame("problems", wrong)], ignore_index=True)
    tables = assemble(articles, findings, problems, aliases, made, progress)
    give_back()
    return tables, read


def checked(source: Path | str) -> str:
    """What people found right in a sample of the machine's rows, in words to stand beside counts; empty without
    verdicts."""
    given, _ = verdicts.read(Path(source))
    if given.empty:
        return ""
    return estimates.checked(sampling.rows(build(source, corrections=False, progress=False)), given)


def extract(articles: pd.DataFrame, *, engine: Any = None, progress: bool = True) -> Mapping[str, Findings]:
    """Findings of each article, by article_id; those of a text seen before come from the cache.

    ``engine``: a number of processes (1 is this one), an executor, or a Dask client; unless given, as many processes
    as the work deserves. The findings are the same on every engine.
    """
    engines.see_that_it_reads(engine)
    titles, texts = articles["title"], articles["text"]

    def text_of(row: int) -> engines.Text:
        title, text = titles.iat[row], texts.iat[row]
        return text, len(title) if isinstance(title, str) and text.startswith(title) else 0

    store = Cache(findings_version())
    store.forget_others()
    keys, found, waiting, letters = dict[str, str](), dict[str, bytes](), dict[str, int](), dict[str, int]()
    for row, article_id in enumerate(articles["article_id"]):
        text, title_end = text_of(row)
        keys[article_id] = key = long_hash(title_end, text)
        if key in found or key in waiting:
            continue
        if (kept := store.get(key)) is not None:
            found[key] = packed(kept)
        else:
            waiting[key], letters[key] = row, len(text)
    shares = Counter(keys.values())
    known = sum(shares[key] for key in found)
    with tqdm(total=len(keys), initial=known, **BAR, disable=not (progress and waiting)) as bar:

        def keep(key: str, content: bytes) -> None:
            store.put(key, content)
            found[key] = packed(content)
            bar.update(shares[key])

        engines.Reading(letters, lambda key: text_of(waiting[key]), keep).on(engine)
    return Packed({article_id: found[key] for article_id, key in keys.items()})
