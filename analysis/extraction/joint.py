"""Acts of several together: meetings, calls and talks, told by a verb ("met with", "spoke by phone") or by a noun."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .cues import Cue, light_verbs
from .grammar import child, has_child, has_word, is_subject, is_verb
from .ledger import Ledger, Sides
from .scene import Scene
from .speakers import Speakers
from .spot import Spot
from .words import Frame, pronouns, speech_nouns

_ANSWER: Frame = {"frame": "say", "act": "SAY", "channel": ""}


class Joint:
    """Finds the sides of joint acts and of nouns of communication, by what was read so far of one article."""

    def __init__(self, actors: Actors, ledger: Ledger, speakers: Speakers, scene: Scene):
        self.actors, self.ledger, self.speakers, self.scene = actors, ledger, speakers, scene

    # -- verbs -------------------------------------------------------------------------------------------------

    def sides(self, cue: Cue, speakers: list[int], subject: Any) -> Sides | None:
        """The sides of a joint act that a verb reports; None where it has only one."""
        needs = cue.frame["needs"]
        others, told = self._with(cue, speakers)
        if not others and (needs == "with" or cue.link is not None and cue.link.lower_ == "with"):
            return None
        if not others and cue.noun is None and cue.token.lemma_ in word_list("hosting"):
            met = _met(cue.token)
            if met is not None:
                told, others = met, self.actors.resolve(cue.spot.at(met), exclude=speakers)
                things = cue.token.lemma_ in word_list("receiving") and not self.actors.all_persons(others)
                if not others or things:
                    return None  # "met the challenge", "received weapons"
        others = [a for a in dict.fromkeys(others) if a not in speakers]
        if needs == "joint" and (len(speakers) < 2 or has_word(cue.token, "to", "of")):
            return None  # "she and he spoke to reporters"
        if not others and len(speakers) == 1:
            others = self.scene.partners_of(speakers[0])
        if needs == "person" and not self.actors.all_persons([*speakers, *others]):
            return None
        if not speakers:
            speakers, others = others[:1], others[1:]
        return Sides(speakers, subject, others, told, mutual=True) if len(speakers) + len(others) > 1 else None

    def _with(self, cue: Cue, speakers: list[int]) -> tuple[list[int], Any]:
        """Those behind "with", "between" and "among", and the last token that says so."""
        hosts = [host for host in (cue.noun, cue.token) if host is not None]
        preps = [p for host in hosts for p in host.children if p.dep_ in ("prep", "agent")]
        others: list[int] = []
        told = None
        for prep in dict.fromkeys([*preps, *([cue.link] if cue.link is not None else [])]):
            if prep.lower_ in _linking(cue, prep) and has_child(prep, "pobj"):
                told = child(prep, "pobj")
                others += self.actors.resolve(cue.spot.at(told), exclude=speakers)
        return others, told

    def unpaired(self, cue: Cue, sides: Sides) -> list[list[int]]:
        """Parties of a joint act who do not face each other: met one by one, or of one country at the same side."""
        if not sides.mutual:
            return []
        if any(c.lower_ in word_list("separately") for t in cue.tokens for c in t.children):
            return [list(two) for two in combinations(sides.addressees, 2)]
        countries = {a: self.actors[a].country for a in sides.everybody}
        between = sides.told is not None and sides.told.head.lower_ == "between"
        brokered = between or cue.link is not None and cue.link.lower_ == "together"
        if brokered or len(set(countries.values())) < 2:
            return []
        return [[a, b] for a, b in combinations(countries, 2) if countries[a] and countries[a] == countries[b]]

    # -- nouns -------------------------------------------------------------------------------------------------

    def noun(self, spot: Spot) -> tuple[Cue, Sides] | None:
        """A noun of communication that no verb carries: "after talks between A and B", "a statement from A"."""
        token = spot.token
        named = _frame(token)
        if named is None or self._carried(spot, named):
            return None
        frame = {**named, "needs": "", "lemma": token.lemma_}
        mutual = frame["frame"] == "mutual"
        owner = child(token, "poss")
        if owner is not None and owner.lower_ in pronouns() and token.head.lower_ == "in" and not mutual:
            return None  # "in his message, he ..."
        owners = self.actors.resolve(spot.at(owner)) if owner is not None else []
        parties: list[int] = []
        told = None
        for prep in token.children:
            pobj = child(prep, "pobj") if prep.dep_ in ("prep", "agent") else None
            if pobj is None:
                continue
            if prep.lower_ in (("with", "between") if mutual else ("to",)):
                told, parties = pobj, self.actors.resolve(spot.at(pobj), exclude=owners)
            elif prep.lower_ in ("by", "from", "of") and not mutual and not owners:
                owner, owners = pobj, self.actors.resolve(spot.at(pobj))
        said = Sides(owners, owner, parties, told, mutual)
        sides = self._meeting(spot, said) if mutual else self._utterance(spot, said, frame["frame"] == "say")
        return (Cue(spot, frame), sides) if sides is not None else None

    def _carried(self, spot: Spot, frame: Frame) -> bool:
        """Whether the verb above already reports what the noun names."""
        token, head = spot.token, spot.token.head
        above = self.ledger.at(spot.segment, head) if is_verb(head) else None
        if token.dep_ in ("dobj", "nsubj", "nsubjpass") and above is not None:
            return (
                above.communication.mutual or frame["frame"] != "mutual"
            )  # "urged talks between them" tells of two acts
        if head.dep_ == "prep" and self.ledger.at(spot.segment, head.head) and head.head.lemma_ in word_list("joining"):
            return True
        light = token.dep_ not in ("nsubj", "conj") and any(
            head.lemma_ in row["verbs"].split() for row in light_verbs().get(token.lemma_.lower(), [])
        )
        return light or token.dep_ in ("compound", "nmod", "amod")

    def _utterance(self, spot: Spot, named: Sides, may_be_public: bool) -> Sides | None:
        """A statement or letter, unless its sentence has told already of its owner's act."""
        if not named.speakers or not (named.addressees or may_be_public):
            return None
        told_of = [a.communication.speaker for a in self.ledger.of_sentence(spot.segment, spot.token)]
        return None if set(told_of) & set(named.speakers) else named

    def _meeting(self, spot: Spot, named: Sides) -> Sides | None:
        """The sides of a call or of talks: between two, or of the owner and the others."""
        owners, parties = named.speakers, named.addressees
        if parties and not owners and (len(parties) == 1 or named.told.head.lower_ == "with"):
            owners = self._other_side(spot)
        owners = [a for a in owners if a not in parties]
        if not owners and not parties and _takes_place(spot.token) and self.scene.talk is not None:
            owners, parties = self.scene.talk.parties[:1], self.scene.talk.parties[1:]
        if not owners:
            if len(parties) < 2 or named.told.head.lower_ != "between":
                return None
            owners, parties = parties[:1], parties[1:]
        return Sides(owners, named.subject, parties, named.told, mutual=True) if parties else None

    def _other_side(self, spot: Spot) -> list[int]:
        """The other side of "in a call with X": the subject of the clause, or the speaker of "my calls"."""
        verb = spot.token.head
        for _ in range(4):
            if is_verb(verb):
                break
            verb = verb.head
        subject = child(verb, "nsubj")
        if subject is not None:
            subject = self.speakers.behind_opening(spot.at(verb), subject)
        found = (
            self.speakers.issuers(spot.at(subject)) if subject is not None else self.speakers.inherited(spot.at(verb))
        )
        return found[:1]


def _frame(noun: Any) -> Frame | None:
    """The frame of a noun of communication; what is waited for is one where there is none ("no word from her")."""
    lemma = noun.lemma_.lower()
    if lemma in speech_nouns():
        return speech_nouns()[lemma]
    return _ANSWER if lemma in word_list("answering") and has_word(noun, "no") else None


def _takes_place(noun: Any) -> bool:
    """Whether the noun is a talk of which it is told that it was held or not ("the call has not happened")."""
    definite = any(c.dep_ == "det" and c.lower_ in ("the", "that", "this") for c in noun.children)
    return definite and is_subject(noun) and noun.head.lemma_ in word_list("taking_place")


def _linking(cue: Cue, prep: Any) -> tuple[str, ...]:
    """The prepositions before the other parties: "convened a meeting of", "received a call from"."""
    if cue.noun is not None and cue.token.lemma_ in word_list("holding") and prep.head.i == cue.noun.i:
        return ("with", "between", "among", "of")
    received = cue.noun is not None and cue.token.lemma_ in ("receive", "get", "take")
    return ("with", "between", "among", "from") if received else ("with", "between", "among")


def _met(token: Any) -> Any:
    """Whom a verb of meeting has for its object, also in the passive."""
    met = child(token, "dobj", "nsubjpass")
    return token.head if met is None and token.dep_ == "acl" and token.tag_ == "VBN" else met
