"""Who spoke to whom, and when: a folder of articles as dated, attributed tables.

::

    files --reading--> articles --extraction--> findings of each article --corpus--> Tables --views--> figures
                                  (pure, cached)              (dates, actors, events)          widgets, exports

``build(folder)`` runs the first three steps; the tables are described in ``docs/tables.md``.
"""

from .schema import Tables
from .storage import fingerprint, output_folder, source_folder, write_tables

__all__ = ["Tables", "build", "checked", "extract", "fingerprint", "output_folder", "source_folder", "write_tables"]


def __getattr__(name: str) -> object:
    """``build``, ``extract`` and ``checked`` on first use: importing the package must not load the parser's library."""
    if name in ("build", "checked", "extract"):
        from . import pipeline

        return getattr(pipeline, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
