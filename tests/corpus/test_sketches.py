"""Texts are found by the runs of words that they share with earlier ones, and no copy is passed over unread."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.corpus.sketches import COMMON, SHORT, Shares, Sharing, sketch
from analysis.likeness import runs, shared

texts = st.lists(st.frozensets(st.integers(0, 30), max_size=8), max_size=80)


@given(texts, st.data())
def test_texts_are_found_by_what_they_share_unless_everybody_has_it(told, data):
    added = [n for n in range(len(told)) if data.draw(st.booleans())]
    sharing = Sharing([np.array(sorted(runs), np.uint64) for runs in told])
    for n in added:
        sharing.add(n)
    having = {run: [n for n in added if run in told[n]][:COMMON] for run in range(31)}
    for n, held in enumerate(told):
        found = Counter(other for run in held if len(having[run]) < COMMON for other in having[run])
        others, counts = sharing.with_runs_of(n)
        shared = dict(zip(others.tolist(), counts.tolist(), strict=True))
        assert {k: v for k, v in shared.items() if k != n} == {k: v for k, v in found.items() if k != n}


said = st.lists(st.sampled_from(["Vesland", "and", "Norland", "will", "meet", "again", "said", "the"]), max_size=60)


@given(st.lists(said, min_size=1, max_size=6), said)
def test_no_text_has_more_of_another_than_is_thought_possible_before_it_is_read(told, end):
    texts = [runs([*words, *end]) for words in told]
    shares = Shares([text.astype(SHORT) for text in texts])
    for number, mine in enumerate(texts):
        of_text, of_others = shares.at_most(number, np.arange(len(texts)))
        for other, its in enumerate(texts):
            for cut in range(max(1, len(end) - 2)):  # a footer that both have does not count
                new, old = mine[: len(mine) - cut], its[: len(its) - cut]
                assert shared(new, old) <= of_text[other]
                assert shared(old, new) <= of_others[other]


@given(st.lists(st.integers(0, 2**64 - 1), min_size=16, max_size=60))
def test_a_sketch_has_the_smallest_run_of_every_passage(numbers):
    kept = sketch(np.array(numbers, np.uint64)).tolist()
    assert kept == sorted(set(kept))
    assert all(min(numbers[n : n + 16]) in kept for n in range(len(numbers) - 15))
    assert set(kept) >= set(sorted(set(numbers))[:24])
