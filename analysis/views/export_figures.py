"""Figures as files: the scene of the screen, drawn for a slide, a page or a column, its caption below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from analysis.views.captions import UNITS
from analysis.views.export_seen import Picture, Seen, clean, in_lines
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


def pngs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as PNG, with the view in its text chunks."""
    for name, picture, scene in _captioned(seen, size):
        about = seen.about
        facts = {"Title": picture.title, "Description": about["view"], "Source": _corpus(seen)}
        yield name, render(drawn(scene, name), "png", about=facts | {"Software": about["version"]})


def pdfs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as PDF, with the view among its document properties."""
    for name, picture, scene in _captioned(seen, size):
        about = seen.about
        facts = {"Title": picture.title, "Subject": about["view"], "Keywords": _corpus(seen)}
        yield name, render(drawn(scene, name), "pdf", about=facts | {"Creator": about["version"]})


def svgs(seen: Seen, size: str) -> Iterator[tuple[str, bytes]]:
    """Each figure as SVG, with the view as its metadata."""
    for name, picture, scene in _captioned(seen, size):
        yield name, svg(scene, picture.title, in_lines(seen.about)).encode()


def caption(seen: Seen, picture: Picture) -> str:
    """What stands below the figure: unit, filters, articles, what it leaves out, corpus and version."""
    about = seen.about
    said = f"Unit: {UNITS['event']}. Filter: {about['view']}. From {about['articles']}."
    return " ".join(filter(None, [said, picture.note, f"{_corpus(seen)}, {about['version']}.", about.get("warning")]))


def with_caption(scene: Scene, title: str, caption: str, preset: Preset) -> Scene:
    """The scene with title and caption below it, as high as it needs or, on a slide, as high as the slide."""
    size = _letters(preset)
    head, body = _lines(title, scene.width, size, BOLDER), _lines(caption, scene.width, size)
    step = LEADING * size
    below = step * (len(head) + len(body)) + size
    height = max(scene.height + below, preset.size.height if preset.whole else 0)
    first = height - below + step / 2
    words = [
        Words(size, first + step * n, line, size, colour=INK if n < len(head) else FAINT, bold=n < len(head))
        for n, line in enumerate([*head, *body])
    ]
    return Scene(scene.width, height, (*scene.items, *words), scene.marks, scene.days)


def _captioned(seen: Seen, size: str) -> Iterator[tuple[str, Picture, Scene]]:
    preset = SIZES[size]
    for name, picture in seen.pictures.items():
        words = caption(seen, picture)
        lines = _lines(picture.title, preset.size.width, _letters(preset), BOLDER)
        lines += _lines(words, preset.size.width, _letters(preset))
        room = preset.size.height - LEADING * _letters(preset) * len(lines) - _letters(preset)
        scene = picture.scene(preset.size._replace(height=room))
        yield name, picture, with_caption(scene, picture.title, words, preset)


def _letters(preset: Preset) -> float:
    return max(SMALLEST, 0.8 * preset.size.text)


def _corpus(seen: Seen) -> str:
    return f"Corpus {seen.corpus}"


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
