"""Figures as files: the scene of the screen, drawn for a slide, a page or a column, its caption below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from analysis.views.captions import UNITS
from analysis.views.export_seen import Seen, clean, in_lines
from analysis.views.figures import render
from analysis.views.figures_scene import drawn, width_of
from analysis.views.scene import FAINT, INK, Scene, Size, Words, svg

LEADING, BOLDER = 1.35, 1.2  # of the letters: from line to line, and how much wider bold ones are at most
SMALLEST = 6.0  # points: no caption has smaller letters


class Preset(NamedTuple):
    """A size to choose: its name in words, the room, and whether the file fills all of it."""

    title: str
    size: Size
    whole: bool = False


SIZES = {
    "page": Preset("page (7.5 in wide)", Size()),
    "slide": Preset("slide (13.33 × 7.5 in, large letters)", Size(960, 16, 540), whole=True),
    "column": Preset("column (3.4 in wide)", Size(244.8, 7, 560)),
}


class Figure(NamedTuple):
    """A figure with its caption in it, ready for a file."""

    name: str
    title: str
    about: dict[str, str]
    scene: Scene


def pngs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as PNG, with the view in its text chunks."""
    for name, title, about, scene in figures(seen, size):
        facts = {"Title": title, "Description": about["view"], "Source": f"Corpus {about['corpus']}"}
        yield name, render(drawn(scene, name), "png", about=facts | {"Software": about["version"]})


def pdfs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as PDF, with the view among its document properties."""
    for name, title, about, scene in figures(seen, size):
        facts = {"Title": title, "Subject": about["view"], "Keywords": f"Corpus {about['corpus']}"}
        yield name, render(drawn(scene, name), "pdf", about=facts | {"Creator": about["version"]})


def svgs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as SVG, with the view as its metadata."""
    for name, title, about, scene in figures(seen, size):
        yield name, svg(scene, title, in_lines(about)).encode()


def figures(seen: Seen, size: str) -> Iterator[Figure]:
    """Each figure of the view at one of ``SIZES``, its caption below it."""
    preset = SIZES[size]
    for name, picture in seen.pictures.items():
        about = replace(seen, shown=picture.shown).about
        scene, note = picture.draw(picture.shown, preset.size)
        words = caption(about, note)
        if scene.height + _below(picture.title, words, preset) > preset.size.height:  # once more, with room for them
            lower = preset.size.height - _below(picture.title, words, preset)
            scene, note = picture.draw(picture.shown, preset.size._replace(height=lower))
        yield Figure(name, picture.title, about, with_caption(scene, picture.title, caption(about, note), preset))


def caption(about: Mapping[str, str], note: str) -> str:
    """What stands below a figure: unit, filters, articles, what it leaves out, corpus and version."""
    said = f"Unit: {UNITS['event']}. Filter: {about['view']}. From {about['articles']}."
    corpus = f"Corpus {about['corpus']}, {about['version']}."
    return " ".join(filter(None, [said, note, about.get("checked"), corpus, about.get("warning")]))


def with_caption(scene: Scene, title: str, caption: str, preset: Preset) -> Scene:
    """The scene with title and caption below it, as high as it needs or, on a slide, as high as the slide."""
    size = _letters(preset)
    head, body = _wrapped(title, caption, scene.width, size)
    below = _below(title, caption, preset)
    height = max(scene.height + below, preset.size.height if preset.whole else 0)
    words = [
        Words(size, height - below + LEADING * size * (n + 0.5), line, size, colour=colour, bold=bold)
        for n, (line, colour, bold) in enumerate(
            [*((line, INK, True) for line in head), *((line, FAINT, False) for line in body)]
        )
    ]
    return Scene(scene.width, height, (*scene.items, *words), scene.marks, scene.days)


def _below(title: str, caption: str, preset: Preset) -> float:
    """The height that title and caption take."""
    size = _letters(preset)
    return size * (1 + LEADING * sum(map(len, _wrapped(title, caption, preset.size.width, size))))


def _wrapped(title: str, caption: str, width: float, size: float) -> tuple[list[str], list[str]]:
    return _lines(title, width, size, BOLDER), _lines(caption, width, size)


def _letters(preset: Preset) -> float:
    return max(SMALLEST, 0.8 * preset.size.text)


def _lines(text: str, width: float, size: float, wider: float = 1.0) -> list[str]:
    """The text in lines that fit between margins of one letter; a word that is too long for any is cut in two."""
    room = (width - 2 * size) / wider
    lines: list[str] = []
    for word in clean(text).split():
        for part in _parts(word, room, size):
            longer = f"{lines[-1]} {part}" if lines else part
            if lines and width_of(longer, size) <= room:
                lines[-1] = longer
            else:
                lines.append(part)
    return lines


def _parts(word: str, room: float, size: float) -> Iterator[str]:
    """The word in pieces that fit."""
    while len(word) * size > room and width_of(word[: int(4 * room / size)], size) > room:
        fits = bisect_right(range(int(4 * room / size)), room, lo=2, key=lambda n: width_of(word[:n], size)) - 1
        yield word[:fits]
        word = word[fits:]
    yield word
