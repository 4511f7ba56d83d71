"""Distances over cells against SciPy."""
# DOC The sliced Wasserstein distance against SciPy and a closed form.
# DOC Theory against closed forms, and against discriminators that were really minimised.

import math

import numpy as np
import pytest
import torch
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy, norm, wasserstein_distance

from playground.gan.losses import LOSSES
from playground.metrics.distances import (
    best_discriminator,
    best_value,
    cell_shares,
    jensen_shannon,
    kullback_leibler,
    least_cross_entropy,
    least_pairing,
    least_squares,
    sliced_wasserstein,
    total_variation,
)


def test_divergences_agree_with_scipy():
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(50)), rng.dirichlet(np.ones(50))
    p[:5] = 0
    p /= p.sum()
    assert math.isclose(jensen_shannon(p, q), jensenshannon(p, q) ** 2, rel_tol=1e-9)
    assert math.isclose(kullback_leibler(p, q), entropy(p, q), rel_tol=1e-9)
    assert kullback_leibler(q, p) == math.inf


def test_the_ends_of_the_scales():
    p, q = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    assert total_variation(p, q) == 1 and total_variation(p, p) == 0
    assert math.isclose(jensen_shannon(p, q), math.log(2)) and jensen_shannon(p, p) == 0
    third = total_variation(np.array([0.5, 0.5]), np.array([0.2, 0.8]))
    assert math.isclose(third, 0.3)


def test_cells_are_counted_with_y_up():
    rng = np.random.default_rng(0)
    points = rng.random((1000, 2))
    expected, _, _ = np.histogram2d(points[:, 1], points[:, 0], bins=7, range=[[0, 1], [0, 1]])
    assert np.allclose(cell_shares(points, 7), expected[::-1] / 1000)


def test_points_outside_count_at_the_border():
    shares = cell_shares(np.array([[-1.0, 0.5], [0.5, 3.0], [1.0, 1.0]]), 3)
    assert shares[1, 0] == shares[0, 1] == shares[0, 2] == 1 / 3


def test_it_is_the_mean_of_scipys_distances_along_the_directions():
    rng = np.random.default_rng(0)
    one, other = rng.random((500, 2)), rng.random((500, 2)) ** 2
    angles = np.arange(16) * np.pi / 16
    axes = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    expected = np.mean([wasserstein_distance(one @ axis, other @ axis) for axis in axes])
    assert math.isclose(sliced_wasserstein(one, other, 16), expected, rel_tol=1e-4)


def test_a_shift_costs_its_mean_projection():
    points = np.random.default_rng(0).random((1000, 2))
    distance = sliced_wasserstein(points, points + np.array([0.3, 0.4]), 64)
    assert math.isclose(distance, 0.5 * 2 / np.pi, rel_tol=1e-3)
    assert sliced_wasserstein(points, points[::-1]) < 1e-6


def test_it_is_a_symmetric_distance():
    rng = np.random.default_rng(1)
    a, b, c = (rng.normal(size=(300, 2)) * s for s in (1, 2, 0.5))
    ab, ba, ac, cb = (sliced_wasserstein(*pair) for pair in ((a, b), (b, a), (a, c), (c, b)))
    assert math.isclose(ab, ba, rel_tol=1e-5) and ab <= ac + cb + 1e-6


@pytest.fixture
def two():
    """A target and a generator, both known: Gaussians in 1D, as masses of fine cells."""
    x = np.linspace(-8, 9, 1200)
    p, q = norm.pdf(x), norm.pdf(x, 1.0, 1.3)
    return p / p.sum(), q / q.sum()


def test_the_value_of_the_best_discriminator_is_the_divergence(two):
    p, q = two
    best = best_discriminator(p, q)
    value = (p * np.log(best)).sum() + (q * np.log(1 - best)).sum()
    middle = (p + q) / 2
    divergence = ((p * np.log(p / middle)).sum() + (q * np.log(q / middle)).sum()) / 2
    assert math.isclose(best_value(p, q), -math.log(4) + 2 * divergence, rel_tol=1e-9)
    assert math.isclose(value, best_value(p, q), rel_tol=1e-9)


def test_equal_and_separate_distributions():
    p, q = np.array([0.5, 0.5, 0, 0]), np.array([0, 0, 0.5, 0.5])
    assert math.isclose(least_cross_entropy(p, p), math.log(4))
    assert math.isclose(least_pairing(p, p), math.log(2))
    assert math.isclose(least_squares(p, p), 0.25)
    for least in (least_cross_entropy, least_pairing, least_squares):
        assert math.isclose(least(p, q), 0, abs_tol=1e-12)
    assert np.isnan(best_discriminator(p, p)[2])


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("non-saturating", least_cross_entropy),
        ("least-squares", least_squares),
        ("pairing", least_pairing),
    ],
)
def test_no_discriminator_does_better_and_a_minimised_one_does_as_well(name, least):
    rng = np.random.default_rng(0)
    p, q = rng.dirichlet(np.ones(6)), rng.dirichlet(np.ones(6))
    pair = torch.tensor(np.outer(p, q)).flatten()
    logits = torch.zeros(6, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([logits], max_iter=300, line_search_fn="strong_wolfe")

    def expected_loss():
        real, fake = (x.flatten() for x in torch.meshgrid(logits, logits, indexing="ij"))
        each = [
            LOSSES[name].discriminator(r[None], f[None]) for r, f in zip(real, fake, strict=True)
        ]
        return (pair * torch.stack(each)).sum()

    def closure():
        optimizer.zero_grad()
        loss = expected_loss()
        loss.backward()
        return loss

    assert expected_loss().detach() >= least(p, q)
    optimizer.step(closure)
    assert math.isclose(expected_loss().detach(), least(p, q), rel_tol=1e-6)
