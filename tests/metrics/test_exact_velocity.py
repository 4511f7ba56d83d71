"""The exact velocity against quadrature, against finite samples, and in closed form."""

import numpy as np
import pytest
from scipy.stats import norm

from playground.density.sampler import Sampler
from playground.density.target import FULL, Layer, Target
from playground.metrics.exact_velocity import TIMES, ExactVelocity, least_loss

RNG = np.random.default_rng(5)
PIXELS = np.array([[0, 3, 1], [5, 0, 0]], np.uint16) * 1000
SMALL = Target("small", (Layer("a", PIXELS), Layer("b", PIXELS[::-1, ::-1].copy(), weight=3.0)))
SQUARE = Target("square", (Layer("square", np.full((4, 4), FULL, np.uint16)),))
BASES = {
    "normal": norm.pdf,
    "uniform": lambda z: 0.5 * (abs(z) <= 1),
}


def boxes(target):
    """(left, right, bottom, top, mass) of every pixel, in −1 … 1."""
    for layer, share in zip(target.layers, target.shares, strict=True):
        left, _, _, top = layer.frame.extent
        side, total = layer.frame.pixel, layer.pixels.sum(dtype=float)
        for (row, column), value in np.ndenumerate(layer.pixels):
            x, y = left + column * side, top - row * side
            yield (
                2 * x - 1,
                2 * (x + side) - 1,
                2 * (y - side) - 1,
                2 * y - 1,
                share * value / total,
            )


NODES, WEIGHTS = np.polynomial.legendre.leggauss(12)


def integral(base, power, t, at, low, high):
    """By Gauss and Legendre between the edges of the noise and in pieces finer than it."""
    edges = [edge for edge in ((at - 1 + t) / t, (at + 1 - t) / t) if low < edge < high]
    ends = np.unique(np.concatenate([np.linspace(low, high, 200), edges]))
    half, middle = np.diff(ends)[:, None] / 2, (ends[:-1, None] + ends[1:, None]) / 2
    x = middle + half * NODES
    return float((half * WEIGHTS * x**power * BASES[base]((at - t * x) / (1 - t))).sum())


def by_quadrature(target, base, t, x, y):
    total = np.zeros(3)
    for left, right, bottom, top, mass in boxes(target):
        across = [integral(base, k, t, x, left, right) for k in (0, 1)]
        along = [integral(base, k, t, y, bottom, top) for k in (0, 1)]
        density = mass / ((right - left) * (top - bottom))
        total += density * np.array(
            [across[0] * along[0], across[1] * along[0], across[0] * along[1]]
        )
    with np.errstate(invalid="ignore"):
        return (total[1:] / total[0] - (x, y)) / (1 - t)


@pytest.mark.parametrize("t", [0.1, 0.5, 0.9, 0.97, 0.99])
@pytest.mark.parametrize("base", BASES)
def test_it_is_what_quadrature_gives(base, t):
    points = RNG.uniform(-0.9, 0.9, (4, 2)) * t
    found = ExactVelocity(SMALL, base).at(t, points)
    wanted = [by_quadrature(SMALL, base, t, *point) for point in points]
    np.testing.assert_allclose(found, wanted, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("t", [0.3, 0.9, 0.99])
@pytest.mark.parametrize("base", BASES)
def test_it_is_the_mean_velocity_of_paths_nearby(base, t):
    n = 1_000_000
    x = Sampler(SMALL).draw(n, RNG)[0] * 2.0 - 1
    z = RNG.normal(size=(n, 2)) if base == "normal" else RNG.uniform(-1, 1, (n, 2))
    place = (1 - t) * z + t * x
    centre, reach = t * np.array([-0.6, -0.3]), 0.05
    near = (np.abs(place - centre) < reach).all(axis=1)
    exact = ExactVelocity(SMALL, base).at(t, place[near][:20_000])
    paths = (x - z)[near]
    noise = paths.std(axis=0) / np.sqrt(near.sum())
    assert near.sum() > 1000
    assert (np.abs(exact.mean(axis=0) - paths.mean(axis=0)) < 5 * noise + 2e-3).all()


@pytest.mark.parametrize("base", BASES)
def test_at_the_beginning_it_points_to_the_mean(base):
    at = RNG.uniform(-1, 1, (5, 2))
    mean = 2 * Sampler(SMALL).draw(400_000, RNG)[0].mean(axis=0) - 1
    np.testing.assert_allclose(ExactVelocity(SMALL, base).at(0.0, at) + at, [mean] * 5, atol=5e-3)


@pytest.mark.parametrize("t", [1e-6, 1e-3, 0.02])
def test_early_times_are_continuous(t):
    at = RNG.uniform(-1, 1, (5, 2))
    exact = ExactVelocity(SMALL, "normal")
    assert np.abs(exact.at(t, at) - exact.at(0.0, at)).max() < 4 * t + 1e-9


@pytest.mark.parametrize("base", BASES)
def test_a_grid_has_the_same_values_and_row_0_at_the_top(base):
    middles = (np.arange(6) + 0.5) / 3 - 1
    x, y = np.meshgrid(middles, middles[::-1])
    exact = ExactVelocity(SMALL, base)
    scattered = exact.at(0.6, np.stack([x.ravel(), y.ravel()], axis=1))
    np.testing.assert_allclose(exact.on_grid(0.6, 6).reshape(-1, 2), scattered, rtol=1e-12)


def test_without_paths_there_is_nothing():
    assert np.isnan(ExactVelocity(SQUARE, "uniform").at(0.5, np.array([[1.2, 0.0]]))).all()
    dot = np.zeros((40, 40), np.uint16)
    dot[0, 0] = FULL
    far = ExactVelocity(Target("dot", (Layer("dot", dot),)), "normal")
    assert np.isfinite(far.at(0.99, np.array([[-0.98, 0.98]]))).all()


def test_one_layer_is_a_target_of_its_own():
    at = RNG.uniform(-1, 1, (5, 2))
    alone = ExactVelocity(Target("b", (SMALL.layers[1],)), "normal").at(0.7, at)
    np.testing.assert_allclose(ExactVelocity(SMALL, "normal", 1).at(0.7, at), alone)


def test_the_least_loss_of_a_square_from_uniform_noise_is_known():
    """x and z are alike and even in each axis: Var(x − z | x_t) by x's range given x_t."""

    def variance(t, u):  # x uniform on the overlap of −1 … 1 and what reaches u
        low, high = max(-1, (u - 1 + t) / t), min(1, (u + 1 - t) / t)
        return (high - low) ** 2 / 12 / (1 - t) ** 2

    grid = (np.arange(200) + 0.5) / 200
    inner = []
    for t in grid:
        z, x = np.meshgrid(2 * grid - 1, 2 * grid - 1)
        inner.append(np.mean([variance(t, u) for u in ((1 - t) * z + t * x).ravel()[::37]]))
    least = least_loss(SQUARE, "uniform", times=TIMES["uniform"])
    assert least.value == pytest.approx(2 * np.mean(inner), abs=4 * least.error + 0.01)


def test_knowing_the_layer_lowers_the_least_loss():
    unknown, some, known = (
        least_loss(SMALL, "normal", times=TIMES["uniform"], drop=drop).value
        for drop in (1.0, 0.5, 0.0)
    )
    assert known < some < unknown
    assert some == pytest.approx((known + unknown) / 2)
