"""Who is spoken to, as far as the clause says it."""

from __future__ import annotations

from typing import Any

from ..lexicon import word_list
from .actors import Actors
from .cues import Cue, behind
from .descriptions import described
from .grammar import child, each_other, first_verb, has_child
from .spot import Spot
from .words import audiences, may_speak, pronouns, speech_nouns


def addressees(actors: Actors, cue: Cue, speakers: list[int]) -> tuple[list[int], Any]:
    """Who is spoken to, and the token that says so."""
    told = _told(cue)
    if told is None or told.dep_ == "relcl" or each_other(told) and cue.frame["frame"] == "tell":
        return [], None
    kind, _ = pronouns().get(told.lower_, ("", ""))
    if kind == "relative" and cue.token.dep_ == "relcl":  # "the minister, whom he told"
        told, kind = cue.token.head, ""
    if kind in ("hearer", "thing", "relative"):
        return [], None
    spot = cue.spot.at(told)
    heard = _audience(actors, spot)
    if heard is not None:
        return [heard], told
    found = [a for a in actors.resolve(spot, exclude=speakers) if a not in speakers]
    return found or _unlisted(actors, cue, spot), told


def _unlisted(actors: Actors, cue: Cue, spot: Spot) -> list[int]:
    """A group whom no list knows ("told commuters"): whatever is told something can hear."""
    token = spot.token
    hears = cue.token.lemma_ in word_list("telling") and token.tag_ == "NNS" and may_speak(token)
    return described(actors, spot, "group", actors.countries(spot)) if hears else []


def _told(cue: Cue) -> Any:
    """The token of the addressee: where the frame has it, else where such clauses tend to have it."""
    token, frame = cue.token, cue.frame["frame"]
    told = None
    if frame == "tell":
        told = _object(token)
    elif frame == "to":
        told = _linked(cue)
    elif frame == "from":
        told = child(token, "nsubj")
    else:
        told = behind(cue, "to")
    if told is None and frame == "say":
        told = child(token, "dative")
    if told is None and frame in ("say", "tell"):
        told = _addressed_in_participle(token) or _other_side_of_opening(token)
    if told is None and cue.frame["channel"] == "letter":
        to = next((t for t in token.subtree if t.lower_ == "to" and t.dep_ in ("prep", "dative")), None)
        told = child(to, "pobj") if to is not None else None
    return told


def _object(token: Any) -> Any:
    """Whom the verb tells, asks or warns: its object, or its subject in the passive."""
    if not has_child(token, "auxpass"):
        told = child(token, "dobj", "dative", "oprd")
    else:
        told = child(token, "nsubjpass")
        if told is None and token.dep_ == "conj":
            told = child(token.head, "nsubj", "nsubjpass")  # "told him and was told by him"
    if told is None and token.dep_ == "acl" and token.tag_ == "VBN":
        told = token.head
    clause = child(token, "ccomp", "xcomp")
    if told is None and clause is not None and token.lemma_ != "warn":
        told = child(clause, "nsubj")  # "asked Turkey to help": the parser may hang the object on the infinitive
        told = told if told is not None and told.i > token.i and clause.tag_ == "VB" else None
    return told


def _linked(cue: Cue) -> Any:
    """What stands behind the preposition of the frame."""
    if cue.link is not None:
        pobj = child(cue.link, "pobj")
        return cue.link if pobj is None and cue.link.dep_ == "dative" else pobj
    if cue.noun is None:
        return None
    handed = child(cue.token, "nsubjpass") if cue.noun.dep_ == "dobj" else None  # "was handed a letter by"
    return behind(cue, "to", "with") or child(cue.token, "dative") or handed


def _addressed_in_participle(token: Any) -> Any:
    """Whom the act addresses by a participle of its own: "Speaking to reporters, she said"."""
    for clause in token.children:
        if clause.dep_ == "advcl" and clause.lemma_ in word_list("addressing") and clause.tag_ == "VBG":
            to = next((c for c in clause.children if c.dep_ == "prep" and c.lower_ == "to"), None)
            return child(to, "pobj") if to is not None else child(clause, "dobj")
    return None


def _other_side_of_opening(token: Any) -> Any:
    """The other side of what the act took place in: "In a call with her, he urged ...", "in a letter to them"."""
    first = first_verb(token)
    aside = [c for c in first.children if c.dep_ in ("nsubj", "advcl") and c.i < first.i]
    for prep in (c for t in dict.fromkeys((token, first, *aside)) for c in t.children if c.dep_ == "prep"):
        noun = child(prep, "pobj") if prep.lower_ in ("in", "during", "at") else None
        if noun is not None and noun.lemma_.lower() in speech_nouns():
            for link in noun.children:
                if link.dep_ == "prep" and link.lower_ in ("with", "to") and has_child(link, "pobj"):
                    return child(link, "pobj")
    return None


def _audience(actors: Actors, spot: Spot) -> int | None:
    """The audience that the noun means, unless it is somebody's own or part of a name."""
    word = spot.token.lower_
    if word not in audiences() or actors.named(spot) is not None:
        return None
    if any(word in actors[a].name.lower().split() for a in actors.of_kind("organisation")):
        return None
    for part in spot.token.children:
        if part.dep_ == "poss" or part.dep_ in ("amod", "compound") and actors.name_at(spot.at(part)) is not None:
            return None
    return actors.audience(audiences()[word])
