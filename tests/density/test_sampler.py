"""The NumPy sampler against the pixel masses that it should follow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.stats import chisquare

from playground.density.load import load_target
from playground.density.sampler import Sampler
from playground.density.shipped import shipped_names
from playground.density.target import FULL, Layer, Target


def target_of(*pictures):
    layers = tuple(
        Layer(f"layer {i}", np.asarray(p, dtype=np.uint16)) for i, p in enumerate(pictures)
    )
    return Target("test", layers)


def cell_counts(points, layer, target):
    """How many points lie in each pixel of each layer; fails for one outside of its picture."""
    counts = []
    for index, item in enumerate(target.layers):
        row, column = item.frame.pixels(points[layer == index])
        height, width = item.pixels.shape
        flat = np.ravel_multi_index((row, column), (height, width))  # raises when outside
        counts.append(np.bincount(flat, minlength=height * width).reshape(height, width))
    return counts


def pooled_chi_square(counts, masses):
    """The p-value of the counts; cells that expect fewer than 5 are pooled."""
    observed, expected = (np.concatenate([np.ravel(part) for part in x]) for x in (counts, masses))
    expected = expected / expected.sum() * observed.sum()
    rare = expected < 5
    observed = np.append(observed[~rare], observed[rare].sum())
    expected = np.append(expected[~rare], expected[rare].sum())
    return chisquare(observed[expected > 0], expected[expected > 0]).pvalue


@pytest.mark.parametrize("name", shipped_names())
def test_a_million_points_follow_the_pixel_masses(name):
    target = load_target(name)
    points, layer = Sampler(target).draw(1_000_000, np.random.default_rng(1))
    counts = cell_counts(points, layer, target)
    masses = [item.mass * item.pixels / item.pixels.sum(dtype=float) for item in target.layers]
    for got, item in zip(counts, target.layers, strict=True):
        assert not got[item.pixels == 0].any()
    assert pooled_chi_square(counts, masses) > 1e-4


@settings(max_examples=50, deadline=None)
@given(
    arrays(np.uint16, array_shapes(min_dims=2, max_dims=2, max_side=9)).filter(np.any),
    arrays(np.float64, (2, 40), elements=st.sampled_from([0.0, 1 - 2**-53, 0.5, 0.25, 1e-17])),
)
def test_an_empty_pixel_is_never_sampled(picture, uniform):
    target = target_of(picture)
    sampler = Sampler(target)
    points = sampler.points(uniform, np.zeros(40, np.int64))
    row, column = target.layers[0].frame.pixels(points)
    assert (picture[row, column] > 0).all()
    more, layer = sampler.draw(500, np.random.default_rng(0))
    assert not cell_counts(more, layer, target)[0][picture == 0].any()


def test_a_point_is_spread_evenly_inside_its_pixel():
    picture = np.zeros((7, 7))
    picture[2, 4] = FULL
    points, _ = Sampler(target_of(picture)).draw(100_000, np.random.default_rng(2))
    inside = (points - [4 / 7, 4 / 7]) * 7
    assert inside.min() > 0 and inside.max() < 1
    grid, _, _ = np.histogram2d(*inside.T, bins=10, range=[[0, 1], [0, 1]])
    assert chisquare(grid.ravel()).pvalue > 1e-4


def test_a_single_white_row_keeps_its_y():
    picture = np.zeros((20, 10))
    picture[3] = FULL
    points, _ = Sampler(target_of(picture)).draw(1000, np.random.default_rng(0))
    assert ((points[:, 1] > 1 - 4 / 20) & (points[:, 1] < 1 - 3 / 20)).all()
    assert ((points[:, 0] > 0.25) & (points[:, 0] < 0.75)).all()  # a narrow picture is centred


def test_one_pixel_fills_the_square():
    points, _ = Sampler(target_of([[1]])).draw(10_000, np.random.default_rng(0))
    assert points.min() > 0 and points.max() < 1
    assert np.allclose(points.mean(axis=0), 0.5, atol=0.02)


def test_a_large_picture():
    rng = np.random.default_rng(3)
    picture = rng.integers(0, FULL, (3000, 4000)) * (rng.random((3000, 4000)) < 0.1)
    target = target_of(picture)
    points, layer = Sampler(target).draw(200_000, rng)
    (counts,) = cell_counts(points, layer, target)
    assert not counts[picture == 0].any()
    coarse = (x.reshape(30, 100, 40, 100).sum((1, 3)) for x in (counts, picture.astype(float)))
    assert pooled_chi_square(*([x] for x in coarse)) > 1e-4


def test_the_ends_of_the_unit_interval_give_the_first_and_last_pixel():
    picture = np.zeros((5, 5))
    picture[3, 1] = 1  # the lowest row that holds mass
    picture[1, 2:4] = 1000
    sampler = Sampler(target_of(picture))
    low, high = sampler.points(np.array([[0, 1 - 2**-53]] * 2), np.zeros(2, np.int64))
    assert np.allclose(low, [0.2, 0.2], atol=1e-5)
    assert np.allclose(high, [0.8, 0.8], atol=1e-5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=2, max_size=30))
def test_y_rises_with_u1(u1):
    rng = np.random.default_rng(0)
    sampler = Sampler(target_of(rng.integers(0, 50, (12, 9))))
    uniform = np.array([np.sort(u1), np.full(len(u1), 0.5)])
    y = sampler.points(uniform, np.zeros(len(u1), np.int64))[:, 1]
    assert (np.diff(y) >= 0).all()


def test_faint_rows_and_pixels_get_their_share():
    picture = np.zeros((4, 4))
    picture[0], picture[3] = FULL, [1, 1, 1, 1]
    picture[1] = [1, 1, 1, FULL]
    target = target_of(picture)
    points, layer = Sampler(target).draw(2_000_000, np.random.default_rng(4))
    (counts,) = cell_counts(points, layer, target)
    expected = picture / picture.sum() * 2_000_000
    assert (np.abs(counts - expected) <= 5 * np.sqrt(expected) + 1e-9).all()


def test_layers_get_their_shares_whatever_their_resolution():
    target = target_of(np.full((10, 10), FULL), np.full((40, 40), FULL), np.full((10, 10), 0x3333))
    _, layer = Sampler(target).draw(100_000, np.random.default_rng(0))
    assert np.allclose(np.bincount(layer) / 100_000, [5 / 11, 5 / 11, 1 / 11], atol=0.01)


def test_the_same_seed_gives_the_same_points():
    sampler = Sampler(load_target("penta"))
    first, second = (sampler.draw(100, np.random.default_rng(7))[0] for _ in range(2))
    other, _ = sampler.draw(100, np.random.default_rng(8))
    assert np.array_equal(first, second) and not np.array_equal(first, other)
