"""What a number counts and what befell it: "three of its soldiers were killed", "79 dead", "the toll reached 105"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ..lexicon import word_list
from .fates import PEOPLE, Noun, Told, befell, counted_words, noun_of
from .grammar import child, has_child, is_verb
from .quantities import Number
from .status import status_of

_FAR = 6  # tokens between a number and the noun that it counts
_BACK = 14  # tokens between what is counted as a toll and its number
_ENDS = ("VBD", "VBZ", "VBP", "MD", "IN", "TO", "WDT", "WP", "WRB", "CC", ",", ".", ":")


def noun_behind(doc: Any, number: Number) -> Noun | None:
    """The noun that the number counts: "49 Armenian soldiers", "50 of its servicemen"; None for any other noun."""
    found = None
    for token in doc[number.last + 1 : number.last + 2 + _FAR]:
        if token.i == number.last + 1 and token.lower_ == "of":
            continue
        if token.pos_ == "NUM" or token.tag_ in _ENDS and not _is_kind(token, number):
            break
        noun = noun_of(token) or _noun_of_fate(token)
        if noun is not None:
            found = noun
        elif token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "nmod", "poss") and found is None:
            return None  # "49 percent", "44 days"
        if found is not None and not _goes_on(token):
            break
    return found


def _is_kind(token: Any, number: Number) -> bool:
    """Whether a word that is taken for a verb tells the kind of what is counted: "135 confirmed deaths"."""
    if befell("states", token, PEOPLE) is not None:
        return True
    behind = token.nbor() if token.i + 1 < len(token.doc) else token
    return token.i == number.last + 1 and token.tag_ == "VBD" and behind.pos_ in ("ADJ", "NOUN")


def _goes_on(token: Any) -> bool:
    """Whether the word only belongs to a noun behind it: "29 hospital workers", "two civilian deaths"."""
    behind = token.nbor() if token.i + 1 < len(token.doc) else None
    return behind is not None and (behind.pos_ == "NOUN" and (noun_of(behind) or _noun_of_fate(behind)) is not None)


def _noun_of_fate(token: Any) -> Noun | None:
    """A plural that counts by what befell: "deaths", "civilian casualties", "military losses"."""
    if token.pos_ != "NOUN" or token.tag_ == "NN" and token.lower_ not in ("dead",):
        return None
    if befell("nouns", token, PEOPLE) is None:
        return None
    of_kind = [noun for noun in map(noun_of, _before(token)) if noun is not None]
    return Noun(of_kind[0].what, of_kind[0].kind, token) if of_kind else Noun(PEOPLE, PEOPLE, token)


def _before(token: Any) -> list[Any]:
    """The words before a noun that tell what kind of it: adjectives and compounds."""
    return [c for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")]


# -- what befell -----------------------------------------------------------------------------------------------------


def fate_of(doc: Any, number: Number, noun: Noun) -> Told | None:
    """What befell the counted: by the words within and right behind the phrase, then by what it hangs on."""
    counts_itself = befell("nouns", noun.token, noun.kind)
    if counts_itself and noun.token.lemma_.lower() not in counted_words():
        return Told(noun.what, counts_itself, noun.token, noun.token)
    for token in doc[number.last + 1 : noun.token.i]:
        fate = befell("states", token, noun.kind)
        if fate:
            return Told(noun.what, fate, noun.token, noun.token)
    joined = _states(doc, noun.token.i + 1, noun.kind)
    if joined is not None:
        return Told(noun.what, joined[0], noun.token, joined[1])
    for top in (noun.token, doc[number.last]):
        told = _hanging(top, noun)
        if told is not None:
            return told
    return None


def _states(doc: Any, i: int, kind: str) -> tuple[str, Any] | None:
    """The state that the word at ``i`` gives what stands before it, with a second one: "dead and missing"."""
    if i >= len(doc):
        return None
    first = befell("states", doc[i], kind)
    if first is None or doc[i].tag_ == "VBD" and has_child(doc[i], "dobj") or not _stands_behind(doc[i]):
        return None
    if i + 2 < len(doc) and doc[i + 1].lower_ in ("and", "or"):
        second = befell("states", doc[i + 2], kind)
        if second is not None and second != first and _stands_behind(doc[i + 2]):
            return f"{first} or {second}", doc[i + 2]
    return first, doc[i]


def _stands_behind(state: Any) -> bool:
    """Whether a state tells of what is before it, and is not the first word of a phrase behind: "49 wounded men"."""
    behind = state.nbor() if state.i + 1 < len(state.doc) else None
    return behind is None or behind.pos_ not in ("NOUN", "PROPN") or behind.dep_ in ("npadvmod", "nsubj")


def _hanging(phrase: Any, noun: Noun) -> Told | None:
    """What the verb or noun tells that the phrase hangs on, or else the clause that hangs on the phrase."""
    return _above(phrase, noun) or _below(phrase, noun)


def _below(phrase: Any, noun: Noun) -> Told | None:
    """What a clause behind the phrase tells: "people driven from their homes"."""
    for clause in phrase.children:
        if clause.dep_ in ("acl", "relcl") and is_verb(clause):
            passive = clause.tag_ == "VBN" and not has_child(clause, "nsubj")
            fate = befell("verbs" if passive else "ways", clause, noun.kind)
            if fate and _took_place(clause):
                return Told(noun.what, fate, noun.token, noun.token)
    return None


def _above(top: Any, noun: Noun) -> Told | None:
    """What the verb or noun tells that the phrase, or the list that it is in, hangs on."""
    for _ in range(_FAR):
        if top.dep_ != "conj" or is_verb(top) or top.head == top:
            break
        top = top.head
    head = top.head
    if top.dep_ == "pobj" and head.lower_ == "of":
        figure = head.head.lemma_.lower() in word_list("figure")  # "a total of 24 people were hurt"
        return _above(head.head, noun) if figure else _of_noun(head.head, noun)
    return _of_verb(top, noun) if is_verb(head) and _took_place(head) else None


def _of_verb(top: Any, noun: Noun) -> Told | None:
    """What the verb above the phrase did to it, or says that it did or was."""
    head, fate, loser = top.head, None, None
    reduced = top.dep_ == "nsubj" and head.tag_ == "VBN" and not has_child(head, "aux")  # "3,000 homes destroyed"
    if top.dep_ in ("nsubjpass", "dobj") or reduced:
        fate = befell("verbs", head, noun.kind)
        loser = child(head, "nsubj") if head.lemma_ == "lose" and top.dep_ == "dobj" else None
    elif top.dep_ == "nsubj":
        fate = befell("ways", head, noun.kind) or _being(head, noun.kind)
    return Told(noun.what, fate, noun.token, noun.token, loser) if fate else None


def _of_noun(above: Any, noun: Noun) -> Told | None:
    """What the noun before "of" tells: "the deaths of 49 soldiers"; bodies are counted, not those whose they are."""
    body = noun_of(above)
    if body is not None and body.kind == "bodies":
        told = _hanging(above, body)
        return replace(told, end=noun.token) if told is not None and noun.token is not None else told
    fate = befell("nouns", above, noun.kind) if above.pos_ == "NOUN" else None
    return Told(noun.what, fate, noun.token, noun.token) if fate else None


def _being(verb: Any, kind: str) -> str | None:
    """The state that a verb of being gives its subject: "are dead"."""
    state = child(verb, "acomp", "attr", "oprd") if verb.lemma_ in word_list("being") else None
    return befell("states", state, kind) if state is not None else None


def _took_place(verb: Any) -> bool:
    """Whether what the verb tells is told as a fact."""
    conditional = any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in verb.children)
    return not conditional and status_of(verb, {"needs": ""}) == "happened"


# -- without a noun --------------------------------------------------------------------------------------------------


def state_behind(doc: Any, number: Number) -> Told | None:
    """ "79 dead", "282 wounded", "207 dead and missing": people."""
    joined = _states(doc, number.last + 1, PEOPLE)
    return Told(PEOPLE, joined[0], None, joined[1]) if joined is not None else None


def fate_behind(doc: Any, number: Number, before: str) -> Told | None:
    """ "killing 12 and wounding 30", "20 were captured": people, or else what was counted ``before``."""
    token = doc[number.last]
    behind = token.nbor() if number.last + 1 < len(doc) else None
    if behind is not None and behind.pos_ in ("NOUN", "PROPN", "ADJ", "SYM"):
        return None
    if token.dep_ not in ("dobj", "nsubjpass", "nsubj"):
        return None
    kinds = dict(counted_words().values())
    before = before or PEOPLE
    return _hanging(token, Noun(PEOPLE, PEOPLE, None)) or _hanging(token, Noun(before, kinds[before], None))


def toll_before(doc: Any, number: Number, goes_on: bool) -> Told | None:
    """What a total counts: "the death toll reached 105", "put the number of dead at 207".

    "Raised the figure to 77" goes on with what was counted before, if there is such.
    """
    link = doc[number.begins - 1] if number.begins else None
    if link is None or not (link.lower_ in word_list("number_link") or link.lemma_ in word_list("reaching")):
        return None
    bound = "more" if link.lemma_ in word_list("reaching_more") or link.lower_ in ("past", "above") else ""
    for token in _backwards(doc, link.i):
        if token.lemma_.lower() in word_list("figure"):
            counted = _of_toll(token)
            if counted is not None:
                return Told(*counted, noun=token, bound=bound, total=True)
            one = token.tag_ == "NN" and token.nbor().lower_ != "of"  # not "the figures" and "the number of visitors"
            return Told("", "", noun=token, bound=bound, total=True) if goes_on and one else None
        noun = _noun_of_fate(token)
        fate = befell("nouns", token, PEOPLE) if noun is not None else None
        if noun is not None and fate is not None:
            return Told(noun.what, fate, token, bound=bound, total=True)
        owned = token.i > 0 and token.nbor(-1).tag_ in ("POS", "PRP$", "DT")  # "its dead and missing exceeded 210"
        states = _states(doc, token.i, PEOPLE) if owned else None
        if states is not None:
            return Told(PEOPLE, states[0], token, bound=bound, total=True)
    return None


def _backwards(doc: Any, i: int) -> Iterator[Any]:
    """The words before, up to the end of a clause or another number."""
    for token in reversed(doc[max(0, i - _BACK) : i]):
        begun = token.i > 0 and token.nbor(-1).lower_ == "from"  # "from 36 to 46"
        if token.text in (",", ";", ":", ".") or token.pos_ == "NUM" and not begun:
            return
        yield token


def _of_toll(figure: Any) -> tuple[str, str] | None:
    """What a toll counts: "the death toll", "the number of dead and missing", "its military losses"."""
    for part in _before(figure):
        fate = befell("nouns", part, PEOPLE)
        if fate:
            return PEOPLE, fate
    behind = figure.doc[figure.i + 1 : figure.i + 6]
    if not len(behind) or behind[0].lower_ != "of":
        own = _noun_of_fate(figure)
        fate = befell("nouns", figure, PEOPLE) if own is not None else None
        return (own.what, fate) if own is not None and fate else None
    what: Noun | None = None
    for token in behind[1:]:
        states = _states(figure.doc, token.i, PEOPLE)
        if states is not None:
            return (what.what if what else PEOPLE), states[0]
        before_noun, counts = befell("states", token, PEOPLE), noun_of(token.nbor())
        if before_noun and counts is not None:
            return counts.what, before_noun  # "the number of displaced people"
        told = _noun_of_fate(token)
        fate = befell("nouns", token, PEOPLE) if told is not None else None
        if told is not None and fate:
            return told.what, fate
        what = what or noun_of(token)
    return None
