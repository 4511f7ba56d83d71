"""The cheap figures of a snapshot."""
# DOC

import math

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.target import DensityLookup
from playground.metrics import floors
from playground.metrics.distances import cell_shares
from playground.metrics.modes import Modes
from playground.metrics.training_metrics import CurveEvaluator, StepEvaluator


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setattr(floors, "user_cache_path", lambda name: tmp_path / name)


def points(seed, n=2000):
    return Sampler(load_target("binary")).draw(n, np.random.default_rng(seed))[0]


@pytest.mark.parametrize(
    ("loss", "least"),
    [("non-saturating", math.log(4)), ("least-squares", 0.25), ("pairing", math.log(2))],
)
def test_perfect_points_are_at_the_floor(loss, least):
    figures = CurveEvaluator(load_target("binary"), loss).figures(points(1), points(2))
    assert figures.sliced_wasserstein == pytest.approx(1, abs=0.9)
    assert figures.jensen_shannon == pytest.approx(1, abs=0.3)
    assert figures.off_support == 0 and figures.missed_modes == 0
    assert 0.9 * least < figures.least_d_loss < least


def test_a_generator_in_a_corner_is_far_from_it():
    evaluator = CurveEvaluator(load_target("binary"), "wasserstein")
    figures = evaluator.figures(points(1), np.full((2000, 2), 0.02))
    assert figures.sliced_wasserstein > 20 and figures.jensen_shannon > 20
    assert figures.off_support == 1 and figures.missed_modes == 1
    assert math.isnan(figures.least_d_loss)


@pytest.fixture(scope="module")
def ring8():
    return load_target("ring8")


@pytest.fixture(scope="module")
def evaluator(ring8):
    return StepEvaluator(ring8, "non-saturating", 500)


def test_a_perfect_sampler_lies_in_the_band_and_misses_nothing(ring8, evaluator):
    (real, _), (other, _) = (Sampler(ring8).draw(500, np.random.default_rng(i)) for i in (5, 6))
    metrics = evaluator.evaluate(7, real, other, None)
    assert metrics.iteration == 7
    assert not metrics.missed.any()
    assert metrics.leak.size == 0
    low, high = evaluator.scale.jensen_shannon_band
    assert low < 1 < high
    assert 0.5 * low < metrics.figures.jensen_shannon < 2 * high
    # By as much as its bias the least loss of a perfect sampler is read too low.
    read = metrics.figures.least_d_loss + evaluator.scale.least_bias
    assert read == pytest.approx(np.log(4), abs=0.03)


def test_a_mode_without_points_is_missed_at_its_own_place(ring8, evaluator):
    real, _ = Sampler(ring8).draw(500, np.random.default_rng(5))
    modes = Modes.of(ring8)
    gone = modes.nearest(real) == 3
    kept = np.where(gone[:, None], real[~gone][0], real)
    metrics = evaluator.evaluate(0, real, kept, None)
    assert list(np.flatnonzero(metrics.missed)) == [3]
    np.testing.assert_allclose(metrics.modes[3], real[gone].mean(axis=0), atol=0.03)


def test_places_lie_in_their_modes_even_of_a_ring():
    target = load_target("ring")
    (position,) = Modes.of(target).positions
    assert DensityLookup(target).density(*position) > 0


def test_losses_without_a_least_have_no_bias(ring8):
    assert StepEvaluator(ring8, "hinge", 500).scale.least_bias is None


def test_a_cgan_has_its_leak_matrix(two_squares):
    points, layer = Sampler(two_squares).draw(500, np.random.default_rng(0))
    metrics = StepEvaluator(two_squares, "pairing", 500).evaluate(0, points, points, layer)
    np.testing.assert_allclose(metrics.leak, np.eye(2), atol=1e-9)


@pytest.mark.parametrize("far", [1e8, 1e19, 1e30, 3e38, -3e38, np.inf, -np.inf, np.nan])
def test_points_that_flew_off_are_scored_without_a_warning(two_squares, far):
    """A cast of 1e30 to a whole number gives any number; so does a sum that overflows."""
    evaluator = CurveEvaluator(two_squares, "pairing", 200)
    real = Sampler(two_squares).draw(200, np.random.default_rng(0))[0].astype(np.float32)
    generated = real.copy()
    generated[::2] = far
    figures = evaluator.figures(real, generated)
    assert figures.off_support == pytest.approx(0.5)
    assert figures.sliced_wasserstein > 1e8 or np.isnan(far)
    near = cell_shares(generated, 25)
    assert near.sum() == pytest.approx(1)
    corner = near[0, -1] if far > 0 else near[-1, 0]
    assert corner >= 0.5
