import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.runs.session.saved_run import spread

PASTS = st.integers(1, 300)


@given(PASTS, st.integers(1, 50), st.integers(0, 20_000))
def test_what_stays_is_spread_evenly_between_both_ends(count, weight, most_bytes):
    kept = spread(range(count), most_bytes, lambda _: weight)
    gaps = np.diff(kept)
    assert (kept[0], kept[-1]) == (0, count - 1)
    assert (gaps > 0).all()
    assert gaps.size == 0 or gaps.max() - gaps.min() <= 1


@given(PASTS, st.integers(1, 50), st.integers(0, 20_000))
def test_as_many_stay_as_may(count, weight, most_bytes):
    kept = spread(range(count), most_bytes, lambda _: weight)
    assert len(kept) == min(count, max(most_bytes // weight, 2))


@given(st.lists(st.integers(1, 9)), st.integers(0, 500))
def test_what_fits_stays_as_it_is(weights, spare):
    assert spread(weights, sum(weights) + spare, int) == tuple(weights)
