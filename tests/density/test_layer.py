"""The mass of a layer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from playground.density.layer import FULL, Layer

PIXELS = arrays(np.uint16, st.tuples(st.integers(1, 9), st.integers(1, 9)))


def test_a_white_square_has_mass_one_and_half_of_it_one_half() -> None:
    assert Layer("a", np.full((7, 7), FULL, np.uint16)).mass == pytest.approx(1)
    assert Layer("a", np.full((3, 6), FULL, np.uint16)).mass == pytest.approx(0.5)


@given(PIXELS, st.integers(2, 5), st.floats(0.1, 10))
def test_mass_does_not_depend_on_resolution(
    pixels: NDArray[np.uint16], times: int, weight: float
) -> None:
    finer = pixels.repeat(times, axis=0).repeat(times, axis=1)
    mass = Layer("a", pixels).mass
    assert Layer("b", finer).mass == pytest.approx(mass)
    assert Layer("c", pixels, weight).mass == pytest.approx(weight * mass)


def test_large_bright_layers_do_not_overflow() -> None:
    pixels = np.full((1024, 1024), FULL, np.uint16)
    assert Layer("a", pixels).mass == pytest.approx(1)
