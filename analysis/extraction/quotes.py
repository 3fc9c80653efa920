"""Who is quoted: every quotation and every reported clause, with its speaker and the word of speech.

A quotation belongs to the act that its sentence reports; after a colon, to the act or the name before the colon; with
no word of speech, to whoever was quoted last in that paragraph or the one before (the standing speaker), or else to the
person of whom the sentence before tells.  Where a verb of speech stands beside it and it stays open who is meant, the
quote has the phrase and the cue, and no speaker.  Words in quotation marks that nobody is said to have uttered (a
title, a name, the paper's own irony) are no quotes.
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
from .grammar import child, is_verb
from .layout import Quotation, last_sign
from .ledger import Accepted, Ledger
from .parser import Parsed, Segment
from .spot import Spot
from .words import may_speak

_DEEP = 11  # steps in the tree from a quotation up to the verb that reports it
_SMALL = 4  # letters of a word that a title may write small
_NEAR = 10  # tokens between some quoted words and a verb that may report them


@dataclass(frozen=True, slots=True)
class Source:
    """What attributes some content: the word of speech (if there is one) and its subject, who that is, the act."""

    rule: str
    segment: Segment
    token: Any = None
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
        self._narration: dict[int, Segment] = {}  # the last segment of each paragraph that is no quotation
        for segment in parsed.segments:
            if segment.quotation is None:
                self._narration[segment.paragraph] = segment
        self._mentions: dict[int, list[Mention]] = defaultdict(list)  # of each actor, in the order of the text

    # -- quotations --------------------------------------------------------------------------------------------

    def attribute(self) -> dict[int, int]:
        """Quotation to its speaker, as far as the narration tells."""
        tokens = self._tokens()
        standing: tuple[int, Source] | None = None  # who was quoted last, and in which paragraph
        for index, quotation in enumerate(self.parsed.quotations):
            spots = tokens.get(index, [])
            if spots and spots[0].segment.stands_for(spots[0].token) is None and self._is_name(quotation):
                continue
            before = self._before(quotation, spots)
            found = self._carried(quotation, spots) or self._announced(before) or self._unlisted(spots)
            if found is None and self._stands_alone(quotation):
                found = self._standing(quotation, standing) or self._introduced(quotation, before)
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
        opening, quoting = [q.start for q in quoted], {q.paragraph for q in quoted}
        for segment in self.parsed.segments:
            if segment.quotation is not None or segment.paragraph not in quoting:
                continue
            for token, (start, _), stands_for in zip(segment.doc, segment.spans, segment.stand_ins, strict=True):
                if stands_for is not None:
                    within, i = token.text.isalpha(), stands_for
                else:
                    i = bisect.bisect_right(opening, start) - 1
                    within = i >= 0 and start < quoted[i].end and not token.is_punct
                if within:
                    found.setdefault(i, []).append(Spot(segment, token))
        return found

    def _before(self, quotation: Quotation, spots: list[Spot]) -> Spot | None:
        """The last word of the narration before the quotation, in its paragraph or else in the one before."""
        if not spots:
            return None
        segment, end = spots[0].segment, spots[0].token.i
        outside = (t for t in reversed(segment.doc[:end]) if segment.spans[t.i][0] < quotation.outer_start)
        last = next((t for t in outside if not t.text.isspace()), None)
        if last is None and quotation.paragraph - 1 in self._narration:
            segment = self._narration[quotation.paragraph - 1]
            last = segment.doc[-1] if segment.spans[-1][0] >= self.parsed.title_end else None
        return Spot(segment, last) if last is not None and segment.stands_for(last) is None else None

    def _carried(self, quotation: Quotation, spots: list[Spot]) -> Source | None:
        """The act whose clause holds the quotation: upwards in the tree first, then the nearest of the sentence."""
        for spot in spots[:1] + spots[-1:]:
            for head in itertools.islice(spot.token.ancestors, _DEEP):
                above = self.ledger.at(spot.segment, head)
                if above is not None and not quotation.start <= spot.at(head).position < quotation.end:
                    return Source.of(above, "quoted")
        return self._nearby(quotation, spots[0]) if spots else None

    def _nearby(self, quotation: Quotation, spot: Spot) -> Source | None:
        near = []
        stands_in = spot.segment.stands_for(spot.token) is not None
        for token in spot.token.sent:
            act = self.ledger.at(spot.segment, token)
            if act is None or act.communication.mutual or quotation.start <= spot.at(token).position < quotation.end:
                continue
            if stands_in or token.lower_ == "according" or abs(token.i - spot.token.i) < _NEAR:
                near.append((abs(token.i - spot.token.i), token.i, act))
        return Source.of(min(near)[2], "quoted-near") if near else None

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

    def _announced(self, before: Spot | None) -> Source | None:
        """The act that announces the quotation ("He wrote to them: ..."), or who else the words before a colon name."""
        if before is None or before.token.text not in (":", "—", "–", ","):
            return None
        acts = [a for a in self.ledger.of_sentence(before.segment, before.token) if a.token.i < before.token.i]
        if acts:
            return Source.of(max(acts, key=lambda a: a.token.i), "after-colon")
        return self._of_sentence(before, "after-colon") if before.token.text == ":" else None

    def _of_sentence(self, before: Spot, rule: str) -> Source | None:
        """Whoever acts in the sentence, or is all that it names ("Price: ...")."""
        root = before.token.sent.root
        agent = child(root, "agent")
        subject = child(agent, "pobj") if agent is not None else child(root, "nsubj")
        if subject is None and not is_verb(root):
            subject = root
        who = self.actors.resolve(before.at(subject)) if subject is not None else []
        if len(who) != 1 or self.actors[who[0]].kind not in ("person", "organisation"):
            return None
        return Source(rule, before.segment, root if subject.i != root.i else None, subject, who[0])

    def _standing(self, quotation: Quotation, standing: tuple[int, Source] | None) -> Source | None:
        """Whoever was quoted last, in the same paragraph or the one before."""
        if standing is None or quotation.paragraph - standing[0] > 1:
            return None
        return replace(standing[1], rule="floating")

    def _introduced(self, quotation: Quotation, before: Spot | None) -> Source | None:
        """The person of whom the sentence before tells: "The minister shook her head. ..."."""
        if before is None:
            return None
        found = self._of_sentence(before, "introduced")
        if found is None or found.speaker is None or self.actors[found.speaker].kind != "person":
            return None
        return replace(found, token=None)

    def _is_name(self, quotation: Quotation) -> bool:
        """Whether the words are the name of a thing: a capital on all but the small ones."""
        words = self.parsed.text[quotation.start : quotation.end].split()
        return len(words) > 1 and all(w[0].isupper() or i and len(w) < _SMALL for i, w in enumerate(words))

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether the quotation is a sentence of its own, with no words of the narration in it."""
        text = self.parsed.text
        part = self.parsed.paragraphs[quotation.paragraph]
        before = last_sign(text, part.prose, quotation.outer_start)
        content = text[quotation.start : quotation.end].strip()
        return content.count(" ") >= 3 and content[:1].isupper() and (not before or before in ".!?”\"»:'’")

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
            found.append(Quote(part.prose, part.end, "direct", "turn/by-label", speaker, (part.start, part.prose)))
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
        speaker = self._speaker_span(source)
        carrier = id(act) if act is not None else None
        by = "by-open" if source.speaker is None else act.rule.split("/")[-1] if act is not None else "by-name"
        rule = f"{source.rule}/{by}"  # the speaker is that of the act, found as that was
        if source.token is None:
            return Quote(start, end, kind, rule, source.speaker, speaker, communication=carrier)
        cue = words_of_speech(source.segment, source.token, act.cue if act is not None else "")
        return Quote(start, end, kind, rule, source.speaker, speaker, text[cue[0] : cue[1]], cue, carrier)

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
    unfolding = (t for c in token.children for t in (c, *c.children) if t.lower_ in word_list("unfolding"))
    clauses = (child(verb, "ccomp") for verb in (token, *unfolding))  # "issued a statement saying that ..."
    clause = next((c for c in clauses if c is not None and segment.stands_for(c) is None), None)
    if clause is None:
        return []
    inside = [t for t in clause.subtree if segment.stands_for(t) is None and t.i != token.i]
    after, before = [t for t in inside if t.i > token.i], [t for t in inside if t.i < token.i]
    side = after if len(after) >= len(before) else before
    return [t for t in side if not t.is_punct or t.i not in (side[0].i, side[-1].i)]
