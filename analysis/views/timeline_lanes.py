"""A timeline's rows: a lane an actor or a country, in it a mark an event, or a bar for as many as a day holds."""

from __future__ import annotations

from datetime import date
from typing import Literal

import pandas as pd

from analysis.lexicon import load
from analysis.schema import Tables
from analysis.views.counts import NO_COUNTRY
from analysis.views.frames import among, look_up
from analysis.views.scene import Size
from analysis.views.selection import period
from analysis.views.timeline import NOWHERE, placed
from analysis.views.timeline_folding import BEFORE, COVERED, REST, SPAN, eras, folded, numbers
from analysis.views.timeline_layout import PAGE, crowded, in_slots, plot

NOBODY = "no actor named"
PARTS = ("source", "participant", "target")  # of several in one lane, the first of these is drawn
SIDES = {"source": {"target"}, "target": {"source"}, "participant": {"participant", "source", "target"}}
WORDS = {"source": "to", "target": "from", "participant": "with"}
LANES = [
    "lane", "slot", "actor_id", "actor", "events", "era", "date_start", "date_end", "date_precision", "placed", "bin",
    "count", "part", "label", "channel", "act", "what", "articles", "conflict", "ids", "communication_ids",
]  # fmt: skip


def lanes(
    tables: Tables,
    by: Literal["actor", "country"] = "actor",
    most: int = 9,
    statuses: tuple[str, ...] = ("happened",),
    covered: tuple[date | None, date | None] | None = None,
    size: Size = PAGE,
) -> pd.DataFrame:
    """One row per mark: an event in a lane, or the events of a lane that there is no room for one by one.

    The ``most`` active actors (or countries) have a lane each, all others share one.  ``lane`` counts from the top,
    ``slot`` within it, so that what overlaps stands side by side.  ``ids`` are the ``count`` events of a mark.
    ``bin`` is null; "rest" for what a day holds beyond those told most often; or, where events are too many to be drawn
    one by one, the time that a bar counts, and "span" for what is vaguer.  ``part`` is source, target or participant;
    ``label`` says with whom or what.  ``era`` is before, in or after the time ``covered`` (``selection.period`` unless
    given), ``placed`` as in ``timeline.placed``.
    """
    chosen = placed(tables, statuses)
    chosen = chosen[chosen["placed"] != NOWHERE].rename(columns={"event_id": "ids"})
    if chosen.empty:
        return pd.DataFrame(columns=LANES)
    chosen["era"] = eras(numbers(chosen["date_start"]), numbers(chosen["date_end"]), covered or period(tables))
    chosen["era"] = chosen["era"].astype("str")
    chosen = chosen.assign(bin=pd.Series(pd.NA, index=chosen.index, dtype="str"), count=1)
    rows = chosen.merge(_seats(tables, chosen["ids"], by, most), left_on="ids", right_on="event_id", how="left")
    rows = rows.assign(actor=rows["actor"].fillna(NOBODY), lane=rows["lane"].fillna(most + 1).astype(int))
    rows["events"] = rows.groupby("lane")["ids"].transform("nunique")
    rows["label"] = rows["label"].where(rows["channel"].notna(), rows["what"]).fillna(rows["what"])
    rows = rows.sort_values(["lane", "date_start", "date_end", "ids"], ignore_index=True)
    rows["ids"] = rows["ids"].map(lambda identity: (identity,)).astype(object)
    room = plot(size)
    calendar = folded(rows, room.width)
    drawn = in_slots(rows, calendar, room.height)
    return (drawn if drawn is not None else crowded(rows, calendar))[LANES].reset_index(drop=True)


def not_drawn(tables: Tables, drawn: pd.DataFrame, statuses: tuple[str, ...] = ("happened",)) -> str:
    """What a timeline folds, gathers and leaves out, for its caption; empty where that is nothing."""
    nowhere = int((placed(tables, statuses)["placed"] == NOWHERE).sum())
    said = []
    background = drawn[drawn["era"] != COVERED]
    if len(background):
        sides = {"left" if era == BEFORE else "right" for era in background["era"]}
        said.append(f"Folded away at the {' and '.join(sorted(sides))}: {_events(background)} of other years.")
    if (drawn["bin"] == REST).any():
        said.append("A number counts events of the same days, told less often, for which there is no room one by one.")
    elif drawn["bin"].notna().any():
        unit = drawn.loc[drawn["bin"].notna() & (drawn["bin"] != SPAN) & (drawn["era"] == COVERED), "bin"].mode()
        said.append(
            f"Too many to be drawn one by one: a bar counts the events of a {'year' if unit.empty else unit.iat[0]}."
        )
    said += [f"Not drawn, for no day is known: {nowhere:,}."] * bool(nowhere)
    return " ".join(said)


def _events(rows: pd.DataFrame) -> str:
    number = len({identity for ids in rows["ids"] for identity in ids})
    return f"{number:,} event{'' if number == 1 else 's'}"


def _seats(tables: Tables, event_ids: pd.Series, by: str, most: int) -> pd.DataFrame:
    """One row per event and lane that it stands in: who is meant there, in which part, and beside whom."""
    parts = tables.participants[among(tables.participants["event_id"], event_ids)]
    actors = tables.actors.set_index("actor_id")
    parts = parts.assign(
        **{column: look_up(parts["actor_id"], actors[column]) for column in ("name", "kind", "country")}
    )
    parts["label"] = _labels(parts)
    parts["order"] = parts["part"].map(PARTS.index)
    parts = parts[parts["kind"] != "audience"].assign(actor=lambda rows: rows["name"])
    if by == "country":
        names = pd.Series({row["country"]: row["name"] for row in load("countries")}, dtype="str")
        code = parts["country"]
        parts = parts.assign(
            actor_id=code.fillna(NO_COUNTRY), actor=look_up(code, names).fillna(code).fillna(NO_COUNTRY)
        )
    parts = _in_lanes(parts, most)
    crowd = (parts["actor"] != parts["name"]) & (parts["kind"] != "country")  # a lane of several: say who
    own = pd.Series([_short(name, kind) for name, kind in zip(parts["name"], parts["kind"], strict=True)], parts.index)
    parts["label"] = parts["label"].mask(crowd, own.str.cat(parts["label"].fillna(""), " ").str.strip())
    parts = parts.sort_values(["event_id", "lane", "order", "name"]).drop_duplicates(["event_id", "lane"])
    return parts[["event_id", "actor_id", "actor", "lane", "part", "label"]]


def _in_lanes(parts: pd.DataFrame, most: int) -> pd.DataFrame:
    """The parts with the lane of each actor: the most active first, all beyond ``most`` in the last as "N others"."""
    named = parts[parts["actor"] != NO_COUNTRY]
    active = named.groupby(["actor_id", "actor"])["event_id"].nunique().rename("events").reset_index()
    active = active.sort_values(["events", "actor", "actor_id"], ascending=[False, True, True], ignore_index=True)
    lane = pd.Series(active.index, index=active["actor_id"], dtype="Int64")
    beyond = len(active) - most + 1
    if beyond > 1:
        lane = lane.clip(upper=most - 1)
    lane = look_up(parts["actor_id"], lane).fillna(most)
    if beyond > 1:
        parts = parts.assign(
            actor=parts["actor"].mask(lane == most - 1, f"{beyond} others"),
            actor_id=parts["actor_id"].mask(lane == most - 1),
        )
    return parts.assign(lane=lane)


def _labels(parts: pd.DataFrame) -> pd.Series:
    """What stands beside a mark: the short names of those on the other side of the event."""
    present = parts[["event_id", "actor_id", "part", "name", "kind"]].to_dict("records")
    by_event: dict[str, list[dict]] = {}
    for one in sorted(present, key=lambda one: (one["name"], one["actor_id"])):
        by_event.setdefault(one["event_id"], []).append(one)
    labels: list[str | None] = []
    for one in present:
        others = sorted(
            _short(other["name"], other["kind"])
            for other in by_event[one["event_id"]]
            if other["part"] in SIDES[one["part"]] and other["actor_id"] != one["actor_id"]
        )
        names = ", ".join(others[:2]) + (" …" if len(others) > 2 else "")
        labels.append(f"{WORDS[one['part']]} {names}" if others else None)
    return pd.Series(labels, index=parts.index, dtype="str")


def _short(name: str, kind: str) -> str:
    last = name.split()[-1] if name.split() else name
    return last if kind == "person" and not last.islower() else name  # an unnamed "foreign minister" stays whole
