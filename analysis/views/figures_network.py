"""Who spoke to whom as a picture of people and lines between them; everybody keeps his place whatever is filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from math import hypot, sqrt
from typing import NamedTuple

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.views.counts import OTHERS, ranked
from analysis.views.figures import Drawn, count
from analysis.views.figures_matrix import Pair, in_order
from analysis.views.figures_scene import drawn, fitted, nothing_scene, width_of, wrapped
from analysis.views.frames import codes
from analysis.views.scene import FAINT, PAPER, Curve, Dot, Item, Line, Mark, Point, Rect, Scene, Size, Words

Places = Mapping[str, Point]  # of each actor, from (0, 0) top left to (1, 1)
Box = tuple[float, float, float, float]
MOST, SEED = 40, 7
NODE, LINE = "#0072B2", "#8696A8"
SMALLEST, LARGEST, THINNEST, THICKEST = 3.0, 11.0, 0.8, 4.0  # points: the radius of a node, the width of a line
AREA, LINES = 4500.0, 3  # square points that an actor takes; lines for each
BEND, HEAD, HANDLE, EDGE = 0.1, 4.0, 5.0, 4.0  # of a line's length; points
LONGEST = 0.28  # of the width: a name
SQUARE = 30.0  # points: the squares in which free places are looked for


def draw_network(frame: pd.DataFrame, ax: Axes | None = None, unit: str = "event") -> Drawn:
    """Pairs (``counts.pairs``) as nodes and lines, as large and thick as they are often counted."""
    return drawn(network_scene(frame, network_places(frame), Size(), unit), "pair", ax)


def network_places(pairs: pd.DataFrame, most: int = MOST) -> dict[str, Point]:
    """Where the most active actors of all pairs stand: those who speak to each other near each other, none too near."""
    chosen = [identity for identity in ranked(pairs)["actor_id"].head(most + 1) if identity != OTHERS][:most]
    graph = nx.Graph()
    graph.add_nodes_from(chosen)
    for pair in in_order(_among(pairs, chosen))[0]:
        if pair.one != pair.other:
            before = graph.get_edge_data(pair.one, pair.other, {"number": 0})["number"]
            graph.add_edge(pair.one, pair.other, number=before + pair.number)
    for _, _, line in graph.edges(data=True):
        line["weight"] = sqrt(line["number"])
    if len(chosen) < 2:
        return dict.fromkeys(chosen, (0.5, 0.5))
    found = nx.spring_layout(graph, k=2.0 / sqrt(len(chosen)), iterations=150, seed=SEED, weight="weight")
    at = _spread(np.array([found[identity] for identity in chosen]))
    return {identity: (round(float(x), 4), round(float(y), 4)) for identity, (x, y) in zip(chosen, at, strict=True)}


def _spread(at: np.ndarray) -> np.ndarray:
    """The points over the whole square: by rank along both axes, then those that are too near pushed apart.

    ``at`` holds the most active first; these have more room about them.
    """
    number = len(at)
    at = at.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / (number - 1)
    room = (0.5 + 0.5 * np.linspace(1, 0, number) ** 2) / sqrt(number)
    least = room[:, None] + room[None, :]
    np.fill_diagonal(least, 0.0)
    for _ in range(80):
        apart = at[:, None] - at[None, :]
        far = np.hypot(apart[..., 0], apart[..., 1])
        push = np.clip(least - far, 0.0, None) / np.maximum(far, 1e-6)
        at = np.clip(at + 0.25 * (push[..., None] * apart).sum(axis=1), 0.0, 1.0)
    low, high = at.min(axis=0), at.max(axis=0)
    return (at - low) / np.maximum(high - low, 1e-9)


class _Node(NamedTuple):
    x: float
    y: float
    r: float


class _Edge(NamedTuple):
    """How often one spoke to the other (``forth``), and the other to the one (``back``)."""

    one: str
    other: str
    forth: int
    back: int


def network_scene(frame: pd.DataFrame, places: Places, size: Size, unit: str = "event") -> Scene:
    """Pairs (not folded) as a network: nodes and lines are marks.

    Where only one spoke to the other the line bends to the right of its way and ends in an arrow; where both did it is
    straight, each half as thick as the one at its end was spoken to.  Who is not drawn is counted in words.
    """
    if frame.empty:
        return nothing_scene("nobody is seen to speak to anybody under these filters", size)
    counted, names = in_order(_among(frame, places))
    wide, high = size.width, min(size.height, max(0.62 * size.width, 260.0))
    known = list(names)[: int(wide * high / AREA)]
    edges = _edges(counted, set(known))
    if not edges:
        return nothing_scene("none of those who are drawn is seen to speak to another under these filters", size)
    chosen = _chosen(edges, LINES * len(known))
    nodes = _nodes(edges, known, places, wide, high)
    taken = _Taken([(n.x - n.r, n.y - n.r, n.x + n.r, n.y + n.r) for n in nodes.values()], wide, high)
    labels = _labels({identity: names[identity] for identity in nodes}, nodes, taken, size)
    most = max(max(edge.forth, edge.back) for edge in edges)
    lines, handles, marks = [], [], []
    for edge in chosen:
        way = _Way(nodes[edge.one], nodes[edge.other], BEND if not edge.back else 0.0)
        lines += way.lines(*(number and _width(number, most) for number in (edge.forth, edge.back)))
        x, y = way.middle(taken)
        handles.append(Dot(x, y, 2.2, "o", PAPER, LINE, 1.0))
        narrows = {"actors": (edge.one, edge.other), "between": True}
        marks.append(Mark(x - HANDLE, y - HANDLE, x + HANDLE, y + HANDLE, _said(edge, names, unit), narrows))
    dots = [Dot(n.x, n.y, n.r, "o", NODE, PAPER, 1.2) for n in nodes.values()]
    marks += _node_marks(nodes, frame, names)
    words, height = _words(_actors(frame) - len(nodes), len(edges) - len(chosen), most, unit, high, size)
    return Scene(wide, height, [*lines, *handles, *dots, *labels, *words], marks)


def _edges(pairs: Sequence[Pair], known: set[str]) -> list[_Edge]:
    """The lines between those actors, the most counted first."""
    counts = {(p.one, p.other): p.number for p in pairs if p.one in known and p.other in known and p.one != p.other}
    edges = []
    for (one, other), forth in counts.items():
        back = counts.get((other, one), 0)
        if not back or one < other:
            edges.append(_Edge(one, other, forth, back))
    return sorted(edges, key=lambda edge: (-edge.forth - edge.back, edge.one, edge.other))


def _chosen(edges: Sequence[_Edge], most: int) -> list[_Edge]:
    """So many of the lines as there is room for, but the thickest of everybody."""
    seen: set[str] = set()
    chosen = []
    for number, edge in enumerate(edges):
        if number < most or not {edge.one, edge.other} <= seen:
            chosen.append(edge)
            seen |= {edge.one, edge.other}
    return chosen


def _nodes(edges: Sequence[_Edge], known: Sequence[str], places: Places, wide: float, high: float) -> dict[str, _Node]:
    """Each actor who has a line, the most active first."""
    active: Counter[str] = Counter()
    for edge in edges:
        active[edge.one] += edge.forth + edge.back
        active[edge.other] += edge.forth + edge.back
    most, left, top = max(active.values()), 0.11 * wide, 0.07 * high
    nodes = {}
    for identity in known:
        if identity in active:
            (x, y), r = places[identity], SMALLEST + (LARGEST - SMALLEST) * sqrt(active[identity] / most)
            nodes[identity] = _Node(left + x * (wide - 2 * left), top + y * (high - 2 * top), r)
    return nodes


class _Way:
    """A line from one node to another, perhaps bent to the right of its way."""

    def __init__(self, one: _Node, other: _Node, bend: float) -> None:
        dx, dy = other.x - one.x, other.y - one.y
        self.control = (one.x + other.x) / 2 - 2 * bend * dy, (one.y + other.y) / 2 + 2 * bend * dx
        self.start, self.end = _towards(one, self.control), _towards(other, self.control)

    def lines(self, forth: float, back: float) -> list[Item]:
        """The line with an arrow's head at its end; if it goes both ways, two halves with one each."""
        if not back:
            return [Curve(self.start, self.control, self.end, LINE, forth), self._head(self.end, forth)]
        middle = self.at(0.5)
        return [
            Line((middle, self.end), LINE, forth), self._head(self.end, forth),
            Line((middle, self.start), LINE, back), self._head(self.start, back),
        ]  # fmt: skip

    def at(self, t: float) -> Point:
        ends = zip(self.start, self.control, self.end, strict=True)
        x, y = ((1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c for a, b, c in ends)
        return x, y

    def middle(self, taken: _Taken) -> Point:
        """The place nearest to the middle of the line at which nothing else stands."""
        for t in (0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74):
            x, y = self.at(t)
            if taken.take((x - HANDLE, y - HANDLE, x + HANDLE, y + HANDLE)):
                return x, y
        return self.at(0.5)

    def _head(self, tip: Point, width: float) -> Line:
        length = hypot(tip[0] - self.control[0], tip[1] - self.control[1]) or 1.0
        ux, uy = (tip[0] - self.control[0]) / length, (tip[1] - self.control[1]) / length
        long, half = HEAD + width, 0.5 * (HEAD + width)
        sides = [(tip[0] - long * ux + s * half * uy, tip[1] - long * uy - s * half * ux) for s in (1, -1)]
        return Line((sides[0], tip, sides[1]), LINE, max(1.0, 0.6 * width))


class _Taken:
    """The boxes at which something stands, in a picture of that size, by the squares that they touch."""

    def __init__(self, boxes: Sequence[Box], wide: float, high: float) -> None:
        self.wide, self.high = wide, high
        self.squares: dict[tuple[int, int], list[Box]] = {}
        for box in boxes:
            self._put(box)

    def take(self, box: Box) -> bool:
        """Whether the box is free and within; then it is taken from now on."""
        x0, y0, x1, y1 = box
        if x0 < EDGE or y0 < 0 or x1 > self.wide - EDGE or y1 > self.high:
            return False
        for square in self._touched(box):
            for a, b, c, d in self.squares.get(square, ()):
                if a < x1 and x0 < c and b < y1 and y0 < d:
                    return False
        self._put(box)
        return True

    def _put(self, box: Box) -> None:
        for square in self._touched(box):
            self.squares.setdefault(square, []).append(box)

    def _touched(self, box: Box) -> list[tuple[int, int]]:
        x0, y0, x1, y1 = (int(n / SQUARE) for n in box)
        return [(x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1)]


def _labels(names: Mapping[str, str], nodes: Mapping[str, _Node], taken: _Taken, size: Size) -> list[Item]:
    """Names beside their nodes, those of the most active first, on the first side that is free; shorter if need be."""
    text, tall = size.text, 0.62 * size.text
    items: list[Item] = []
    for longest in (LONGEST, 0.6 * LONGEST, 0.4 * LONGEST):
        for identity in list(names):
            x, y, r = nodes[identity]
            words = fitted(names[identity], longest * size.width, text)
            wide, away = width_of(words, text), r + 2
            for left, middle in (
                (x + away, y), (x - away - wide, y), (x - wide / 2, y + r + tall + 1), (x - wide / 2, y - r - tall - 1),
                (x + 0.7 * away, y + away), (x + 0.7 * away, y - away),
                (x - 0.7 * away - wide, y + away), (x - 0.7 * away - wide, y - away),
            ):  # fmt: skip
                if taken.take(box := (left, middle - tall, left + wide, middle + tall)):
                    items += [Rect(*box, PAPER, alpha=0.8), Words(left, middle, words, text)]
                    names = {other: name for other, name in names.items() if other != identity}
                    break
    return sorted(items, key=lambda item: isinstance(item, Words))


def _among(frame: pd.DataFrame, ids: Collection[str]) -> pd.DataFrame:
    """The pairs of which both are among these."""
    return frame[(codes(frame["speaker_id"], ids) >= 0) & (codes(frame["addressee_id"], ids) >= 0)]


def _actors(frame: pd.DataFrame) -> int:
    """How many actors the pairs are of, with those who are folded."""
    ids = pd.concat([frame["speaker_id"], frame["addressee_id"]]).unique()
    return len(ids) + max(0, len(frame.attrs.get(OTHERS, ())) - 1)


def _node_marks(nodes: Mapping[str, _Node], frame: pd.DataFrame, names: Mapping[str, str]) -> list[Mark]:
    sides = (codes(frame[side], nodes) + 1 for side in ("speaker_id", "addressee_id"))
    to, by = (np.bincount(of_nodes, minlength=len(nodes) + 1)[1:].tolist() for of_nodes in sides)
    marks = []
    for (identity, (x, y, r)), *others in zip(nodes.items(), to, by, strict=True):
        told, heard = (count(n, "actor") if n else "nobody" for n in others)
        label, half = f"{names[identity]}: spoke to {told}, was spoken to by {heard}", max(r, HANDLE)
        narrows = {"actors": (identity,), "include_audiences": False}
        marks.append(Mark(x - half, y - half, x + half, y + half, label, narrows))
    return marks


def _said(edge: _Edge, names: Mapping[str, str], unit: str) -> str:
    back = f"; back: {count(edge.back, unit)}" if edge.back else ""
    return f"{names[edge.one]} to {names[edge.other]}: {count(edge.forth, unit)}{back}"


def _words(actors: int, lines: int, most: int, unit: str, y: float, size: Size) -> tuple[list[Words], float]:
    """How to read it and what is not drawn, and where the picture ends."""
    said = f"The thickest line: {count(most, unit)}. Straight: both spoke; bent: one did."
    if actors or lines:
        left_out = [count(actors, "less active actor")] * bool(actors) + [count(lines, "thinner line")] * bool(lines)
        said += f" Not drawn: {' and '.join(left_out)}."
    text = size.text
    written = wrapped(said, size.width - 2 * EDGE, text, most=4)
    words = [Words(EDGE, y + 1.3 * text * (n + 0.7), line, text, colour=FAINT) for n, line in enumerate(written)]
    return words, y + 1.3 * text * len(written) + EDGE


def _width(number: int, most: int) -> float:
    return THINNEST + (THICKEST - THINNEST) * (number - 1) / max(most - 1, 4)


def _towards(node: _Node, point: Point) -> Point:
    """Where a line from the node to a point leaves it."""
    dx, dy = point[0] - node.x, point[1] - node.y
    share = (node.r + 1.5) / (hypot(dx, dy) or 1.0)
    return node.x + share * dx, node.y + share * dy
