"""What the articles tell, one after the other: the findings of each are looked at once, and its rows made at once."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..confidence import confidence
from ..growing import Growing
from ..storage import short_hash
from .accounts import accounts_of_act, accounts_of_happenings, acts, pairs
from .corrected_acts import CERTAIN, RULE, Corrected
from .known import Article, Known, Rows
from .packed_accounts import Accounts
from .times import rows_of_times


@dataclass
class Told:
    """Rows of the tables that follow from one article alone, and what is merged over articles."""

    accounts: Accounts  # those of acts before those of happenings
    of_articles: dict[str, Growing] = field(
        default_factory=lambda: {name: Growing(name) for name in ("times", "mentions", "quotes")}
    )
    communications: Growing = field(default_factory=lambda: Growing("communications", later=("event_id",)))
    account_of: array[int] = field(
        default_factory=lambda: array("i")
    )  # of each row of ``communications`` the number of its account
    claiming: array[int] = field(default_factory=lambda: array("i"))  # numbers of the articles that claim some
    problems: Rows = field(default_factory=list)
    spellings: set[str] = field(default_factory=set)  # of the names of all actors

    def tell(self, act: dict[str, Any], article: Article, known: Known) -> Rows:
        """Take in an act; its rows."""
        number_of: dict[str, int] = {}
        for account in accounts_of_act(act, article, known):
            number_of |= dict.fromkeys(account["others"], len(self.accounts))
            self.accounts.add(**account)
        rows = pairs(act, known)
        self.communications.add(rows)
        self.account_of.extend(number_of[row["addressee_id"]] for row in rows)
        return rows


def gathered(known: Known, corrected: Corrected) -> Told:
    """What all articles tell, their acts as corrected."""
    told = Told(Accounts(known.articles, known.parties))
    happenings = Accounts(known.articles, known.parties, told.accounts.words)
    for number, article in enumerate(known.articles):
        one = known.article(article)
        found = one.found
        told.of_articles["times"].add(rows_of_times(article, found.times, one.times))
        made = corrected.acts[article] if article in corrected.acts else acts(one, known)
        of_act = {act["number"]: told.tell(act, one, known) for act in made}
        told.of_articles["mentions"].add(_mentions(one))
        told.of_articles["quotes"].add(_quotes(one, known, of_act, corrected))
        for account in accounts_of_happenings(one, known):
            happenings.add(**account)
        if found.claims:
            told.claiming.append(number)
        told.problems += [{"article_id": article, "stage": "extraction", **problem} for problem in found.problems]
        told.spellings.update(name for actor in found.actors for name in (actor.name, *actor.aliases))
    for act in corrected.added:
        told.tell(act, known.article(act["article_id"]), known)
    told.accounts.extend(happenings)
    return told


def _mentions(article: Article) -> Rows:
    """Rows of ``mentions``, each actor once at each span."""
    rows = {}
    for m in article.found.mentions:
        actor_id = article.actor_ids[m.actor]
        if actor_id is None:
            continue  # a slip of the recogniser
        rows[m.start, m.end, actor_id] = {
            "article_id": article.article_id,
            "start": m.start,
            "end": m.end,
            "text": article.text[m.start : m.end],
            "form": m.form,
            "role": m.role,
            "actor_id": actor_id,
        }
    return [rows[key] for key in sorted(rows)]


def _quotes(article: Article, known: Known, of_act: Mapping[int, Rows], corrected: Corrected) -> Rows:
    """Rows of ``quotes`` in the order of the text; an act of several pairs is linked by its first."""
    rows = {}
    for q in article.found.quotes:
        machine = None if q.speaker is None else article.actor_ids[q.speaker]
        speaker = corrected.quoted(article.article_id, q.communication, machine)
        carrying = of_act.get(q.communication)
        speaker_start, speaker_end = q.speaker_span or (None, None)
        cue_start, cue_end = q.cue_span or (None, None)
        quote_id = short_hash("quote", article.article_id, q.start, q.end, speaker)
        rows[quote_id] = {
            "quote_id": quote_id,
            "article_id": article.article_id,
            "start": q.start,
            "end": q.end,
            "text": article.text[q.start : q.end],
            "kind": q.kind,
            "speaker_id": speaker,
            "speaker": known.name(speaker),
            "speaker_start": speaker_start,
            "speaker_end": speaker_end,
            "cue": q.cue,
            "cue_start": cue_start,
            "cue_end": cue_end,
            "communication_id": carrying[0]["communication_id"] if carrying else None,
            "confidence": CERTAIN if speaker != machine else confidence("quotes", q.rule) if speaker else 0.0,
            "rule": RULE if speaker != machine else q.rule,
        }
    return sorted(rows.values(), key=lambda row: (row["start"], row["end"]))
