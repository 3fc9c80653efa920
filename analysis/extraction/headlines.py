"""Headlines: in a headline a name before or behind a colon is who says the rest ("Truce must hold: Guterres")."""

from __future__ import annotations

from .. import names
from .actors import Actors
from .findings import Actor
from .parser import Parsed

COLON = "headline-colon/to-default/by-name"
_LONGEST = 5  # words of the name


def beside_colon(parsed: Parsed, actors: Actors) -> int | None:
    """The actor that is all that stands before or behind the only colon of the headline."""
    parts = parsed.text[: parsed.title_end].strip().split(": ")
    if len(parts) != 2:
        return None
    for part in reversed(parts):
        words = set(names.words(part))
        bearers = [i for i, actor in enumerate(actors.all) if words and _bears(words, actor)]
        if len(bearers) == 1 and len(words) <= _LONGEST:
            return bearers[0]
    return None


def _bears(words: set[str], actor: Actor) -> bool:
    """Whether the words are the actor's name or part of it, with no more than its office beside it."""
    own = [set(names.words(name)) for name in (actor.name, *actor.aliases)]
    office = set(names.words(actor.role or ""))
    return actor.named and actor.kind != "audience" and any(words & name and words <= name | office for name in own)
