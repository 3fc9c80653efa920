"""Who told whom: every predicate of a parsed article that reports an act of communication.

Each verb of the lexicon is tried in its frames; the first that its sentence fills counts.  Speaker and addressee come
from grammar, channel and status from the words around, and what the sentence leaves out from the conversation that
the text is in ("Blinken spoke with Yang. ... He also called on Beijing to ..."): in a readout that is the whole text,
elsewhere the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .actors import PRONOUNS, Actors, audiences, conjuncts
from .. import names
from .cues import Cue, candidates, channel_in, child, clause_text, light_verbs, never_speak, outlet_words, speech_nouns, speech_objects, status_words
from .findings import Communication
from .parser import Parsed, Segment
from .times import TimeExpression

PUBLIC, REPORTERS, PARLIAMENT = "the public", "reporters", "parliament"
_ATTRIBUTABLE = re.compile(r"attribut(?:able|ed) to ([^:\n]{3,80}):")
_READOUT = re.compile(r"\b(?:readout|attributable to|Office of the Spokesperson)\b|^[^\n]{0,120}\b(?:Call|Meeting|Conversation)s? with\b")
_ADDRESSING = frozenset("speak talk address respond reply write".split())
_HALLS = frozenset("parliament assembly congress senate council duma knesset bundestag".split())
_PLAIN_SAYING = frozenset("say tell add write tweet post announce report declare claim".split())
_CONTENT_EDGES = frozenset("ccomp acl xcomp prep pobj dobj pcomp attr oprd appos".split())


@dataclass(slots=True)
class Conversation:
    """The meeting, call or talk that the text is telling of."""

    parties: list[int]
    channel: str
    time: int | None
    status: str
    paragraph: int | None  # None: it lasts to the end of the article


@dataclass(slots=True)
class Setting:
    """The audience before which somebody speaks."""

    speakers: list[int]
    addressees: list[int]
    channel: str
    time: int | None
    paragraph: int


@dataclass(slots=True)
class Accepted:
    """An accepted act with the token that reports it, for what is nested in it or quoted by it."""

    communication: Communication
    segment: int
    token: Any
    number: int


class Communications:
    """The communications of one article, in the order of the text; ``run`` fills ``accepted``."""

    def __init__(self, parsed: Parsed, actors: Actors, times: list[TimeExpression]):
        self.parsed, self.actors, self.times = parsed, actors, times
        self.accepted: list[Accepted] = []
        self.by_token: dict[tuple[int, int], Accepted] = {}
        self.conversation: Conversation | None = None
        self.setting: Setting | None = None
        self.paragraph = 0
        self.readout = _READOUT.search(parsed.text) is not None
        self.titled = channel_in(parsed.text[: parsed.title_end], 0) if self.readout else None
        self.attributed = self._attributed()

    def _attributed(self) -> int | None:
        """The spokesperson to whom the whole text is attributable."""
        match = _ATTRIBUTABLE.search(self.parsed.text)
        inside = [m for m in self.actors.mentions if match and match.start(1) <= m.start < match.end(1)]
        return inside[-1].actor if inside else None

    # -- one segment -------------------------------------------------------------------------------------------

    def read(self, number: int, voice: int | None) -> None:
        """Take in the acts that one segment reports; ``voice`` is who speaks it, for quotations and turns."""
        segment = self.parsed.segments[number]
        if segment.spans and segment.spans[0][0] < self.parsed.title_end:
            return
        if self.conversation and self.conversation.paragraph not in (None, segment.paragraph, segment.paragraph - 1):
            self.conversation = None
        self.paragraph = segment.paragraph
        for token in segment.doc:
            if segment.stands_for(token) is not None:
                continue
            if token.lower_ == "according":
                self._according(number, token, voice)
            elif token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass") and not self._part_of_another(number, token):
                self._verb(number, token, voice)
            elif token.pos_ == "NOUN" and token.lemma_.lower() in speech_nouns():
                self._noun(number, token, voice)
        self._drop_vouchers(number)

    def _verb(self, number: int, token: Any, voice: int | None) -> None:
        for cue in candidates(token):
            if self._try(number, cue, voice):
                return

    def _try(self, number: int, cue: Cue, voice: int | None) -> bool:
        token, frame = cue.token, cue.frame
        speakers, subject = self._speakers(number, cue, voice)
        if frame["frame"] == "mutual":
            return self._mutual(number, cue, speakers, subject, voice)
        if not speakers:
            return False
        addressees, told = self._addressees(number, cue, speakers, voice)
        if not self._filled(number, cue, addressees):
            return False
        self._accept(number, cue, speakers, subject, addressees, told, voice)
        return True

    def _part_of_another(self, number: int, token: Any) -> bool:
        """Whether the verb only unfolds an act that another word reports: "spoke with her to convey", "a statement saying"."""
        above = self.by_token.get((number, token.head.i))
        if above is not None and token.dep_ == "xcomp" and token.head.lemma_ in ("decline", "refuse"):
            return True
        infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in token.children)
        if above is not None and token.dep_ in ("advcl", "xcomp") and infinitive and above.communication.act == "CONSULT":
            return True
        if above is not None and token.dep_ in ("advcl", "conj", "xcomp") and token.lower_ in ("saying", "announcing", "stating", "citing"):
            return True
        if token.dep_ in ("acl", "relcl") and token.head.lemma_.lower() in speech_nouns():
            return any((number, t.i) in self.by_token for t in (token.head, token.head.head))
        return token.dep_ == "advcl" and token.tag_ == "VBG" and token.lemma_ in _ADDRESSING and child(token, "nsubj") is None and bool(candidates(token.head))

    # -- speaker -----------------------------------------------------------------------------------------------

    def _speakers(self, number: int, cue: Cue, voice: int | None) -> tuple[list[int], Any]:
        """Who acts, and the token that says so (None where it is inherited from another verb)."""
        token = cue.token
        agent = child(token, "agent")
        passive = child(token, "nsubjpass", "auxpass") is not None or token.dep_ in ("acl", "advcl") and token.tag_ == "VBN" and child(token, "aux") is None
        if passive or agent is not None:
            pobj = child(agent, "pobj") if agent is not None else None
            if cue.frame["frame"] == "mutual" and pobj is None:
                return [], None
            return (self._issuers(number, pobj, voice), pobj) if pobj is not None else ([], None)
        subject = child(token, "nsubj")
        if subject is None and cue.frame["frame"] == "say" and self._quoted(number, token) is not None:
            subject = child(token, "dobj", "attr")  # "added the statement"
        if subject is not None:
            return self._issuers(number, subject, voice) or self._unlisted(number, subject, cue, voice), subject
        return self._inherited(number, token, voice), None

    def _unlisted(self, number: int, subject: Any, cue: Cue, voice: int | None) -> list[int]:
        """A speaker whom no list knows ("the lock-keeper said"): whatever says a clause or a quotation can speak."""
        says = any(c.dep_ == "ccomp" for c in cue.token.children) or self._quoted(number, cue.token) is not None
        word = subject.lower_
        if not says or subject.pos_ != "NOUN" or {word, subject.lemma_.lower()} & never_speak() or cue.frame["frame"] == "mutual":
            return []
        return self.actors._by_description(number, subject, "group" if subject.tag_ == "NNS" else "person", self.actors._countries(number, subject), voice)

    def _inherited(self, number: int, token: Any, voice: int | None, depth: int = 0) -> list[int]:
        head = token.head
        if head == token or depth > 6:
            return []
        if token.dep_ == "acl" or token.dep_ == "relcl":
            owner = child(head, "poss")
            if head.lemma_ in ("plan", "decision", "intention", "effort", "attempt", "proposal", "promise", "bid") and owner is not None:
                return self._issuers(number, owner, voice)
            if head.lemma_.lower() in speech_nouns() or head.lemma_ in ("plan", "decision", "intention", "effort", "attempt", "proposal", "promise", "bid"):
                return self._issuers(number, head, voice) or self._inherited(number, head, voice, depth + 1)
            return self._issuers(number, head, voice) if token.tag_ in ("VBG", "VB", "VBD") and head.pos_ in ("NOUN", "PROPN", "PRON") else []
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp", "dobj", "pobj", "prep", "parataxis", "dep", "acomp", "attr"):
            if token.dep_ == "xcomp" and child(head, "dobj") is not None and head.lemma_ in ("urge", "ask", "tell", "order", "invite", "allow", "encourage", "instruct", "persuade", "press"):
                return self._issuers(number, child(head, "dobj"), voice)
            passive = child(head, "nsubjpass")
            subject = child(head, "nsubj") or (passive if token.dep_ != "conj" or child(token, "auxpass") is None else None)
            if subject is not None and not (token.dep_ == "ccomp" and token.tag_ != "VBG"):
                return self._issuers(number, subject, voice)
            return self._inherited(number, head, voice, depth + 1)
        return []

    def _issuers(self, number: int, token: Any, voice: int | None) -> list[int]:
        """Actors behind a subject: themselves, or whoever issued the statement that "said" it."""
        if token.lemma_.lower() in speech_nouns() or token.lower_ in ("report", "reports", "readout", "text", "document", "alert", "release", "message"):
            for part in token.children:
                if part.dep_ in ("poss", "compound", "nmod", "amod"):
                    found = self._owner(number, part, voice)
                    if found:
                        return found
                if part.dep_ in ("prep", "agent") and part.lower_ in ("of", "by", "from"):
                    pobj = child(part, "pobj")
                    if pobj is not None:
                        return self.actors.resolve(number, pobj, voice=voice)
            last = [a for a in self.accepted if not a.communication.mutual]
            return [last[-1].communication.speaker] if last and token.lemma_ in ("statement", "communique", "letter", "readout", "report", "declaration") else []
        return self.actors.resolve(number, token, voice=voice)

    def _owner(self, number: int, token: Any, voice: int | None) -> list[int]:
        """Whoever stands before "statement": "the foreign ministry statement", "the U.S. statement"."""
        found = self.actors.resolve(number, token, voice=voice)
        if not found:
            code = next((n.country for _, n in [self.actors._at.get((number, token.i), (None, None))] if n is not None and n.country), None)
            return [self.actors.country(code)] if code else []
        return found

    # -- addressee ---------------------------------------------------------------------------------------------

    def _addressees(self, number: int, cue: Cue, speakers: list[int], voice: int | None) -> tuple[list[int], Any]:
        """Who is spoken to, as far as the clause says it, and the token that says so."""
        token, frame = cue.token, cue.frame["frame"]
        told = None
        if frame == "tell":
            told = child(token, "dobj", "dative", "oprd") if child(token, "auxpass") is None else child(token, "nsubjpass")
            if told is None and child(token, "auxpass") is not None and token.dep_ == "conj":
                told = child(token.head, "nsubj", "nsubjpass")  # "told him and was told by him"
            if told is not None and self._each_other(told):
                return [], None
            if told is None and token.dep_ == "acl" and token.tag_ == "VBN":
                told = token.head
            clause = child(token, "ccomp", "xcomp")
            if told is None and clause is not None and token.lemma_ not in ("warn",):
                told = child(clause, "nsubj")  # "asked Turkey to help": the parser may hang the object on the infinitive
                told = told if told is not None and told.i > token.i and clause.tag_ == "VB" else None
        elif frame == "to":
            if cue.link is not None:
                told = child(cue.link, "pobj") if cue.link.dep_ != "dative" or child(cue.link, "pobj") is not None else cue.link
            elif cue.noun is not None:
                told = self._behind(cue, ("to", "with")) or child(token, "dative")
        else:
            told = self._behind(cue, ("to",)) if child(token, "xcomp") is None or cue.noun is not None else self._behind(cue, ("to",))
        if told is None and frame == "say":
            told = child(token, "dative")
        if told is None and frame in ("say", "tell"):
            told = self._addressing(token) or self._opening(token)
        if told is None and cue.frame["channel"] == "letter":
            told = next((child(t, "pobj") for t in token.subtree if t.lower_ == "to" and t.dep_ in ("prep", "dative")), None)
        if told is None:
            return [], None
        if told.dep_ == "relcl" or PRONOUNS.get(told.lower_) in ("y", "n", "r"):
            return [], None
        heard = self._audience(number, told)
        if heard is not None:
            return [heard], told
        return [a for a in self.actors.resolve(number, told, exclude=speakers, voice=voice) if a not in speakers], told

    @staticmethod
    def _addressing(token: Any) -> Any:
        """Whom the act addresses by a participle of its own: "Speaking to reporters, she said"."""
        for clause in token.children:
            if clause.dep_ == "advcl" and clause.lemma_ in _ADDRESSING and clause.tag_ == "VBG":
                to = next((c for c in clause.children if c.dep_ == "prep" and c.lower_ == "to"), None)
                return child(to, "pobj") if to is not None else child(clause, "dobj")
        return None

    @staticmethod
    def _opening(token: Any) -> Any:
        """The other side of what the act took place in: "In a call with her, he urged ...", "in a letter to them"."""
        first = token
        while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
            first = first.head
        for prep in [c for t in dict.fromkeys((token, first)) for c in t.children if c.dep_ == "prep" and c.lower_ in ("in", "during", "at")]:
            noun = child(prep, "pobj")
            if noun is not None and noun.lemma_.lower() in speech_nouns():
                for link in noun.children:
                    if link.dep_ == "prep" and link.lower_ in ("with", "to") and child(link, "pobj") is not None:
                        return child(link, "pobj")
        return None

    def _behind(self, cue: Cue, words: tuple[str, ...]) -> Any:
        for host in (cue.noun, cue.token):
            if host is None:
                continue
            for prep in host.children:
                if prep.dep_ in ("prep", "dative") and prep.lower_ in words and child(prep, "pobj") is not None:
                    return child(prep, "pobj")
        return None

    def _audience(self, number: int, token: Any) -> int | None:
        word = token.lower_
        if word not in audiences() or self.actors._named(number, token) is not None:
            return None
        if any(a.kind == "organisation" and word in a.name.lower().split() for a in self.actors.actors):
            return None
        if any(c.dep_ == "poss" or self.actors._at.get((number, c.i)) is not None for c in token.children if c.dep_ in ("poss", "amod", "compound")):
            return None
        return self.actors.audience(audiences()[word])

    # -- does the frame hold -----------------------------------------------------------------------------------

    def _filled(self, number: int, cue: Cue, addressees: list[int]) -> bool:
        token, needs = cue.token, cue.frame.get("needs", "")
        clause = any(c.dep_ in ("ccomp", "xcomp") and c.i != (cue.link.i if cue.link is not None else -1) for c in token.children)
        quote = self._quoted(number, token) is not None or any(t.is_quote for t in token.subtree)
        thing = child(token, "dobj", "nsubjpass") is not None or token.dep_ == "relcl"
        checks = {
            "content": clause or quote or thing or self._reported_clause(token),
            "clause": clause or quote or self._reported_clause(token),
            "quote": quote,
            "object": thing,
            "object-own": thing and any(c.dep_ in ("poss", "det") for o in token.children if o.dep_ == "dobj" for c in o.children),
            "content-object": clause or token.dep_ == "relcl" or any(
                o.dep_ in ("dobj", "nsubjpass") and (o.lemma_.lower() in speech_objects() or o.lemma_.lower() in speech_nouns()) for o in token.children
            ) or any(c.dep_ == "prep" and c.lower_ == "as" for c in token.children),
            "speech-object": any(o.dep_ == "dobj" and (token.lemma_ not in ("raise", "register", "convey") or o.lemma_.lower() in speech_objects() or token.lemma_ == "raise" and o.lemma_ in ("case",)) for o in token.children),
            "naming": child(token, "auxpass") is None and (quote or any(c.dep_ in ("oprd", "ccomp") for c in token.children) or sum(c.dep_ in ("dobj", "attr") for c in token.children) > 1),
            "speech-infinitive": any(c.dep_ == "xcomp" and c.lemma_ in ("comment", "say", "speak", "answer", "discuss", "talk", "disclose", "confirm", "elaborate", "meet") for c in token.children),
            "addressee": bool(addressees),
            "addressee-object": bool(addressees) and (thing or clause or quote or cue.link is not None and cue.link.lower_ == "to" and token.lemma_ not in ("send", "pass", "hand", "put", "present", "deliver", "offer", "extend", "submit", "share", "transmit")),
            "speaker-object": False,
            "post": quote or clause,
            "callee": bool(addressees) and all(self.actors.actors[a].kind == "person" for a in addressees) and not any(c.dep_ == "ccomp" for c in token.children) and sum(c.dep_ in ("dobj", "attr", "oprd") for c in token.children) == 1,
            "written": clause or quote or thing or any(c.dep_ == "prep" and c.lower_ in ("on", "in", "to", "via") for c in token.children),
            "command": clause or bool(addressees) or thing and child(token, "nsubjpass") is None,
        }  # fmt: skip
        modal = any(c.dep_ == "aux" and c.lower_ in ("may", "might", "could", "can") for c in token.children)
        if modal and cue.frame["frame"] == "say" and not clause:
            return False  # "Russia may add fuel to the fire"
        if child(token, "nsubjpass") is not None and cue.frame["frame"] == "say" and child(token, "agent") is None:
            return False
        return checks.get(needs, True)

    @staticmethod
    def _reported_clause(token: Any) -> bool:
        """Whether the verb interrupts or follows the clause that it reports ("The flights will stop, he said")."""
        return token.dep_ in ("parataxis", "relcl") or any(c.dep_ == "parataxis" for c in token.children)

    def _quoted(self, number: int, token: Any) -> int | None:
        """The quotation in sentences that stands beside the verb."""
        segment = self.parsed.segments[number]
        for t in token.sent:
            stands_for = segment.stands_for(t)
            if stands_for is not None and (t.head.i == token.i or t.head.head.i == token.i or abs(t.i - token.i) < 14):
                return stands_for
        return None

    # -- mutual acts -------------------------------------------------------------------------------------------

    def _mutual(self, number: int, cue: Cue, speakers: list[int], subject: Any, voice: int | None) -> bool:
        token, needs = cue.token, cue.frame.get("needs", "")
        others: list[int] = []
        told = None
        preps = [p for host in (cue.noun, token) if host is not None for p in host.children if p.dep_ in ("prep", "agent")]
        for prep in dict.fromkeys([*preps, *([cue.link] if cue.link is not None else [])]):
            if prep.lower_ in ("with", "between", "among") and child(prep, "pobj") is not None:
                told = child(prep, "pobj")
                others += self.actors.resolve(number, told, exclude=speakers, voice=voice)
        if cue.link is not None and cue.link.lower_ == "with" and not others or needs == "with" and not others:
            return False
        if cue.noun is None and token.lemma_ in ("meet", "host", "receive", "bring", "convene"):
            dobj = child(token, "dobj", "nsubjpass") or (token.head if token.dep_ == "acl" and token.tag_ == "VBN" else None)
            if dobj is not None and not others:
                told, others = dobj, self.actors.resolve(number, dobj, exclude=speakers, voice=voice)
                if token.lemma_ in ("receive", "host") and not all(self.actors.actors[a].kind == "person" for a in others):
                    return False
        others = [a for a in dict.fromkeys(others) if a not in speakers]
        if needs == "joint" and len(speakers) < 2:
            return False
        if not others and len(speakers) == 1 and self.conversation and speakers[0] in self.conversation.parties:
            others = [a for a in self.conversation.parties if a != speakers[0]]
        if not others and len(speakers) < 2 or not (speakers or others):
            return False
        if needs == "person" and not all(self.actors.actors[a].kind == "person" for a in [*speakers, *others]):
            return False
        if not speakers:
            if len(others) < 2:
                return False
            speakers, others = others[:1], others[1:]
        self._accept(number, cue, speakers, subject, others, told, voice, mutual=True)
        return True

    def _noun(self, number: int, token: Any, voice: int | None) -> None:
        """A noun of communication that no light verb carries: "after talks between A and B", "a statement from A"."""
        head = token.head
        if (number, head.i) in self.by_token and head.pos_ in ("VERB", "AUX") and token.dep_ in ("dobj", "nsubj", "nsubjpass"):
            return
        if token.dep_ in ("compound", "nmod", "amod") or any(head.lemma_ in r["verbs"].split() for r in light_verbs().get(token.lemma_.lower(), [])):
            return
        frame = {**speech_nouns()[token.lemma_.lower()], "needs": "", "lemma": token.lemma_}
        owner = child(token, "poss")
        if owner is not None and owner.lower_ in PRONOUNS and head.lower_ == "in" and frame["frame"] != "mutual":
            return  # "in his message, he ..."
        owners = self.actors.resolve(number, owner, voice=voice) if owner is not None else []
        parties: list[int] = []
        told = None
        for prep in token.children:
            pobj = child(prep, "pobj") if prep.dep_ in ("prep", "agent") else None
            if pobj is None:
                continue
            if prep.lower_ in (("with", "between") if frame["frame"] == "mutual" else ("to",)):
                told, parties = pobj, self.actors.resolve(number, pobj, exclude=owners, voice=voice)
            elif prep.lower_ in ("by", "from", "of") and frame["frame"] != "mutual" and not owners:
                owner, owners = pobj, self.actors.resolve(number, pobj, voice=voice)
        if frame["frame"] == "mutual":
            self._nominal_meeting(number, token, frame, owners, owner, parties, told, voice)
        elif owners and (parties or frame["frame"] == "say") and owner is not None:
            if any(a in owners for a in self._sentence_speakers(number, token)):
                return
            self._accept(number, Cue(token, frame), owners, owner, parties, told, voice)

    def _nominal_meeting(self, number: int, token: Any, frame: dict, owners: list[int], owner: Any, parties: list[int], told: Any, voice: int | None) -> None:
        if not parties:
            return
        if len(parties) < 2 and not owners:
            owners = self._inherited_party(number, token, voice)
        owners = [a for a in owners if a not in parties]
        if not owners:
            if len(parties) < 2 or told is None or told.head.lower_ != "between":
                return
            owners, parties = parties[:1], parties[1:]
        self._accept(number, Cue(token, frame), owners, owner, parties, told, voice, mutual=True)

    def _inherited_party(self, number: int, token: Any, voice: int | None) -> list[int]:
        """The other side of "in a call with X": the subject of the clause, or the speaker of "my calls"."""
        verb = token.head
        for _ in range(4):
            if verb.pos_ in ("VERB", "AUX"):
                break
            verb = verb.head
        subject = child(verb, "nsubj")
        return self._issuers(number, subject, voice)[:1] if subject is not None else self._inherited(number, verb, voice)[:1]

    def _sentence_speakers(self, number: int, token: Any) -> list[int]:
        return [a.communication.speaker for a in self.accepted if a.segment == number and token.sent.start <= a.token.i < token.sent.end]

    # -- according to ------------------------------------------------------------------------------------------

    def _according(self, number: int, token: Any, voice: int | None) -> None:
        to = token if token.lower_ == "to" else link_to(token)
        pobj = child(to, "pobj") if to is not None else None
        if pobj is None:
            return
        frame = {"frame": "say", "act": "SAY", "channel": "", "needs": "", "lemma": "according"}
        sources = self._issuers(number, pobj, voice)
        if sources:
            self._accept(number, Cue(token, frame, None, to), sources, pobj, [], None, voice)

    def _drop_vouchers(self, number: int) -> None:
        """"According to her office, she told him": the office vouches for the telling, and is no act of its own."""
        vouching = {id(a.communication) for a in self.accepted if a.segment == number and a.communication.rule == "according-to"}
        for accepted in [a for a in self.accepted if id(a.communication) in vouching]:
            sentence = accepted.token.sent
            if any(
                a.segment == number and a is not accepted and sentence.start <= a.token.i < sentence.end and a.communication.reported_by == accepted.communication.speaker
                for a in self.accepted if a.token is not None
            ):  # fmt: skip
                self.accepted.remove(accepted)

    # -- accepting ---------------------------------------------------------------------------------------------

    def _accept(
        self, number: int, cue: Cue, speakers: list[int], subject: Any, addressees: list[int], told: Any, voice: int | None, mutual: bool = False
    ) -> None:
        segment, token = self.parsed.segments[number], cue.token
        start, end = self._evidence(segment, cue, subject, told)
        talk = self._in_conversation(cue, speakers, addressees)
        if talk:
            addressees = talk
        channel = cue.frame["channel"] or self._channel(number, cue, addressees) or "unspecified"
        if talk and self.conversation and (channel == "unspecified" or not cue.frame["channel"]):
            channel = self.conversation.channel
        deciding = token.head if token.pos_ == "NOUN" and token.dep_ in ("nsubj", "nsubjpass") and token.head.pos_ in ("VERB", "AUX") else token
        if mutual and channel == "unspecified" and self.conversation is None and self.titled:
            channel = self.titled  # the readout's headline tells what it reads out
        status = self._status(deciding, cue.frame)
        time = self._time(number, token)
        if time is None and self.conversation and (talk or mutual and self._same_parties(speakers, addressees)):
            time = self.conversation.time
        if mutual and channel == "unspecified" and self.conversation and self._same_parties(speakers, addressees):
            channel = self.conversation.channel
        if not addressees and not mutual:
            addressees, channel, time = self._in_setting(speakers, channel, time)
        if not addressees and not (mutual and len(speakers) > 1):
            addressees = [self.actors.audience(REPORTERS if channel == "press" else PUBLIC)]
        self._record(number, cue, speakers, addressees, mutual, channel, status, time, start, end, voice)
        position = segment.spans[token.i][0]
        if mutual:
            self.actors.see_pair(position, [*speakers, *addressees])
            if not (self.conversation and self.conversation.paragraph is None and self._same_parties(speakers, addressees)):
                last = None if self.readout and self.conversation is None else segment.paragraph
                if self.conversation is None or self.conversation.paragraph is not None:
                    self.conversation = Conversation([*speakers, *addressees], channel, time, status, last)
        elif cue.frame["act"] == "CONSULT" and channel == "call" and not (self.conversation and self.conversation.paragraph is None):
            self.actors.see_pair(position, [*speakers, *addressees])
            self.conversation = Conversation([*speakers, *addressees], channel, time, status, segment.paragraph)
        elif len(speakers) > 1:
            self.actors.see_pair(position, speakers)
        if not mutual and len(addressees) == 1 and (self._hall(addressees[0]) or channel == "interview"):
            self.setting = Setting(speakers, addressees, channel, time, segment.paragraph)

    def _record(self, number: int, cue: Cue, speakers: list[int], addressees: list[int], mutual: bool, channel: str, status: str, time: int | None, start: int, end: int, voice: int | None) -> None:
        reporter = self._reporter(number, cue.token, voice)
        groups = [(speakers[0], [*speakers[1:], *addressees])] if mutual else [(s, addressees) for s in speakers]
        object_ = child(cue.token, "dobj")
        if len(speakers) > 1 and object_ is not None and self._each_other(object_):
            groups = [(s, [o for o in speakers if o != s]) for s in speakers]  # "have each blamed the other"
        for speaker, others in groups:
            others = [o for o in dict.fromkeys(others) if o != speaker]
            if not others:
                continue
            communication = Communication(
                start, end, speaker, others, mutual, cue.words, cue.frame["act"] or None, channel, status,
                self._rule(cue), reporter if reporter != speaker or voice is not None else None, time,
            )  # fmt: skip
            accepted = Accepted(communication, number, cue.token, len(self.accepted))
            self.accepted.append(accepted)
            self.by_token.setdefault((number, cue.token.i), accepted)

    def _hall(self, actor: int) -> bool:
        """Whether the addressee is an audience that a speaker goes on speaking to: reporters, a parliament, an assembly."""
        who = self.actors.actors[actor]
        return who.kind == "audience" and who.name != PUBLIC or who.kind == "organisation" and bool(_HALLS & set(who.name.lower().split()))

    def _in_setting(self, speakers: list[int], channel: str, time: int | None) -> tuple[list[int], str, int | None]:
        """The audience that the speaker was last told to speak to, while the text stays with it."""
        setting = self.setting
        if setting is None or setting.speakers != speakers or not 0 <= self.paragraph - setting.paragraph <= 1:
            return [], channel, time
        if channel not in ("unspecified", setting.channel):
            return [], channel, time
        return setting.addressees, setting.channel, setting.time if time is None else time

    @staticmethod
    def _rule(cue: Cue) -> str:
        kind = "noun" if cue.token.pos_ == "NOUN" else "light" if cue.noun is not None else "verb"
        return "according-to" if cue.frame["lemma"] == "according" else f"{kind}-{cue.frame['frame']}"

    def _same_parties(self, speakers: list[int], addressees: list[int]) -> bool:
        return bool(self.conversation) and set(speakers) | set(addressees) <= set(self.conversation.parties)

    @staticmethod
    def _each_other(token: Any) -> bool:
        return token.lower_ in ("other", "another") and any(c.lower_ in ("the", "each", "one") for c in token.children) or token.text == "other"

    def _in_conversation(self, cue: Cue, speakers: list[int], addressees: list[int]) -> list[int]:
        """The addressees whom the conversation supplies, or puts in the place of their country."""
        talk = self.conversation
        if talk is None or talk.paragraph not in (None, self.paragraph) or not set(speakers) & set(talk.parties) or cue.frame["lemma"] == "according":
            return []
        if talk.paragraph is not None and cue.token.lemma_ in _PLAIN_SAYING and not addressees:
            return []
        others = [a for a in talk.parties if a not in speakers]
        if not addressees:
            return others
        countries = {self.actors.actors[a].country for a in addressees if self.actors.actors[a].kind == "country"}
        meant = [o for o in others if self.actors.actors[o].country in countries]
        return meant if meant and len(countries) == len(addressees) else []

    def _evidence(self, segment: Segment, cue: Cue, subject: Any, told: Any) -> tuple[int, int]:
        """From the speaker over the cue to the addressee and some words of content, without a quotation in sentences."""
        token = cue.token
        inside = [t for t in (token, cue.noun, cue.link) if t is not None]
        first, last = min(t.i for t in inside), max(t.i for t in inside)
        for part in (subject, told):
            if part is not None and abs(part.i - token.i) < 40:
                edge = [t.i for t in part.subtree if part.i - 18 <= t.i <= part.i + 8 and t.sent == token.sent]
                near = min([i for i in edge if i <= part.i], default=part.i)
                first, last = min(first, near), max(last, part.i)
        last = max(last, min(token.i + 9, token.sent.end - 1))
        while first < token.i and self._stands_between(segment, first, token.i):
            first += 1
        while last > token.i and self._stands_between(segment, token.i, last):
            last -= 1
        while last > token.i and segment.doc[last].is_punct:
            last -= 1
        return segment.span(first, last)

    @staticmethod
    def _stands_between(segment: Segment, first: int, last: int) -> bool:
        return any(segment.stands_for(segment.doc[i]) is not None for i in range(first, last + 1))

    # -- channel, status, date, source -------------------------------------------------------------------------

    def _channel(self, number: int, cue: Cue, addressees: list[int]) -> str | None:
        heard = [self.actors.actors[a] for a in addressees]
        if any(a.name == REPORTERS for a in heard):
            return "press"
        if any(a.name == PARLIAMENT for a in heard):
            return "speech"
        if cue.frame["frame"] != "mutual" and heard and all(a.kind == "organisation" and outlet_words() & set(names.words(a.name)) for a in heard):
            return "interview"
        return channel_in(*clause_text(self.parsed.segments[number], cue.token))

    @staticmethod
    def _status(token: Any, frame: dict[str, str]) -> str:
        if frame.get("needs") == "speech-infinitive":
            return "negated"
        if any(c.dep_ == "neg" for c in token.children):
            return "negated"
        verb = token
        for _ in range(4):
            for aux in verb.children:
                if aux.dep_ == "aux" and aux.lower_ in ("will", "'ll", "’ll", "shall", "would", "may", "might", "could", "should", "must", "can"):
                    return status_words()[aux.lower_.replace("’", "'")]
            infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
            head = verb.head
            if head == verb or verb.dep_ not in ("xcomp", "acl", "ccomp", "conj", "pcomp", "advcl", "attr"):
                break
            if verb.dep_ == "conj":
                verb = head
                continue
            if verb.dep_ == "advcl" and not infinitive:
                break
            if infinitive or verb.tag_ == "VBG" or status_words().get(head.lemma_) == "denied":
                status = status_words().get(head.lemma_.lower())
                if status == "denied" or status and infinitive:
                    return status
                if infinitive and head.lemma_ == "be":
                    return "planned"
                verb = head
                continue
            break
        return "happened"

    def _time(self, number: int, token: Any) -> int | None:
        """The time expression that dates the act: one that hangs on its verb, or opens its sentence."""
        segment = self.parsed.segments[number]
        start, end = segment.spans[token.sent.start][0], segment.spans[token.sent.end - 1][1]
        best: tuple[int, int] | None = None
        for index, time in enumerate(self.times):
            if time.end <= start or time.start >= end or time.kind not in ("DATE", "TIME"):
                continue
            head = next((t for t in token.sent if segment.spans[t.i][0] >= time.start and segment.stands_for(t) is None), None)
            if head is None:
                continue
            distance = self._attached(head, token)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, index)
        return best[1] if best else None

    @staticmethod
    def _attached(time: Any, token: Any) -> int | None:
        """How far the verb is above the time, None where another verb is nearer."""
        above, steps = time, 0
        while above.head != above and steps < 8:
            if above.i == token.i:
                return steps
            if above.pos_ == "VERB" and above.i != token.i:
                chained = token.dep_ in ("xcomp", "ccomp", "conj") and token.head.i == above.i
                if chained and (token.dep_ == "xcomp" or time.i < above.i and time.i < token.i and token.dep_ == "conj"):
                    return steps + 1
                return None
            above, steps = above.head, steps + 1
        return steps if above.i == token.i else None

    def _reporter(self, number: int, token: Any, voice: int | None) -> int | None:
        """Who says that it took place: the act that tells of it, "according to", the voice, the spokesperson of it all."""
        below, head, content = token, token.head, False
        while head != below:
            content = content or below.dep_ in ("ccomp",) or below.dep_ in _CONTENT_EDGES and below.dep_ not in ("xcomp",)
            if below.dep_ in ("relcl", "advcl"):
                break
            above = self.by_token.get((number, head.i))
            if above is not None and content and below.dep_ not in ("conj", "relcl", "advcl"):
                return above.communication.speaker
            below, head = head, head.head
        for t in token.sent:
            accepted = self.by_token.get((number, t.i))
            if t.lower_ == "according" and accepted is not None and accepted.token.i != token.i:
                return accepted.communication.speaker
        if voice is not None:
            return voice
        return self.attributed


def link_to(token: Any) -> Any:
    """The "to" of "according to"."""
    return next((c for c in token.children if c.lower_ == "to"), None)


def plural_subject(token: Any) -> bool:
    return token is not None and len(conjuncts(token)) > 1
