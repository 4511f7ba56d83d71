import numpy as np
import pytest

from playground.density.reading import Reading


def test_density_is_the_mass_of_the_cell_by_its_area(two_squares):
    reading, masses = Reading(two_squares), two_squares.masses(8)
    for row, column in np.ndindex(8, 8):
        x, y = (column + 0.3) / 8, 1 - (row + 0.6) / 8
        assert reading.density(x, y) == pytest.approx(masses[row, column] * 64)


def test_there_is_nothing_outside(two_squares):
    assert Reading(two_squares).density(-0.01, 0.5) == 0
    assert Reading(two_squares).density(0.5, 1.2) == 0
