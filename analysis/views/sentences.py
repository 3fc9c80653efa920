"""A selection in English, as captions and saved views say it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from analysis.schema import CHANNELS, STATUSES
from analysis.views.days_in_words import days_in_words
from analysis.views.facets import country_names, outlet_label

if TYPE_CHECKING:
    from analysis.views.selection import Selection

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NOUNS = dict(zip(CHANNELS, (
    "calls", "meetings", "statements", "words to the press", "interviews", "letters", "posts", "speeches",
    "communications of no known channel",
), strict=True))  # fmt: skip
WITH_ARTICLE = (
    "Republic", "Islands", "Emirates", "Kingdom", "States", "Netherlands", "Philippines", "Maldives", "Bahamas",
    "Gambia", "Comoros", "Seychelles", "Congo",
)  # fmt: skip


def sentence(selection: Selection, names: Mapping[str, str]) -> str:
    """The filters as one sentence without its full stop; ``names`` are those of actors that are given by id."""
    words = " ".join(filter(None, (_what(selection), _who(selection, names))))
    words = ", ".join(filter(None, (words, _when(selection), *_how_told(selection, names), *_which(selection))))
    return words[0].upper() + words[1:]


def _what(selection: Selection) -> str:
    """The noun: calls or meetings, everything; and its status, unless that is what a plain noun says already."""
    nouns = _listed(NOUNS[channel] for channel in selection.channels)
    acts = f" ({_listed(selection.acts)})" if selection.acts else ""
    if not selection.statuses or set(selection.statuses) >= set(STATUSES):
        return f"{nouns or 'everything'}{acts} of any status"
    if selection.statuses == ("happened",):
        return f"{nouns}{acts}" if nouns else f"everything{acts} that is told to have happened"
    return f"{nouns or 'everything'}{acts} told as {_listed(selection.statuses)}"


def _who(selection: Selection, names: Mapping[str, str]) -> str:
    actors, speakers, addressees = (
        [names.get(one, one) for one in given] for given in (selection.actors, selection.speakers, selection.addressees)
    )
    countries = [_country(one) for one in selection.countries]
    said = []
    if selection.two_sided:
        sides = [*actors, *countries]
        said.append(f"between {_listed(sides, 'and')}" if len(sides) > 1 else f"within {sides[0]}")
    else:
        said += [f"with {_listed(actors)}"] * bool(actors)
        said += [f"with someone of {_listed(countries)}"] * bool(countries)
    said += [f"from {_listed(speakers)}"] * bool(speakers) + [f"to {_listed(addressees)}"] * bool(addressees)
    if selection.kinds:
        kinds = [f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in selection.kinds]
        said.append(f"with {_listed(kinds)} on a side")
    if not selection.include_audiences:
        said.append("not to an audience")
    return " ".join(said)


def _when(selection: Selection) -> str:
    first, last = selection.date_from, selection.date_to
    if first and last:
        words = days_in_words(first, last, "day")
    elif first:
        words = f"from {days_in_words(first, first, 'day')} on"
    elif last:
        words = f"until {days_in_words(last, last, 'day')}"
    else:
        return "" if selection.include_undated else "dated"
    return f"{words} or undated" if selection.include_undated and not selection.to_the_day else words


def _how_told(selection: Selection, names: Mapping[str, str]) -> list[str]:
    said = ["dated to the day"] * selection.to_the_day
    if (least := selection.minimum_sources) is not None:
        number = NUMBERS[least] if 0 <= least < len(NUMBERS) else f"{least:,}"
        said.append(f"told by at least {number} source{'' if least == 1 else 's'}")
    if selection.sources:
        said.append(f"published by {_listed(map(outlet_label, selection.sources))}")
    if selection.reported_by:
        said.append(f"reported by {_listed(names.get(one, one) for one in selection.reported_by)}")
    if selection.text.strip():
        said.append(f"in words that contain “{selection.text.strip()}”")
    if selection.minimum_confidence is not None:
        said.append(f"with a confidence of at least {selection.minimum_confidence:g}")
    return said


def _which(selection: Selection) -> list[str]:
    """Events and rows that were chosen one by one are counted, not named."""
    chosen = (("event", len(selection.events)), ("row", len(selection.communications)))
    return [f"of {number:,} chosen {what}{'' if number == 1 else 's'}" for what, number in chosen if number]


def _listed(values: Iterable[str], word: str = "or") -> str:
    *rest, last = [*values] or [""]
    return f"{', '.join(rest)} {word} {last}" if rest else last


def _country(given: str) -> str:
    """The name of a country given by its code; "the United States" with its article."""
    name = country_names().get(given, given)
    return f"the {name}" if name.endswith(WITH_ARTICLE) else name
