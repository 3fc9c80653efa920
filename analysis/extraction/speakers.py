"""Who acts: the subject of the verb, the agent of the passive, the issuer of the statement, the owner of the plan."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .cues import Cue, behind, reports_quotation
from .descriptions import described
from .grammar import child, has_child, is_finite_sister
from .ledger import Ledger
from .spot import Spot
from .titles import is_title
from .words import may_speak, speech_nouns

_DEEP = 6  # verbs between one and the subject that it shares
_SHARING = ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dobj", "pobj", "prep", "parataxis", "dep", "acomp", "attr")


class Speakers:
    """Finds who acts, by the actors and the acts of one article read so far."""

    def __init__(self, actors: Actors, ledger: Ledger):
        self.actors, self.ledger = actors, ledger

    def of(self, cue: Cue) -> tuple[list[int], Any]:
        """Who acts, and the token that says so (None where it is inherited from another verb)."""
        token, frame = cue.token, cue.frame["frame"]
        if frame == "from":
            source = behind(cue, "from")
            return (self.issuers(cue.spot.at(source)), source) if source is not None else ([], None)
        agent = child(token, "agent") if not has_child(token, "nsubj") else None  # "they spoke by phone"
        if agent is not None or _is_passive(token):
            pobj = child(agent, "pobj") if agent is not None else None
            return (self.issuers(cue.spot.at(pobj)), pobj) if pobj is not None else ([], None)
        subject = _subject(token)
        if subject is None and frame == "say" and reports_quotation(cue.spot):
            subject = child(token, "dobj", "attr")  # "added the statement"
        if subject is None:
            return self.inherited(cue.spot) or self._in_front(cue.spot), None
        subject = self.behind_opening(cue.spot, subject)
        return self.issuers(cue.spot.at(subject)) or self._unlisted(cue, subject), subject

    def _in_front(self, spot: Spot) -> list[int]:
        """The name right before a finite verb in which the parser saw no subject: "..., the minister, Name, met"."""
        token, i = spot.token, spot.token.i - 1
        if token.dep_ != "ROOT" or token.tag_ not in ("VBD", "VBZ"):
            return []
        i -= i > 0 and spot.segment.doc[i].text == ","
        name = self.actors.name_at(spot.at(spot.segment.doc[i])) if i >= token.sent.start else None
        return [name.actor] if name is not None and name.kind == "person" and name.actor is not None else []

    def behind_opening(self, spot: Spot, subject: Any) -> Any:
        """The subject where the parser took the end of the opening for it: "In talks with the king, Name, she said"."""
        name, behind = self.actors.name_at(spot.at(subject)), child(subject, "appos")
        if name is None or behind is None or behind.i > spot.token.i or name.begins >= subject.left_edge.i:
            return subject
        return behind

    def _unlisted(self, cue: Cue, subject: Any) -> list[int]:
        """A speaker whom no list knows ("the lock-keeper said"): whatever says a clause or a quotation can speak."""
        says = has_child(cue.token, "ccomp") or reports_quotation(cue.spot)
        if not says or subject.pos_ not in ("NOUN", "PROPN") or cue.frame["frame"] == "mutual":
            return []
        if subject.pos_ == "PROPN":
            return self.unknown_name(cue.spot.at(subject))
        if not may_speak(subject):
            return []
        spot = cue.spot.at(subject)
        return described(self.actors, spot, "group" if subject.tag_ == "NNS" else "person", self.actors.countries(spot))

    def unknown_name(self, spot: Spot) -> list[int]:
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
        quoting = _quoting(token)
        if quoting is not None:  # "quoted him as saying", "was quoted as saying"
            quoted = child(quoting, "nsubjpass") or child(quoting, "dobj")
            return self.issuers(spot.at(quoted)) if quoted is not None else self.inherited(spot.at(quoting), depth + 1)
        if is_finite_sister(token):
            finite = child(head.head, "nsubj")
            return self.issuers(spot.at(finite)) if finite is not None else []
        if token.dep_ == "xcomp" and head.lemma_ in word_list("directing") and has_child(head, "dobj"):
            return self.issuers(spot.at(child(head, "dobj")))
        if token.dep_ == "pcomp" and head.lower_ == "for" and has_child(head.head, "dobj"):
            return self.issuers(spot.at(child(head.head, "dobj")))  # "thanked her for hosting him"
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

    def quoter(self, spot: Spot) -> int | None:
        """Whoever quotes the speaker ("KCNA quoted him as saying", "was quoted by KCNA as saying")."""
        quoting = _quoting(spot.token)
        if quoting is None:
            return None
        by = child(quoting, "agent")
        source = child(by, "pobj") if by is not None else child(quoting, "nsubj")
        found = self.issuers(spot.at(source)) if source is not None else []
        return found[0] if found else None

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
            by = child(part, "agent") if part.dep_ == "acl" else part  # "a statement issued by"
            if by is not None and by.lower_ in ("of", "by", "from") and has_child(by, "pobj"):
                return self.actors.resolve(spot.at(child(by, "pobj")))
        told_of = token.tag_ == "NN" or has_child(token, "det")  # "according to reports" is nobody's report
        return self.ledger.last_speaker() if told_of and token.lemma_ in word_list("earlier_document") else []

    def _issuer_before(self, spot: Spot) -> list[int]:
        """Whoever stands before "statement": "the foreign ministry statement", "the U.S. statement"."""
        found = self.actors.resolve(spot)
        name = self.actors.name_at(spot)
        if not found and name is not None and name.country:
            return [self.actors.country(name.country)]
        return found


def _quoting(token: Any) -> Any:
    """The verb that quotes somebody "as saying"."""
    above = token.head.head if token.dep_ == "pcomp" and token.head.lower_ == "as" else None
    return above if above is not None and above.lemma_ in word_list("quoting") else None


def _subject(token: Any) -> Any:
    """The subject of the verb; of "Presidents A and B met" the names, where the parser takes both for one."""
    subjects = [c for c in token.children if c.dep_ == "nsubj"]
    return subjects[-1] if len(subjects) > 1 and is_title(subjects[0]) else next(iter(subjects), None)


def _is_passive(token: Any) -> bool:
    if has_child(token, "nsubjpass", "auxpass"):
        return True
    return token.dep_ in ("acl", "advcl") and token.tag_ == "VBN" and not has_child(token, "aux")
