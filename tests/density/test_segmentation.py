"""Pictures whose parts a person would count at a glance."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from skimage.measure import label

from playground.density.load import load_target
from playground.density.segmentation import split_layer, split_target
from playground.density.target import FULL, Layer, Target
from playground.errors import InputError

Y, X = np.mgrid[:200, :200]


def discs(*places: tuple[float, float, float]) -> NDArray[np.uint16]:
    """White discs at (x, y, radius) in pixels, on black."""
    inside = [(X - x) ** 2 + (Y - y) ** 2 <= radius**2 for x, y, radius in places]
    return np.where(np.any(inside, axis=0), FULL, 0).astype(np.uint16)


def bumps(sigma: float, *places: tuple[float, float]) -> NDArray[np.uint16]:
    """Gaussians, the highest white; their far tails touch everywhere."""
    light = sum(np.exp(-((X - x) ** 2 + (Y - y) ** 2) / (2 * sigma**2)) for x, y in places)
    return (1 + (FULL - 1) * light / light.max()).astype(np.uint16)


def count(pixels: NDArray[np.uint16]) -> int:
    return len(split_layer(Layer("a", pixels)))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        *[(name, 1) for name in ("zig", "z", "u", "ring", "triangle", "bat")],
        *[("dumbbell", 2), ("moons", 2), ("spirals", 2), ("checkerboard", 8)],
        *[("ring8", 8), ("grid25", 25)],
    ],
)
def test_shipped_densities(name: str, parts: int) -> None:
    assert len(split_target(load_target(name)).layers) == parts


@pytest.mark.parametrize("radius", [20, 35, 50])
def test_discs_that_overlap_a_little_are_two(radius: int) -> None:
    reach = 0.9 * radius
    assert count(discs((100 - reach, 100, radius), (100 + reach, 100, radius))) == 2


def test_discs_that_overlap_much_are_one() -> None:
    assert count(discs((90, 100, 30), (110, 100, 30))) == 1


@pytest.mark.parametrize(("apart", "parts"), [(1.5, 1), (4, 2), (6, 2)])
def test_gaussians_that_touch_are_parted_at_the_saddle(apart: float, parts: int) -> None:
    sigma = 14
    half = apart * sigma / 2
    assert count(bumps(sigma, (100 - half, 90), (100 + half, 110))) == parts


def test_a_grid_of_gaussians_whose_tails_touch() -> None:
    places = [(40 * i + 20, 40 * j + 20) for i in range(5) for j in range(5)]
    assert count(bumps(7, *places)) == 25


def test_a_neck_is_cut_in_the_middle() -> None:
    left, right = split_target(load_target("dumbbell")).layers
    assert left.mass == pytest.approx(right.mass, rel=0.02)
    assert left.pixels[:, 210:].max() == 0
    assert right.pixels[:, :190].max() == 0


def test_diagonal_pixels_hang_together() -> None:
    assert count(np.eye(12, dtype=np.uint16) * FULL) == 1


def test_specks_join_the_nearest_part() -> None:
    pixels = discs((50, 50, 20), (150, 150, 25))
    pixels[5, 5] = pixels[195, 195] = pixels[120, 120] = 9
    first, second = split_layer(Layer("a", pixels))
    assert first.pixels[5, 5] == 9
    assert second.pixels[195, 195] == second.pixels[120, 120] == 9


def test_order_is_from_left_to_right_then_from_top_to_bottom() -> None:
    places = [(40, 40), (40, 160), (100, 100), (160, 40), (160, 160)]
    layers = split_layer(Layer("a", discs(*((x, y, 15) for x, y in places)), 2.5))
    assert [layer.name for layer in layers] == [f"part {i}" for i in range(1, 6)]
    assert {layer.weight for layer in layers} == {2.5}
    centres = [tuple(int(i.mean()) for i in np.nonzero(layer.pixels.T)) for layer in layers]
    assert centres == places


def test_one_part_and_stacks_come_back_as_they_are() -> None:
    layer = Layer("alone", discs((100, 100, 30)))
    assert split_layer(layer) == (layer,)
    assert split_target(Target("t", (layer,))).layers == (layer,)
    stack = load_target("binary")
    assert split_target(stack) is stack


def test_noise_is_refused() -> None:
    noise = np.random.default_rng(0).random((200, 200)) < 0.02
    with pytest.raises(InputError, match="at most 100 parts"):
        split_layer(Layer("noise", noise * np.uint16(FULL)))


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 999), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_parts_add_up_exactly(height: int, width: int, seed: int, empty: float) -> None:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(1, FULL, (height, width), endpoint=True).astype(np.uint16)
    pixels[rng.random((height, width)) < empty] = 0
    pixels[height // 2, width // 2] = 7
    try:
        layers = split_layer(Layer("a", pixels))
    except InputError:
        return
    assert all(layer.pixels.any() for layer in layers)
    assert np.array_equal(np.sum([layer.pixels for layer in layers], axis=0), pixels)
    for one, other in pairwise(layers):
        assert not np.any((one.pixels > 0) & (other.pixels > 0))


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, unique=True))
@settings(max_examples=30, deadline=None)
def test_separate_discs_are_their_components(cells: list[tuple[int, int]]) -> None:
    pixels = discs(*((40 * i + 20, 40 * j + 20, 12) for i, j in cells))
    assert count(pixels) == len(cells) == label(pixels > 0, connectivity=2).max()
