"""Parcels: nothing is lost or moved, and none weighs more than it may but for what does so alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.parcels import parcels


@given(st.lists(st.integers(0, 30)), st.integers(1, 40))
def test_parcels_hold_all_items_in_order_and_each_as_many_as_it_may(weights, most):
    made = list(parcels(weights, int, most))
    assert [weight for parcel in made for weight in parcel] == weights
    assert all(sum(parcel) <= most or len(parcel) == 1 for parcel in made)
    assert all(sum(parcel) + behind[0] > most for parcel, behind in zip(made, made[1:], strict=False))


def test_a_parcel_is_handed_over_before_more_than_the_next_item_is_asked_for():
    asked = []
    made = parcels((asked.append(n) or n for n in range(10)), lambda _: 1, 3)
    assert next(made) == [0, 1, 2]
    assert asked == [0, 1, 2, 3]
