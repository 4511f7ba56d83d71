"""Mass off the support."""

import numpy as np
import pytest

from playground.density.layer import FULL, Layer
from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.shipped import shipped_names
from playground.density.target import Target
from playground.metrics.support import Support


def test_the_tolerance_is_a_distance_in_pixels():
    picture = np.zeros((100, 100), np.uint16)
    picture[50, 50] = FULL
    support = Support(Target("dot", (Layer("dot", picture),)), tolerance=2)
    for pixels, off in ((0, 0), (2, 0), (3, 1), (40, 1)):
        points = np.array([[(50.5 + pixels) / 100, 1 - 50.5 / 100]])
        assert support.off_share(points) == off


def test_outside_of_the_square_is_off():
    support = Support(Target("full", (Layer("full", np.full((9, 9), FULL, np.uint16)),)))
    points = np.array([[0.5, 0.5], [-0.01, 0.5], [0.5, 1.2], [0.999, 0.001]])
    assert support.off_share(points) == 0.5


@pytest.mark.parametrize("name", shipped_names())
def test_perfect_samples_are_never_off(name):
    target = load_target(name)
    points, _ = Sampler(target).draw(20_000, np.random.default_rng(0))
    assert Support(target, tolerance=0).off_share(points) == 0
