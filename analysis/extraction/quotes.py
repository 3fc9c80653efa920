"""Who is quoted: every quotation and every reported clause, with its speaker and the word of speech.

A quotation belongs to the act that its sentence reports; after a colon, to the act before the colon; with no word of
speech, to whoever was quoted last in that paragraph or the one before (the standing speaker).  Words in quotation
marks that nobody is said to have uttered (a title, a name, the paper's own irony) are no quotes.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .attribution import phrase, shared_subject, words_of_speech
from .cues import is_of_speech
from .findings import Communication, Mention, Quote
from .grammar import child
from .layout import Quotation
from .ledger import Accepted, Ledger
from .parser import Parsed, Segment
from .scene import REPORTERS
from .spot import Spot
from .words import may_speak

_DEEP = 11  # steps in the tree from a quotation up to the verb that reports it
_NEAR = 10  # tokens between some quoted words and a verb that may report them


@dataclass(frozen=True, slots=True)
class Source:
    """What attributes some content: the word of speech and its subject, who that is, the act where it is one."""

    rule: str
    segment: Segment
    token: Any
    subject: Any = None
    speaker: int | None = None
    act: Communication | None = None

    @classmethod
    def of(cls, accepted: Accepted, rule: str) -> Source:
        act = accepted.communication
        assert accepted.segment is not None
        return cls(rule, accepted.segment, accepted.token, accepted.subject, act.speaker, act)


class Quotes:
    """The quotes of one article; ``attribute`` settles who speaks each quotation, ``rows`` gives all of them."""

    def __init__(self, parsed: Parsed, actors: Actors, ledger: Ledger):
        self.parsed, self.actors, self.ledger = parsed, actors, ledger
        self.source: dict[int, Source] = {}  # by the number of the quotation
        self._narrated: dict[int, list[Accepted]] = defaultdict(list)  # acts of the narration by paragraph
        self._mentions: dict[int, list[Mention]] = defaultdict(list)  # of each actor, in the order of the text

    # -- turns of a transcript ---------------------------------------------------------------------------------

    def turns(self) -> dict[int, int]:
        """Paragraph to the actor whose turn it is, where the text is a transcript."""
        parts = [(number, part.turn) for number, part in enumerate(self.parsed.paragraphs) if part.turn]
        known: dict[str, int] = {}  # word of a name to the first person who bears it
        for person in self.actors.of_kind("person"):
            for word in self.actors[person].name.split():
                known.setdefault(word, person)
        speakers = {label: self._turn_actor(label, known) for label in dict.fromkeys(label for _, label in parts)}
        return {number: speakers[label] for number, label in parts}

    def _turn_actor(self, label: str, known: dict[str, int]) -> int:
        if label in ("Q", "QUESTION"):
            return self.actors.audience(REPORTERS)
        words = [w.capitalize() for w in label.split() if w.rstrip(".").lower() not in word_list("courtesy")]
        surname = words[-1] if words else label.capitalize()  # "DR:" alone is all the name there is
        if surname not in known:
            known[surname] = self.actors.add(surname, "person")
        return known[surname]

    def turn_acts(self, turns: dict[int, int]) -> None:
        """One act a turn: its speaker to the reporters; a question goes to whoever answers."""
        reporters = self.actors.audience(REPORTERS) if turns else -1
        for number, speaker in turns.items():
            part = self.parsed.paragraphs[number]
            if part.prose == part.start or speaker == reporters:
                continue
            opening = (self.parsed.text[part.prose : part.end] + " ").find(" ", 20) % 60 + 1
            end = part.prose + min(opening, part.end - part.prose)
            said = (part.start, end, speaker, [reporters], False, f"{part.turn}:", "SAY", "press", "happened", "turn")
            self.ledger.add_turn(Communication(*said))

    # -- quotations --------------------------------------------------------------------------------------------

    def attribute(self) -> dict[int, int]:
        """Quotation to its speaker, as far as the narration tells."""
        tokens = self._tokens()
        for accepted in self.ledger.accepted:
            if accepted.segment is not None and accepted.segment.quotation is None:
                self._narrated[accepted.segment.paragraph].append(accepted)
        standing: tuple[int, Source] | None = None  # who was quoted last, and in which paragraph
        for index, quotation in enumerate(self.parsed.quotations):
            spots = tokens.get(index, [])
            found = self._carried(spots) or self._after_colon(quotation) or self._unlisted(spots)
            if found is None and standing is not None and self._stands_alone(quotation):
                near = quotation.paragraph - standing[0] <= 1
                found = replace(standing[1], rule="floating") if near else None
            if found is not None:
                self.source[index] = found
                standing = (quotation.paragraph, found)
        self._continue()
        return {i: source.speaker for i, source in self.source.items() if source.speaker is not None}

    def _continue(self) -> None:
        """Give a speech over several paragraphs one speaker."""
        for index, quotation in reversed(list(enumerate(self.parsed.quotations))):
            if quotation.continues is None:
                continue
            for a, b in ((index, quotation.continues), (quotation.continues, index)):
                if a in self.source and (b not in self.source or self.source[b].rule == "floating"):
                    self.source[b] = replace(self.source[a], rule="continued")

    def _tokens(self) -> dict[int, list[Spot]]:
        """Quotation to the tokens that it has in the narration: its own, or those of its stand-in."""
        found: dict[int, list[Spot]] = {}
        quoted = self.parsed.quotations
        opening = [q.start for q in quoted]
        for segment in self.parsed.segments:
            if segment.quotation is not None:
                continue
            for spot in (Spot(segment, token) for token in segment.doc):
                stands_for = segment.stands_for(spot.token)
                if stands_for is not None:
                    of = [stands_for] if spot.token.is_alpha else []
                else:
                    i = bisect.bisect_right(opening, spot.position) - 1
                    of = [i] if i >= 0 and spot.position < quoted[i].end and not spot.token.is_punct else []
                for i in of:
                    found.setdefault(i, []).append(spot)
        return found

    def _carried(self, spots: list[Spot]) -> Source | None:
        """The act whose clause holds the quotation: upwards in the tree first, then the nearest of the sentence."""
        for spot in spots[:1] + spots[-1:]:
            for head in itertools.islice(spot.token.ancestors, _DEEP):
                above = self.ledger.at(spot.segment, head)
                if above is not None:
                    return Source.of(above, "quoted")
        return self._nearby(spots[0]) if spots else None

    def _nearby(self, spot: Spot) -> Source | None:
        acts = [(abs(t.i - spot.token.i), self.ledger.at(spot.segment, t)) for t in spot.token.sent]
        near = [(distance, act) for distance, act in acts if act is not None and not act.communication.mutual]
        if not near:
            return None
        distance, act = min(near, key=lambda n: n[0])
        stands_in = spot.segment.stands_for(spot.token) is not None
        return Source.of(act, "quoted-near") if stands_in or distance < _NEAR else None

    def _unlisted(self, spots: list[Spot]) -> Source | None:
        """The verb of speech beside the quotation that is no act, since it stays open who speaks or is spoken to."""
        spot = spots[0] if spots else None
        if spot is None or spot.segment.stands_for(spot.token) is None:
            return None
        beside = sorted(spot.token.sent, key=lambda t: abs(t.i - spot.token.i))
        for verb in itertools.chain(itertools.islice(spot.token.ancestors, _DEEP), beside):
            subject = child(verb, "nsubj") or shared_subject(verb)
            if is_of_speech(verb) and subject is not None and may_speak(subject):
                who = self.actors.resolve(spot.at(subject))
                return Source("quoted-unlisted", spot.segment, verb, subject, who[0] if len(who) == 1 else None)
        return None

    def _after_colon(self, quotation: Quotation) -> Source | None:
        """The act that announces the quotation: "He wrote to them: ..."."""
        start = quotation.outer_start
        if not self.parsed.text[max(0, start - 3) : start].rstrip().endswith((":", "—", "–", ",")):
            return None
        paragraph = self.parsed.paragraphs[quotation.paragraph]
        acts = [
            a
            for a in self._narrated.get(quotation.paragraph, [])
            if paragraph.start <= a.communication.start and a.communication.end <= start
        ]
        return Source.of(max(acts, key=lambda a: a.communication.end), "after-colon") if acts else None

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether the quotation is a sentence of its own, with no words of the narration in it."""
        text = self.parsed.text
        part = self.parsed.paragraphs[quotation.paragraph]
        before = text[part.prose : quotation.outer_start].rstrip()
        content = text[quotation.start : quotation.end].strip()
        return content.count(" ") >= 3 and content[:1].isupper() and (not before or before[-1] in ".!?”\"»:'’")

    # -- rows --------------------------------------------------------------------------------------------------

    def rows(self, turns: dict[int, int]) -> list[Quote]:
        """Every quote: quotations, reported clauses, turns; the act of each as the object that carries it."""
        for mention in sorted(self.actors.mentions, key=lambda m: m.start):
            self._mentions[mention.actor].append(mention)
        found: list[Quote] = []
        covered: set[int] = set()  # quotations within a reported clause
        for accepted in self.ledger.accepted:
            segment = accepted.segment
            if segment is None or accepted.communication.mutual:
                continue
            if segment.quotation is None and segment.paragraph not in turns:
                reported = self._reported(accepted, segment)
                found += [quote for quote, _ in reported]
                covered.update(i for _, inside in reported for i in inside)
        for index, source in self.source.items():
            quotation = self.parsed.quotations[index]
            if index not in covered and quotation.paragraph not in turns and quotation.end > quotation.start:
                found.append(self._row(quotation.start, quotation.end, "direct", source))
        for number, speaker in turns.items():
            part = self.parsed.paragraphs[number]
            found.append(Quote(part.prose, part.end, "direct", "turn", speaker, (part.start, part.prose)))
        return sorted(found, key=lambda q: (q.start, q.end))

    def _reported(self, accepted: Accepted, segment: Segment) -> list[tuple[Quote, list[int]]]:
        """The clause that an act reports in its own words, mixed where some stand in quotation marks, and those."""
        side = _reported_clause(accepted.token, segment)
        if len(side) < 2 or any(segment.stands_for(t) is not None for t in segment.doc[side[0].i : side[-1].i + 1]):
            return []
        start, end = segment.span(side[0].i, side[-1].i)
        first = bisect.bisect_left(self.parsed.quotations, start, key=lambda q: q.start)
        last = bisect.bisect_right(self.parsed.quotations, end + 2, key=lambda q: q.start)
        quoted = [i for i in range(first, last) if self.parsed.quotations[i].end <= end + 2]
        end = max([end, *(self.parsed.quotations[i].outer_end for i in quoted)])
        return [(self._row(start, end, "mixed" if quoted else "indirect", Source.of(accepted, "reported")), quoted)]

    def _row(self, start: int, end: int, kind: str, source: Source) -> Quote:
        act, text = source.act, self.parsed.text
        cue = words_of_speech(source.segment, source.token, act.cue if act is not None else "")
        speaker = self._speaker_span(source)
        carrier = id(act) if act is not None else None
        return Quote(start, end, kind, source.rule, source.speaker, speaker, text[cue[0] : cue[1]], cue, carrier)

    def _speaker_span(self, source: Source) -> tuple[int, int] | None:
        """The phrase that names the speaker: the subject, or that of a verb above, where it names the same one."""
        segment, act = source.segment, source.act
        if source.subject is not None:
            return phrase(self.parsed.text, segment, source.subject, source.token)
        subject = shared_subject(source.token)
        if subject is not None:
            start, end = phrase(self.parsed.text, segment, subject, source.token)
            if self._named_in(source.speaker, start, end) is not None:
                return start, end
        return self._named_in(source.speaker, act.start, act.end) if act is not None else None

    def _named_in(self, speaker: int | None, start: int, end: int) -> tuple[int, int] | None:
        """The first mention of the speaker in the span."""
        mentions = self._mentions[speaker] if speaker is not None else []
        first = bisect.bisect_left(mentions, start, key=lambda m: m.start)
        last = bisect.bisect_left(mentions, end, key=lambda m: m.start)
        return next(((m.start, m.end) for m in itertools.islice(mentions, first, last) if m.end <= end), None)


def never_closed(quotations: list[Quotation]) -> list[dict[str, str]]:
    """A problem for each quotation that nothing closes, not even where it goes on in the next paragraph."""
    carried_on = {q.continues for q in quotations}
    return [
        {
            "location": f"characters {q.outer_start} to {q.outer_end}",
            "severity": "warning",
            "message": "a quotation is opened and never closed; it was taken to the end of its paragraph",
            "remedy": "look whether a quotation mark is missing in the article",
        }
        for i, q in enumerate(quotations)
        if not q.closed and i not in carried_on
    ]


def _reported_clause(token: Any, segment: Segment) -> list[Any]:
    """The tokens of the clause that the verb reports, on the side of the verb where most of it stands."""
    clause = next((c for c in token.children if c.dep_ == "ccomp" and segment.stands_for(c) is None), None)
    if clause is None:
        return []
    inside = [t for t in clause.subtree if segment.stands_for(t) is None and t.i != token.i]
    after, before = [t for t in inside if t.i > token.i], [t for t in inside if t.i < token.i]
    side = after if len(after) >= len(before) else before
    return [t for t in side if not t.is_punct or t.i not in (side[0].i, side[-1].i)]
