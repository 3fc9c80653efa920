"""Who is quoted: every quotation and every reported clause, with its speaker and the word of speech.

A quotation belongs to the act that its sentence reports; after a colon, to the act before the colon; with no word of
speech, to whoever was quoted last in that paragraph or the one before (the standing speaker).  Words in quotation
marks that nobody is said to have uttered (a title, a name, the paper's own irony) are no quotes.
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .findings import Communication, Mention, Quote
from .layout import Quotation
from .ledger import Accepted, Ledger
from .parser import Parsed, Segment
from .scene import REPORTERS
from .spot import Spot

_DEEP = 11  # steps in the tree from a quotation up to the verb that reports it
_NEAR = 10  # tokens between some quoted words and a verb that may report them

Source = tuple[Accepted, str]  # the act that carries a quotation, and the rule that says so


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
            said = (
                part.start,
                end,
                speaker,
                [reporters],
                False,
                f"{part.turn}:",
                "SAY",
                "press",
                "happened",
                "turn/to-default/by-label",
            )
            self.ledger.add_turn(Communication(*said))

    # -- quotations --------------------------------------------------------------------------------------------

    def attribute(self) -> dict[int, int]:
        """Quotation to its speaker, as far as the narration tells."""
        tokens = self._tokens()
        for accepted in self.ledger.accepted:
            if accepted.segment is not None and accepted.segment.quotation is None:
                self._narrated[accepted.segment.paragraph].append(accepted)
        standing: tuple[int, Accepted] | None = None  # who was quoted last, and in which paragraph
        for index, quotation in enumerate(self.parsed.quotations):
            found = self._carried(tokens.get(index, [])) or self._after_colon(quotation)
            if found is None and standing is not None and self._stands_alone(quotation):
                found = (standing[1], "floating") if quotation.paragraph - standing[0] <= 1 else None
            if found is not None:
                self.source[index] = found
                standing = (quotation.paragraph, found[0])
        self._continue()
        return {i: act.communication.speaker for i, (act, _) in self.source.items()}

    def _continue(self) -> None:
        """Give a speech over several paragraphs one speaker."""
        for index, quotation in reversed(list(enumerate(self.parsed.quotations))):
            if quotation.continues is None:
                continue
            for a, b in ((index, quotation.continues), (quotation.continues, index)):
                if a in self.source and (b not in self.source or self.source[b][1] == "floating"):
                    self.source[b] = (self.source[a][0], "continued")

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
                    return above, "quoted"
        return self._nearby(spots[0]) if spots else None

    def _nearby(self, spot: Spot) -> Source | None:
        acts = [(abs(t.i - spot.token.i), self.ledger.at(spot.segment, t)) for t in spot.token.sent]
        near = [(distance, act) for distance, act in acts if act is not None and not act.communication.mutual]
        if not near:
            return None
        distance, act = min(near, key=lambda n: n[0])
        stands_in = spot.segment.stands_for(spot.token) is not None
        return (act, "quoted-near") if stands_in or distance < _NEAR else None

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
        return (max(acts, key=lambda a: a.communication.end), "after-colon") if acts else None

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
        for index, (accepted, rule) in self.source.items():
            quotation = self.parsed.quotations[index]
            if index not in covered and quotation.paragraph not in turns and quotation.end > quotation.start:
                found.append(self._row(quotation.start, quotation.end, "direct", rule, accepted))
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
        return [(self._row(start, end, "mixed" if quoted else "indirect", "reported", accepted), quoted)]

    def _row(self, start: int, end: int, kind: str, rule: str, accepted: Accepted) -> Quote:
        act, segment = accepted.communication, accepted.segment
        cue_span = segment.spans[accepted.token.i] if segment is not None else None
        name = f"{rule}/{act.rule.split('/')[-1]}"  # the speaker is that of the act, found as that was
        return Quote(start, end, kind, name, act.speaker, self._speaker_span(act), act.cue, cue_span, id(act))

    def _speaker_span(self, act: Communication) -> tuple[int, int] | None:
        """The mention of the speaker in the evidence of its act."""
        mentions = self._mentions[act.speaker]
        first = bisect.bisect_left(mentions, act.start, key=lambda m: m.start)
        last = bisect.bisect_left(mentions, act.end, key=lambda m: m.start)
        return next(((m.start, m.end) for m in itertools.islice(mentions, first, last) if m.end <= act.end), None)


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
