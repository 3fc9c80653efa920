"""Numbers that are claimed: how many of what were killed, taken or destroyed, whose they were, and who says so.

A claim is a number with what it counts (``lexicon/counted.csv``) and what befell it (``lexicon/fates.csv``); a number
without a fate (a price, an age, a vote, a resolution) is none, nor is what is planned, asked for or denied.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import islice
from typing import Any

from .claimants import Claimants
from .counted import fate_behind, fate_of, noun_behind, state_behind, toll_before
from .fates import Told
from .findings import Claim
from .gazetteer import country_names
from .grammar import child
from .parser import Parsed, Segment
from .quantities import Number, numbers
from .spot import Spot
from .times import TimeExpression

_NEAR = 6  # tokens behind a noun in which "on their side" says whose
_OWNERS = ("amod", "compound", "nmod", "poss")


class Claims:
    """The claims of one article, in the order in which its segments are read."""

    def __init__(self, parsed: Parsed, claimants: Claimants, times: list[TimeExpression]):
        self.parsed, self.claimants, self.actors = parsed, claimants, claimants.actors
        self.found: list[Claim] = []
        dated = sorted((t.start, t.end) for t in times)
        self._starts, self._ends = [s for s, _ in dated], [e for _, e in dated]

    def read(self, segment: Segment, voice: int | None) -> None:
        """Take in the claims of one segment; ``voice`` is who speaks it."""
        before: Claim | None = None  # of the same segment
        for number in numbers(segment.doc):
            spot = Spot(segment, segment.doc[number.last], voice)
            if segment.stands_for(spot.token) is not None or self._is_time(segment, number):
                continue
            told = self._told(segment.doc, number, before)
            if told is None:
                continue
            claim = self._claim(spot, number, told, before)
            if claim is not None:
                before = claim
                self.found.append(claim)

    def _is_time(self, segment: Segment, number: Number) -> bool:
        start, end = segment.span(number.first, number.last)
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start

    def _told(self, doc: Any, number: Number, before: Claim | None) -> Told | None:
        """What the number counts and what befell it, from the words behind it, around it, or the toll before it."""
        noun = noun_behind(doc, number)
        if noun is None:
            what = before.counted if before is not None else ""
            return state_behind(doc, number) or toll_before(doc, number, bool(what)) or fate_behind(doc, number, what)
        fate = fate_of(doc, number, noun)
        if fate is None and before is not None and _is_part(doc, number):
            return Told(noun.what, before.fate, noun.token, noun.token)
        toll = toll_before(doc, number, False) if fate is None else None  # "put its losses at 23 soldiers"
        return fate if toll is None else replace(toll, counted=noun.what, end=noun.token)

    def _claim(self, spot: Spot, number: Number, told: Told, before: Claim | None) -> Claim | None:
        teller = self.claimants.of(spot)
        if teller is None:
            return None
        doc, first, last = spot.segment.doc, number.begins, number.last
        ends = [t.i for t in (told.noun, told.end) if t is not None]
        first, last = min([first, *ends]), max([last, *ends])
        start, end = spot.segment.span(first, last)
        counted, fate = told.counted, told.fate
        side = self._side(spot, number, told)
        if not fate and before is not None:
            counted, fate, side = before.counted, before.fate, side or before.side
        elif side is None and before is not None and _is_part(doc, number):
            side = before.side
        bound = number.bound or told.bound
        act = None if teller.act is None else id(teller.act)
        return Claim(start, end, number.value, bound, counted, fate, side, teller.actor, act, told.total)

    # -- whose ---------------------------------------------------------------------------------------------------

    def _side(self, spot: Spot, number: Number, told: Told) -> str | None:
        """Whose they are, where the words around say so: a country's name, or that of a body."""
        doc = spot.segment.doc
        heads = [t for t in (told.noun, doc[number.last], told.end) if t is not None]
        for head in heads:
            for part in _owners(head) if head.tag_ != "NNPS" else [head]:  # "twelve Americans"
                side = self._named(spot.at(part))
                if side is not None:
                    return side
        behind = doc[heads[0].i : heads[0].i + _NEAR]
        for token in behind:
            if token.lower_ in ("side", "territory", "soil") and token.head.lower_ in ("on", "of"):
                for part in _owners(token):
                    side = self._named(spot.at(part))
                    if side is not None:
                        return side
        return self._named(spot.at(told.loser)) if told.loser is not None else None

    def _named(self, spot: Spot) -> str | None:
        """The country, or the body, that a word stands for."""
        code = self.actors.country_at(spot)
        if code is not None:
            return country_names()[code]
        if spot.token.tag_ == "PRP$":
            subject = _subject_before(spot.token)
            side = self._named(spot.at(subject)) if subject is not None else None
            if side is not None:
                return side
        if spot.token.lower_ in ("side", "country"):  # "his side", "its country"
            owners = [self._named(spot.at(part)) for part in _owners(spot.token)]
            return next((owner for owner in owners if owner), None)
        name = self.actors.name_at(spot)
        number = name.actor if name is not None else None
        if number is None and spot.token.pos_ in ("PRON", "NOUN"):
            meant = self.actors.resolve(spot)
            number = meant[0] if len(meant) == 1 else None
        if number is None:
            return None
        who = self.actors[number]
        is_side = who.named and who.kind in ("organisation", "country")
        return country_names().get(who.country or "", who.name if is_side else None)


def _owners(head: Any) -> list[Any]:
    """What says whose: "Armenian soldiers", "its soldiers", "servicemen of Azerbaijan"."""
    before = [c for c in head.children if c.dep_ in _OWNERS]
    behind = [c for p in head.children if p.dep_ == "prep" and p.lower_ in ("of", "from") for c in p.children]
    genitive = [head.nbor(-2)] if head.i > 1 and head.nbor(-1).tag_ == "POS" else []
    return [*before, *genitive, *(c for c in behind if c.dep_ == "pobj")]


def _subject_before(pronoun: Any) -> Any:
    """The subject of the nearest verb above that stands before the pronoun: "Baku gave its losses"."""
    above = (child(verb, "nsubj") for verb in islice(pronoun.ancestors, _NEAR))
    return next((t for t in above if t is not None and t.i < pronoun.i and t.tag_ != "PRP"), None)


def _is_part(doc: Any, number: Number) -> bool:
    """Whether the number counts some of those counted before: "including three children"."""
    before = [t.lower_ for t in doc[max(0, number.begins - 2) : number.begins]]
    return before[-1:] == ["including"] or before == ["among", "them"]
