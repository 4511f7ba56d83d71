"""The densities of the literature's test of flows."""

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.two_moons import EIGHT_GAUSSIANS, UNIT, draw_moons, two_moons


def test_the_image_of_the_moons_has_the_moments_of_their_points():
    # Of x = cos a for even angles a the mean is 0 and of sin a it is 2/π; a shift has the mean 0.3.
    target = two_moons()
    points, layers = Sampler(target).draw(200_000, np.random.default_rng(0))
    places = (points - 0.5) * UNIT
    arcs = [(-1 + 0.3, 6 / np.pi - 1 + 0.3), (3 - 1 + 0.3, 1.5 - 6 / np.pi - 1 + 0.3)]
    assert np.allclose(target.shares, 0.5)
    for layer, mean in enumerate(arcs):
        own = places[layers == layer]
        assert own.mean(axis=0) == pytest.approx(mean, abs=0.03)
        # 9 Var(cos a) + Var(shift), 9 Var(sin a) + Var(shift), and that of the shift for both.
        covariance = [[4.5 + 0.03, 0.03], [0.03, 9 * (0.5 - 4 / np.pi**2) + 0.03]]
        assert np.allclose(np.cov(own.T), covariance, atol=0.04)


def test_points_that_are_drawn_have_the_density_of_the_image():
    drawn = draw_moons(100_000, np.random.default_rng(1))
    counts = np.histogram2d(1 - drawn[:, 1], drawn[:, 0], 25, [(0, 1), (0, 1)])[0] / len(drawn)
    assert np.abs(counts - two_moons().masses(25)).sum() < 0.02
    assert draw_moons(10, np.random.default_rng(0)).shape == (10, 2)


def test_the_gaussians_have_the_published_radius_and_variance():
    points, _ = Sampler(load_target(EIGHT_GAUSSIANS)).draw(100_000, np.random.default_rng(0))
    x, y = ((points - 0.5) * UNIT).T
    turned = (np.arctan2(y, x) + np.pi / 8) % (np.pi / 4) - np.pi / 8
    along, across = np.hypot(x, y) * np.cos(turned) - 5, np.hypot(x, y) * np.sin(turned)
    assert along.mean() == pytest.approx(0, abs=0.02)
    for one in (along, across):
        assert one.var() == pytest.approx(0.1**0.5, rel=0.03)
    octants = np.floor((np.arctan2(y, x) + np.pi / 8) / (np.pi / 4)).astype(int) % 8
    assert np.bincount(octants) / len(x) == pytest.approx(1 / 8, abs=0.005)
