"""The mass of a layer."""
# DOC Cells of a target against a brute-force count of the pixels under a fine lattice of points.
# DOC

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from playground.density.target import FULL, DensityLookup, Layer, Target

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


SHAPES = st.tuples(st.integers(1, 7), st.integers(1, 7))


def test_one_layer_has_the_density_of_all() -> None:
    layers = (Layer("a", np.eye(4, dtype=np.uint16) * 9), random_layer((2, 2), 1, weight=2))
    target = Target("both", layers)
    (flat,) = target.flattened.layers
    assert np.allclose(target.flattened.masses(4), target.masses(4), atol=1e-5)
    assert flat.pixels.max() == FULL and (flat.pixels > 0).all()


def random_layer(shape: tuple[int, int], seed: int, weight: float = 1.0) -> Layer:
    pixels = np.random.default_rng(seed).integers(1, FULL, shape, endpoint=True)
    return Layer(f"layer {seed}", pixels.astype(np.uint16), weight)


def counted(layer: Layer, size: int, fine: int) -> NDArray[np.float64]:
    """Density at the middle of `fine` × `fine` lattice points a cell, summed: [size, size]."""
    middles = (np.arange(size * fine) + 0.5) / (size * fine)
    x, y = np.meshgrid(middles, middles[::-1])
    row, column = layer.frame.pixels(np.column_stack([x.ravel(), y.ravel()]))
    inside = (row >= 0) & (row < layer.frame.height)
    inside &= (column >= 0) & (column < layer.frame.width)
    values = np.zeros(x.size)
    values[inside] = layer.pixels[row[inside], column[inside]]
    sums = values.reshape(size, fine, size, fine).sum(axis=(1, 3))
    return sums / sums.sum()


@given(SHAPES, st.integers(1, 6), st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_cells_match_a_lattice(shape: tuple[int, int], size: int, seed: int) -> None:
    layer = random_layer(shape, seed)
    # With twice as many points a cell as the picture has pixels, no pixel's edge cuts a point.
    fine = 2 * max(shape)
    assert np.allclose(Target("t", (layer,)).masses(size), counted(layer, size, fine), atol=1e-9)


@given(SHAPES, SHAPES, st.floats(0.2, 5), st.integers(1, 8), st.integers(0, 999))
@settings(max_examples=60, deadline=None)
def test_layers_add_up(
    one: tuple[int, int], two: tuple[int, int], weight: float, size: int, seed: int
) -> None:
    layers = random_layer(one, seed), random_layer(two, seed + 1, weight)
    target = Target("t", layers)
    assert target.shares.sum() == pytest.approx(1)
    assert target.shares[1] / target.shares[0] == pytest.approx(layers[1].mass / layers[0].mass)
    assert target.masses(size).sum() == pytest.approx(1)
    stack = target.layer_masses(size)
    assert np.allclose(stack.sum(axis=(1, 2)), 1)
    assert np.allclose(np.tensordot(target.shares, stack, axes=1), target.masses(size))


def test_at_its_own_size_a_square_picture_is_its_own_density() -> None:
    layer = random_layer((6, 6), 1)
    target = Target("t", (layer, random_layer((2, 3), 2)))
    assert target.size == 6
    expected = layer.pixels / layer.pixels.sum(dtype=float)
    assert np.allclose(target.layer_masses()[0], expected, atol=1e-12)


def test_density_is_the_mass_of_the_cell_by_its_area(two_squares):
    reading, masses = DensityLookup(two_squares), two_squares.masses(8)
    for row, column in np.ndindex(8, 8):
        x, y = (column + 0.3) / 8, 1 - (row + 0.6) / 8
        assert reading.density(x, y) == pytest.approx(masses[row, column] * 64)


def test_there_is_nothing_outside(two_squares):
    assert DensityLookup(two_squares).density(-0.01, 0.5) == 0
    assert DensityLookup(two_squares).density(0.5, 1.2) == 0
