"""Who makes a claim: the speaker in whose words it stands; nobody where the article says so itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..lexicon import word_list
from .communications import Communications
from .findings import Communication
from .grammar import child
from .ledger import Accepted
from .quotes import Quotes
from .spot import Spot
from .words import may_speak

_DEEP = 12  # steps in the tree from a number up to the verb of whoever counts


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who makes a claim (None: the article), and the act in whose words it stands."""

    actor: int | None = None
    act: Communication | None = None


class Claimants:
    """Whoever vouches for what is said in one article."""

    def __init__(self, acts: Communications, quotes: Quotes):
        self.acts, self.quotes, self.actors = acts, quotes, acts.actors

    def of(self, spot: Spot) -> Claimant | None:
        """Who says what stands at the spot; None where it is denied, or only planned to be said."""
        accepted = self._teller(spot)
        counting = self._counting(spot) if accepted is None else None
        if counting is not None:
            return Claimant(counting)
        accepted = accepted or self._said_before(spot)
        if accepted is not None:
            act = accepted.communication
            if act.status != "happened" or act.act == "REJECT":
                return None
            return Claimant(act.reported_by if act.mutual else act.speaker, act)
        for token in spot.token.sent:
            source = self.acts.ledger.at(spot.segment, token) if token.lower_ == "according" else None
            if source is not None:
                return Claimant(source.communication.speaker, source.communication)
        quoted = self.quotes.source.get(spot.segment.quotation) if spot.segment.quotation is not None else None
        if quoted is not None:
            return Claimant(quoted.speaker, quoted.act)
        return Claimant(self.acts.attributed if spot.voice is None else spot.voice)

    def _teller(self, spot: Spot) -> Accepted | None:
        """The act in whose content the number stands; not one behind a semicolon, where one before it is as near."""
        above = self.acts.telling(spot)
        between = spot.token.doc[spot.token.i : above.token.i] if above is not None else ()
        parted = any(t.text == ";" for t in between)
        return self._said_before(spot) if parted else above

    def _said_before(self, spot: Spot) -> Accepted | None:
        """The act of plain saying before the number in its clause, where the parser hung the number on another word."""
        said = None
        for token in spot.token.doc[spot.token.sent.start : spot.token.i]:
            accepted = self.acts.ledger.at(spot.segment, token)
            if accepted is not None:
                said = accepted
            elif token.text == ";":
                said = None
        return said if said is not None and said.root == "SAY" and not said.communication.mutual else None

    def _counting(self, spot: Spot) -> int | None:
        """Whoever counts, by a verb that reports no act: "the council put the dead at 207"."""
        token: Any = spot.token
        for _ in range(_DEEP):
            if token.head == token:
                return None
            token = token.head
            subject = child(token, "nsubj") if token.lemma_ in word_list("counting") else None
            if subject is not None and may_speak(subject):
                who = self.actors.resolve(spot.at(subject))
                return who[0] if len(who) == 1 else None
        return None
