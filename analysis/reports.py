"""The notebooks run and written as pages, each whole or not at all: what ``make figures`` calls in place of nbconvert.

It takes the options of nbconvert.  Where a notebook stops at what is the user's to mend, it says that in one line.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from nbconvert.nbconvertapp import NbConvertApp
from nbconvert.preprocessors import CellExecutionError
from nbconvert.writers import FilesWriter

from .refusals import Refusal
from .writing import write_whole


class WholePages(FilesWriter):
    """Pages in the folder that nbconvert is given."""

    def write(self, output: str, resources: dict[str, Any], notebook_name: str | None = None, **_: Any) -> str:
        path = Path(self.build_directory) / f"{notebook_name}{resources['output_extension']}"
        write_whole(path, output.encode("utf-8", "replace"))
        return str(path)


def main(arguments: list[str] | None = None) -> int:
    """Exit status: 0 all pages are written, 2 the user has something to mend, 130 stopped."""
    application = NbConvertApp(writer_class="analysis.reports.WholePages")
    try:
        application.initialize(arguments)
        application.start()
    except Refusal as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except CellExecutionError as error:
        shown = error.traceback.rpartition("-----")[2].strip()  # below the cell and what it printed
        if shown != f"{error.ename}: {error.evalue}":  # which is how a Refusal shows itself
            raise
        print(f"error: {error.evalue}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("stopped: what was read closely is kept, and the same command goes on from there", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
