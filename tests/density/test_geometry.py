"""A frame's rules, told by arithmetic on single pixels."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from playground.density.geometry import Frame

SIDES = st.integers(1, 2000)


@given(SIDES, SIDES)
def test_the_longer_side_fills_the_square_and_the_picture_is_centred(h: int, w: int) -> None:
    left, right, bottom, top = Frame(h, w).extent
    assert np.isclose(max(right - left, top - bottom), 1)
    assert np.isclose((right - left) * h, (top - bottom) * w)
    assert np.isclose(left + right, 1)
    assert np.isclose(bottom + top, 1)


@given(SIDES, SIDES, st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_middle_of_a_pixel_lies_in_it(h: int, w: int, i: int, j: int) -> None:
    frame = Frame(h, w)
    row, column = np.array([i % h]), np.array([j % w])
    x = frame.left(column) + frame.pixel / 2
    y = frame.bottom(row) + frame.pixel / 2
    found = frame.pixels(np.column_stack([x, y]))
    assert found[0] == row
    assert found[1] == column


def test_y_points_up() -> None:
    frame = Frame(2, 4)
    assert frame.extent == (0, 1, 0.25, 0.75)
    row, column = frame.pixels(np.array([[0.01, 0.74], [0.99, 0.26], [0.5, 0.9], [0.5, 0.1]]))
    assert row.tolist() == [0, 1, -1, 2]
    assert column.tolist() == [0, 3, 2, 2]
