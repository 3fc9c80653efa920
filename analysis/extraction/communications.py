"""Who told whom: every predicate of a parsed article that reports an act of communication.

Each verb of the lexicon is tried in its frames; the first that its sentence fills counts.  Speaker and addressee come
from grammar, channel and status from the words around, and what the sentence leaves out from the scene that the text
is in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from .. import names
from ..lexicon import word_list
from .act_dates import dating
from .actors import Actors
from .acts import act_of
from .addressees import addressees
from .cues import Cue, candidates, channel_in, clause_text, own_channel
from .entries import Entries
from .evidence import evidence
from .findings import Communication
from .frames import is_filled
from .grammar import (
    child,
    each_other,
    has_child,
    has_word,
    is_content,
    is_finite_sister,
    is_infinitive,
    is_subject,
    is_verb,
)
from .headlines import COLON, beside_colon
from .joint import Joint
from .ledger import Accepted, Ledger, Sides
from .parser import Parsed, Problem
from .places import place_of_act
from .scene import PARLIAMENT, PUBLIC, REPORTERS, UNSPECIFIED, Circumstances, Scene
from .speakers import Speakers
from .spot import Spot
from .status import status_of
from .ways import rule_name
from .words import outlet_words, speech_nouns

_ATTRIBUTABLE = re.compile(r"attribut(?:able|ed) to ([^:\n]{3,80}):")
_MOST_PARTIES = 40  # on a side of one act
_CONTENT = ("ccomp", "acl", "pobj", "dobj", "pcomp", "attr", "oprd", "appos", "xcomp")


class Communications:
    """The communications of one article; ``read`` takes in a segment, ``ledger`` holds what was found."""

    def __init__(self, parsed: Parsed, actors: Actors, entries: Entries):
        self.parsed, self.actors, self.entries = parsed, actors, entries
        self.ledger = Ledger()
        self.problems: list[Problem] = []
        self.speakers = Speakers(actors, self.ledger)
        self.scene = Scene(parsed, actors, entries)
        self.joint = Joint(actors, self.ledger, self.speakers, self.scene)
        self.attributed = self._attributed()

    def _attributed(self) -> int | None:
        """The spokesperson to whom the whole text is attributable."""
        match = _ATTRIBUTABLE.search(self.parsed.text)
        inside = [m for m in self.actors.mentions if match and match.start(1) <= m.start < match.end(1)]
        return inside[-1].actor if inside else None

    # -- finding -----------------------------------------------------------------------------------------------

    def read(self, number: int, voice: int | None) -> None:
        """Take in the acts that one segment reports; ``voice`` is who speaks it, for quotations and turns."""
        segment = self.parsed.segments[number]
        own = [token for token, stands_for in zip(segment.doc, segment.stand_ins, strict=True) if stands_for is None]
        if segment.spans and segment.spans[0][0] < self.parsed.title_end:
            self._headline([Spot(segment, token, voice) for token in own])
            return
        self.scene.enter(segment)
        for token in own:  # who vouches for an act may stand behind it
            if token.lower_ == "according":
                self._according(Spot(segment, token, voice))
        for token in own:
            if is_subject(token):
                self.actors.notice(Spot(segment, token, voice))
            if is_verb(token) and token.dep_ not in ("aux", "auxpass"):
                spot = Spot(segment, token, voice)
                if not self._unfolds_another(spot):
                    self._verb(spot)
            elif token.pos_ == "NOUN":
                found = self.joint.noun(Spot(segment, token, voice))
                if found is not None:
                    self._accept(*found)
        for accepted in self.ledger.of_segment(segment):
            act = accepted.communication
            reporter = self._reporter(Spot(segment, accepted.token, voice))
            act.reported_by = None if reporter == act.speaker and reporter == self.attributed else reporter
        self.ledger.drop_vouchers(segment)

    def _headline(self, spots: list[Spot]) -> None:
        """Take in what a headline reports: its main verbs, and whoever stands before or behind its colon."""
        for spot in spots:
            if is_verb(spot.token) and spot.token.tag_ in ("VBZ", "VBP", "VBD") and spot.token.dep_ in ("ROOT", "conj"):
                self._verb(spot)
        if not spots or spots[0].segment.quotation is not None or self.ledger.of_segment(spots[0].segment):
            return  # its verbs tell it already, or this is the quotation beside the colon
        speaker = beside_colon(self.parsed, self.actors)
        if speaker is not None:
            public = self.actors.audience(PUBLIC)
            said = (0, self.parsed.title_end, speaker, [public], False, ":", "SAY", UNSPECIFIED, "happened", COLON)
            self.ledger.add_turn(Communication(*said))

    def _verb(self, spot: Spot) -> None:
        for cue in () if _performs(spot) else candidates(spot):
            if self._try(cue):
                return

    def _try(self, cue: Cue) -> bool:
        """Accept the act if the sentence fills the frame; whether it did."""
        speakers, subject = self.speakers.of(cue)
        if cue.frame["frame"] == "mutual":
            sides = self.joint.sides(cue, speakers, subject)
        else:
            sides = self._spoken(cue, speakers, subject) if speakers else None
        if sides is not None:
            self._accept(cue, sides)
        return sides is not None

    def _spoken(self, cue: Cue, speakers: list[int], subject: Any) -> Sides | None:
        heard, told = addressees(self.actors, cue, speakers)
        if not is_filled(cue, bool(heard), self.actors.all_persons(heard)):
            return None
        return Sides(speakers, subject, heard, told)

    def _according(self, spot: Spot) -> None:
        """Take in "according to somebody"."""
        to = next((c for c in spot.token.children if c.lower_ == "to"), None)
        pobj = child(to, "pobj") if to is not None else None
        sources = self.speakers.issuers(spot.at(pobj)) if pobj is not None else []
        if sources:
            frame = {"frame": "say", "act": "SAY", "channel": "", "needs": "", "lemma": "according"}
            self._accept(Cue(spot, frame, None, to), Sides(sources, pobj, [], None))

    def _unfolds_another(self, spot: Spot) -> bool:
        """Whether the verb only unfolds an act that another word reports: "spoke with her to convey"."""
        token = spot.token
        above = self.ledger.at(spot.segment, token.head)
        if above is not None:
            if token.dep_ == "xcomp" and token.head.lemma_ in word_list("refusing"):
                return True
            if token.dep_ in ("advcl", "xcomp") and is_infinitive(token) and above.root == "CONSULT":
                return True
            if token.dep_ in ("advcl", "conj", "xcomp") and token.lower_ in word_list("unfolding"):
                return True
        if token.dep_ in ("acl", "relcl") and token.head.lemma_.lower() in speech_nouns():
            return any(self.ledger.at(spot.segment, t) for t in (token.head, token.head.head))
        opening = token.lemma_ in word_list("addressing") or token.lower_ in word_list("unfolding")
        participle = token.dep_ == "advcl" and token.tag_ == "VBG" and opening
        return participle and not has_child(token, "nsubj") and bool(candidates(spot.at(token.head)))

    # -- accepting ---------------------------------------------------------------------------------------------

    def _accept(self, cue: Cue, sides: Sides) -> None:
        """Complete the act from the scene, note it, and let the scene go on from it."""
        time = dating(cue.spot, self.entries.times, self.entries.stamps)
        span = evidence(cue, sides, None if time is None else self.entries.times[time])
        told_sides = sides
        within = self.scene.within_talk(cue, sides, time)
        sides = self._within_reason(within or sides, span)
        channel = own_channel(cue) or cue.frame["channel"] or self._channel(cue, sides.addressees) or UNSPECIFIED
        told = Circumstances(channel, time, place_of_act(cue, told_sides, self.actors))
        sides, how = self.scene.supply(cue, sides, told, within is not None)
        status = status_of(cue.token, cue.frame)
        self._record(cue, sides, how, span, status, rule_name(self.actors, cue, told_sides, sides))
        if cue.token.dep_ != "pcomp" or cue.token.head.lower_ != "for":  # "thanked her for hosting him": another day
            self.scene.advance(cue, sides, how, status)

    def _within_reason(self, sides: Sides, span: tuple[int, int]) -> Sides:
        """The sides with no more parties than a reader would look through: each faces each, and has a row for it."""
        if max(len(sides.speakers), len(sides.addressees)) <= _MOST_PARTIES:
            return sides
        self.problems.append(
            {
                "location": f"characters {span[0]} to {span[1]}",
                "severity": "warning",
                "message": f"an act of {len(sides.everybody)} parties: the first {_MOST_PARTIES} of a side were kept",
                "remedy": "see whether the sentence is a list of names",
            }
        )
        few = sides.speakers[:_MOST_PARTIES], sides.addressees[:_MOST_PARTIES]
        return replace(sides, speakers=few[0], addressees=few[1])

    def _record(
        self, cue: Cue, sides: Sides, how: Circumstances, span: tuple[int, int], status: str, rule: str
    ) -> None:
        """One communication a speaker, one for all parties of a joint act."""
        act = act_of(cue, self.ledger)
        for speaker, others in _groups(cue, sides):
            others = [o for o in dict.fromkeys(others) if o != speaker]
            if others:
                communication = Communication(
                    start=span[0],
                    end=span[1],
                    speaker=speaker,
                    addressees=others,
                    mutual=sides.mutual,
                    unpaired=self.joint.unpaired(cue, sides),
                    cue=cue.words,
                    act=act,
                    channel=how.channel,
                    status=status,
                    rule=rule,
                    time=how.time,
                    place=None if how.channel == "call" else how.place,
                )
                self.ledger.add(communication, cue.spot, cue.frame["act"], sides.subject)

    def _channel(self, cue: Cue, heard: list[int]) -> str | None:
        """The channel that the audience or the words of the clause tell."""
        audiences = [self.actors[a].name for a in heard]
        if REPORTERS in audiences:
            return "press"
        if PARLIAMENT in audiences:
            return "speech"
        if cue.frame["frame"] != "mutual" and heard and all(self._is_outlet(a) for a in heard):
            return "interview"
        return channel_in(*clause_text(cue.token))

    def _is_outlet(self, actor: int) -> bool:
        who = self.actors[actor]
        return who.kind == "organisation" and bool(outlet_words() & set(names.words(who.name)))

    def _reporter(self, spot: Spot) -> int | None:
        """Who says that it took place: the act that tells of it, "according to", the voice, whose text it is."""
        if spot.token.lower_ == "according":
            return self.attributed if spot.voice is None else spot.voice
        above = self.telling(spot)
        if above is not None:
            return above.communication.speaker
        quoting = self.speakers.quoter(spot)
        if quoting is not None:
            return quoting
        for t in spot.token.sent:
            source = self.ledger.at(spot.segment, t) if t.lower_ == "according" and t.i != spot.token.i else None
            if source is not None:
                return source.communication.speaker
        return self.attributed if spot.voice is None else spot.voice

    def telling(self, spot: Spot) -> Accepted | None:
        """The act in whose content the word stands."""
        below, head, content = spot.token, spot.token.head, False
        while head != below and (below.dep_ not in ("relcl", "advcl") or is_content(below)):
            content = (
                below.dep_ in _CONTENT or is_content(below) or below.dep_ == "conj" and content or _tells_of(below)
            )
            above = self.ledger.at(spot.segment, head)
            if is_finite_sister(below):
                break
            if above is not None and content and below.dep_ != "conj":
                return above
            below, head = head, head.head
        return None


def _performs(spot: Spot) -> bool:
    """Whether a quotation itself does, or asks for, what its verb says: "we condemn" is told by the quoting."""
    subject = child(spot.token, "nsubj") if spot.segment.quotation is not None else None
    if subject is None or subject.lower_ not in ("i", "we") or has_child(spot.token, "neg"):
        return subject is not None and _asks(spot.token, subject)
    return spot.token.tag_ == "VBP" or has_word(spot.token, *word_list("duty_modal"))


def _asks(verb: Any, subject: Any) -> bool:
    """Whether the verb only stands in a question: "did it say so?"."""
    return verb.sent[-1].text == "?" and any(c.dep_ == "aux" and c.i < subject.i for c in verb.children)


def _tells_of(prep: Any) -> bool:
    """Whether a preposition introduces what is told ("spoke of talks"), and not when or where it is told."""
    return prep.dep_ == "prep" and prep.lower_ in word_list("telling_of")


def _groups(cue: Cue, sides: Sides) -> list[tuple[int, list[int]]]:
    """Each speaker with whom it speaks to; a joint act is one group."""
    speakers = sides.speakers
    names = cue.frame["needs"] == "naming"  # what is named need not hear it
    if len(speakers) > 1 and not names and has_child(cue.token, "dobj") and each_other(child(cue.token, "dobj")):
        return [(s, [o for o in speakers if o != s]) for s in speakers]  # "have each blamed the other"
    if sides.mutual:
        return [(speakers[0], [*speakers[1:], *sides.addressees])]
    return [(s, sides.addressees) for s in speakers]
