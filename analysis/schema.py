"""Every table, declared once: its grain, its columns, their types and what they mean.

Validation, the empty frame, ``docs/tables.md`` and the column help of the notebooks all come from the
declarations below.  Types: ``text`` and ``date`` are pandas' ``str`` and ``datetime64[us]`` (a day, or a
day and a time; the unit keeps 1453 and 2300 in range), ``whole``, ``real`` and ``flag`` are ``Int64``,
``Float64`` and ``boolean``.  A column marked ``?`` may be null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
import pyarrow as pa

DTYPES = {"text": "str", "date": "datetime64[us]", "whole": "Int64", "real": "Float64", "flag": "boolean"}

CHANNELS = ("call", "meeting", "statement", "press", "interview", "letter", "post", "speech", "unspecified")
STATUSES = ("happened", "planned", "proposed", "denied", "negated")
ACTS = (
    "SAY", "CONSULT", "AGREE", "SUPPORT", "COOPERATE", "AID", "YIELD", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
ACTOR_KINDS = ("person", "organisation", "country", "group", "audience")
PRECISIONS = ("time", "day", "week", "month", "season", "quarter", "half", "year", "decade", "century", "range")
PUBLISHED_BASES = ("metadata", "header", "dateline", "filename", "inferred", "none")
SEVERITIES = ("error", "warning", "note")
_ROWS = 5_000  # of a table, looked at together
_AS_IN_ARROW = {"text": ("string", "large_string"), "whole": ("int64",), "real": ("double",), "flag": ("bool",)}


class SchemaError(ValueError):
    """A frame does not fit its declared table; the message shows the table, the column and the rows."""


@dataclass(frozen=True)
class Column:
    """One column: name, type (a key of ``DTYPES``), whether it may be null, meaning, allowed values."""

    name: str
    type: str
    nullable: bool
    meaning: str
    values: tuple[str, ...] = ()

    @property
    def dtype(self) -> str:
        return DTYPES[self.type]


@dataclass(frozen=True)
class Table:
    """One table: its name, what one row stands for, the columns of its key, its columns."""

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        return [column.name for column in self.columns]


def _table(name: str, grain: str, key: str, declaration: str, **values: tuple[str, ...]) -> Table:
    columns = []
    for line in declaration.strip().splitlines():
        column, kind, meaning = (part.strip() for part in line.split("|", 2))
        columns.append(Column(column, kind.rstrip("?"), kind.endswith("?"), meaning, values.get(column, ())))
    return Table(name, grain, tuple(key.split()), tuple(columns))


# The declarations are read as tables:
# fmt: off
ARTICLES = _table("articles", "article", "article_id", """
    article_id         | text   | stable id: the hash of the text (a copy of the same text gets a suffix)
    path               | text   | file it was read from, relative to the folder given
    part               | whole  | n-th article of its file, from 1
    title              | text?  | headline as the article gives it; it also opens the text
    source             | text?  | outlet that published it
    author             | text?  | byline
    published          | date?  | publication day, where the article states one
    published_earliest | date?  | the earliest day it can have been published; null where nothing says
    published_latest   | date?  | the latest day it can have been published; null where nothing says
    published_basis    | text   | what the publication date rests on
    modified           | date?  | day of the last change, where stated
    language           | text?  | ISO 639-1 code
    url                | text?  | address it was published at
    text               | text   | headline, blank line, body; every start and end counts characters in here
    words              | whole  | words in the text
    duplicate_of       | text?  | article_id of the article that this one repeats (docs/codebook.md says which is kept)
    duplicate_kind     | text?  | exact, near or update
    """, published_basis=PUBLISHED_BASES, duplicate_kind=("exact", "near", "update"))

TIMES = _table("times", "time expression", "article_id start end", """
    article_id     | text  | article
    start          | whole | first character in the text
    end            | whole | one past the last character
    text           | text  | the expression as written
    kind           | text  | TIMEX3 type
    value          | text? | TIMEX3 value, resolved; null where the anchor has no date
    date_start     | date? | first day it covers
    date_end       | date? | last day it covers
    date_precision | text? | how exact the expression is
    anchor         | text  | what it was resolved against and how, e.g. "publication: weekday Tue, same day or before"
    """, kind=("DATE", "TIME", "DURATION", "SET"), date_precision=PRECISIONS)

ACTORS = _table("actors", "actor of the corpus", "actor_id", """
    actor_id | text  | stable id: the hash of kind, name and country
    name     | text  | fullest name found
    kind     | text  | kind of actor
    role     | text? | office or description, as the articles give it
    country  | text? | ISO 3166 alpha-3 (XKX for Kosovo); null for international bodies and where unknown
    aliases  | text? | other names and spellings found, separated by "; "
    articles | whole | articles that mention it
    mentions | whole | mentions in all articles
    """, kind=ACTOR_KINDS)

MENTIONS = _table("mentions", "mention of an actor", "article_id start end actor_id", """
    article_id | text  | article
    start      | whole | first character in the text
    end        | whole | one past the last character
    text       | text  | the mention as written
    form       | text  | how it refers
    role       | text? | office given beside the name
    actor_id   | text  | actor meant
    """, form=("name", "title", "pronoun", "nominal"))

QUOTES = _table("quotes", "attributed content span", "quote_id", """
    quote_id         | text  | stable id
    article_id       | text  | article
    start            | whole | first character of the content
    end              | whole | one past its last character
    text             | text  | the content, without its quotation marks
    kind             | text  | direct (in quotation marks), indirect (reported), mixed (reported, with quoted words)
    speaker_id       | text? | actor who is quoted; null where unresolved
    speaker          | text? | its name
    speaker_start    | whole?| first character of the phrase that names the speaker, with office and apposition
    speaker_end      | whole?| one past its last character
    cue              | text? | words of speech as written, with their auxiliaries and adverbs (has also said)
    cue_start        | whole?| first character of the cue
    cue_end          | whole?| one past its last character
    communication_id | text? | communication that carries the quote
    confidence       | real? | share of rows made so that was right in annotated articles; 1 by hand (docs/rules.md)
    rule             | text  | rule that found it, explained in docs/rules.md
    """, kind=("direct", "indirect", "mixed"))

COMMUNICATIONS = _table("communications", "speaker-addressee pair of one reported act", "communication_id", """
    communication_id | text  | stable id
    act_id           | text  | reported act; its pairs share it
    article_id       | text  | article
    start            | whole | first character of the evidence
    end              | whole | one past its last character
    evidence         | text  | the words that report the act
    speaker_id       | text  | actor who speaks (for a mutual act: one of the two)
    speaker          | text  | its name
    addressee_id     | text  | actor spoken to, or an audience
    addressee        | text  | its name
    mutual           | flag  | a meeting, call or talk with no clear sender; stored once a pair
    cue              | text  | predicate that reports the act
    act              | text? | PLOVER root of what is said, or SAY where none applies
    channel          | text  | how it was said
    status           | text  | whether it took place
    reported_by_id   | text? | actor who says that it took place
    reported_by      | text? | its name
    date_start       | date? | first day on which it took place, where the text dates it
    date_end         | date? | last day
    date_precision   | text? | how exact the date is
    date_basis       | text? | the words that date it, and against what they were resolved
    place            | text? | where, as the text gives it
    event_id         | text  | event that this is an account of
    confidence       | real? | share of rows made so that was right in annotated articles; 1 by hand (docs/rules.md)
    rule             | text  | rule that found it, explained in docs/rules.md; human where a correction changed it
    origin           | text  | machine, or human where a correction made or changed the row
    """, act=ACTS, channel=CHANNELS, status=STATUSES, date_precision=PRECISIONS, origin=("machine", "human"))

EVENTS = _table("events", "event of the corpus", "event_id", """
    event_id       | text  | stable id
    date_start     | date? | first day, by the most precise account
    date_end       | date? | last day
    date_precision | text? | how exact the date is
    act            | text? | PLOVER root of its communications or of what happened; null where none is known
    channel        | text? | how it was said; null for a happening that is no communication
    what           | text  | the event in the words of its clearest account
    place          | text? | where, as most sources give it
    articles       | whole | articles that tell of it
    sources        | whole | of these, distinct ones: reprints count once
    conflict       | text? | in what its accounts contradict one another: date, place, quantity, joined by "; "
    """, date_precision=PRECISIONS, act=ACTS, channel=CHANNELS)

PARTICIPANTS = _table("participants", "actor of an event", "event_id actor_id part", """
    event_id | text | event
    actor_id | text | actor
    part     | text | source, target, or participant of something mutual
    """, part=("source", "target", "participant"))

EVENT_SOURCES = _table("event_sources", "account of an event: article, claimant, claim",
                       "event_id article_id start end", """
    event_id       | text  | event
    article_id     | text  | article that gives the account
    start          | whole | first character of the evidence
    end            | whole | one past its last character
    evidence       | text  | the words of the account; of a second claim that it makes, the words of that claim
    date_start     | date? | first day by this account
    date_end       | date? | last day by this account
    date_precision | text? | how exact it is
    place          | text? | place by this account
    claimant_id    | text? | actor who makes the claim; null where the article makes it, or there is none
    claimant       | text? | its name
    claim          | text? | the claim as worded: "at least 49 Armenian soldiers"; null where the account counts nothing
    quantity       | real? | number claimed; null where the words name none ("dozens")
    unit           | text? | what is counted, what befell it and, if told, whose it is: "soldiers killed (Armenia)"
    """, date_precision=PRECISIONS)

PROBLEMS = _table("problems", "thing lost, repaired or not understood", "", """
    path       | text  | file concerned, relative to the folder given
    article_id | text? | article concerned
    location   | text? | row, line or characters
    stage      | text  | reading, extraction, corpus or corrections
    severity   | text  | error (something is missing), warning (repaired or doubtful), note
    message    | text  | what was expected and what was found
    remedy     | text? | what to do
    """, severity=SEVERITIES)

# fmt: on

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        ARTICLES,
        TIMES,
        ACTORS,
        MENTIONS,
        QUOTES,
        COMMUNICATIONS,
        EVENTS,
        PARTICIPANTS,
        EVENT_SOURCES,
        PROBLEMS,
    )
}


@dataclass(frozen=True)
class Tables:
    """All tables of one corpus, validated; one DataFrame a table, as declared in ``TABLES``."""

    articles: pd.DataFrame
    times: pd.DataFrame
    actors: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    communications: pd.DataFrame
    events: pd.DataFrame
    participants: pd.DataFrame
    event_sources: pd.DataFrame
    problems: pd.DataFrame

    def __iter__(self):
        """Pairs of name and frame, in the order of declaration."""
        return ((field.name, getattr(self, field.name)) for field in fields(self))

    def __repr__(self) -> str:
        return "Tables(" + ", ".join(f"{name}: {len(frame)}" for name, frame in self) + ")"


def empty(name: str) -> pd.DataFrame:
    """The declared table without rows."""
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in TABLES[name].columns})


def frame(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Rows (mappings; missing keys become null) as the declared, validated table."""
    table = TABLES[name]
    typed = columns_of(table, list(rows), table.names)
    check_key(table, typed)
    return typed


def columns_of(table: Table, rows: Sequence[Mapping[str, object]], names: Sequence[str]) -> pd.DataFrame:
    """Rows as these of the table's columns, validated but for its key."""
    unknown = sorted(set().union(*rows).difference(names))
    if unknown:
        raise SchemaError(f"{table.name}: no such column: {', '.join(unknown)}; declared are {', '.join(names)}")
    return typed_columns(table, {name: [row.get(name) for row in rows] for name in names})


def typed_columns(table: Table, columns: Mapping[str, Sequence[object]]) -> pd.DataFrame:
    """Values of some of the table's columns, validated but for its key."""
    return pd.DataFrame({c.name: _typed(table, c, columns) for c in table.columns if c.name in columns})


def validate(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """The frame with the declared columns, order and types; raises SchemaError that shows what does not fit."""
    table = TABLES[name]
    lacking = [c for c in table.names if c not in data.columns]
    surplus = [str(c) for c in data.columns if c not in table.names]
    if lacking or surplus:
        raise SchemaError(f"{name}: lacks {lacking or 'nothing'}, has undeclared {surplus or 'nothing'}")
    typed = pd.DataFrame({c.name: _typed(table, c, data) for c in table.columns}, index=data.index)
    check_key(table, typed)
    return typed


def check_key(table: Table, typed: pd.DataFrame) -> None:
    """Raise SchemaError where rows share what should tell them apart."""
    if table.key and _any_alike(typed[list(table.key)]):
        repeated = typed[typed.duplicated(list(table.key), keep=False)]
        if len(repeated):
            raise SchemaError(f"{table.name}: rows that share {' '.join(table.key)}:\n{repeated.head().to_string()}")


def _any_alike(rows: pd.DataFrame) -> bool:
    """Whether two rows share a number that is the same for the same row: rows beside rows take ten times the memory."""
    numbers = np.empty(len(rows), np.int64)
    for first in range(0, len(rows), _ROWS):
        some = rows[first : first + _ROWS]
        alike = zip(*(some[name].tolist() for name in some), strict=True)
        numbers[first : first + _ROWS] = np.fromiter(map(hash, alike), np.int64, len(some))
    numbers.sort()
    return bool((numbers[1:] == numbers[:-1]).any())


def _typed(table: Table, column: Column, data: Mapping[str, Sequence[object]] | pd.DataFrame) -> pd.Series:
    values = data[column.name]
    try:
        typed = _converted(column, values) if isinstance(values, pd.Series) else _series(column, values)
    except (TypeError, ValueError, OverflowError) as error:
        raise SchemaError(f"{table.name}.{column.name}: not all values are {column.type}: {error}") from error
    if not column.nullable and typed.isna().any():
        raise SchemaError(f"{table.name}.{column.name}: null in\n{pd.DataFrame(data)[typed.isna()].head().to_string()}")
    if column.values:
        wrong = typed.notna() & ~typed.isin(column.values)
        if wrong.any():
            raise SchemaError(f"{table.name}.{column.name}: {sorted(typed[wrong].unique())} not among {column.values}")
    return typed


def _series(column: Column, values: Sequence[object]) -> pd.Series:
    """The values in the type of the column: Arrow takes them at once where none of them has to be converted."""
    as_it_is = _AS_IN_ARROW.get(column.type, ())
    with suppress(TypeError, ValueError, OverflowError):
        if as_it_is and str((found := pa.array(values, from_pandas=True)).type) in as_it_is:
            return pd.Series(pd.api.types.pandas_dtype(column.dtype).__from_arrow__(found))
    return _converted(column, pd.Series(values, dtype=object))


def _converted(column: Column, values: pd.Series) -> pd.Series:
    if column.type == "text" and values.dtype != column.dtype:
        values = values.astype(object).where(values.notna(), None)
    return values.astype(column.dtype)


def as_markdown() -> str:
    """``docs/tables.md``: every table with its grain and columns."""
    lines = ["# Tables", "", "Written by `python -m analysis docs` from `analysis/schema.py`; do not edit.", ""]
    lines += ["What counts as a row, and how values are chosen: [codebook.md](codebook.md).", ""]
    for table in TABLES.values():
        lines += [f"## {table.name}", "", f"One row per {table.grain}."]
        if table.key:
            lines[-1] += f" Key: {', '.join(f'`{k}`' for k in table.key)}."
        lines += ["", "| column | type | null | meaning |", "|---|---|---|---|"]
        for c in table.columns:
            meaning = c.meaning + (f" ({', '.join(c.values)})" if c.values else "")
            lines.append(f"| {c.name} | {c.type} | {'yes' if c.nullable else ''} | {meaning} |")
        lines.append("")
    return "\n".join(lines)
