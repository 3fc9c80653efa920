"""The choices of each filter that occur in the tables, in the order and the words in which a control offers them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analysis.lexicon import load
from analysis.views.frames import TEACHING, UNNAMED

TITLES = {
    "speakers": "Speaker",
    "addressees": "Addressee",
    "actors": "Actor (either side)",
    "countries": "Country (either side)",
    "kinds": "Kind of actor (either side)",
    "channels": "Channel",
    "acts": "Act",
    "statuses": "Status",
    "reported_by": "Reported by",
    "sources": "Outlet",
}


@dataclass(frozen=True)
class Facet:
    """One filter's choices: ``values`` as a ``Selection`` takes them, ``labels`` as a reader sees them."""

    name: str
    values: tuple[str | None, ...]
    labels: tuple[str, ...]
    at: np.ndarray = field(repr=False, compare=False)  # the code of each value

    @property
    def title(self) -> str:
        return TITLES[self.name]


def of_actors(name: str, actors: pd.DataFrame, rows: np.ndarray) -> Facet:
    """The actors with at least one of the ``rows`` (a number an actor), those with the most first."""
    found = np.flatnonzero(rows)
    names = actors["name"].to_numpy(dtype=object)[found]
    at = found[np.lexsort((names.argsort().argsort(), -rows[found]))]
    chosen = actors.iloc[at]
    return Facet(name, tuple(chosen["actor_id"]), _told_apart(chosen), at)


def of_values(name: str, values: Sequence[str], rows: np.ndarray) -> Facet:
    """The values with at least one of the ``rows`` (a number a value), in the order given."""
    at = np.flatnonzero(rows)
    chosen = tuple(values[code] for code in at.tolist())
    return Facet(name, chosen, chosen, at)


def of_countries(known: Sequence[str], rows: np.ndarray) -> Facet:
    """The countries with at least one of the ``rows``, by name."""
    names = country_names()
    found = sorted((names.get(known[code], known[code]), code) for code in np.flatnonzero(rows).tolist())
    at = np.array([code for _, code in found], dtype=np.int64)
    return Facet("countries", tuple(known[code] for _, code in found), tuple(name for name, _ in found), at)


def of_outlets(outlets: Sequence[str], rows: np.ndarray) -> Facet:
    """The outlets with at least one of the ``rows``; the last of ``rows`` are those of no named outlet."""
    at = np.flatnonzero(rows)
    values: list[str | None] = [*outlets, None]
    chosen = [values[code] for code in at.tolist()]
    return Facet("sources", tuple(chosen), tuple(outlet_label(value) for value in chosen), at)


def outlet_label(outlet: str | None) -> str:
    """An outlet as a reader sees it."""
    return UNNAMED if outlet is None else outlet.replace(TEACHING, "").strip()


def country_names() -> dict[str, str]:
    """The name of each country of the list by its code."""
    return {row["country"]: row["name"] for row in load("countries")}


def _told_apart(actors: pd.DataFrame) -> tuple[str, ...]:
    """The names; those of namesakes with what tells them apart, as far as anything does."""
    same = actors["name"].duplicated(keep=False)
    beside = actors["role"].fillna(actors["country"]).fillna(actors["kind"])
    return tuple(actors["name"].where(~same, actors["name"] + " (" + beside + ")"))
