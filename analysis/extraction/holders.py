"""Who holds an office that the text names without its holder: "the Armenian foreign minister", "both presidents"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .. import names
from ..lexicon import word_list
from .gazetteer import demonym_of
from .grammar import tells_why
from .memory import LOOK_BACK, Fits
from .spot import Spot
from .titles import modifies_office, singular

if TYPE_CHECKING:
    from .actors import Actors


def holding(actors: Actors, token: Any, title: str) -> Fits:
    """Whether an actor's office is the one of the noun with its modifiers, and not that of a deputy."""
    before = {c.lower_ for c in token.lefts}
    wanted = {word for word in before if modifies_office(word) and word != "former"}
    wanted |= {
        c.lower_ for c in token.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN" and c.text.isupper()
    }
    same = {title, *word_list("head")} if title in word_list("head") else {title}
    another = word_list("lesser_rank") | word_list("higher_office")

    def holds(actor: int) -> bool:
        office = actors[actor].role or ""
        roles = [
            set(names.words(part)) for part in (office, *office.split(" and "))
        ]  # "deputy premier and minister of"
        return any(same & r and wanted <= r and not another & (r - before) for r in roles)

    return holds


def all_holders(actors: Actors, token: Any, title: str) -> list[int]:
    """Every person of the article who holds the office of the noun."""
    return list(filter(holding(actors, token, title), actors.of_kind("person")))


def of_countries(actors: Actors, codes: list[str], token: Any, title: str) -> list[int]:
    """The holder in each country, named elsewhere in the article or known by the office alone."""
    holders = all_holders(actors, token, title)
    modifiers = " ".join(c.text for c in token.lefts if modifies_office(c.lower_))
    found = []
    for code in codes:
        of_country = [h for h in holders if actors[h].country == code]
        office = f"{demonym_of()[code]} {modifiers} {title}".replace("  ", " ")
        role = f"{modifiers} {title}".strip()
        found.append(of_country[0] if of_country else actors.add(office, "person", code, role))
    return found


def holder(actors: Actors, spot: Spot, code: str | None, exclude: tuple[int, ...]) -> int | None:
    """The person whom a title in the singular means: the nearest who holds it, else the only one in the article."""
    token = spot.token
    title = singular(token.lower_)
    office, holds = _office_of(token, ("to",) if code else ("of", "for", "to")), holding(actors, token, title)

    def fits(a: int) -> bool:
        actor = actors[a]
        if actor.kind != "person" or code and actor.country not in (code, None):
            return False
        if not office <= set(names.words(actor.role or "")):
            return False
        if title in word_list("any_holder"):
            return bool(actor.role) and (not code or actor.country == code)
        return holds(a)

    nearest = actors.memory.nearest(spot, fits, exclude)
    if nearest is not None:
        return nearest
    anywhere = [a for a in actors.of_kind("person") if fits(a) and a not in exclude]
    return anywhere[0] if len(anywhere) == 1 else None


def relative(actors: Actors, spot: Spot, owner: int) -> int | None:
    """Who somebody's father is: the next one named who has the surname ("Ana Roe's father said ... Juan Roe")."""
    if spot.token.lower_ not in word_list("kin"):
        return None
    if owner in actors.kin:
        return actors.kin[owner]  # his son, whose father he is
    surname = names.words(actors[owner].name)[-1:]
    near = (m for m in actors.mentions if m.form == "name" and 0 < m.start - spot.position < LOOK_BACK)
    others = (m for m in near if m.actor != owner and actors[m.actor].kind == "person")
    bearing = [m for m in others if len(full := names.words(actors[m.actor].name)) > 1 and full[-1:] == surname]
    found = min(bearing, key=lambda m: m.start).actor if bearing and actors[owner].named else None
    if found is not None:
        actors.kin[found] = owner
    return found


def _office_of(token: Any, links: tuple[str, ...]) -> set[str]:
    """The words of what somebody is minister of, spokesman for, or ambassador to."""
    behind = [c for c in token.children if c.lower_ in links and not tells_why(c)]
    parts = [" ".join(t.text for t in c.subtree) for c in behind]
    return {word for part in parts for word in names.words(part)} - word_list("office_link")
