"""The literature's test against its closed forms."""

import numpy as np
import pytest

from playground.density.mixture import grid25, ring8
from playground.metrics.quality import quality


@pytest.mark.parametrize(("mixture", "count"), [(ring8(), 8), (grid25(), 25)])
def test_a_perfect_sampler_scores_what_the_normal_law_says(mixture, count):
    points = mixture.draw(200_000, np.random.default_rng(0))
    result = quality(points, mixture)
    assert result.modes == count
    assert result.share == pytest.approx(1 - np.exp(-4.5), abs=0.001)
    assert points.min() > 0 and points.max() < 1


def test_the_published_proportions_are_kept():
    ring, grid = ring8(), grid25()
    radius = np.linalg.norm(ring.centres - 0.5, axis=1)
    assert np.allclose(radius / ring.sigma, 100)
    assert np.isclose(np.diff(np.unique(grid.centres[:, 0].round(9)))[0] / grid.sigma, 40)


def test_a_collapsed_and_a_lost_generator():
    mixture = grid25()
    one = mixture.centres[3] + np.zeros((100, 2))
    assert quality(one, mixture).modes == 1 and quality(one, mixture).share == 1
    between = one + np.array([0.1, 0.0])
    assert quality(between, mixture).modes == 0 and quality(between, mixture).share == 0
