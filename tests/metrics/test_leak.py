"""The leak matrix of the layers."""

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.target import FULL, Layer, Target
from playground.metrics.leak import Leak


def halves(overlap):
    """Two layers of 100 columns that share `overlap` columns in the middle."""
    left, right = (np.zeros((100, 100), np.uint16) for _ in range(2))
    left[:, : 50 + overlap // 2] = FULL
    right[:, 50 - overlap // 2 :] = FULL
    return Target("halves", (Layer("left", left), Layer("right", right)))


def test_perfect_samples_of_layers_apart_do_not_leak():
    target = load_target("binary")
    points, layer = Sampler(target).draw(10_000, np.random.default_rng(0))
    leak = Leak(target)
    assert np.allclose(leak.matrix(points, layer), np.eye(2), atol=1e-9)
    assert leak.excess(points, layer) == 0


def test_an_overlap_leaks_half_of_itself():
    target = halves(20)
    leak = Leak(target)
    assert leak.exact == pytest.approx(np.array([[1 - 10 / 60, 10 / 60], [10 / 60, 1 - 10 / 60]]))
    points, layer = Sampler(target).draw(200_000, np.random.default_rng(0))
    assert np.allclose(leak.matrix(points, layer), leak.exact, atol=0.005)
    assert leak.excess(points, layer) < 0.005


def test_swapped_conditions_leak_everything():
    target = halves(0)
    points, layer = Sampler(target).draw(10_000, np.random.default_rng(0))
    assert np.allclose(Leak(target).matrix(points, 1 - layer), [[0, 1], [1, 0]])
    assert Leak(target).excess(points, 1 - layer) == pytest.approx(1)


def test_points_in_the_void_belong_to_no_layer():
    leak = Leak(load_target("binary"))
    matrix = leak.matrix(np.array([[0.5, 0.95]]), np.array([1]))
    assert (matrix == 0).all()
