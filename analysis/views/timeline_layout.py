"""How the events of a lane share its room: side by side, the rest of a full day as one, or all as counts."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.views.frames import look_up
from analysis.views.scene import Size
from analysis.views.timeline import DATED
from analysis.views.timeline_folding import COVERED, REST, SPAN, Calendar, numbers

LANE, SLOT = 21.0, 10.0  # points: the first row of a lane, and each further one
HALF_DAY = 0.49  # not to touch the next day, which may lie behind the break
MARK, DISC = 6.1, 10.0  # points that a sign takes, and a disc with a number
ROOMS = (8, 6, 4, 3, 2, 1)  # dated marks that a lane may hold of one day, tried in this order
MOST_GATHERED = 0.7  # of all events: beyond this a picture of single events says less than one of counts
NARROWEST, SPAN_ROWS = 4.0, 2  # points from bar to bar, which a pointer can still hit; rows of spans above them
BINS = {"day": ("D", 1), "week": ("W-SUN", 7), "month": ("M", 30.5), "quarter": ("Q", 91.3), "year": ("Y", 365.3)}
KEPT = (
    "lane",
    "actor_id",
    "actor",
    "events",
    "era",
    "channel",
    "conflict",
    "articles",
    "count",
    "ids",
    "communication_ids",
)
SEVERAL = "several"  # channels in one mark
PAGE = Size(height=735)  # what a printed page holds with its caption
TEXT = 8.0  # points: the size of letters at which all lengths here are as they are
NAMES, COUNTS = (60.0, 0.24, 128.0), 22.0  # for the names of the lanes (at least, of the width, at most), the counts
ABOVE, BELOW, ROW, KEY = 12.0, 26.0, 12.0, 1000.0  # the head of the counts, the days; the key: a row, all in one


class Plot(NamedTuple):
    """The room that the lanes have of a picture: how wide and how high, and how wide it is with names and counts."""

    names: float
    width: float
    height: float
    page: float


def plot(size: Size) -> Plot:
    """The room for lanes in a picture of this size, were its letters of size ``TEXT``."""
    page, tall = size.width * TEXT / size.text, size.height * TEXT / size.text
    names = min(max(NAMES[0], NAMES[1] * page), NAMES[2])
    key = ROW * (2 + ceil(KEY / page))
    return Plot(names, page - names - COUNTS, tall - key - ABOVE - BELOW, page)


def in_slots(rows: pd.DataFrame, calendar: Calendar, height: float) -> pd.DataFrame | None:
    """The rows with a ``slot`` each, as many of a day as the page has room for; None where that is too few."""
    for room in (ROOMS[-1], *ROOMS):  # where not even the fewest fit, nothing else is tried
        drawn = gathered(rows, room)
        x0, x1 = extent(drawn, calendar)
        middle, half = (x0 + x1) / 2, np.maximum(x1 - x0, np.where(drawn["bin"].notna(), DISC, MARK)) / 2
        drawn = drawn.assign(slot=_slots(drawn["lane"], middle - half, middle + half))
        fits = (LANE + SLOT * drawn.groupby("lane")["slot"].max()).sum() <= height
        if fits == (room != ROOMS[-1]):
            break
    few = drawn.loc[drawn["bin"].notna(), "count"].sum() <= MOST_GATHERED * len(rows)
    return drawn if fits and few else None


def extent(rows: pd.DataFrame, calendar: Calendar) -> tuple[np.ndarray, np.ndarray]:
    """The points from which to which each row reaches: a point where its day is known, a width for a span or a bar."""
    first, last = numbers(rows["date_start"]), numbers(rows["date_end"])
    point = (last <= first) & ~rows["bin"].isin(BINS)
    return calendar.at(np.where(point, first, first - HALF_DAY)), calendar.at(np.where(point, first, last + HALF_DAY))


def gathered(rows: pd.DataFrame, room: int) -> pd.DataFrame:
    """The rows, where a lane has more than ``room`` of the same days and placing, those told least often as one.

    What no text dates has less room, and so has a lane of many actors or of none (a null ``actor_id``).
    """
    whole = rows.assign(date_start=rows["date_start"].dt.normalize(), date_end=rows["date_end"].dt.normalize())
    keys = ["lane", "date_start", "date_end", "placed"]
    told = whole.sort_values("articles", ascending=False, kind="stable")
    days = told.groupby(keys)["lane"]
    rooms = np.where((told["placed"] == DATED) & told["actor_id"].notna(), room, max(1, room // 3))
    rest = (days.transform("size") > rooms) & (days.cumcount() >= rooms - 1)
    discs = _as_one(told[rest], keys).assign(bin=REST)
    drawn = pd.concat([rows.drop(index=told.index[rest]), discs], ignore_index=True) if len(discs) else rows
    order = ["lane", "day", "placed", "bin", "articles"]
    drawn = drawn.assign(day=drawn["date_start"].dt.normalize())
    ascending = [True] * 4 + [False]
    return drawn.sort_values(order, ascending=ascending, na_position="first", kind="stable", ignore_index=True)


def crowded(rows: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Counts by lane, bin, placing and channel (``slot`` -1); above them what is vaguer than a bin, as spans."""
    days = calendar.last - calendar.first + 1
    unit = next((name for name, (_, length) in BINS.items() if days / length <= calendar.width / NARROWEST), "year")
    first, last = _bin(rows["date_start"], unit, calendar), _bin(rows["date_end"], unit, calendar)
    within = (first[0] == last[0]).to_numpy()
    bins = np.where(rows["era"] == COVERED, unit, "year")
    whole = rows.assign(date_start=rows["date_start"].dt.normalize(), date_end=rows["date_end"].dt.normalize())
    counts = rows.assign(date_start=first[0], date_end=last[1], bin=bins)[within]
    counts = _as_one(counts, ["lane", "bin", "date_start", "date_end", "placed", "channel"]).assign(slot=-1)
    spans = _as_one(whole[~within], ["lane", "date_start", "date_end", "placed"]).assign(bin=SPAN)
    spans = _in_rows(spans, calendar)
    order = ["lane", "slot", "date_start", "placed", "channel"]
    return pd.concat([counts, spans], ignore_index=True).sort_values(order, ignore_index=True)


def _bin(moments: pd.Series, unit: str, calendar: Calendar) -> tuple[pd.Series, pd.Series]:
    """First and last day of the bin of each: a strip of folded years, or a day, week ... of the covered time."""
    periods = moments.dt.to_period(BINS[unit][0])
    first, last = periods.dt.start_time.dt.normalize(), periods.dt.end_time.dt.normalize()
    days = numbers(moments)
    # The first bar may begin before the first covered day: a strip ends before it, and likewise behind the last one.
    ends = pd.Series(pd.to_datetime([calendar.first, calendar.last], unit="D")).dt.to_period(BINS[unit][0])
    low, high = ends.iat[0].start_time, ends.iat[1].end_time.normalize()
    a_day = pd.Timedelta(days=1)
    for strip in calendar.strips:
        within = (strip.first <= days) & (days < strip.last)
        start, end = (pd.Timestamp(1970, 1, 1) + day * a_day for day in strip.days)
        start, end = (
            (start, max(start, min(end, low - a_day))) if strip.x0 < 0 else (min(end, max(start, high + a_day)), end)
        )
        first, last = first.mask(within, start), last.mask(within, end)
    return first, last


def _as_one(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The rows with the same keys as one that counts them and keeps their ids."""
    alike: dict[tuple, list[dict]] = {}
    columns = list(dict.fromkeys([*keys, *KEPT]))
    for number, row in zip(rows.groupby(keys, dropna=False).ngroup(), rows[columns].to_dict("records"), strict=True):
        alike.setdefault(number, []).append(row)
    one = [_gathered(group, keys) for _, group in sorted(alike.items())]
    return pd.DataFrame(one, columns=rows.columns).astype(rows.dtypes.to_dict())


def _gathered(group: list[dict], keys: list[str]) -> dict[str, object]:
    first = group[0]
    channels = {row["channel"] for row in group}
    conflicts = sorted({row["conflict"] for row in group if pd.notna(row["conflict"])})
    return {column: first[column] for column in dict.fromkeys([*keys, *KEPT])} | {
        "count": sum(row["count"] for row in group),
        "articles": max(row["articles"] for row in group),
        "ids": tuple(sorted({identity for row in group for identity in row["ids"]})),
        "communication_ids": tuple(sorted({identity for row in group for identity in row["communication_ids"]})),
        "conflict": "; ".join(conflicts) or None,
        "channel": first["channel"] if len(channels) == 1 else SEVERAL,
    }


def _in_rows(spans: pd.DataFrame, calendar: Calendar) -> pd.DataFrame:
    """Spans in the few rows that a lane has for them; those that overlap in the last row become one, as long as all."""
    spans = spans.assign(slot=_slots(spans["lane"], *extent(spans, calendar)))
    last = spans["slot"] >= SPAN_ROWS - 1
    rest = spans[last].sort_values(["lane", "date_start"], kind="stable")
    reach = rest.groupby("lane")["date_end"].cummax().groupby(rest["lane"]).shift()
    rest = rest.assign(chain=(~(rest["date_start"] <= reach)).cumsum(), slot=SPAN_ROWS - 1)
    ends = rest.groupby("chain").agg(date_start=("date_start", "min"), date_end=("date_end", "max"))
    rest = rest.assign(date_start=look_up(rest["chain"], ends["date_start"]))
    rest = rest.assign(date_end=look_up(rest["chain"], ends["date_end"]))
    merged = _as_one(rest, ["lane", "chain", "date_start", "date_end", "placed", "slot", "bin"])
    return pd.concat([spans[~last], merged.drop(columns="chain")], ignore_index=True) if len(merged) else spans


def _slots(lane: pd.Series, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The first free slot of its lane for each mark, from left to right; a slot is free again where its mark ends."""
    slots = np.zeros(len(lane), dtype=int)
    free: dict[object, list[float]] = {}
    lanes = lane.to_numpy()
    for number in np.argsort(left, kind="stable"):
        ends = free.setdefault(lanes[number], [])
        slot = next((slot for slot, until in enumerate(ends) if until <= left[number] + 1e-9), len(ends))
        ends[slot : slot + 1] = [right[number]]
        slots[number] = slot
    return slots
