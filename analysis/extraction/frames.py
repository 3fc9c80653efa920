"""Whether a sentence fills the frame of a verb: what the column ``needs`` of the lexicon asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..lexicon import word_list
from .cues import Cue, reports_quotation
from .grammar import child, has_child, has_word, is_infinitive
from .titles import is_title
from .words import speech_nouns, speech_objects


@dataclass(frozen=True)
class Filling:
    """What stands around a verb: an addressee (persons only?), a clause, a quotation, a thing."""

    cue: Cue
    addressed: bool
    persons: bool

    @property
    def token(self) -> Any:
        return self.cue.token

    @cached_property
    def clause(self) -> bool:
        link = self.cue.link
        parts = (c for c in self.token.children if link is None or c.i != link.i)
        told = any(c.dep_ in ("ccomp", "xcomp") or c.dep_ == "advcl" and _asks(c) for c in parts)
        return told or _far_clause(self.token)

    @cached_property
    def quote(self) -> bool:
        return reports_quotation(self.cue.spot) or any(t.is_quote for t in self.token.subtree)

    @cached_property
    def thing(self) -> bool:
        reduced = self.token.dep_ == "acl" and self.token.tag_ == "VBN"  # "a truce announced by"
        return has_child(self.token, "dobj", "nsubjpass") or self.token.dep_ == "relcl" or reduced

    @property
    def reports(self) -> bool:
        """Whether the verb interrupts or follows the clause that it reports ("The flights will stop, he said")."""
        clause = self.token.dep_ == "parataxis" or self.token.dep_ == "relcl" and not is_infinitive(self.token)
        return clause or has_child(self.token, "parataxis") or self._in_a_statement()

    def _in_a_statement(self) -> bool:
        """Whether the clause hangs on the noun behind the verb ("said in a statement that ...")."""
        nouns = (child(p, "pobj") for p in self.objects("prep") if p.lower_ == "in" and p.i > self.token.i)
        return any(n is not None and n.lemma_.lower() in speech_nouns() and has_child(n, "acl", "relcl") for n in nouns)

    @property
    def says(self) -> bool:
        return self.clause or self.quote or self.reports or self._says_so()

    def _says_so(self) -> bool:
        """Whether one word stands for what is said: "said no", "said so"."""
        return any(c.lower_ in ("so", "no", "yes", "otherwise") and c.i > self.token.i for c in self.token.children)

    def objects(self, *deps: str) -> list[Any]:
        return [c for c in self.token.children if c.dep_ in deps]


def is_filled(cue: Cue, addressed: bool, persons: bool) -> bool:
    """Whether the sentence gives the verb what its frame needs."""
    token, say = cue.token, cue.frame["frame"] == "say"
    filling = Filling(cue, addressed, persons)
    uncertain = any(c.dep_ == "aux" and c.lower_ in word_list("uncertain_modal") for c in token.children)
    if say and uncertain and not filling.clause:
        return False  # "Russia may add fuel to the fire"
    if say and has_child(token, "nsubjpass") and not has_child(token, "agent"):
        return False
    need = _NEEDS.get(cue.frame["needs"])
    return need is None or need(filling)


def _asks(clause: Any) -> bool:
    """Whether the clause is an indirect question ("did not say if anyone was hurt")."""
    mark = child(clause, "mark")
    return mark is not None and mark.lower_ in ("if", "whether") and clause.i > clause.head.i


def _far_clause(token: Any) -> bool:
    """Whether a clause with "that" was hung on a noun between ("said at a meeting with officers that they ...")."""
    marks = (t for t in token.subtree if t.i > token.i and t.lower_ == "that" and t.dep_ == "mark")
    return any(t.head.dep_ in ("relcl", "acl") for t in marks)


def _is_speech(noun: Any) -> bool:
    """Whether the object is one that only words convey: concern, condolences, a statement."""
    return noun.lemma_.lower() in speech_objects()


def _own_object(f: Filling) -> bool:
    return f.thing and any(has_child(o, "poss", "det") for o in f.objects("dobj"))


def _content_object(f: Filling) -> bool:
    """Content as a clause or as an object of speech: "reiterated support", "described it as"."""
    if f.clause or f.token.dep_ == "relcl":
        return True
    spoken = any(_is_speech(o) or o.lemma_.lower() in speech_nouns() for o in f.objects("dobj", "nsubjpass"))
    return spoken or any(c.lower_ == "as" for c in f.objects("prep"))


def _speech_object(f: Filling) -> bool:
    """Verbs that also lift and carry things need an object of speech: "raised concerns", "raised the case"."""
    verb = f.token.lemma_
    if verb not in word_list("raising"):
        return bool(f.objects("dobj"))
    objects = f.objects("dobj", "nsubjpass")
    return any(_is_speech(o) or verb == "raise" and o.lemma_ == "case" for o in objects)


def _naming(f: Filling) -> bool:
    """A name is given: "called it a provocation", "named him as the culprit"; not yet, where it only will be."""
    named = f.quote or bool(f.objects("oprd", "ccomp")) or len(f.objects("dobj", "attr")) > 1 or _named_as(f)
    return named and not has_child(f.token, "auxpass") and not has_word(f.token, *word_list("future_modal"))


def _named_as(f: Filling) -> bool:
    """Whether a word behind "as" says what somebody is, and gives no office ("named her as ambassador")."""
    names = [child(p, "pobj") for p in f.objects("prep") if p.lower_ == "as"]
    return any(n is not None and not is_title(n) for n in names)


def _figure(f: Filling) -> bool:
    """A number is told: "put the toll at 20", "raised its losses to 77"."""
    things = f.objects("dobj")
    to = child(f.cue.link, "pobj") if f.cue.link is not None else None
    number = to is None or to.pos_ == "NUM" or has_child(to, "nummod")
    return number and any(t.lemma_ in word_list("figure") or t.lower_ in ("that", "it") for t in things)


def _speech_infinitive(f: Filling) -> bool:
    """Speech itself is refused, to nobody in particular: "declined to comment"."""
    spoken = [c for c in f.objects("xcomp") if c.lemma_ in word_list("commenting")]
    return any(all(p.dep_ != "prep" or p.lower_ not in ("to", "with") for p in c.children) for c in spoken)


def _addressee_object(f: Filling) -> bool:
    if f.token.lemma_ in word_list("handing") and not f.clause and not f.quote:
        things = f.objects("dobj", "nsubjpass") + ([f.token.head] if f.token.dep_ in ("acl", "relcl") else [])
        return f.addressed and any(_is_told(o) for o in things)
    to = f.cue.link is not None and f.cue.link.lower_ == "to"
    return f.addressed and (f.thing or f.clause or f.quote or to)


def _is_told(thing: Any) -> bool:
    """Whether what is sent or handed over is words: a message, a list, a proposal ("sent troops to" tells nothing)."""
    return _is_speech(thing) or thing.lemma_.lower() in speech_nouns() or thing.lemma_.lower() in word_list("written")


def _addressee_alone(f: Filling) -> bool:
    """Somebody is turned to: nothing else is ("would turn the boat over to them")."""
    return f.addressed and not f.objects("dobj", "nsubjpass", "prt")


def _callee(f: Filling) -> bool:
    """Somebody is rung up: one object, and that a person ("called Lavrov", not "called him a liar")."""
    one = len(f.objects("dobj", "attr", "oprd")) == 1 and not has_child(f.token, "ccomp")
    return one and f.addressed and f.persons


def _written(f: Filling) -> bool:
    place = any(c.lower_ in ("on", "in", "to", "via") for c in f.objects("prep"))
    return f.clause or f.quote or f.thing or place


def _command(f: Filling) -> bool:
    return f.clause or f.addressed


def _unanswered(f: Filling) -> bool:
    """An answer that is not given: "did not respond to a request for comment", "has not answered the letter"."""
    asked = [child(p, "pobj") for p in f.objects("prep") if p.lower_ == "to"] + f.objects("dobj")
    silent = f.token.lemma_ == "comment" or any(n is not None and n.lemma_ in word_list("asked") for n in asked)
    return silent and has_child(f.token, "neg")


_NEEDS: dict[str, Callable[[Filling], bool]] = {
    "content": lambda f: f.says or f.thing,
    "clause": lambda f: f.says,
    "quote": lambda f: f.quote and not f.objects("xcomp"),
    "post": lambda f: f.quote or f.clause,
    "object": lambda f: f.thing,
    "object-own": _own_object,
    "content-object": _content_object,
    "speech-object": _speech_object,
    "naming": _naming,
    "speech-infinitive": _speech_infinitive,
    "addressee": lambda f: f.addressed,
    "addressee-object": _addressee_object,
    "alone": lambda f: not f.objects("dobj", "dative", "nsubjpass"),
    "decree": lambda f: bool(f.objects("dobj")) and f.token.dep_ in ("ROOT", "conj"),
    "addressee-alone": _addressee_alone,
    "figure": _figure,
    "callee": _callee,
    "written": _written,
    "command": _command,
    "unanswered": _unanswered,
}
