"""One article -> its findings: a pure function of its text, so that findings can be cached and made in parallel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .actors import Actors
from .claimants import Claimants
from .claims import Claims
from .communications import Communications
from .entries import Entries
from .findings import Claim, Communication, Findings, Quote
from .happenings import find_happenings
from .packed import Packed, as_bytes, packed
from .parser import Parsed, parse
from .quotes import Quotes, never_closed
from .time_events import with_events
from .times import find_times
from .turns import turn_acts, turns
from .version import findings_version

__all__ = ["Findings", "Packed", "as_bytes", "extract", "findings_version", "packed"]


def extract(texts: Iterable[tuple[str, int]]) -> Iterator[Findings]:
    """Findings of each article, in order, from pairs of text and length of the headline that opens it."""
    for parsed in parse(texts):
        findings = _findings(parsed)
        for segment in parsed.segments:
            segment.doc.let_go()
        yield findings


def _findings(parsed: Parsed) -> Findings:
    entries = Entries(parsed, with_events(find_times(parsed.text), parsed.text))
    actors = Actors(parsed)
    acts = Communications(parsed, actors, entries)
    quotes = Quotes(parsed, actors, acts.ledger)
    voice = turns(parsed, actors)
    for number, segment in enumerate(parsed.segments):
        if segment.quotation is None:
            acts.read(number, voice.get(segment.paragraph))
    quoted = quotes.attribute()
    for number, segment in enumerate(parsed.segments):
        if segment.quotation is not None:
            acts.read(number, voice.get(segment.paragraph, quoted.get(segment.quotation)))
    turn_acts(parsed, actors, acts.ledger, voice)
    claims = Claims(parsed, Claimants(acts, quotes), entries.times)
    for segment in parsed.segments:
        spoken = quoted.get(segment.quotation) if segment.quotation is not None else None
        claims.read(segment, voice.get(segment.paragraph, spoken))
    claimed = sorted(claims.found, key=lambda claim: (claim.start, claim.end))
    communications, rows = _in_order([a.communication for a in acts.ledger.accepted], quotes.rows(voice), claimed)
    happenings = find_happenings(parsed, actors, entries, communications)
    mentions = sorted(actors.mentions, key=lambda m: (m.start, m.end, m.actor))
    problems = [*parsed.problems, *acts.problems, *never_closed(parsed.quotations)]
    return Findings(actors.all, mentions, entries.times, rows, communications, happenings, claimed, problems)


def _in_order(
    acts: list[Communication], quotes: list[Quote], claims: list[Claim]
) -> tuple[list[Communication], list[Quote]]:
    """Acts in the order of the text; quotes and claims then know theirs by its place, not by the object."""
    ordered = sorted(acts, key=lambda a: (a.start, a.end, a.speaker))
    at = {id(act): number for number, act in enumerate(ordered)}
    carried: list[Quote | Claim] = [*quotes, *claims]
    for told in carried:
        told.communication = None if told.communication is None else at.get(told.communication)
    return ordered, quotes
