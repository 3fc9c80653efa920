"""What several tests share: a small corpus by hand, of invented people in an invented dispute."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pandas as pd
import pytest

import analysis
from analysis import lexicon
from analysis.schema import TABLES, Tables, empty, frame

hypothesis.settings.register_profile("no clock", deadline=None)  # no test asserts a time
hypothesis.settings.load_profile("no clock")

WIRE = (
    "Bridge reopens after call\n\n"
    "HALVERN, March 4 (Sample Wire) — Foreign Minister Mara Lindqvist spoke by telephone with President Tomas "
    "Brandt on Monday. She urged Brandt to reopen the bridge.\n\n"
    "Envoy Ilse Okoro told Lindqvist and Brandt that monitors were ready. "
    "“We heard one explosion,” Brandt told reporters on Tuesday."
)
REPRINT = WIRE.replace("(Sample Wire)", "(SW)").replace("monitors were ready", "her monitors were ready")
STATEMENT = (
    "Statement by the Foreign Minister\n\n"
    "“The bridge is open again, and <b>nobody</b> was hurt,” Foreign Minister Mara Lindqvist said in a statement on "
    "Thursday. Lindqvist will meet President Brandt on March 12, according to Ilse Okoro.\n\n"
    "Brandt denied that he had written to Okoro."
)
NOTE = (
    "=SUM(A1) a note without a date\n\n"
    "Orvania accused Mara Lindqvist of breaking the truce. "
    "Lindqvist called Brandt on 4 March 2031 about an explosion at the bridge, by which two people were hurt."
)

# fmt: off
ARTICLES = (
    dict(article_id="a1", path="wire.txt", title="Bridge reopens after call", source="Sample Wire (teaching corpus)",
         author="Ann Writer", published="2031-03-04", published_basis="dateline", text=WIRE),
    dict(article_id="a2", path="post.txt", title="Bridge reopens after call", source="Harbour Post (teaching corpus)",
         published="2031-03-05", published_basis="header", text=REPRINT, duplicate_of="a1", duplicate_kind="near"),
    dict(article_id="a3", path="ministry.txt", title="Statement by the Foreign Minister",
         source="Vesland Ministry (teaching corpus)", published="2031-03-06", published_basis="filename",
         text=STATEMENT),
    dict(article_id="a4", path="note.txt", title="=SUM(A1) a note without a date", published_basis="none", text=NOTE),
)

ACTORS = (
    dict(actor_id="p1", name="Mara Lindqvist", kind="person", role="Foreign Minister", country="XVE",
         aliases="Lindqvist"),
    dict(actor_id="p2", name="Tomas Brandt", kind="person", role="President", country="XOR", aliases="Brandt"),
    dict(actor_id="p3", name="Ilse Okoro", kind="person", role="Envoy", aliases="Okoro"),
    dict(actor_id="s1", name="Orvania", kind="country", country="XOR"),
    dict(actor_id="u1", name="the public", kind="audience"),
    dict(actor_id="u2", name="reporters", kind="audience"),
)
NAMES = {actor["actor_id"]: actor["name"] for actor in ACTORS}

# id, act, article, evidence, speaker, addressee, mutual, cue, act, channel, status, day, words that date it, event
COMMUNICATIONS = (
    ("c01", "k01", "a1", "Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday", "p1", "p2", True,
     "spoke by telephone with", "CONSULT", "call", "happened", "2031-03-03", "on Monday", "e1"),
    ("c02", "k02", "a2", "Mara Lindqvist spoke by telephone with President Tomas Brandt on Monday", "p1", "p2", True,
     "spoke by telephone with", "CONSULT", "call", "happened", "2031-03-03", "on Monday", "e1"),
    ("c03", "k03", "a1", "She urged Brandt to reopen the bridge", "p1", "p2", False,
     "urged", "REQUEST", "unspecified", "happened", "2031-03-03", "on Monday", "e2"),
    ("c04", "k04", "a1", "Envoy Ilse Okoro told Lindqvist and Brandt that monitors were ready", "p3", "p1", False,
     "told", "SAY", "unspecified", "happened", None, None, "e3"),
    ("c05", "k04", "a1", "Envoy Ilse Okoro told Lindqvist and Brandt that monitors were ready", "p3", "p2", False,
     "told", "SAY", "unspecified", "happened", None, None, "e3"),
    ("c06", "k05", "a1", "Brandt told reporters on Tuesday", "p2", "u2", False,
     "told", "SAY", "press", "happened", "2031-03-04", "on Tuesday", "e8"),
    ("c07", "k06", "a3", "Foreign Minister Mara Lindqvist said in a statement on Thursday", "p1", "u1", False,
     "said in a statement", "SAY", "statement", "happened", "2031-03-06", "on Thursday", "e4"),
    ("c08", "k07", "a3", "Lindqvist will meet President Brandt on March 12", "p1", "p2", True,
     "meet", "CONSULT", "meeting", "planned", "2031-03-12", "on March 12", "e5"),
    ("c09", "k08", "a3", "Brandt denied that he had written to Okoro", "p2", "p3", False,
     "written to", "SAY", "letter", "denied", None, None, "e6"),
    ("c10", "k09", "a4", "Orvania accused Mara Lindqvist of breaking the truce", "s1", "p1", False,
     "accused", "ACCUSE", "unspecified", "happened", None, None, "e7"),
    ("c11", "k10", "a4", "Lindqvist called Brandt on 4 March 2031", "p1", "p2", False,
     "called", "CONSULT", "call", "happened", "2031-03-04", "on 4 March 2031", "e1"),
)

# id, day, act, channel, what, articles, sources, conflict
EVENTS = (
    ("e1", "2031-03-03", "CONSULT", "call", "Mara Lindqvist spoke by telephone with Tomas Brandt", 3, 2, "date"),
    ("e2", "2031-03-03", "REQUEST", "unspecified", "She urged Brandt to reopen the bridge", 1, 1, None),
    ("e3", None, "SAY", "unspecified", "Okoro told Lindqvist and Brandt that monitors were ready", 1, 1, None),
    ("e4", "2031-03-06", "SAY", "statement", "Foreign Minister Mara Lindqvist said in a statement", 1, 1, None),
    ("e5", "2031-03-12", "CONSULT", "meeting", "Lindqvist will meet President Brandt", 1, 1, None),
    ("e6", None, "SAY", "letter", "Brandt denied that he had written to Okoro", 1, 1, None),
    ("e7", None, "ACCUSE", "unspecified", "Orvania accused Mara Lindqvist of breaking the truce", 1, 1, None),
    ("e8", "2031-03-04", "SAY", "press", "Brandt told reporters", 1, 1, None),
    ("e9", None, None, None, "an explosion at the bridge, by which two people were hurt", 1, 1, None),
)

PARTICIPANTS = (
    ("e1", "p1", "participant"), ("e1", "p2", "participant"), ("e2", "p1", "source"), ("e2", "p2", "target"),
    ("e3", "p3", "source"), ("e3", "p1", "target"), ("e3", "p2", "target"), ("e4", "p1", "source"),
    ("e4", "u1", "target"), ("e5", "p1", "participant"), ("e5", "p2", "participant"), ("e6", "p2", "source"),
    ("e6", "p3", "target"), ("e7", "s1", "source"), ("e7", "p1", "target"), ("e8", "p2", "source"),
    ("e8", "u2", "target"), ("e9", "s1", "target"),
)
# fmt: on


def _articles() -> pd.DataFrame:
    filled = [{"part": 1, "language": "en", **article, "words": len(article["text"].split())} for article in ARTICLES]
    return frame(
        "articles",
        [{"published_earliest": a.get("published"), "published_latest": a.get("published"), **a} for a in filled],
    )


def _span(article_id: str, words: str, after: int = 0) -> dict[str, object]:
    text = next(article["text"] for article in ARTICLES if article["article_id"] == article_id)
    start = text.index(words, after)
    return dict(article_id=article_id, start=start, end=start + len(words))


def _communications() -> pd.DataFrame:
    rows = []
    for identity, act_id, article, evidence, speaker, addressee, mutual, *rest in COMMUNICATIONS:
        cue, act, channel, status, day, basis, event = rest
        rows.append(
            dict(
                _span(article, evidence),
                communication_id=identity,
                act_id=act_id,
                evidence=evidence,
                speaker_id=speaker,
                speaker=NAMES[speaker],
                addressee_id=addressee,
                addressee=NAMES[addressee],
                mutual=mutual,
                cue=cue,
                act=act,
                channel=channel,
                status=status,
                date_start=day,
                date_end=day,
                date_precision=day and "day",
                date_basis=basis,
                event_id=event,
                confidence=0.5 if identity == "c10" else 0.9,
                rule="by hand",
                origin="machine",
                reported_by_id="p3" if identity == "c08" else None,
                reported_by="Ilse Okoro" if identity == "c08" else None,
            )
        )
    return frame("communications", rows)


def _events() -> pd.DataFrame:
    names = ("event_id", "date_start", "act", "channel", "what", "articles", "sources", "conflict")
    rows = [dict(zip(names, event, strict=True)) for event in EVENTS]
    days = [dict(date_end=row["date_start"], date_precision=row["date_start"] and "day") for row in rows]
    return frame("events", [{**row, **day} for row, day in zip(rows, days, strict=True)])


def _event_sources(communications: pd.DataFrame) -> pd.DataFrame:
    columns = [c for c in TABLES["event_sources"].names if c in communications]
    accounts = communications.drop_duplicates("act_id")[columns].to_dict("records")
    words = "an explosion at the bridge, by which two people were hurt"
    explosion = dict(
        _span("a4", words), event_id="e9", evidence=words, claim="two people were hurt", quantity=2, unit="hurt"
    )
    return frame("event_sources", [*accounts, explosion])


def _quotes() -> pd.DataFrame:
    rows = []
    for quote, article, content, speaker, named, cue, communication in (
        ("q1", "a1", "We heard one explosion,", "p2", "Brandt", "told", "c06"),
        (
            "q2",
            "a3",
            "The bridge is open again, and <b>nobody</b> was hurt,",
            "p1",
            "Foreign Minister Mara Lindqvist",
            "said in a statement",
            "c07",
        ),
    ):
        span = _span(article, content)
        who, verb = _span(article, named, span["end"]), _span(article, cue, span["end"])
        rows.append(
            dict(
                span,
                quote_id=quote,
                text=content,
                kind="direct",
                speaker_id=speaker,
                speaker=NAMES[speaker],
                speaker_start=who["start"],
                speaker_end=who["end"],
                cue=cue,
                cue_start=verb["start"],
                cue_end=verb["end"],
                communication_id=communication,
                confidence=0.9,
                rule="by hand",
            )
        )
    return frame("quotes", rows)


def _times() -> pd.DataFrame:
    found = (
        ("a1", "Monday", "2031-03-03"),
        ("a1", "Tuesday", "2031-03-04"),
        ("a2", "Monday", "2031-03-03"),
        ("a3", "Thursday", "2031-03-06"),
        ("a3", "March 12", "2031-03-12"),
        ("a4", "4 March 2031", "2031-03-04"),
    )
    return frame(
        "times",
        [
            dict(
                _span(article, words),
                text=words,
                kind="DATE",
                value=day,
                date_start=day,
                date_end=day,
                date_precision="day",
                anchor="by hand",
            )
            for article, words, day in found
        ],
    )


def _mentions() -> pd.DataFrame:
    found = (
        ("a1", "Mara Lindqvist", "p1"),
        ("a1", "Tomas Brandt", "p2"),
        ("a1", "Ilse Okoro", "p3"),
        ("a2", "Mara Lindqvist", "p1"),
        ("a2", "Tomas Brandt", "p2"),
        ("a2", "Ilse Okoro", "p3"),
        ("a3", "Mara Lindqvist", "p1"),
        ("a3", "Ilse Okoro", "p3"),
        ("a4", "Orvania", "s1"),
        ("a4", "Mara Lindqvist", "p1"),
    )
    return frame(
        "mentions",
        [dict(_span(article, name), text=name, form="name", actor_id=actor) for article, name, actor in found],
    )


@pytest.fixture
def small_tables() -> Tables:
    """Four articles, six actors, eleven communications.

    In them: a call told by three articles, of which one is a reprint and one gives another day (e1); a directed demand
    (e2); one act with two addressees and no date (e3); a statement to the public (e4) and one to reporters (e8); a
    planned meeting (e5); a denied letter (e6); an accusation in an article without outlet or date (e7); a happening
    that is no communication (e9).
    """
    mentions, communications = _mentions(), _communications()
    counted = mentions.groupby("actor_id").agg(articles=("article_id", "nunique"), mentions=("text", "size"))
    actors = [{**a, **counted.reindex([a["actor_id"]]).fillna(0).iloc[0].to_dict()} for a in ACTORS]
    participants = [dict(zip(("event_id", "actor_id", "part"), row, strict=True)) for row in PARTICIPANTS]
    problem = dict(
        path="note.txt",
        article_id="a4",
        stage="reading",
        severity="warning",
        message="no publication date found",
        remedy="add a line Date: YYYY-MM-DD",
    )
    return Tables(
        articles=_articles(),
        times=_times(),
        actors=frame("actors", actors),
        mentions=mentions,
        quotes=_quotes(),
        communications=communications,
        events=_events(),
        participants=frame("participants", participants),
        event_sources=_event_sources(communications),
        problems=frame("problems", [problem]),
    )


@pytest.fixture
def no_tables() -> Tables:
    """A folder in which nothing was found."""
    return Tables(**{name: empty(name) for name in TABLES})


def _forget() -> None:
    """Clear what the library has cached of its lexicon; the loaded model stays."""
    for name, module in list(sys.modules.items()):
        if name.startswith("analysis") and name != "analysis.extraction.parser":
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


@pytest.fixture(scope="module")
def invented_places(tmp_path_factory) -> Iterator[None]:
    """Two countries more, each one row of the list of countries: Vesland (Halvern) and Orvania (Port Orva)."""
    folder = tmp_path_factory.mktemp("words") / "lexicon"
    shutil.copytree(lexicon.FOLDER, folder, ignore=shutil.ignore_patterns("*.py*", "__pycache__"))
    with open(folder / "countries.csv", "a", encoding="utf-8") as file:
        file.write("XVE,Vesland,,Veslandic;Veslanders,Halvern,Ferry Hill\nXOR,Orvania,,Orvanian;Orvanians,Port Orva,\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexicon, "FOLDER", folder)
        _forget()
        yield
    _forget()


@pytest.fixture(scope="module")
def build_from(tmp_path_factory, invented_places) -> Iterator[Callable[..., Tables]]:
    """A function from file names and texts to the tables of a fresh folder; a leading "Date:" line is a header."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))

        def build(files: dict[str, str], folder: Path | None = None) -> Tables:
            folder = folder or tmp_path_factory.mktemp("articles")
            for name, text in files.items():
                (folder / name).write_text(text, encoding="utf-8")
            return analysis.build(folder, progress=False)

        yield build


@pytest.fixture
def read_closely(monkeypatch) -> list[str]:
    """The texts that this process had to read closely."""
    from analysis import extraction

    texts: list[str] = []

    def counting(pairs):
        texts.extend(text for text, _ in pairs)
        return extract(pairs)

    extract = extraction.extract
    monkeypatch.setattr(extraction, "extract", counting)
    return texts
