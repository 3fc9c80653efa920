"""Invented tables of any size: what a folder of many thousand articles would give, made in seconds from a seed.

No parser has read these texts: articles are put together from the accounts that the tables tell of, so that every
``start`` and ``end`` is a true one.  A few actors are busy and most are rare, events come in bursts, some are told by
many articles, some not dated.  Nobody in here exists.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.schema import TABLES, Tables, empty, validate
from benchmarks import invented_texts as texts
from benchmarks.invented_texts import AUDIENCES, busy, ids

DAYS = 1826  # five years from the first day
# channel, past, base, participle, act, mutual, to an audience, rule, weight
FRAMES = pd.DataFrame(
    [
        ("call", "spoke by telephone with", "speak by telephone with", "spoken by telephone with",
         "CONSULT", True, False, "verb-mutual/to-name/by-name", 12),
        ("call", "telephoned", "telephone", "telephoned", "CONSULT", False, False, "verb-tell/to-name/by-name", 4),
        ("meeting", "met", "meet", "met", "CONSULT", True, False, "verb-mutual/to-name/by-name", 16),
        ("meeting", "received", "receive", "received", "CONSULT", False, False, "verb-tell/to-name/by-title", 4),
        ("statement", "said in a statement to", "say in a statement to", "said in a statement to",
         "SAY", False, True, "verb-say/to-audience/by-name", 10),
        ("press", "told", "tell", "told", "SAY", False, True, "verb-tell/to-audience/by-name", 8),
        ("interview", "said in an interview to", "say in an interview to", "said in an interview to",
         "SAY", False, True, "verb-say/to-audience/by-title", 3),
        ("letter", "wrote to", "write to", "written to", "REQUEST", False, False, "verb-to/to-name/by-name", 3),
        ("post", "posted to", "post to", "posted to", "SAY", False, True, "verb-to/to-audience/by-name", 2),
        ("speech", "addressed", "address", "addressed", "SAY", False, True, "verb-tell/to-audience/by-title", 4),
        ("unspecified", "urged", "urge", "urged", "REQUEST", False, False, "verb-tell/to-name/by-title", 9),
        ("unspecified", "accused", "accuse", "accused", "ACCUSE", False, False, "verb-tell/to-name/by-name", 9),
        ("unspecified", "told", "tell", "told", "SAY", False, False, "verb-tell/to-name/by-pronoun", 12),
        ("unspecified", "rejected", "reject", "rejected", "REJECT", False, False, "verb-to/to-description/by-name", 4),
    ],
    columns=["channel", "happened", "base", "participle", "act", "mutual", "heard", "rule", "weight"],
)  # fmt: skip
STATUSES = {"happened": 0.85, "planned": 0.06, "proposed": 0.03, "denied": 0.04, "negated": 0.02}
PRECISIONS = {"day": 0.70, "time": 0.05, "week": 0.08, "month": 0.08, "range": 0.05, "year": 0.04}
NOT_DATED = 0.26  # of the events; with what single accounts leave undated, three rows in ten
HAPPENINGS = 0.05  # share of events that are no communication


def invented_tables(communications: int = 100_000, seed: int = 0) -> Tables:
    """All ten tables, validated, with exactly so many communications; three events and one article to five of them."""
    chance = np.random.default_rng(seed)
    actors = _actors(min(max(communications // 50, 40), 2_000), chance)
    events = _events(max(communications * 3 // 5, 10), actors, chance)
    rows = _rows(communications, events, len(actors) - len(AUDIENCES), chance)
    accounts = _accounts(rows, events, chance)
    articles, accounts = texts.written(accounts, max(communications // 5, 2), actors, chance)
    told = _communications(rows, accounts, actors)
    mentions = _mentions(rows, accounts, actors)
    made = {
        "articles": articles,
        "times": _times(accounts),
        "actors": _mentioned(actors, mentions),
        "mentions": mentions,
        "quotes": _quotes(told, accounts),
        "communications": told,
        "events": _told_by(events, accounts),
        "participants": _participants(told, accounts, actors),
        "event_sources": _event_sources(accounts),
        "problems": empty("problems"),
    }
    return Tables(**{name: validate(name, frame[TABLES[name].names]) for name, frame in made.items()})


def _surname(n: int) -> str:
    return texts.STEMS[n % 24] + texts.ENDINGS[n // 24 % 10]


def _actors(count: int, chance: np.random.Generator) -> pd.DataFrame:
    """One row per actor, the busy ones first and the audiences last: countries, organisations, groups, people."""
    lands = max(count * 120 // 2_000, 4)
    kind = np.repeat(["country", "organisation", "group", "person"], [lands, count // 10, count // 40, count])[:count]
    kind = np.array([*chance.permutation(kind)[: count - len(AUDIENCES)], *["audience"] * len(AUDIENCES)], dtype=object)
    nth = pd.Series(kind).groupby(kind).cumcount().to_numpy()
    land = [texts.STEMS[n % len(texts.STEMS)] + texts.LANDS[n // len(texts.STEMS)] for n in range(lands)]
    home = np.where(kind == "country", nth, busy(lands, count, chance))
    names = {
        "country": lambda n, _: land[n],
        "organisation": lambda n, at: (
            f"{texts.BODIES[n % len(texts.BODIES)]} of {land[at]} No. {n // len(texts.BODIES) + 1}"
        ),
        "group": lambda n, _: f"Movement {n + 1} of the Upper Valley",
        "person": lambda n, _: f"{texts.GIVEN[n % 40]} {_surname(n // 40 + n % 40 * 11)}",
        "audience": lambda n, _: AUDIENCES[n],
    }
    codes = np.array([f"X{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(lands)], dtype=object)
    return pd.DataFrame(
        {
            "actor_id": ids("p", count),
            "name": [names[k](n, at) for k, n, at in zip(kind, nth, home, strict=True)],
            "kind": kind,
            "role": np.where(kind == "person", "Minister", None),
            "country": np.where(np.isin(kind, ("group", "audience")), None, codes[home]),
            "aliases": None,
        }
    )


def _events(count: int, actors: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """One row per event: its two main parties (numbers of actors), its frame and its day; half of them in bursts."""
    people = len(actors) - len(AUDIENCES)
    frame = FRAMES.iloc[chance.choice(len(FRAMES), count, p=FRAMES["weight"] / FRAMES["weight"].sum())]
    frame = frame.drop(columns="weight").reset_index(drop=True)
    source, target = busy(people, count, chance), busy(people, count, chance)
    target = np.where(source == target, (target + 1) % people, target)
    target = np.where(frame["heard"], people + chance.integers(0, len(AUDIENCES), count), target)
    bursts = chance.normal(chance.integers(0, DAYS, 30)[chance.integers(0, 30, count)], 12)
    day = np.where(chance.random(count) < 0.5, bursts, chance.integers(0, DAYS, count)).clip(0, DAYS - 1).astype(int)
    events = frame.assign(
        event_id=ids("e", count), source=source, target=target, day=day,
        status=chance.choice(list(STATUSES), count, p=list(STATUSES.values())),
        matter=chance.integers(0, len(texts.TOPICS) * len(texts.MATTERS), count),
        conflict=np.where(chance.random(count) < 0.02, "date", None),
    )  # fmt: skip
    happening = chance.random(count) < HAPPENINGS
    happening[0] = False
    events.loc[happening, "channel"] = None
    events.loc[happening, ["act", "status"]] = "ASSAULT", "happened"
    ahead = np.where(events["status"].isin(["planned", "proposed"]), 20, 0)
    return events.join(_when(day + ahead, chance))


def _when(day: np.ndarray, chance: np.random.Generator) -> pd.DataFrame:
    """First and last day, precision and words of each date; those of the events that nothing dates are null."""
    first = texts.FIRST_DAY + day
    precision = chance.choice(list(PRECISIONS), len(day), p=list(PRECISIONS.values()))
    month, year = first.astype("M8[M]"), first.astype("M8[Y]")
    monday = first - (first.astype(int) + 3) % 7
    spans = {
        "week": (monday, monday + 6),
        "month": (month.astype("M8[D]"), (month + 1).astype("M8[D]") - 1),
        "range": (first, first + 2),
        "year": (year.astype("M8[D]"), (year + 1).astype("M8[D]") - 1),
    }
    start, end = first.copy(), first.copy()
    for name, (opens, closes) in spans.items():
        start, end = np.where(precision == name, opens, start), np.where(precision == name, closes, end)
    days = pd.Series(start).dt
    words = days.day.astype(str) + " " + days.month_name() + " " + days.year.astype(str)
    words = np.select(
        [precision == "week", precision == "month", precision == "year"],
        ["the week of " + words, words.str.split(n=1).str[1], days.year.astype(str)],
        words,
    )
    when = pd.DataFrame({"date_start": start, "date_end": end, "date_precision": precision, "when": words})
    return when[chance.random(len(day)) >= NOT_DATED].reindex(when.index)


def _rows(count: int, events: pd.DataFrame, people: int, chance: np.random.Generator) -> pd.DataFrame:
    """One row per communication: the event and the number of its account, and who is spoken to; up to three an act."""
    spoken = np.flatnonzero(events["channel"].notna())
    heard = chance.choice([1, 2, 3], count, p=[0.87, 0.10, 0.03])
    act = np.repeat(np.arange(count), heard)[:count]
    acts = act[-1] + 1
    event = np.concatenate([spoken, spoken[busy(len(spoken), max(acts - len(spoken), 0), chance)]])[:acts]
    nth = pd.Series(act).groupby(act).cumcount().to_numpy()
    source, target = events["source"].to_numpy()[event[act]], events["target"].to_numpy()[event[act]]
    other = (target + nth * 3) % people
    other = np.where(other == source, (other + 1) % people, other)
    return pd.DataFrame({"account": act, "event": event[act], "source": source, "target": np.where(nth, other, target)})


def _accounts(rows: pd.DataFrame, events: pd.DataFrame, chance: np.random.Generator) -> pd.DataFrame:
    """One row per account of an event, by an act of communication (the first ones) or of a happening, and its day."""
    happened = np.flatnonzero(events["channel"].isna())
    event = np.concatenate([rows.drop_duplicates("account")["event"], np.repeat(happened, 2)])
    accounts = events.take(event).reset_index(drop=True)
    accounts["again"] = accounts["event_id"].duplicated()
    silent = accounts["again"] & (chance.random(len(accounts)) < 0.15)
    dates = ["date_start", "date_end", "date_precision", "when"]
    accounts[dates] = accounts.loc[~silent, dates].reindex(accounts.index)
    accounts["told_on"] = accounts["day"] + chance.exponential(3, len(accounts))
    accounts["reporter"] = np.where(chance.random(len(accounts)) < 0.25, busy(20, len(accounts), chance), -1)
    accounts["content"] = np.where(chance.random(len(accounts)) < 0.35, chance.integers(0, 5, len(accounts)), -1)
    nth = rows.groupby("account").cumcount()
    for n in range(3):  # whom it is said to, as far as there are so many
        spoken_to = rows[nth == n].set_index("account")["target"]
        accounts[f"to{n}"] = spoken_to.reindex(accounts.index, fill_value=-1)
    return accounts


def _communications(rows: pd.DataFrame, accounts: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    name, identity = actors["name"].to_numpy(), actors["actor_id"].to_numpy()
    told = accounts.take(rows["account"]).reset_index(drop=True)
    reported = told["reporter"].to_numpy() >= 0
    rules = sorted(set(FRAMES["rule"]))
    levels = dict(zip(rules, np.linspace(0.5, 0.98, len(rules)).round(3), strict=True))
    return told.assign(
        communication_id=ids("c", len(rows)), act_id=ids("k", len(accounts))[rows["account"]],
        speaker_id=identity[rows["source"]], speaker=name[rows["source"]], source=rows["source"],
        addressee_id=identity[rows["target"]], addressee=name[rows["target"]], account=rows["account"],
        mutual=told["mutual"].astype(bool), cue=told["cue_text"],
        reported_by_id=np.where(reported, identity[told["reporter"]], None),
        reported_by=np.where(reported, name[told["reporter"]], None),
        date_basis=told["when"], place=None, confidence=told["rule"].map(levels), origin="machine",
    )  # fmt: skip


def _mentions(rows: pd.DataFrame, accounts: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    """One row per name in a text, in the order of accounts."""
    nth = rows.groupby("account").cumcount()
    found = [(accounts, "quoted", accounts["source"]), (accounts, "reporter", accounts["reporter"])]
    found.append((accounts[accounts["channel"].notna()], "speaker", accounts["source"]))
    found.append((accounts[accounts["channel"].isna()], "to0", accounts["source"]))
    for n in range(3):
        these = rows[nth == n]
        found.append((accounts.take(these["account"]), f"to{n}", these.set_index("account")["target"]))
    mentions = pd.concat(
        [
            pd.DataFrame(
                {"article_id": a["article_id"], "start": a[f"{piece}_start"], "end": a[f"{piece}_end"],
                 "text": a[f"{piece}_text"], "actor": who.reindex(a.index)}
            )[a[f"{piece}_text"] != ""]
            for a, piece, who in found
        ],
        ignore_index=True,
    )  # fmt: skip
    return mentions.assign(form="name", role=None, actor_id=actors["actor_id"].to_numpy()[mentions["actor"]])


def _mentioned(actors: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    counted = mentions.groupby("actor_id")["article_id"].agg(["nunique", "size"]).reindex(actors["actor_id"])
    counted = counted.fillna(0).astype(int).reset_index(drop=True)
    return actors.assign(articles=counted["nunique"], mentions=counted["size"])


def _times(accounts: pd.DataFrame) -> pd.DataFrame:
    dated = accounts[accounts["when"].notna()]
    return dated.assign(
        start=dated["when_start"], end=dated["when_end"], text=dated["when"], kind="DATE",
        value=dated["date_start"].astype("datetime64[us]").dt.strftime("%Y-%m-%d"), anchor="stated",
    )  # fmt: skip


def _quotes(told: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    first = told[~told["account"].duplicated() & (told["content_text"] != "")]
    return first.assign(
        quote_id=ids("q", len(first)), start=first["content_start"], end=first["content_end"],
        text=first["content_text"], kind="direct", speaker_start=first["quoted_start"],
        speaker_end=first["quoted_end"], cue=first["word_text"], cue_start=first["word_start"],
        cue_end=first["word_end"], rule="quoted/by-name", confidence=0.93,
    )  # fmt: skip


def _told_by(events: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    told = accounts.groupby("event_id").agg(articles=("article_id", "nunique"), what=("evidence", "first"))
    return events.join(told, on="event_id").assign(place=None, sources=lambda frame: frame["articles"])


def _participants(told: pd.DataFrame, accounts: pd.DataFrame, actors: pd.DataFrame) -> pd.DataFrame:
    mutual = told["mutual"]
    happened = accounts[accounts["channel"].isna()]
    sides = [
        (told["event_id"], told["speaker_id"], np.where(mutual, "participant", "source")),
        (told["event_id"], told["addressee_id"], np.where(mutual, "participant", "target")),
        (happened["event_id"], actors["actor_id"].to_numpy()[happened["source"]], "target"),
    ]
    columns = ("event_id", "actor_id", "part")
    parts = pd.concat([pd.DataFrame(dict(zip(columns, side, strict=True))) for side in sides], ignore_index=True)
    return parts.drop_duplicates(ignore_index=True)


def _event_sources(accounts: pd.DataFrame) -> pd.DataFrame:
    happened = accounts["channel"].isna()
    return accounts.assign(
        place=None, claimant_id=None, claimant=None, claim=np.where(happened, "at least 7 boats", None),
        quantity=np.where(happened, 7.0, None), unit=np.where(happened, "boats destroyed", None),
    )  # fmt: skip
