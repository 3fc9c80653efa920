"""Who is quoted: every quotation and every reported clause, with its speaker and the word of speech.

A quotation belongs to the act that its sentence reports; after a colon, to the act before the colon; with no word of
speech, to whoever was quoted last in that paragraph or the one before (the standing speaker).  Words in quotation marks that
nobody is said to have uttered (a title, a name, the paper's own irony) are no quotes.
"""

from __future__ import annotations

from typing import Any

from .actors import Actors
from .communications import Accepted, Communications
from .findings import Communication, Quote
from .layout import Quotation
from .parser import Parsed

_SAYING = ("say", "tell", "to")


class Quotes:
    """The quotes of one article; ``attribute`` settles who speaks each quotation, ``rows`` gives all of them."""

    def __init__(self, parsed: Parsed, actors: Actors, acts: Communications):
        self.parsed, self.actors, self.acts = parsed, actors, acts
        self.source: dict[int, tuple[Accepted, str]] = {}  # quotation -> act that carries it, rule

    # -- turns of a transcript ---------------------------------------------------------------------------------

    def turns(self) -> dict[int, int]:
        """Paragraph to the actor whose turn it is, where the text is a transcript."""
        found: dict[int, int] = {}
        for number, part in enumerate(self.parsed.paragraphs):
            if part.turn:
                found[number] = self._turn_actor(part.turn)
        return found

    def _turn_actor(self, label: str) -> int:
        if label in ("Q", "QUESTION"):
            return self.actors.audience("reporters")
        name = " ".join(w.capitalize() for w in label.split() if w.rstrip(".").lower() not in ("mr", "ms", "mrs", "dr"))
        fitting = [i for i, a in enumerate(self.actors.actors) if a.kind == "person" and name.split()[-1] in a.name.split()]
        return fitting[0] if fitting else self.actors.add(name.split()[-1] if len(name.split()) > 1 else name, "person")

    def turn_acts(self, turns: dict[int, int]) -> None:
        """One act a turn: its speaker to the reporters; a question goes to whoever answers."""
        reporters = self.actors.audience("reporters") if turns else -1
        for number, speaker in turns.items():
            part = self.parsed.paragraphs[number]
            if part.prose == part.start or speaker == reporters:
                continue
            end = part.prose + min((self.parsed.text[part.prose : part.end] + " ").find(" ", 20) % 60 + 1, part.end - part.prose)
            act = Communication(part.start, end, speaker, [reporters], False, f"{part.turn}:", "SAY", "press", "happened", "turn")
            self.acts.accepted.append(Accepted(act, -1, None, -1))

    # -- quotations --------------------------------------------------------------------------------------------

    def attribute(self) -> dict[int, int]:
        """Quotation to its speaker, as far as the narration tells."""
        tokens = self._tokens()
        last: tuple[int, tuple[Accepted, str]] | None = None
        for index, quotation in enumerate(self.parsed.quotations):
            found = self._carried(index, tokens.get(index, [])) or self._after_colon(quotation)
            if found is None and last is not None and self._stands_alone(quotation) and quotation.paragraph - last[0] <= 1:
                found = (last[1][0], "floating")
            if found is not None:
                self.source[index] = found
                last = (quotation.paragraph, found)
        for index, quotation in reversed(list(enumerate(self.parsed.quotations))):
            if quotation.continues is not None:  # a speech over several paragraphs has one speaker
                for a, b in ((index, quotation.continues), (quotation.continues, index)):
                    if a in self.source and (b not in self.source or self.source[b][1] == "floating"):
                        self.source[b] = (self.source[a][0], "continued")
        return {i: act.communication.speaker for i, (act, _) in self.source.items()}

    def _tokens(self) -> dict[int, list[tuple[int, Any]]]:
        """Quotation to the tokens that it has in the narration."""
        found: dict[int, list[tuple[int, Any]]] = {}
        for number, segment in enumerate(self.parsed.segments):
            if segment.quotation is not None:
                continue
            inline = [(i, q) for i, q in enumerate(self.parsed.quotations) if q.paragraph == segment.paragraph]
            for token in segment.doc:
                stands_for = segment.stands_for(token)
                if stands_for is not None:
                    if token.is_alpha:
                        found.setdefault(stands_for, []).append((number, token))
                    continue
                start = segment.spans[token.i][0]
                for i, q in inline:
                    if q.start <= start < q.end and not token.is_punct:
                        found.setdefault(i, []).append((number, token))
        return found

    def _carried(self, index: int, tokens: list[tuple[int, Any]]) -> tuple[Accepted, str] | None:
        """The act whose clause holds the quotation: upwards in the tree first, then the nearest of the sentence."""
        if not tokens:
            return None
        for number, token in tokens[:1] + tokens[-1:]:
            head = token
            for _ in range(12):
                if (number, head.i) in self.acts.by_token and head != token:
                    return self.acts.by_token[number, head.i], "quoted"
                if head.head == head:
                    break
                head = head.head
        number, token = tokens[0]
        segment = self.parsed.segments[number]
        near = [
            (abs(t.i - token.i), self.acts.by_token[number, t.i])
            for t in token.sent
            if (number, t.i) in self.acts.by_token and not self.acts.by_token[number, t.i].communication.mutual
        ]
        if near and (segment.stands_for(token) is not None or min(near, key=lambda n: n[0])[0] < 10):
            return min(near, key=lambda n: n[0])[1], "quoted-near"
        return None

    def _after_colon(self, quotation: Quotation) -> tuple[Accepted, str] | None:
        """The act that announces the quotation: "He wrote to them: ..."."""
        text, start = self.parsed.text, quotation.outer_start
        before = text[max(0, start - 3) : start].rstrip()
        if not before.endswith((":", "—", "–", ",")):
            return None
        paragraph = self.parsed.paragraphs[quotation.paragraph]
        acts = [
            a for a in self.acts.accepted
            if a.token is not None and paragraph.start <= a.communication.start and a.communication.end <= start and self.parsed.segments[a.segment].quotation is None
        ]  # fmt: skip
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
        found: list[Quote] = []
        covered: set[int] = set()
        for accepted in self.acts.accepted:
            if accepted.token is None or accepted.communication.mutual or accepted.segment < 0:
                continue
            if self.parsed.segments[accepted.segment].quotation is None and self.parsed.segments[accepted.segment].paragraph not in turns:
                found += self._reported(accepted, covered)
        for index, (accepted, rule) in self.source.items():
            quotation = self.parsed.quotations[index]
            if index not in covered and quotation.paragraph not in turns and quotation.end > quotation.start:
                found.append(self._row(quotation.start, quotation.end, "direct", rule, accepted))
        for number, speaker in turns.items():
            part = self.parsed.paragraphs[number]
            found.append(Quote(part.prose, part.end, "direct", "turn", speaker, (part.start, part.prose)))
        return sorted(found, key=lambda q: (q.start, q.end))

    def _reported(self, accepted: Accepted, covered: set[int]) -> list[Quote]:
        """The clause that an act reports in its own words, mixed where some of them stand in quotation marks."""
        segment, token = self.parsed.segments[accepted.segment], accepted.token
        clause = next((c for c in token.children if c.dep_ == "ccomp" and segment.stands_for(c) is None), None)
        if clause is None:
            return []
        inside = [t for t in clause.subtree if segment.stands_for(t) is None and t.i != token.i]
        after = [t for t in inside if t.i > token.i]
        side = after if len(after) >= len(inside) - len(after) else [t for t in inside if t.i < token.i]
        side = [t for t in side if not t.is_punct or t.i not in (side[0].i, side[-1].i)]
        if len(side) < 2:
            return []
        start, end = segment.span(side[0].i, side[-1].i)
        quoted = [i for i, q in enumerate(self.parsed.quotations) if start <= q.start and q.end <= end + 2]
        if any(segment.stands_for(t) is not None for t in segment.doc[side[0].i : side[-1].i + 1]):
            return []
        covered.update(i for i in quoted)
        end = max([end, *(self.parsed.quotations[i].outer_end for i in quoted)])
        return [self._row(start, end, "mixed" if quoted else "indirect", "reported", accepted)]

    def _row(self, start: int, end: int, kind: str, rule: str, accepted: Accepted) -> Quote:
        act, token = accepted.communication, accepted.token
        cue_span = None if token is None else self.parsed.segments[accepted.segment].spans[token.i]
        return Quote(start, end, kind, rule, act.speaker, self._speaker_span(accepted), act.cue, cue_span, id(act))

    def _speaker_span(self, accepted: Accepted) -> tuple[int, int] | None:
        """The mention of the speaker in the evidence of its act."""
        act = accepted.communication
        inside = [m for m in self.actors.mentions if m.actor == act.speaker and act.start <= m.start and m.end <= act.end]
        return (inside[0].start, inside[0].end) if inside else None
