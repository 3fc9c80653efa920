"""Who acts: the subject of the verb, the agent of the passive, the issuer of the statement, the owner of the plan."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .cues import Cue, reports_quotation
from .descriptions import described
from .grammar import child, has_child
from .ledger import Ledger
from .spot import Spot
from .words import never_speak, speech_nouns

_DEEP = 6  # verbs between one and the subject that it shares
_SHARING = ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dobj", "pobj", "prep", "parataxis", "dep", "acomp", "attr")


class Speakers:
    """Finds who acts, by the actors and the acts of one article read so far."""

    def __init__(self, actors: Actors, ledger: Ledger):
        self.actors, self.ledger = actors, ledger

    def of(self, cue: Cue) -> tuple[list[int], Any]:
        """Who acts, and the token that says so (None where it is inherited from another verb)."""
        token, frame = cue.token, cue.frame["frame"]
        agent = child(token, "agent")
        if agent is not None or _is_passive(token):
            pobj = child(agent, "pobj") if agent is not None else None
            return (self.issuers(cue.spot.at(pobj)), pobj) if pobj is not None else ([], None)
        subject = child(token, "nsubj")
        if subject is None and frame == "say" and reports_quotation(cue.spot):
            subject = child(token, "dobj", "attr")  # "added the statement"
        if subject is None:
            return self.inherited(cue.spot), None
        return self.issuers(cue.spot.at(subject)) or self._unlisted(cue, subject), subject

    def _unlisted(self, cue: Cue, subject: Any) -> list[int]:
        """A speaker whom no list knows ("the lock-keeper said"): whatever says a clause or a quotation can speak."""
        says = has_child(cue.token, "ccomp") or reports_quotation(cue.spot)
        if not says or subject.pos_ not in ("NOUN", "PROPN") or cue.frame["frame"] == "mutual":
            return []
        if subject.pos_ == "PROPN":
            return self._unknown_name(cue.spot.at(subject))
        if {subject.lower_, subject.lemma_.lower()} & never_speak():
            return []
        spot = cue.spot.at(subject)
        return described(self.actors, spot, "group" if subject.tag_ == "NNS" else "person", self.actors.countries(spot))

    def _unknown_name(self, spot: Spot) -> list[int]:
        """Somebody whose name the recogniser passed over."""
        parts = [t for t in spot.token.lefts if t.dep_ == "compound" and t.pos_ == "PROPN"]
        if not spot.token.text[:1].isupper() or self.actors.name_at(spot) is not None:
            return []
        actor = self.actors.named_anew(" ".join(t.text for t in (*parts, spot.token)))
        self.actors.mention(spot, "name", actor, True)
        return [actor]

    def inherited(self, spot: Spot, depth: int = 0) -> list[int]:
        """Whoever acts in the verb or noun that the verb hangs on."""
        token, head = spot.token, spot.token.head
        if head == token or depth > _DEEP:
            return []
        if token.dep_ in ("acl", "relcl"):
            return self._owner_of_clause(spot, depth)
        if token.dep_ not in _SHARING:
            return []
        if token.dep_ == "conj" and token.tag_ in ("VBD", "VBZ") and head.tag_ == "VB":
            finite = child(head.head, "nsubj")  # "urged her to wait and thanked him": thanked goes with urged
            return self.issuers(spot.at(finite)) if finite is not None else []
        if token.dep_ == "xcomp" and head.lemma_ in word_list("directing") and has_child(head, "dobj"):
            return self.issuers(spot.at(child(head, "dobj")))
        subject = child(head, "nsubj")
        if subject is None and (token.dep_ != "conj" or not has_child(token, "auxpass")):
            subject = child(head, "nsubjpass")
        if subject is not None and (token.dep_ != "ccomp" or token.tag_ == "VBG"):
            return self.issuers(spot.at(subject))
        return self.inherited(spot.at(head), depth + 1)

    def _owner_of_clause(self, spot: Spot, depth: int) -> list[int]:
        """Who acts in a clause that hangs on a noun: "a statement condemning", "Russia's plan to ask"."""
        token, head = spot.token, spot.token.head
        intention, owner = head.lemma_ in word_list("intention"), child(head, "poss")
        if intention and owner is not None:
            return self.issuers(spot.at(owner))
        if intention or head.lemma_.lower() in speech_nouns():
            return self.issuers(spot.at(head)) or self.inherited(spot.at(head), depth + 1)
        acts = token.tag_ in ("VBG", "VB", "VBD") and head.pos_ in ("NOUN", "PROPN", "PRON")
        return self.issuers(spot.at(head)) if acts else []

    def issuers(self, spot: Spot) -> list[int]:
        """Actors behind a subject: themselves, or whoever issued the statement that "said" it."""
        token = spot.token
        if token.lemma_.lower() not in speech_nouns() and token.lower_ not in word_list("document"):
            return self.actors.resolve(spot)
        for part in token.children:
            if part.dep_ in ("poss", "compound", "nmod", "amod"):
                found = self._issuer_before(spot.at(part))
                if found:
                    return found
            if part.dep_ in ("prep", "agent") and part.lower_ in ("of", "by", "from") and has_child(part, "pobj"):
                return self.actors.resolve(spot.at(child(part, "pobj")))
        return self.ledger.last_speaker() if token.lemma_ in word_list("earlier_document") else []

    def _issuer_before(self, spot: Spot) -> list[int]:
        """Whoever stands before "statement": "the foreign ministry statement", "the U.S. statement"."""
        found = self.actors.resolve(spot)
        name = self.actors.name_at(spot)
        if not found and name is not None and name.country:
            return [self.actors.country(name.country)]
        return found


def _is_passive(token: Any) -> bool:
    if has_child(token, "nsubjpass", "auxpass"):
        return True
    return token.dep_ in ("acl", "advcl") and token.tag_ == "VBN" and not has_child(token, "aux")
