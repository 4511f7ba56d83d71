"""Modes of pictures and what points give to each."""

import numpy as np
import pytest

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.metrics.modes import Modes


@pytest.mark.parametrize(
    ("name", "count"),
    [("binary", 2), ("ring8", 8), ("grid25", 25), ("ring", 1), ("moons", 2), ("vortex", 3)],
)
def test_pictures_have_the_modes_that_a_person_sees(name, count):
    target = load_target(name)
    modes = Modes.of(target)
    assert modes.exact.shape == (count,)
    points, _ = Sampler(target).draw(100_000, np.random.default_rng(0))
    expected = np.sqrt(modes.exact * (1 - modes.exact) / 100_000)
    assert (np.abs(modes.shares(points) - modes.exact) < 5 * expected + 1e-12).all()
    assert not modes.missed(points).any() and modes.worst_share(points) < 0.1


def test_missing_modes_are_found():
    target = load_target("ring8")
    modes = Modes.of(target)
    points, _ = Sampler(target).draw(50_000, np.random.default_rng(0))
    kept = points[modes.nearest(points) > 2]
    assert modes.missed(kept).tolist() == [True] * 3 + [False] * 5
    assert modes.worst_share(kept) == pytest.approx(1, abs=0.01)
    assert modes.reverse_kl(kept) == pytest.approx(np.log(8 / 5), abs=0.01)
    assert modes.reverse_kl(points) == pytest.approx(0, abs=0.001)


def test_a_point_belongs_to_the_nearest_mode_wherever_it_is():
    modes = Modes.of(load_target("binary"))
    left, right = modes.nearest(np.array([[0.0, 1.0], [1.7, -0.3]]))
    assert {left, right} == {0, 1}
