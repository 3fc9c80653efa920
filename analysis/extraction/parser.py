"""Text to sentences with grammar.

A quotation of a sentence or more is parsed on its own, and its place in the narration is taken by a stand-in
(``“Yes,” Price said in a statement``): a quoted speech of six sentences then neither cuts its paragraph into pieces
nor hides the verb that reports it.  Long offices before names are left out for the same reason.  A quotation of some
words stays where it stands, as part of its sentence.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..parcels import parcels
from .language import Told, documents
from .layout import Paragraph, Quotation, paragraphs, quotations, sentence_case
from .offices import offices
from .tokens import Doc, begin

STAND_IN = "Yes"
_TOGETHER = 50_000  # characters of articles that are parsed at once: memory grows with them
# "On 24 August 2021 Nikol Pashinyan told ...": without a comma the parser takes date and name for one phrase
_OPENING_DATE = re.compile(
    r"(?<![\w,])(?:On|In|By|Late on|Early on) (?:"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?! (?:morning|afternoon|evening|night))"
    r"|(?:\d{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?: \d{1,2})?(?:,? \d{4})?"
    r")(?= [A-Z])"
)
_LONGEST = 5_000  # characters parsed at a time: what a line costs must grow with its length, and no faster
_MOST = 1_000_000  # characters of an article that are read closely: a long novel
_FEWEST = 100  # characters that a stretch of text costs at least, however short it is
_LONG_WORD = re.compile(r"\S{200}(?=\S)")  # no word: the tokenizer looks through the rest of it at every mark
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]{0,3}\s")

Problem = dict[str, Any]  # a row of ``problems`` in the making
Edit = tuple[int, int, str, int | None]  # from, to, what stands there for the parser, quotation it stands for


@dataclass
class Segment:
    """A stretch of text parsed on its own: narration of a paragraph, or one quotation in full sentences."""

    text: str
    pieces: list[tuple[int, int, int | None]]  # where it begins here, where in the article, quotation it stands for
    paragraph: int
    quotation: int | None = None
    number: int = -1  # its place among the segments of the article
    doc: Any = None
    spans: list[tuple[int, int]] = field(default_factory=list)  # of each token, in the article
    stand_ins: list[int | None] = field(default_factory=list)  # of each token, the quotation that it stands for
    offices: dict[int, str] = field(default_factory=dict)  # where a name begins, to the office left out before it

    def add(self, stretch: str, start: int, stands_for: int | None) -> None:
        """Append a stretch that begins in the article at ``start``."""
        self.pieces.append((len(self.text), start, stands_for))
        self.text += stretch

    def attach(self, told: Told, quoted: list[Quotation]) -> None:
        """Take what the model says of the text and work out where each of its tokens stands in the article."""
        self.doc = Doc(self.text, told)
        at, behind = 0, [piece[0] for piece in self.pieces[1:]]
        for (here, there, stands_for), end in zip(self.pieces, [*behind, len(self.text)], strict=True):
            own = self.doc[at : bisect.bisect_left(self.doc, end, at, key=begin)]
            at += len(own)
            self.stand_ins += [stands_for] * len(own)
            if stands_for is None:
                on = there - here
                self.spans += [(token.idx + on, token.idx + on + len(token.text)) for token in own]
            else:
                self.spans += [(quoted[stands_for].outer_start, quoted[stands_for].outer_end)] * len(own)

    def stands_for(self, token: Any) -> int | None:
        """The quotation whose stand-in the token belongs to."""
        return self.stand_ins[token.i]

    def beginning_in(self, start: int, end: int, sentence: Any) -> list[Any]:
        """The tokens of a sentence that begin in a stretch of the article."""
        first = bisect.bisect_left(self.spans, (start,), sentence.start, sentence.end)
        found: list[Any] = self.doc[first : bisect.bisect_left(self.spans, (end,), first, sentence.end)]
        return found

    def span(self, first: int, last: int) -> tuple[int, int]:
        """The article span from the first to the last token (both included)."""
        return self.spans[first][0], self.spans[last][1]


@dataclass
class Parsed:
    """One article, parsed: its text, layout and segments in the order of the text."""

    text: str
    title_end: int
    paragraphs: list[Paragraph]
    quotations: list[Quotation]
    segments: list[Segment]
    problems: list[Problem] = field(default_factory=list)


def parse(texts: Iterable[tuple[str, int]]) -> Iterator[Parsed]:
    """Parsed articles, in order, from pairs of text and length of the headline that opens it."""
    for together in parcels((_prepare(text, title_end) for text, title_end in texts), _letters, _TOGETHER):
        told = iter(documents([segment.text for article in together for segment in article.segments]))
        for article in together:
            for segment in article.segments:
                segment.attach(next(told), article.quotations)
            yield article


def _letters(article: Parsed) -> int:
    return sum(len(segment.text) for segment in article.segments)


def _prepare(text: str, title_end: int) -> Parsed:
    parts, seen = paragraphs(text), sentence_case(text, title_end)
    quoted = quotations(text, parts)
    segments: list[Segment] = []
    problems: list[Problem] = []
    cost = 0
    of_part: dict[int, list[tuple[int, Quotation]]] = {}
    for i, quotation in enumerate(quoted):
        if _in_sentences(text, quotation):
            of_part.setdefault(quotation.paragraph, []).append((i, quotation))
    for number, part in enumerate(parts):
        if cost > _MOST:
            problems.append(_unread(part.start, len(text)))
            break
        own, so_far = of_part.get(number, []), len(segments)
        stand_ins: list[Edit] = [(q.outer_start, q.outer_end, _stand_in(text, q), i) for i, q in own]
        bounded = list(_bounded(seen, part.prose, part.end, stand_ins))
        for start, end in bounded:
            segments.append(_segment(seen, start, end, stand_ins, number, None))
        for i, quotation in own:
            for start, end in _bounded(text, quotation.start, quotation.end, []):
                segments.append(_segment(text, start, end, [], number, i))
        cost += sum(max(_FEWEST, len(segment.text)) for segment in segments[so_far:])
        if any(not _SENTENCE_END.search(text, end - 4, end + 1) for _, end in bounded[:-1]):
            problems.append(_torn(part))
    spoken = [s for s in segments if s.text.strip()]
    for number, segment in enumerate(spoken):
        segment.number = number
    return Parsed(text, title_end, parts, quoted, spoken, problems)


def _unread(start: int, end: int) -> Problem:
    return {
        "location": f"characters {start} to {end}",
        "severity": "warning",
        "message": f"the article is longer than the {_MOST:,} characters that are read closely: in the rest of it only "
        "dates and quotation marks were looked for",
        "remedy": "split it into one file an article",
    }


def _torn(part: Paragraph) -> Problem:
    return {
        "location": f"characters {part.start} to {part.end}",
        "severity": "warning",
        "message": f"a sentence has more than {_LONGEST:,} characters: it was read in pieces",
        "remedy": "see whether it is a list, or lacks its full stops",
    }


def _bounded(text: str, start: int, end: int, stand_ins: list[Edit]) -> Iterator[tuple[int, int]]:
    """The stretch in lengths that the parser can take at a time, cut at the ends of sentences where there are any."""
    while end - start > _LONGEST:
        last = start + _LONGEST
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start, last)]
        cut = ends[-1] if ends else text.rfind(" ", start, last) + 1 or last
        cut = next((e for s, e, _, _ in stand_ins if s < cut < e), cut)
        yield start, cut
        start = cut
    yield start, end


def _segment(text: str, start: int, end: int, stand_ins: list[Edit], paragraph: int, quotation: int | None) -> Segment:
    """The stretch of text as the parser sees it: with stand-ins, without long offices."""
    stand_ins = [edit for edit in stand_ins if start <= edit[0] < end]
    hidden = [o for o in offices(text, start, end) if not any(s < o.name and o.start < e for s, e, _, _ in stand_ins)]
    dated = [(m.end(), m.end(), ",", None) for m in _OPENING_DATE.finditer(text, start, end)]
    dated = [d for d in dated if not any(s <= d[0] < e for s, e, _, _ in stand_ins)]
    apart = [(m.end(), m.end(), " ", None) for m in _LONG_WORD.finditer(text, start, end)]
    covered = [*stand_ins, *((o.start, o.name, "", None) for o in hidden)] if apart else []
    apart = [a for a in apart if a[0] < end and not any(s <= a[0] < e for s, e, _, _ in covered)]
    edits = sorted([*stand_ins, *dated, *apart, *((o.start, o.name, "", None) for o in hidden)])
    roles = {o.name: text[o.start : o.end] for o in hidden}
    segment = Segment("", [], paragraph, quotation)
    position = start
    for cut_start, cut_end, replacement, stands_for in [*edits, (end, end, "", None)]:
        if position < cut_start:
            segment.add(text[position:cut_start], position, None)
        if replacement:
            segment.add(replacement, cut_start, stands_for)
        if cut_end in roles:
            segment.offices[len(segment.text)] = roles[cut_end]
        position = cut_end
    return segment


def _in_sentences(text: str, quotation: Quotation) -> bool:
    """Whether the quotation speaks in sentences of its own, so that its grammar is not that of the narration."""
    content = text[quotation.start : quotation.end].strip()
    words = content.count(" ") + 1
    if words >= 25 or quotation.continues is not None or not quotation.closed:
        return True
    if not content or not (content[0].isupper() or content[0] in "…[.'‘"):
        return False
    if words < 4:
        return content[-1] in ",.!?"  # "It is late," she said: a title or an ironic word has no stop of its own
    after = text[quotation.outer_end : quotation.outer_end + 2].strip()
    return content[-1] in ",.!?…;—–-]" or not after or after[0] in ",.;—–"


def _stand_in(text: str, quotation: Quotation) -> str:
    """Yes in quotation marks; a question that the sentence goes on from ends in a comma: “Why?” Price asked."""
    last = text[quotation.start : quotation.end].rstrip()[-1:]
    before = text[max(0, quotation.outer_start - 3) : quotation.outer_start].rstrip(" ")
    after = text[quotation.outer_end : quotation.outer_end + 3]
    if last in "!?" and (not before or before[-1] in '.!?\n”"') and re.match(r" [^\W\d]", after):
        last = ","
    return f'"{STAND_IN}{last if last in ",.!?" else ""}"'
