import numpy as np
import pytest
from scipy.special import expit, logit

from playground.density.sampler import Sampler
from playground.density.target import FULL, Layer, Target
from playground.metrics.discriminator_maps import DiscriminatorComparison, calibration, value_at

CELLS = 20


def _half(left):
    pixels = np.zeros((2, 2), np.uint16)
    pixels[:, 0 if left else 1] = FULL
    return pixels


LEFT = Target("left", (Layer("left", _half(True)),))
BOTH = Target("both", (Layer("left", _half(True)), Layer("right", _half(False), 3.0)))


def _even(n=90_000):
    """Points on a lattice: a uniform q without noise."""
    side = int(np.sqrt(n))
    ticks = (np.arange(side) + 0.5) / side
    return np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2).astype(np.float32)


def _none(points):
    return np.zeros(len(points), np.int64)


def test_best_is_p_over_p_plus_q_where_q_is_uniform():
    points = _even()
    best = DiscriminatorComparison(LEFT, "non-saturating", CELLS, conditional=False).best(
        points, _none(points)
    )
    np.testing.assert_allclose(best[:, : CELLS // 2 - 4], 2 / 3, atol=1e-3)
    np.testing.assert_allclose(best[:, CELLS // 2 + 4 :], 0, atol=1e-3)


def test_best_is_a_half_for_a_perfect_sampler_and_nothing_where_nothing_is():
    comparison = DiscriminatorComparison(LEFT, "non-saturating", CELLS, conditional=False)
    points = _even()[_even()[:, 0] < 0.5]
    best = comparison.best(points, _none(points))
    np.testing.assert_allclose(best[:, : CELLS // 2 - 4], 0.5, atol=1e-3)
    assert np.isnan(best[:, CELLS // 2 + 5 :]).all()


def test_the_floor_is_what_a_perfect_sampler_of_2000_is_off():
    comparison = DiscriminatorComparison(LEFT, "pairing", 50, conditional=False)
    points, layer = Sampler(LEFT).draw(2000, np.random.default_rng(77))
    off = np.abs(comparison.best(points, layer) - 0.5)[:, :25]
    assert np.nanmean(off) == pytest.approx(comparison.floor, rel=0.25)
    assert 0.01 < comparison.floor < 0.06


@pytest.mark.parametrize("c", [-3.0, 0.0, 12.5])
def test_pairing_is_calibrated_whatever_the_constant(c):
    points = _even()
    comparison = DiscriminatorComparison(LEFT, "pairing", CELLS, conditional=False)
    best = np.clip(comparison.best(points, _none(points)), 1e-6, 1 - 1e-6)
    maps = comparison.maps((logit(best) + c)[None], points, _none(points))
    np.testing.assert_allclose(maps.d, best, atol=1e-4)
    np.testing.assert_allclose(maps.difference, 0, atol=1e-3)


def test_calibration_solves_its_equation_for_any_logits():
    rng = np.random.default_rng(0)
    for scale in (1e-3, 1.0, 50.0, 3000.0):
        logits, middle = rng.normal(size=(9, 9)) * scale, rng.random((9, 9))
        c = calibration(logits, middle)
        mean = (expit(logits - c) * middle).sum() / middle.sum()
        # Where all points are far from c the mean is a staircase; c stands at one of its steps.
        assert mean == pytest.approx(0.5, abs=0.02)
    assert calibration(np.full((3, 3), 7.0), np.ones((3, 3))) == pytest.approx(7.0)


@pytest.mark.parametrize(("loss", "form"), [
    ("non-saturating", expit), ("minimax", expit), ("least-squares", lambda x: x),
    ("hinge", lambda x: x),
])  # fmt: skip
def test_each_loss_has_its_form(loss, form):
    points = _even(2500)
    raw = np.random.default_rng(1).normal(size=(1, CELLS, CELLS)).astype(np.float32)
    maps = DiscriminatorComparison(LEFT, loss, CELLS, conditional=False).maps(
        raw, points, _none(points)
    )
    np.testing.assert_allclose(maps.d, form(raw[0].astype(float)), atol=1e-6)
    assert (maps.best is None) == (loss == "hinge")


def test_wasserstein_is_shown_without_its_constant_and_has_no_best():
    points = _even(2500)
    raw = np.random.default_rng(1).normal(size=(1, CELLS, CELLS))
    comparison = DiscriminatorComparison(LEFT, "wasserstein", CELLS, conditional=False)
    one, other = (comparison.maps(raw + c, points, _none(points)).d for c in (0, 500))
    np.testing.assert_allclose(one, other, atol=1e-6)
    assert comparison.maps(raw, points, _none(points)).difference is None
    assert not comparison.has_best


def test_layers_together_are_the_flattened_target_and_each_is_its_own():
    points, layer = Sampler(BOTH).draw(4000, np.random.default_rng(3))
    conditional = DiscriminatorComparison(BOTH, "non-saturating", CELLS, conditional=True)
    flat = DiscriminatorComparison(BOTH, "non-saturating", CELLS, conditional=False)
    together, whole = conditional.best(points, layer), flat.best(points, layer)
    seen = ~np.isnan(together) & ~np.isnan(whole)
    assert seen.mean() > 0.9
    np.testing.assert_allclose(together[seen], whole[seen], atol=0.02)
    mine = layer == 1
    right = DiscriminatorComparison(
        Target("right", BOTH.layers[1:]), "non-saturating", CELLS, conditional=False
    )
    expected = right.best(points[mine], layer[mine])
    known = ~np.isnan(expected)
    np.testing.assert_allclose(
        conditional.best(points, layer, 1)[known], expected[known], atol=1e-5
    )


def test_the_mean_over_layers_follows_the_points_there():
    points, layer = Sampler(BOTH).draw(4000, np.random.default_rng(3))
    comparison = DiscriminatorComparison(BOTH, "least-squares", CELLS, conditional=True)
    raw = np.stack([np.full((CELLS, CELLS), value) for value in (0.2, 0.8)])
    shown = comparison.maps(raw, points, layer).d
    assert shown[:, :5] == pytest.approx(0.2, abs=1e-3)
    assert shown[:, -5:] == pytest.approx(0.8, abs=1e-3)
    assert (comparison.maps(raw, points, layer, only=0).d == 0.2).all()


def test_value_at_is_exact_for_what_is_linear():
    middle = (np.arange(CELLS) + 0.5) / CELLS
    values = 3 * middle[None, :] - 2 * (1 - middle)[:, None] + 1
    for x, y in np.random.default_rng(0).uniform(0.03, 0.97, (20, 2)):
        assert value_at(values, x, y) == pytest.approx(3 * x - 2 * y + 1)
    assert value_at(values, 0, 1) == values[0, 0]
    assert value_at(values, 1, 0) == values[-1, -1]
