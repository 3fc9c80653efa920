"""Who spoke to whom as a network for Gephi, networkx and their like: GEXF and GraphML.

A node is an actor, an edge leads from who speaks to whom: the pairs of the matrix.  Attributes are single words and
numbers; what is unknown is absent, since neither format has a null.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import SubElement

import pandas as pd

from analysis.views.counts import pairs
from analysis.views.export_seen import Seen, clean, in_lines
from analysis.views.frames import look_up


def gexfs(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The network as GEXF 1.2, with the view as its description."""
    import networkx
    from networkx.readwrite.gexf import GEXFWriter

    graph = network(seen)
    about = graph.graph.copy()
    graph.graph.clear()
    writer = GEXFWriter(graph)
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]  # today: the same network would be other bytes tomorrow
    meta.find("creator").text = f"{about['version']}, networkx {networkx.__version__}"
    SubElement(meta, "description").text = in_lines(about)
    buffer = BytesIO()
    writer.write(buffer)
    yield "network.gexf", buffer.getvalue()


def graphmls(seen: Seen, _size: str) -> Iterator[tuple[str, bytes]]:
    """The network as GraphML, with the view as attributes of the graph."""
    from networkx.readwrite.graphml import write_graphml_xml

    buffer = BytesIO()
    write_graphml_xml(network(seen), buffer)
    yield "network.graphml", buffer.getvalue()


def network(seen: Seen) -> Any:
    """A directed networkx graph: actors with kind and country, edges with how often, how and between which days.

    ``count`` (and ``weight``, where programs look for it) is the number of events, ``mutual`` how many of them were
    meetings, calls or talks without a clear sender, which lead both ways.
    """
    import networkx

    shown = seen.tables
    counted = pairs(shown, statuses=seen.statuses)
    graph = networkx.DiGraph(**{name: clean(said) for name, said in seen.about.items()})
    events: dict[str, set[str]] = {}
    for one in counted.itertuples():
        for actor in (one.speaker_id, one.addressee_id):
            events.setdefault(actor, set()).update(one.ids)
    for actor in shown.actors[shown.actors["actor_id"].isin(events)].sort_values("actor_id").itertuples():
        name = clean(actor.name)
        known = {} if pd.isna(actor.country) else {"country": clean(actor.country)}
        graph.add_node(actor.actor_id, label=name, kind=actor.kind, **known, events=len(events[actor.actor_id]))
    for one, facts in zip(counted.itertuples(), _facts(seen, counted), strict=True):
        graph.add_edge(one.speaker_id, one.addressee_id, weight=int(one.count), count=int(one.count), **facts)
    return graph


def _facts(seen: Seen, counted: pd.DataFrame) -> Iterator[dict[str, str | int]]:
    """Of each pair: its channels, the first and last day of its dated events, how many are mutual."""
    rows = seen.tables.communications.set_index("communication_id")
    events = seen.tables.events.set_index("event_id")
    said = counted["communication_ids"].explode().rename_axis("pair").reset_index(name="communication_id")
    said["event_id"] = look_up(said["communication_id"], rows["event_id"])
    said["mutual"] = look_up(said["communication_id"], rows["mutual"]).fillna(False)
    said["channel"] = look_up(said["event_id"], events["channel"]).fillna(
        look_up(said["communication_id"], rows["channel"])
    )
    said["first"] = look_up(said["event_id"], events["date_start"])
    said["last"] = look_up(said["event_id"], events["date_end"]).fillna(said["first"])
    days = said.groupby("pair").agg(first=("first", "min"), last=("last", "max"))
    mutual = said[said["mutual"].astype(bool)].drop_duplicates(["pair", "event_id"]).groupby("pair").size()
    channels: dict[int, list[str]] = {}
    for pair, channel in sorted(set(zip(said["pair"], said["channel"], strict=True))):
        channels.setdefault(pair, []).append(channel)
    for pair, first, last in days.itertuples():
        dated = {} if pd.isna(first) else {"first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}"}
        yield {"channels": "; ".join(channels[pair]), **dated, "mutual": int(mutual.get(pair, 0))}
