"""What the text is telling of: the conversation that lasts, and the audience before which somebody speaks.

What a sentence leaves out comes from here ("Blinken spoke with Yang. ... He also called on Beijing to ..."): in a
readout one conversation is the whole text, elsewhere it lasts a paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .. import names
from ..lexicon import word_list
from .act_dates import names_a_day
from .actors import Actors
from .cues import Cue, channel_in
from .entries import Entries
from .findings import Actor
from .grammar import first_verb, has_child
from .ledger import Sides
from .nominals import spoken_for
from .parser import Parsed, Segment

PUBLIC, REPORTERS, PARLIAMENT = "the public", "reporters", "parliament"
UNSPECIFIED = "unspecified"
_APART = ("statement", "press", "post", "speech", "interview")  # these leave the conversation: they are for others
_OCCASIONS = ("press", "speech", "interview", "letter", "statement")  # in these the same speaker goes on saying things
_ELSEWHERE = ("interview", "letter", "post", "speech")  # each of these is an occasion of its own
_MAIN = ("ROOT", "ccomp", "parataxis")  # where a verb tells the story, and no circumstance
_NEAR = 3  # paragraphs over which somebody is held to speak on the same occasion
_HEAD = 400  # characters in which a readout says that it is one
_READOUT = re.compile(
    r"\b(?:[Rr]eadout|attributable to|Office of the Spokesperson)\b"
    r"|^[^\n]{0,120}\b(?:Call|Meeting|Conversation)s? with\b"
)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """How an act took place, which time expression dates it, and where it was."""

    channel: str
    time: int | None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """The meeting, call or talk that the text is telling of."""

    parties: list[int]
    how: Circumstances
    paragraph: int | None  # None: it lasts to the end of the article


@dataclass(frozen=True, slots=True)
class Setting:
    """The occasion on which somebody speaks, and the audience."""

    addressees: list[int]
    how: Circumstances
    paragraph: int


class Scene:
    """The conversation and the setting that one article is in, while it is read."""

    def __init__(self, parsed: Parsed, actors: Actors, entries: Entries):
        self.actors, self.entries = actors, entries
        self.readout = _READOUT.search(parsed.text, 0, _HEAD) is not None
        self.headline_channel = channel_in(parsed.text[: parsed.title_end], 0) if self.readout else None
        self.talk: Conversation | None = None
        self.setting: Setting | None = None
        self.settings: dict[int, Setting] = {}
        self.days: dict[int, Setting] = {}

    def enter(self, segment: Segment) -> None:
        """Leave a conversation that the segment is too far from."""
        if self.talk and self.talk.paragraph not in (None, segment.paragraph, segment.paragraph - 1):
            self.talk = None

    def partners_of(self, actor: int) -> list[int]:
        """The other parties of the conversation, if the actor is one."""
        parties = self.talk.parties if self.talk else []
        return [a for a in parties if a != actor] if actor in parties else []

    def within_talk(self, cue: Cue, sides: Sides, time: int | None) -> Sides | None:
        """The sides of an act that is part of the conversation; None where it is none, or of another day."""
        talk, here = self.talk, cue.spot.segment.paragraph
        if talk is not None and time is not None and talk.how.time is not None:
            own, days = (self.entries.times[number] for number in (time, talk.how.time))
            if own.anchored != days.anchored and names_a_day(own) and names_a_day(days):
                return None
        if talk is None or talk.paragraph not in (None, here) or cue.frame["lemma"] == "according" or sides.mutual:
            return None
        if cue.noun is not None and cue.frame["channel"] in _APART:
            return None
        if talk.paragraph is not None and cue.token.dep_ == "relcl":
            return None  # "the minister, who last year had insisted": said elsewhere
        if not set(sides.speakers) & set(talk.parties):
            others = self._opposite(cue, sides) if first_verb(cue.token).dep_ == "ROOT" else []
            return replace(sides, addressees=others) if others else None
        if talk.paragraph is not None and cue.token.lemma_ in word_list("plain_saying") and not sides.addressees:
            return None
        others = [a for a in talk.parties if a not in sides.speakers]
        if not sides.addressees:
            if not others and talk.paragraph is not None and cue.token.dep_ != "conj":
                return None  # "both sides described it as useful" is said to everybody
            return replace(sides, addressees=others, mutual=not others)  # what all parties say, they say together
        if not self._speaks_of(sides, others):
            return None
        countries = {self.actors[a].country for a in sides.addressees}
        meant = [o for o in others if self.actors[o].country in countries] or others
        return replace(sides, addressees=meant, mutual=not meant)

    def _speaks_of(self, sides: Sides, others: list[int]) -> bool:
        """Whether the verb names a party's country, or in a readout a body, and the party is spoken to.

        "Called on Beijing to", in a call with Yang, is said to Yang; so is "called on the regime to".
        """
        named = [self.actors[a] for a in sides.addressees]
        if self.talk is not None and self.talk.paragraph is None:
            return all(who.kind in ("country", "group", "organisation") for who in named)
        countries = {who.country for who in named if who.kind == "country"}
        return len(countries) == len(named) and bool(countries & {self.actors[o].country for o in others})

    def _opposite(self, cue: Cue, sides: Sides) -> list[int]:
        """The other parties of a talk that is the whole text, for a state or body that one of them speaks for.

        That is the party of its country or name; a state that no party shares is that of the first, who reads out.
        """
        parties = self.talk.parties if self.talk and self.talk.paragraph is None and not sides.addressees else []
        who = self.actors[sides.speakers[0]]
        if len(sides.speakers) > 1 or who.kind not in ("country", "organisation", "group"):
            return []
        own = [p for p in parties if self._speaks_for(who, self.actors[p])]
        if not own and who.country is not None:
            own = [p for p in parties[:1] if self.actors[p].country is None]
        others = [p for p in parties if p not in own] if own else []
        return [spoken_for(self.actors, cue.spot, p) or p if self.actors[p].kind == "group" else p for p in others]

    @staticmethod
    def _speaks_for(body: Actor, party: Actor) -> bool:
        if body.country is not None and body.country == party.country:
            return True
        return bool(set(names.words(body.name)) & set(names.words(party.name)))

    def supply(self, cue: Cue, sides: Sides, told: Circumstances, in_talk: bool) -> tuple[Sides, Circumstances]:
        """The sides and circumstances with what the sentence leaves out; ``in_talk``: the act is part of the talk."""
        talk = self.talk
        if talk is not None and (in_talk or sides.mutual and self._same_parties(sides)):
            open_channel = told.channel == UNSPECIFIED or in_talk and not cue.frame["channel"]
            told = _filled(told, talk.how, open_channel)
        elif talk is not None and self._goes_on(cue, sides):
            told = _filled(told, talk.how, told.channel == UNSPECIFIED)
        elif sides.mutual and talk is None and told.channel == UNSPECIFIED and self.headline_channel:
            told = replace(told, channel=self.headline_channel)  # the headline tells what the readout reads out
        if talk is not None and talk.paragraph is None and sides.mutual and told.time is None:
            told = replace(told, place=told.place or talk.how.place)  # "the two teams discussed" it there
        if not sides.addressees and not sides.mutual:
            sides, told = self._before_audience(cue, sides, told)
        if not sides.addressees and not (sides.mutual and len(sides.speakers) > 1):
            audience = self.actors.audience(REPORTERS if told.channel == "press" else PUBLIC)
            sides = replace(sides, addressees=[audience])
        told = self._on_the_day(cue, sides, told)
        if told.time is None and cue.spot.voice is None:
            told = replace(told, time=self.entries.stamp(cue.spot.segment.paragraph, cue.token))
        return sides, told

    def _same_parties(self, sides: Sides) -> bool:
        return self.talk is not None and set(sides.everybody) <= set(self.talk.parties)

    def _goes_on(self, cue: Cue, sides: Sides) -> bool:
        """Whether the act is one between the parties of the talk, while the text is with it."""
        near = self.talk is not None and self.talk.paragraph in (None, cue.spot.segment.paragraph)
        return near and len(sides.everybody) > 1 and self._same_parties(sides)

    def _before_audience(self, cue: Cue, sides: Sides, told: Circumstances) -> tuple[Sides, Circumstances]:
        """Addressed to those whom the speaker was last told to speak to, while the text stays with it."""
        setting = self.settings.get(sides.speakers[0]) if len(sides.speakers) == 1 else None
        if setting is None:
            return sides, told
        away = cue.spot.segment.paragraph - setting.paragraph
        spoken = () if setting.how.channel == "letter" else (UNSPECIFIED,)  # what is written says that it is
        if away > _NEAR or told.channel not in (setting.how.channel, *spoken):
            return sides, told
        if away <= 1 and setting == self.setting:
            sides = replace(sides, addressees=setting.addressees)
        how = setting.how if away <= 1 else replace(setting.how, place=None)
        return sides, _filled(told, how, True)

    def _on_the_day(self, cue: Cue, sides: Sides, told: Circumstances) -> Circumstances:
        """The day of the speaker's last dated words, while the narration goes on with what was said then."""
        here, verb = cue.spot.segment.paragraph, cue.token
        if len(sides.speakers) > 1 or cue.spot.voice is not None or sides.mutual:
            return told
        said = self.days.get(sides.speakers[0])
        if told.time is None and said is not None:
            plain = verb.tag_ == "VBD" and verb.dep_ == "ROOT" and not has_child(verb, "aux", "neg")
            elsewhere = told.channel in _ELSEWHERE and told.channel != said.how.channel
            if not plain or elsewhere or here - said.paragraph > _NEAR:
                return told
            told = replace(told, time=said.how.time)
        if told.time is not None and names_a_day(self.entries.times[told.time]) and first_verb(verb).dep_ in _MAIN:
            self.days[sides.speakers[0]] = Setting(sides.addressees, told, here)
        return told

    def advance(self, cue: Cue, sides: Sides, how: Circumstances, status: str) -> None:
        """Go on to what an accepted act opens: a conversation, or a speech before an audience."""
        if status not in ("happened", "planned"):
            return
        segment = cue.spot.segment
        whole_text = self.talk is not None and self.talk.paragraph is None
        if sides.mutual:
            self.actors.memory.see_together(cue.spot.position, sides.everybody)
            if not whole_text and status == "happened":  # nothing is said yet in a meeting that is planned
                until = None if self.readout and self.talk is None else segment.paragraph
                self.talk = Conversation(sides.everybody, how, until)
        elif cue.frame["act"] == "CONSULT" and how.channel == "call" and not whole_text:
            self.actors.memory.see_together(cue.spot.position, sides.everybody)
            self.talk = Conversation(sides.everybody, how, segment.paragraph)
        elif self._opens_exchange(cue, sides) and not whole_text:
            self.talk = Conversation(sides.everybody, how, segment.paragraph)
        elif len(sides.speakers) > 1:
            self.actors.memory.see_together(cue.spot.position, sides.speakers)
        heard = len(sides.addressees) == 1 and self._hall(sides.addressees[0])
        if not sides.mutual and len(sides.speakers) == 1 and (heard or how.channel in _OCCASIONS):
            if how.channel == "letter":
                how = replace(how, time=None, place=None)  # each thing that it says may be of another day
            self.setting = self.settings[sides.speakers[0]] = Setting(sides.addressees, how, segment.paragraph)

    def _opens_exchange(self, cue: Cue, sides: Sides) -> bool:
        """Whether one person speaks to another, who may answer: "briefed Macron. He asked that ..."."""
        pair = len(sides.speakers) == len(sides.addressees) == 1 and self.actors.all_persons(sides.everybody)
        return pair and cue.frame["frame"] in ("tell", "to") and cue.spot.voice is None

    def _hall(self, actor: int) -> bool:
        """Whether the addressee is an audience that one goes on speaking to: reporters, a parliament, an assembly."""
        who = self.actors[actor]
        assembly = who.kind == "organisation" and bool(word_list("hall") & set(who.name.lower().split()))
        return assembly or who.kind == "audience" and who.name != PUBLIC


def _filled(told: Circumstances, known: Circumstances, open_channel: bool) -> Circumstances:
    """What is told, completed by what is known."""
    return Circumstances(
        known.channel if open_channel else told.channel,
        known.time if told.time is None else told.time,
        known.place if told.place is None and told.time is None else told.place,  # another day may be elsewhere
    )
