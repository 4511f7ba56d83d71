# The oracle: where the whole square is drawn, pixel for pixel.

import numpy as np
import pytest
from matplotlib.figure import Figure

from playground.plots.heat_image import PIECES, SHADES, HeatImage
from playground.plots.region import WHOLE, Region
from playground.plots.theme import LIGHT

CELLS = 10


@pytest.fixture
def heat():
    return HeatImage(Figure().add_subplot(), LIGHT)


def _values():
    values = np.random.default_rng(0).random((CELLS, CELLS))
    values[2, 7] = np.nan
    return values


def _index(heat):
    """The shade of each piece."""
    shades = {tuple(color): i for i, color in enumerate(heat.shades)}
    pixels = heat.image.get_array()
    return np.array([[shades[tuple(pixel)] for pixel in row] for row in pixels])


def test_the_quarter_at_the_upper_right_is_that_of_the_whole(heat):
    heat.show(_values(), 0, 1)
    whole = _index(heat)
    heat.zoom(Region(0.5, 0.5, 0.5))
    heat.show(_values(), 0, 1)
    quarter = _index(heat)
    half = PIECES * CELLS // 2
    assert quarter.shape == whole.shape
    assert heat.image.get_extent() == [0.5, 1, 0.5, 1]
    # Twice as fine: each piece of the whole lies between two pieces of the quarter.
    pairs = quarter.reshape(half, 2, half, 2).swapaxes(1, 2).reshape(half, half, 4)
    there = whole[:half, half:]
    undefined = there == SHADES
    assert (pairs[undefined] == SHADES).all() and not (pairs[~undefined] == SHADES).any()
    # Between the centres of cells both are the same lines.
    near = np.abs(pairs.mean(axis=2) - there)[~undefined]
    assert np.median(near) < 1.5


def test_back_at_the_whole_it_is_as_before(heat):
    heat.show(_values(), 0, 1)
    before = heat.image.get_array().copy()
    for region in (Region(0.2, 0.3, 0.1), WHOLE):
        heat.zoom(region)
        heat.show(_values(), 0, 1)
    np.testing.assert_array_equal(heat.image.get_array(), before)
