"""Matching unnamed labels to true ones."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from playground.density.load import load_target
from playground.density.mixture import ring8
from playground.metrics.matching import labelled_points, matched_accuracy


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
