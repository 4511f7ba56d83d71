"""Distances over cells against SciPy."""

import math

import numpy as np
from scipy.spatial.distance import jensenshannon
from scipy.stats import entropy

from playground.metrics.cells import (
    cell_shares,
    jensen_shannon,
    kullback_leibler,
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
