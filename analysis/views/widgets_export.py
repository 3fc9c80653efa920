"""Below the explorer: what is seen, written to files of the kinds that are ticked, and handed to the browser.

The files lie where the kernel runs; a browser on another machine gets each over the kernel's own connection.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from analysis.refusals import refusal
from analysis.views.export_figures import SIZES
from analysis.views.export_seen import Seen
from analysis.views.exports import EXPORTS, export

HERE = Path(__file__).parent
TICKED = ("png", "xlsx")  # when nobody has chosen yet


class ExportPanel(anywidget.AnyWidget):
    """Labelled boxes for kinds of files, the size of figures, a button, and the list of what it wrote."""

    _esm = HERE / "widgets_export.js"
    _css = HERE / "widgets_export.css"
    kinds: traitlets.List = traitlets.List(help="dicts: name, title, ticked").tag(sync=True)
    sizes: traitlets.List = traitlets.List(help="dicts: name, title").tag(sync=True)
    written: traitlets.List = traitlets.List(help="dicts: name, size (words)").tag(sync=True)
    said = traitlets.Unicode("", help="what became of it").tag(sync=True)
    generation = traitlets.Int(0, help="grows with every answer").tag(sync=True)

    def __init__(self, seen: Callable[[], Seen]) -> None:
        super().__init__(
            kinds=[dict(name=one.name, title=one.title, ticked=one.name in TICKED) for one in EXPORTS.values()],
            sizes=[dict(name=name, title=preset.title) for name, preset in SIZES.items()],
        )
        self._seen, self._files = seen, list[Path]()
        self.on_msg(lambda _widget, content, _buffers: self._answer(content))

    def write(self, kinds: list[str], size: str) -> None:
        """Write these kinds of what is seen now, and list the files."""
        try:
            files = export(self._seen(), kinds, size=size)
        except (OSError, ValueError) as error:
            said, files = f"Nothing was written: {refusal(error)}", None
        else:
            said = f"Written to {Path(files['file'].iloc[0]).parent}" if len(files) else "Tick what is to be written."
        with self.hold_sync():
            if files is not None:
                self._files = [Path(file) for file in files["file"]]
                self.written = [dict(name=f.name, size=_in_words(f.stat().st_size)) for f in self._files]
            self.said = said
            self.generation += 1

    def _answer(self, content: dict[str, Any]) -> None:
        if "write" in content:
            self.write(content["write"], content["size"])
        elif content.get("fetch") in range(len(self._files)):
            file = self._files[content["fetch"]]
            try:
                self.send({"name": file.name}, [file.read_bytes()])
            except OSError as error:
                self.said = f"{file.name} cannot be read any more: {refusal(error)}"


def _in_words(size: int) -> str:
    """ "812 bytes", "14 kB", "2.4 MB"."""
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1_000:,.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:,.1f} MB"
