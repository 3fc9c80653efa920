"""Where an act or a happening took place, as the text names it: "in Geneva", "at a hotel in New York".

A place counts where its preposition hangs on the verb that tells, or on what only says on which occasion ("at a press
conference in Geneva"); what is spoken about has places of its own ("discussed the fighting in Libya").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from .. import lexicon
from ..lexicon import word_list
from .actors import Actors
from .cues import Cue
from .grammar import child, conjuncts, first_verb, has_word, is_subject, is_verb
from .ledger import Sides
from .naming import Name
from .spot import Spot

_FAR = 40  # tokens between a verb and its place
_DEEP = 8  # steps in the tree from a place to the verb that it belongs to
_MOST = 4  # places named together ("near Kapan and Goris")
_PLACES = ("place", "capital", "country", "seat")
_CONTENT = ("dobj", "ccomp", "xcomp", "attr", "oprd")
_TIMES = ("DATE", "TIME")
_UNKNOWN = ("", "GPE", "LOC", "FAC")  # entities of a capitalised word that may be a place

Hosts = Callable[[Any, Any], bool]  # whether a word, with the one that hangs on it below, is what takes place there


@cache
def _words(kind: str) -> frozenset[str]:
    """The words of one kind of the list of places; those of several parts are joined by an underscore."""
    lines = [row["words"].split() for row in lexicon.load("places") if row["kind"] == kind]
    return frozenset(word.replace("_", " ") for line in lines for word in line)


@cache
def _grounds() -> frozenset[str]:
    """Nouns that say what kind of town or region a name is of: "the village of Halvern"."""
    return _words("town") | _words("area")


def place_of_act(cue: Cue, sides: Sides, actors: Actors) -> str | None:
    """The place that the sentence gives for the act."""
    hears = sides.mutual or bool(sides.addressees) and all(actors[a].kind == "audience" for a in sides.addressees)
    told = conjuncts(sides.told) if sides.told is not None and hears else []

    def hosts(above: Any, below: Any) -> bool:
        if above in told or above == sides.subject and above.i > cue.token.i and above.pos_ == "PROPN":
            return True  # "told reporters in Halvern", "said Brandt at a hearing in Halvern"
        if sides.mutual and above.head.dep_ == "agent" and above.head.head == cue.token:
            return True  # "hosted by him in Halvern"
        if above.i in (t.i for t in (cue.token, cue.noun) if t is not None):
            return not is_verb(above) or _says_where(cue, sides, below)
        return is_verb(above) and _is_of_its_occasion(cue, above, below)

    return _nearest(cue.spot, actors, hosts, _words("occasion"))


def place_of_happening(spot: Spot, actors: Actors) -> str | None:
    """The place that the clause of the verb gives for what happened."""
    verb = spot.token

    def hosts(above: Any, below: Any) -> bool:
        if above == verb or above.dep_ == "xcomp" and above.head == verb:
            return above.lemma_ not in _words("printing")
        if above.head != verb or is_verb(above):
            return False
        return above.dep_ in ("dobj", "nsubjpass") or is_subject(above) and above.lemma_.lower() in _words("deed")

    return _nearest(spot, actors, hosts, _words("occasion") | _words("deed"))


def _nearest(spot: Spot, actors: Actors, hosts: Hosts, occasions: frozenset[str]) -> str | None:
    """The named place of the sentence with the fewest steps up to what hosts it; ``occasions`` may stand between."""
    found, token = [], spot.token
    near = range(max(token.sent.start, token.i - _FAR), min(token.sent.end, token.i + _FAR))
    for prep in _prepositions(token.doc[near.start : near.stop]):
        words = _place_behind(spot.at(prep), actors)
        steps = _steps(spot.at(prep), actors, hosts, occasions) if words else None
        if words and steps is not None:
            found.append((steps, prep.i, words))
    return min(found)[2] if found else _there(spot, actors, hosts)


def _there(spot: Spot, actors: Actors, hosts: Hosts) -> str | None:
    """The place named last in the paragraph, for a verb beside which "there" stands."""
    doc, token = spot.token.doc, spot.token
    there = next((t for t in token.sent if t.lower_ == "there" and t.dep_ == "advmod" and hosts(t.head, t)), None)
    before = _prepositions(reversed(doc[: there.i])) if there is not None else ()
    return next(filter(None, (_place_behind(spot.at(prep), actors) for prep in before)), None)


def _prepositions(tokens: Iterable[Any]) -> list[Any]:
    return [t for t in tokens if t.dep_ == "prep"]


# -- from a place to its verb --------------------------------------------------------------------------------------


def _steps(spot: Spot, actors: Actors, hosts: Hosts, occasions: frozenset[str]) -> int | None:
    """How far what hosts the place is above its preposition; None where the place is that of something else."""
    below, above = spot.token, spot.token.head
    for steps in range(_DEEP):
        if hosts(above, below):
            return steps
        if above.head == above or not _only_says_where_or_when(spot.at(above), actors, occasions):
            return None
        below, above = above, above.head
    return None


def _only_says_where_or_when(spot: Spot, actors: Actors, occasions: frozenset[str]) -> bool:
    """Whether what hangs on the word hangs on what the word hangs on: "at a hotel in", "on Sunday in"."""
    token = spot.token
    if token.dep_ == "prep":
        kind = token.head.lemma_.lower()
        if token.lower_ == "of":  # "on the margins of the assembly in New York"
            return kind in occasions or kind in _grounds()
        return token.lower_ in _words("circumstance") or token.lower_ in _words("before")
    if token.ent_type_ in _TIMES:
        return True
    if token.dep_ != "pobj":
        return False
    noun = token.lemma_.lower()
    if token.head.lower_ == "of" or noun in occasions:
        return token.head.lower_ in _words("circumstance") or token.head.lower_ == "of"
    return noun in _words("site") or noun in _grounds() or _name(spot, actors) is not None


def _says_where(cue: Cue, sides: Sides, below: Any) -> bool:
    """Whether nothing of what is said stands between the verb and the place: else it is that of the content."""
    verb = cue.token
    if verb.lemma_ in _words("printing") and below.lower_ == "in":
        return False  # "wrote in the Halvern Gazette"
    own = [t.i for t in (cue.noun, cue.link, sides.told) if t is not None]
    between = [c for c in verb.children if verb.i < c.i < below.i and c.i not in own and c.ent_type_ not in _TIMES]
    return not any(c.dep_ in _CONTENT or c.dep_ == "prep" and c.lower_ in _words("content") for c in between)


def _is_of_its_occasion(cue: Cue, verb: Any, below: Any) -> bool:
    """Whether the act took place where another verb says: "speaking in Geneva, she said", "talks held in Geneva"."""
    token = cue.token
    if verb == first_verb(token) and below.i < verb.i:
        return True  # "In Geneva he met her and told her"
    if verb.dep_ == "advcl" and verb.head == token:
        return verb.tag_ in ("VBG", "VBN") and (
            verb.lemma_ in word_list("addressing") or verb.lemma_ in word_list("hosting")
        )
    if token.dep_ == "advcl" and token.head == verb:
        return token.tag_ == "VBG" and below.i < token.i  # "spoke in Geneva, calling for a truce"
    noun = token if cue.noun is None else cue.noun
    if verb.dep_ == "acl" and verb.head == noun:
        return verb.lemma_ in word_list("taking_place")
    return noun == token and is_subject(token) and token.head == verb and verb.lemma_ in word_list("taking_place")


# -- names of places -----------------------------------------------------------------------------------------------


def _place_behind(spot: Spot, actors: Actors) -> str | None:
    """The named place that the preposition leads up to: "in Sochi", "in the resort of Sochi"."""
    prep = spot.token
    noun = child(prep, "pobj")
    if noun is None or not _leads_up(prep, noun):
        return None
    if noun.lemma_.lower() in _grounds():
        of = next((c for c in noun.children if c.lower_ == "of"), None)
        inner = child(of, "pobj") if of is not None else child(noun, "appos")
        named = _name(spot.at(inner), actors) if inner is not None else None
        if named:
            return named
    return _name(spot.at(noun), actors)


def _leads_up(prep: Any, noun: Any) -> bool:
    """Whether the preposition says where: "on" before ground, "to" behind a journey, "of" what a siege is of."""
    if prep.lower_ == "on":
        return noun.lemma_.lower() in _grounds()
    if prep.lower_ == "to":
        return prep.head.lemma_.lower() in _words("journey")
    if prep.lower_ == "of":
        return prep.head.lemma_.lower() in _words("inflicted")
    if prep.lower_ == "from":
        return prep.head.lemma_ in word_list("addressing")
    return prep.lower_ in _words("before")


def _name(spot: Spot, actors: Actors) -> str | None:
    """The words that name a place, with the places that are coordinated with it."""
    first = _first(spot, actors)
    if first is None:
        return None
    last, doc = spot.token.i, spot.token.doc
    for other in conjuncts(spot.token)[1:_MOST]:
        start = _first(spot.at(other), actors)
        if start is None or not all(t.text in (",", "and", "the") for t in doc[last + 1 : start]):
            break
        last = other.i
    return " ".join(doc.span(first, last + 1).text.split())


def _first(spot: Spot, actors: Actors) -> int | None:
    """Where the name begins whose head the word is; None where it names no place."""
    token, doc, name = spot.token, spot.token.doc, actors.name_at(spot)
    if name is None:
        first = _first_compound(token)
        return first if _may_name(token, first) else None
    if name.kind not in _PLACES and name.name not in _words("house") and not _is_mistaken(spot, name, actors):
        return None
    return name.first - 1 if name.first > 0 and doc[name.first - 1].lower_ in _words("compass") else name.first


def _first_compound(token: Any) -> int:
    """The first of the proper nouns right before the word that are one name with it."""
    first = token.i
    while first > 0 and token.doc[first - 1].dep_ == "compound" and token.doc[first - 1].pos_ == "PROPN":
        first -= 1
    return int(first)


def _may_name(token: Any, first: int) -> bool:
    """Whether what no list and no recogniser knows names a place: "Norsund airport", a capitalised word."""
    kind = token.lemma_.lower()
    if kind in _words("site") or kind in _grounds():
        body = kind in _words("site") and has_word(token, "of")  # "the Dock Court of Appeal"
        return first < token.i and token.tag_ in ("NN", "NNP") and not body
    known = token.pos_ == "PROPN" and token.text[0].isupper() and token.ent_type_ in _UNKNOWN
    return known and token.text not in _words("tongue") and token.lower_ not in word_list("hall")


def _is_mistaken(spot: Spot, name: Name, actors: Actors) -> bool:
    """Whether the recogniser took a town for a person: one word behind "in" that is nobody's surname or office."""
    if name.kind != "person" or name.actor is None or name.role or name.first != name.last:
        return False
    return spot.token.head.lower_ in ("in", "near") and actors[name.actor].name == name.name
