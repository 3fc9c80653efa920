"""Who is meant: what the names, titles, nouns and pronouns of one article refer to.

No coreference model installs from the package index, so the rules are ours, in the order in which a reader would
try them: the name itself, the name in apposition, the holder of the office, the last one who acted.  What none of
them settles stays unresolved (no actor), never guessed.
"""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from . import nominals, pronouns
from .descriptions import of_all
from .grammar import child, conjuncts, has_word, is_subject
from .roster import Roster
from .spot import Spot
from .titles import is_title
from .words import actor_nouns
from .words import pronouns as pronoun_words


class Actors(Roster):
    """The actors of one parsed article; ``resolve`` tells which of them a noun phrase means."""

    def resolve(self, spot: Spot, exclude: list[int] | tuple[int, ...] = ()) -> list[int]:
        """The actors that the noun phrase headed by the token means; empty where that stays open."""
        found: list[int] = []
        heads = self._coordinated(spot)
        group = of_all(self, spot, heads)
        if group is not None:
            return [group]
        for head in heads:
            if head is not spot.token and has_word(head, "other"):
                continue  # "with the minister and other officials"
            found += self.one(spot.at(head), tuple(exclude))
        return list(dict.fromkeys(found))

    def _coordinated(self, spot: Spot) -> list[Any]:
        """The heads that are coordinated with the token, also those that the parser hung on a word between."""
        prep = spot.token.head
        repeated = [c for c in prep.children if c.dep_ == "conj" and c.lower_ == prep.lower_ and prep.dep_ == "prep"]
        behind = [t for c in repeated for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]  # "to A and to B"
        heads = {t.i: t for t in (*conjuncts(spot.token), *self.listed(spot), *behind)}
        return [heads[i] for i in sorted(heads)]

    def one(self, spot: Spot, exclude: tuple[int, ...] = ()) -> list[int]:
        """As ``resolve``, without what is coordinated with the token."""
        token = spot.token
        if spot.segment.stands_for(token) is not None:
            return []
        if token.lower_ in pronoun_words() and token.pos_ in ("PRON", "DET", "SCONJ"):
            return pronouns.meant(self, spot, exclude)
        honoured = child(token, "appos") if token.lower_ in word_list("honour") else None
        if honoured is not None:
            return self.one(spot.at(honoured), exclude)  # "His Highness the Amir of Qatar"
        shared = self.sharing(spot)
        if shared and self.name_at(spot) is None:
            return shared
        named = self.named(spot)
        return [named] if named is not None else self._apposed(spot) or nominals.meant(self, spot, exclude)

    def _apposed(self, spot: Spot) -> list[int]:
        """The actors whose names stand in apposition: "the minister of X, Name"."""
        token = spot.token
        for part in token.children:
            if part.dep_ != "appos" and not (part.dep_ in ("compound", "nmod") and is_title(token)):
                continue
            if _another_between(token, part):
                continue  # "the minister and the president, Name": the name is the president's
            named = [self.named(spot.at(c)) for c in self._coordinated(spot.at(part))]
            by_name = part.dep_ == "appos"  # "the UN envoy" is not the UN
            kinds = ("person", "organisation", "group") if by_name else ("person",)
            found = [a for a in named if a is not None and self[a].kind in kinds]
            if found:
                return found
            kind = actor_nouns().get(token.lower_)
            if by_name and kind and part.pos_ == "PROPN" and part.i > token.i and self.name_at(spot.at(part)) is None:
                return [self._unseen_name(spot.at(part), kind)]
        return []

    def _unseen_name(self, spot: Spot, kind: str) -> int:
        """The actor of a name that the recogniser passed over: "the biggest party, the Dock Unionists"."""
        first = next((t for t in spot.token.lefts if t.dep_ == "compound"), spot.token)
        doc = spot.segment.doc
        actor = self.add(" ".join(doc.span(first.i, spot.token.i + 1).text.split()), kind)
        self.mention(spot, "name", actor, is_subject(spot.token.head))
        return actor

    def notice(self, spot: Spot) -> None:
        """See whom a subject means that reports no act, so that a pronoun can: "The minister came. He said"."""
        token = spot.token
        if spot.voice is None and actor_nouns().get(token.lower_):
            nominals.noticed(self, spot)


def _another_between(token: Any, part: Any) -> bool:
    return any(c.dep_ == "conj" and token.i < c.i < part.i for c in token.children)
