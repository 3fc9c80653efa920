"""What common nouns mean: "the minister", "both sides", "the government", "firms including A and B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import names
from ..lexicon import word_list
from . import pronouns
from .descriptions import described
from .gazetteer import demonym_of
from .grammar import child, conjuncts, has_child, has_word, is_subject
from .holders import all_holders, holder, of_countries, relative
from .memory import CLOSE, LOOK_BACK
from .spot import Spot
from .titles import is_title, singular, titles
from .words import actor_nouns
from .words import pronouns as pronoun_words

if TYPE_CHECKING:
    from .actors import Actors

_MANY = 4  # holders of an office that a bare plural can mean


def meant(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """The actors that the noun means; one that is no actor seen before is known by its description."""
    token, word = spot.token, spot.token.lower_
    if spot.voice is not None:
        exclude = (*exclude, spot.voice)
    if word in ("two", "both", "three") and token.dep_ in ("nsubj", "pobj", "dobj", "nsubjpass"):
        return _parties(actors, spot, exclude)
    if word in word_list("single_state") and has_word(token, "each", "neither", "either"):
        return _states(actors, spot)
    if word == "each" and token.dep_ == "nsubj":
        return _states(actors, spot)
    nouns = actor_nouns()
    kind = nouns.get(word) or nouns.get(singular(word)) or nouns.get(token.lemma_.lower())
    if kind is None and titles().get(singular(word), {}).get("kind") == "office":
        kind = "person"  # a title that no list of nouns has
    if kind is None:
        return []
    countries = actors.countries(spot)
    if token.tag_ in ("NNS", "NNPS") or word in ("two", "both", "sides"):
        found = _of_each(actors, spot, countries) or _plural(actors, spot, countries, exclude)
        return found or described(actors, spot, "group", countries)
    return _singular(actors, spot, kind, countries, exclude) or described(actors, spot, kind, countries)


def noticed(actors: Actors, spot: Spot) -> None:
    """Mention the holder of an office or the body of a country that the subject means, as far as one is known."""
    token, countries = spot.token, actors.countries(spot)
    kind = actor_nouns()[token.lower_]
    if token.tag_ not in ("NN", "NNP") or kind == "group" or actors.named(spot) is not None:
        return
    if not _singular(actors, spot, kind, countries, ()) and kind == "organisation" and countries:
        described(actors, spot, kind, countries)


def _is_definite(spot: Spot) -> bool:
    token = spot.token
    determined = [token, token.head] if token.dep_ == "conj" else [token]
    return any(has_word(t, "the", "this", "that", "these", "both", "two") for t in determined)


# -- several -------------------------------------------------------------------------------------------------------


def _plural(actors: Actors, spot: Spot, countries: list[str], exclude: tuple[int, ...]) -> list[int]:
    token, word, definite = spot.token, spot.token.lower_, _is_definite(spot)
    found = _members(actors, spot, exclude) or _named_behind(actors, spot) or _holders(actors, spot, countries, exclude)
    if found:
        return found
    if word in word_list("colleague_group") and has_child(token, "poss"):
        return _colleagues(actors, spot, countries, exclude)
    if definite and word in word_list("state_group"):
        sides = _sides(actors, spot) if word in word_list("party_group") else []
        return sides or _states(actors, spot) or _parties(actors, spot, exclude)
    if definite and word in word_list("leader_group"):
        return _parties(actors, spot, exclude)
    their = next((c for c in token.children if c.lower_ == "their"), None)
    if their is not None and is_title(token):
        owners = pronouns.meant(actors, spot.at(their)._replace(voice=None), exclude)
        codes = [code for a in owners if (code := actors[a].country)]
        return of_countries(actors, codes, token, singular(word)) if len(codes) == len(owners) > 1 else []
    return []


def _members(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """The named members of a group: "firms including A and B", "allies such as C"."""
    for part in spot.token.children:
        if part.dep_ == "prep" and part.lower_ in ("including", "as", "like"):
            heads = [h for c in part.children if c.dep_ == "pobj" for h in conjuncts(c)]
            named = [actors.named(spot.at(h)) for h in heads]
            return [a for a in named if a is not None and a not in exclude]
    return []


def _of_each(actors: Actors, spot: Spot, countries: list[str]) -> list[int]:
    """One actor a country: "the British and Irish governments", "delegations from Chad and Niger"."""
    noun = spot.token.lemma_.lower() if actor_nouns().get(spot.token.lemma_.lower()) == "organisation" else None
    if len(countries) < 2 or noun is None:
        return []
    if noun == "government":
        return [actors.country(code) for code in countries]
    return [actors.add(f"{demonym_of()[code]} {noun}", "organisation", code) for code in countries]


def _named_behind(actors: Actors, spot: Spot) -> list[int]:
    """The names behind the countries of a plural: "the leaders of X and Y, A and B"."""
    doc, i = spot.segment.doc, spot.token.i + 1
    while i < len(doc) and (doc[i].lower_ in ("of", "from", "and", "the") or actors.country_at(spot.at(doc[i]))):
        i += 1
    if i + 1 >= len(doc) or i == spot.token.i + 1 or doc[i].text != ",":
        return []
    named = [actors.named(spot.at(head)) for head in actors.listed(spot.at(doc[i + 1]))]
    return [a for a in named if a is not None and actors[a].kind == "person"]


def _holders(actors: Actors, spot: Spot, countries: list[str], exclude: tuple[int, ...]) -> list[int]:
    """The holders of an office in the plural: "the Armenian and Azerbaijani presidents", "both ministers"."""
    token, title = spot.token, singular(spot.token.lower_)
    if not is_title(token) or title == token.lower_:
        return []
    if len(countries) > 1:
        return of_countries(actors, countries, token, title)
    holders = all_holders(actors, token, title)
    seen = [s.actor for s in actors.memory.before(spot.position) if s.actor in holders and s.actor not in exclude]
    recent = list(dict.fromkeys(seen))
    if not _is_definite(spot) or countries or len(recent) < 2 or title == "leader":
        return []
    return recent[: 2 if has_word(token, "two", "both") else _MANY]


def _colleagues(actors: Actors, spot: Spot, countries: list[str], exclude: tuple[int, ...]) -> list[int]:
    """The others of the talk in which "his counterparts" are met, those of the country that is named."""
    owners = actors.one(spot.at(next(c for c in spot.token.children if c.dep_ == "poss")), exclude)
    parties = actors.memory.together_before(spot.position, CLOSE) or []
    others = [a for a in parties if a not in owners and actors[a].kind == "person"]
    met = [a for a in others if not countries or actors[a].country in (*countries, None)]
    return met if len(owners) == 1 and owners[0] in parties and len(met) > 1 else []


def _states(actors: Actors, spot: Spot) -> list[int]:
    """The two countries that "both sides" or "the two countries" means: the ones named together, or the last two."""
    if actors.rivals is not None:
        two = sorted(actors.country(code) for code in actors.rivals)
        for actor in two:
            actors.mention(spot, "nominal", actor, False)
        return two
    named = dict.fromkeys(s.actor for s in actors.memory.before(spot.position) if actors[s.actor].kind == "country")
    two = list(named)[:2]
    if len(two) < 2:
        return []
    for actor in two:
        actors.mention(spot, "nominal", actor, False)
    return sorted(two)


def _sides(actors: Actors, spot: Spot) -> list[int]:
    """Whom the parties of the last talk speak for, where two do: "both sides", "the two teams"."""
    sides = [spoken_for(actors, spot, a) for a in actors.memory.together_before(spot.position) or []]
    found = [a for a in dict.fromkeys(sides) if a is not None]
    if len(found) != 2 or None in sides:
        return []
    for actor in found:
        actors.mention(spot, "nominal", actor, False)
    return found


def spoken_for(actors: Actors, spot: Spot, party: int) -> int | None:
    """The country of an office holder, the body of its representatives ("Halvian Front delegates"), else itself."""
    actor = actors[party]
    if actor.kind == "group":
        bodies = (a for a in actors.of_kind("organisation") if actor.name.startswith(f"{actors[a].name} "))
        return next(bodies, actors.country(actor.country) if actor.country else None)
    if actor.kind != "person" or not actor.role:
        return None if actor.kind == "person" else party
    if actor.country:
        return actors.country(actor.country)
    seen = actors.memory.before(spot.position)
    return next((s.actor for s in seen if s.subject and actors[s.actor].kind == "country"), None)


def _parties(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> list[int]:
    """The parties of the last joint act, or the last two of one kind that were named."""
    together = actors.memory.together_before(spot.position)
    if together is not None:
        parties = [a for a in together if a not in exclude]
    else:
        seen = actors.memory.before(spot.position)
        named = dict.fromkeys(s.actor for s in seen if actors[s.actor].kind in ("person", "country"))
        parties = list(named)[:2]
        if len(parties) < 2 or len({actors[a].kind for a in parties}) > 1:
            return []
    for actor in parties:
        actors.mention(spot, "nominal", actor, False)
    return parties


# -- one -----------------------------------------------------------------------------------------------------------


def _singular(actors: Actors, spot: Spot, kind: str, countries: list[str], exclude: tuple[int, ...]) -> list[int]:
    token, word, code = spot.token, spot.token.lower_, countries[0] if countries else None
    known = _is_definite(spot) or token.text[0].isupper()
    if word == "counterpart":
        other = _counterpart(actors, spot, exclude)
        if other is not None:
            actors.mention(spot, "title", other, is_subject(token))
            return [other]
    if word in word_list("kin"):
        return _relative(actors, spot)
    if kind == "person" and known:
        owner = child(token, "poss")
        if owner is not None and owner.lower_ not in pronoun_words():
            return []  # "Aliyev's adviser" is nobody who was named by the title alone
        person = holder(actors, spot, code, exclude)
        if person is not None:
            actors.mention(spot, "title", person, is_subject(token))
            return [person]
    if word == "government":
        code = code or _country_in_mind(actors, spot)
        if code:
            actors.mention(spot, "nominal", state := actors.country(code), is_subject(token))
            return [state]
    if kind == "organisation" and known and not code:
        body = _body(actors, spot, exclude)
        if body is not None and not has_child(token, "poss"):
            actors.mention(spot, "nominal", body, is_subject(token))
            return [body]
    return []


def _relative(actors: Actors, spot: Spot) -> list[int]:
    owner = child(spot.token, "poss")
    owners = actors.one(spot.at(owner)) if owner is not None else []
    found = relative(actors, spot, owners[0]) if len(owners) == 1 else None
    if found is None:
        return []
    actors.mention(spot, "nominal", found, is_subject(spot.token))
    return [found]


def _counterpart(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> int | None:
    """The other party of the last talk of two, one of whom is the owner: "told her counterpart"."""
    pair = actors.memory.together_before(spot.position, LOOK_BACK) or []
    owner = next((c for c in spot.token.children if c.dep_ == "poss"), None)
    owners = [] if owner is None else actors.one(spot.at(owner))
    others = [a for a in pair if a not in owners and a not in exclude]
    return others[0] if len(pair) == 2 and len(others) == 1 and actors.all_persons(others) else None


def _body(actors: Actors, spot: Spot, exclude: tuple[int, ...]) -> int | None:
    """The organisation that has the noun in its name, or the one named last for a noun that fits any."""
    token, word = spot.token, spot.token.lower_
    is_body = actors.is_a("organisation")

    def bears_it(a: int) -> bool:
        return is_body(a) and word in names.words(actors[a].name)

    found = actors.memory.nearest(spot, bears_it, exclude)
    bare = not has_child(token, "compound", "amod", "poss", "prep")
    if found is None and bare and word in word_list("generic_body") and _is_definite(spot):
        found = actors.memory.nearest(spot, is_body, exclude)
    return found


def _country_in_mind(actors: Actors, spot: Spot) -> str | None:
    """Whose "the government" is: of the owner, else of the country named most."""
    owner = child(spot.token, "poss")
    if owner is not None:
        found = actors.one(spot.at(owner))
        if not found or actors[found[0]].country or not actors[found[0]].role:
            return actors[found[0]].country if found else None
    elif not has_word(spot.token, "the"):
        return None
    counts = actors.countries_named()
    return counts.most_common(1)[0][0] if counts else None
