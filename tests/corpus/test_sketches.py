"""Texts are found by the runs of words that they share with earlier ones."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.sketches import COMMON, Sharing

texts = st.lists(st.frozensets(st.integers(0, 30), max_size=8), max_size=80)


@given(texts, st.data())
def test_texts_are_found_by_what_they_share_unless_everybody_has_it(told, data):
    added = [n for n in range(len(told)) if data.draw(st.booleans())]
    sharing = Sharing([np.array(sorted(runs), np.uint64) for runs in told])
    for n in added:
        sharing.add(n)
    having = {run: [n for n in added if run in told[n]][:COMMON] for run in range(31)}
    for n, runs in enumerate(told):
        found = Counter(other for run in runs if len(having[run]) < COMMON for other in having[run])
        others, counts = sharing.with_runs_of(n)
        shared = dict(zip(others.tolist(), counts.tolist(), strict=True))
        assert {k: v for k, v in shared.items() if k != n} == {k: v for k, v in found.items() if k != n}
