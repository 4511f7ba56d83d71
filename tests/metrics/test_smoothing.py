import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.ndimage import gaussian_filter

from playground.metrics.smoothing import CELLS, SIGMA, blur, histogram, smooth


def reference_histogram(points):
    counts, _, _ = np.histogram2d(points[:, 0], points[:, 1], CELLS, ((0, 1), (0, 1)))
    return counts.T[::-1] * CELLS**2 / len(points)


def test_histogram_is_that_of_numpy_with_the_top_row_first():
    points = np.random.default_rng(0).beta(2, 3, (5000, 2)).astype(np.float32)
    np.testing.assert_allclose(histogram(points), reference_histogram(points.astype(float)))


def test_smooth_is_the_gaussian_filter_of_scipy():
    points = np.random.default_rng(1).beta(0.5, 0.7, (2000, 2))
    expected = gaussian_filter(reference_histogram(points), SIGMA)
    np.testing.assert_allclose(smooth(points), expected, rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize(
    ("point", "cell"),
    [((0, 0), (CELLS - 1, 0)), ((1, 1), (0, CELLS - 1)), ((0, 1), (0, 0)), ((0.5, 0.25), None)],
)
def test_edges_belong_to_the_square(point, cell):
    density = histogram(np.array([point], np.float32))
    assert density.max() == density.sum() == CELLS**2
    if cell is not None:
        assert density[cell] == CELLS**2


def test_points_outside_and_not_a_number_lower_the_mean():
    points = np.array([[0.5, 0.5], [1.5, 0.5], [np.nan, 0.5], [0.5, -0.1]])
    assert histogram(points).mean() == pytest.approx(0.25)


def test_no_points_give_zeros():
    assert not smooth(np.zeros((0, 2), np.float32)).any()


@given(st.integers(0, 99), st.integers(0, 99))
def test_blur_keeps_the_mass(row, column):
    density = np.zeros((CELLS, CELLS))
    density[row, column] = 1
    assert blur(density).sum() == pytest.approx(1, rel=1e-5)
