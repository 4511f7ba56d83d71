"""The sliced Wasserstein distance against SciPy and a closed form."""

import math

import numpy as np
from scipy.stats import wasserstein_distance

from playground.metrics.wasserstein import sliced_wasserstein


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
