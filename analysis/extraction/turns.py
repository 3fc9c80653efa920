"""The turns of a transcript: whose each is, and the act of speech that it makes."""

from __future__ import annotations

from ..lexicon import word_list
from .actors import Actors
from .findings import Communication
from .ledger import Ledger
from .parser import Parsed
from .scene import REPORTERS

RULE = "turn/to-default/by-label"


def turns(parsed: Parsed, actors: Actors) -> dict[int, int]:
    """Paragraph to the actor whose turn it is, where the text is a transcript."""
    parts = [(number, part.turn) for number, part in enumerate(parsed.paragraphs) if part.turn]
    known: dict[str, int] = {}  # word of a name to the first person who bears it
    for person in actors.of_kind("person"):
        for word in actors[person].name.split():
            known.setdefault(word, person)
    speakers = {label: _speaker(label, known, actors) for label in dict.fromkeys(label for _, label in parts)}
    return {number: speakers[label] for number, label in parts}


def _speaker(label: str, known: dict[str, int], actors: Actors) -> int:
    if label in ("Q", "QUESTION"):
        return actors.audience(REPORTERS)
    words = [w.capitalize() for w in label.split() if w.rstrip(".").lower() not in word_list("courtesy")]
    surname = words[-1] if words else label.capitalize()  # "DR:" alone is all the name there is
    if surname not in known:
        known[surname] = actors.add(surname, "person")
    return known[surname]


def turn_acts(parsed: Parsed, actors: Actors, ledger: Ledger, speakers: dict[int, int]) -> None:
    """One act a turn: its speaker to the reporters; a question goes to whoever answers."""
    reporters = actors.audience(REPORTERS) if speakers else -1
    for number, speaker in speakers.items():
        part = parsed.paragraphs[number]
        if part.prose == part.start or speaker == reporters:
            continue
        opening = (parsed.text[part.prose : part.end] + " ").find(" ", 20) % 60 + 1
        end = part.prose + min(opening, part.end - part.prose)
        said = (part.start, end, speaker, [reporters], False, f"{part.turn}:", "SAY", "press", "happened", RULE)
        ledger.add_turn(Communication(*said))
