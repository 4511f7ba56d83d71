import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.gan.config import GanConfig
from playground.nn.history import History, Snapshot, ThinnedSeries

STEPS = st.lists(st.integers(1, 400), min_size=1, max_size=300)


def filled(steps, most):
    series = ThinnedSeries(most)
    iterations = np.cumsum(steps).tolist()
    for iteration in iterations:
        series.add(iteration, f"at {iteration}")
    return series, iterations


@given(STEPS, st.integers(4, 40))
def test_it_is_bounded_and_keeps_both_ends(steps, most):
    series, iterations = filled(steps, most)
    assert len(series) <= most
    assert series.iterations[0] == iterations[0]
    assert series.iterations[-1] == iterations[-1]
    assert set(series.iterations) <= set(iterations)
    assert all(entry == f"at {iteration}" for iteration, entry in series)


def test_what_is_kept_is_spread_evenly():
    series, _ = filled([1] * 10_000, 100)
    gaps = np.diff(series.iterations)[:-1]
    assert len(series) > 50
    assert gaps.max() <= 2 * gaps.min()


@given(STEPS, st.integers(0, 500))
def test_at_is_the_last_one_before(steps, iteration):
    series, _ = filled(steps, 1000)
    before = [known for known in series.iterations if known <= iteration]
    assert series.at(iteration)[0] == (before[-1] if before else series.iterations[0])


def test_time_turned_back_forgets_what_came_later():
    series, _ = filled([10] * 9, 100)
    series.add(35, "again")
    assert series.iterations == (10, 20, 30, 35)


def test_a_history_keeps_the_same_real_points_once():
    history = History()
    for iteration in range(4):
        history.add_snapshot(snapshot(iteration, real=np.ones((5, 2), np.float32)))
    history.add_snapshot(snapshot(4, real=np.zeros((5, 2), np.float32)))
    kept = [seen for _, seen in history.snapshots]
    assert len({id(seen.real) for seen in kept[:4]}) == 1
    assert kept[4].real.sum() == 0
    history.add_checkpoint(3, GanConfig(), {"iteration": np.array(3)})
    assert history.checkpoints.at(4)[1].state["iteration"] == 3


@given(STEPS, st.integers(20, 200))
def test_it_is_bounded_by_bytes_too(steps, most_bytes):
    series = ThinnedSeries(1000, most_bytes, len)
    iterations = np.cumsum(steps).tolist()
    for iteration in iterations:
        series.add(iteration, b"x" * (iteration % 9))
        assert series.size == sum(len(entry) for _, entry in series)
        assert series.size <= most_bytes or len(series) == 2
    assert series.iterations[0] == iterations[0]
    assert series.iterations[-1] == iterations[-1]


@given(STEPS, st.integers(0, 500))
def test_until_is_a_series_of_its_own(steps, iteration):
    series, _ = filled(steps, 40)
    before = series.iterations
    kept = tuple(known for known in before if known <= iteration)
    part = series.until(iteration)
    assert part.iterations == kept
    part.add(iteration + 1, "another")
    assert series.iterations == before
    series.rewind(iteration)
    assert series.iterations == kept


def test_nobody_goes_on_from_a_state_that_is_not_finite():
    history = History()
    history.add_checkpoint(1, GanConfig(), {"weight": np.ones(2), "losses": np.full(2, np.nan)})
    history.add_checkpoint(2, GanConfig(), {"weight": np.array([1, np.inf]), "losses": np.zeros(2)})
    assert history.checkpoints.iterations == (1,)


def snapshot(iteration, real):
    none, layers = np.zeros(0, np.float32), np.zeros(len(real), np.int64)
    return Snapshot(iteration, 0.0, real, layers, real, layers, 0.0, 0.0, none, none)
