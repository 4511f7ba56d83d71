"""Modes of pictures and what points give to each."""
# DOC Matching unnamed labels to true ones.
# DOC The literature's test against its closed forms.

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.target import grid25, ring8
from playground.metrics.modes import Modes, labelled_points, matched_accuracy, quality


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


def test_names_do_not_matter():
    true = np.array([0, 0, 1, 1, 2, 2])
    assert matched_accuracy(np.array([2, 2, 0, 0, 1, 1]), true) == 1
    assert matched_accuracy(np.array([2, 2, 0, 0, 1, 0]), true) == 5 / 6


def test_a_label_stands_for_one_only():
    true = np.array([0, 0, 1, 1])
    assert matched_accuracy(np.zeros(4, int), true) == 0.5
    assert matched_accuracy(np.arange(4), true) == 0.5


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_it_is_the_best_of_all_permutations(pairs):
    found, true = np.array(pairs).T
    every = (np.array(order)[found] == true for order in permutations(range(4)))
    assert matched_accuracy(found, true) == max(same.mean() for same in every)


def test_layers_go_before_modes():
    points, label = labelled_points(load_target("binary"), 2, n=500)
    assert points.shape == (500, 2)
    assert np.array_equal(label, points[:, 0] > 0.5)


def test_modes_serve_where_there_are_so_many():
    points, label = labelled_points(load_target("ring8"), 8, n=800)
    centres = np.array([points[label == mode].mean(axis=0) for mode in range(8)])
    expected = ring8().centres
    nearest = np.linalg.norm(centres[:, None] - expected, axis=2)
    assert nearest.min(axis=1).max() < 0.06
    assert sorted(nearest.argmin(axis=1)) == list(range(8))


@pytest.mark.parametrize("labels", [3, 7])
def test_nothing_fits_other_numbers(labels):
    assert labelled_points(load_target("ring8"), labels, n=10) is None


@pytest.mark.parametrize(("mixture", "count"), [(ring8(), 8), (grid25(), 25)])
def test_a_perfect_sampler_scores_what_the_normal_law_says(mixture, count):
    points = mixture.draw(200_000, np.random.default_rng(0))
    result = quality(points, mixture)
    assert result.modes == count
    assert result.share == pytest.approx(1 - np.exp(-4.5), abs=0.001)
    assert points.min() > 0 and points.max() < 1


def test_the_shares_of_the_modes_are_compared_with_even_ones():
    mixture = ring8()
    counts = np.array([300, 100, 100, 100, 100, 100, 100, 100])
    result = quality(np.repeat(mixture.centres, counts, axis=0), mixture)
    assert result.total_variation == pytest.approx(0.3 - 1 / 8)
    assert result.reverse_kl == pytest.approx(0.3 * np.log(2.4) + 0.7 * np.log(0.8))
    even = quality(mixture.centres, mixture)
    assert even.total_variation == pytest.approx(0) and even.reverse_kl == pytest.approx(0)


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
