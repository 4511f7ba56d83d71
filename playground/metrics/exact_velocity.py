"""The velocity field that a flow should learn, and the least loss that it could have.

On the straight paths x_t = (1 − t) z + t x the best velocity is v* = (E[x | x_t] − x_t) / (1 − t)
(Lipman et al. 2023, arXiv 2210.02747), for noise that is independent of the points. The density is
constant inside each pixel and the noise is separable, so the integrals over a pixel are products of
one over its columns and one over its rows, and a field is three products of matrices. They are
exact at any t: sums over the pixels' centres go wrong as soon as the noise that is left is no wider
than a pixel.

Coordinates are those of a flow: −1 … 1, x to the right, y up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, log_ndtr, ndtri
from scipy.stats import qmc

from playground.density.sampler import Sampler
from playground.density.target import Target

Array = NDArray[np.float64]
Base = Literal["normal", "uniform"]

_WIDE = 100.0
"""Noise that is so many pixels wide is taken to be linear inside a pixel: the error of a mean is
below 1e-9 pixels then, and that of differences of its integrals would be larger."""


_LEAST = 1e-280
"""A density of x_t, relative to the most that its coordinates have by themselves, below which
numbers have lost their digits."""


@dataclass(frozen=True, eq=False)
class _Axis:
    """The pixels of one axis: their edges [pixels + 1], ascending."""

    edges: Array

    def moments(self, base: Base, t: float, at: Array) -> tuple[Array, Array, Array]:
        """For each of `at` [n] and each pixel [n, pixels]: the logarithm of the weight that the
        noise gives it, up to a constant, and the mean and the variance of x inside it.
        """
        if t == 0:
            return self._even(len(at))
        if base == "uniform":
            return self._clipped(t, at)
        return self._normal(t, at)

    def _even(self, n: int) -> tuple[Array, Array, Array]:
        """At the beginning x_t says nothing of x."""
        low, high = self.edges[:-1], self.edges[1:]
        width = high - low
        weight, mean, variance = np.log(width), (low + high) / 2, width**2 / 12
        return tuple(np.tile(one, (n, 1)) for one in (weight, mean, variance))  # type: ignore[return-value]

    def _clipped(self, t: float, at: Array) -> tuple[Array, Array, Array]:
        """X lies where the noise (x_t − t x) / (1 − t) is in −1 … 1."""
        reach = (1 - t) / t
        low = np.maximum(self.edges[:-1], at[:, None] / t - reach)
        high = np.minimum(self.edges[1:], at[:, None] / t + reach)
        width = np.maximum(high - low, 0)
        with np.errstate(divide="ignore"):
            weight = np.log(width)
        return weight, (low + high) / 2, width**2 / 12

    def _normal(self, t: float, at: Array) -> tuple[Array, Array, Array]:
        """X is normal around x_t / t, with the deviation (1 − t) / t, cut off at the pixel's
        edges.
        """
        spread = (1 - t) / t
        scaled = (self.edges - at[:, None] / t) / spread
        low, high = scaled[:, :-1], scaled[:, 1:]
        width = np.diff(self.edges)
        if spread > _WIDE * width.max():
            middle = (low + high) / 2
            narrow = width / spread
            mean = (self.edges[:-1] + self.edges[1:]) / 2 - middle * narrow * width / 12
            return np.log(width) - middle**2 / 2, mean, np.tile(width**2 / 12, (len(at), 1))
        # In the tail where both edges have probabilities, not one minus them.
        flip = low > 0
        low, high = np.where(flip, -high, low), np.where(flip, -low, high)
        weight = _log_difference(log_ndtr(high), log_ndtr(low))
        at_low, at_high = _density_ratio(low, weight), _density_ratio(high, weight)
        mean = at_low - at_high
        variance = 1 + low * at_low - high * at_high - mean**2
        mean = np.where(flip, -mean, mean) * spread + at[:, None] / t
        mean = np.clip(mean, self.edges[:-1], self.edges[1:])
        return weight, mean, np.clip(variance * spread**2, 0, width**2 / 4)


def _log_difference(high: Array, low: Array) -> Array:
    """log(e^high − e^low), for high above low."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Array = high + np.log1p(-np.exp(np.minimum(low - high, 0)))
    return np.where(np.isfinite(found), found, -np.inf)


def _density_ratio(at: Array, weight: Array) -> Array:
    """The normal density over e^weight; 0 where that is nothing."""
    exponent = -(at**2) / 2 - np.log(2 * np.pi) / 2 - weight
    with np.errstate(over="ignore"):
        return np.where(np.isfinite(weight), np.exp(exponent), 0)


@dataclass(frozen=True, eq=False)
class Posterior:
    """What x_t says of x: its `mean` [..., 2] and total `variance` [...]; NaN where the density of
    x_t is 0, or too small for a number.
    """

    mean: Array
    variance: Array


@dataclass(frozen=True, eq=False)
class _LayerMass:
    """One layer: its masses [height, width], row 0 at the bottom, and its two axes."""

    mass: Array
    columns: _Axis
    rows: _Axis


class ExactVelocity:
    """The best velocity for a target, or for one layer of it, and a base of the noise."""

    def __init__(self, target: Target, base: Base, layer: int | None = None) -> None:
        chosen = range(len(target.layers)) if layer is None else (layer,)
        self._parts = [_part(target, index) for index in chosen]
        self._base = base

    def at(self, t: float, x: Array) -> Array:
        """v* [n, 2] at points [n, 2] and a time in 0 ≤ t < 1; NaN where there are no paths."""
        return (self.posterior(t, x).mean - x) / (1 - t)

    def on_grid(self, t: float, cells: int) -> Array:
        """v* [cells, cells, 2] at the centres of cells over −1 … 1, row 0 at the top."""
        middles = (np.arange(cells) + 0.5) / cells * 2 - 1
        mean = self._posterior(t, middles, middles[::-1], scattered=False).mean
        place = np.stack(np.meshgrid(middles, middles[::-1]), axis=-1)
        return (mean - place) / (1 - t)

    def posterior(self, t: float, x: Array) -> Posterior:
        """What points [n, 2] at a time 0 ≤ t < 1 say of their ends."""
        return self._posterior(t, x[:, 0], x[:, 1], scattered=True)

    def _posterior(self, t: float, x: Array, y: Array, *, scattered: bool) -> Posterior:
        """At points (x, y) that are `scattered`, or at all pairs of [columns] x and [rows] y."""
        across = [part.columns.moments(self._base, t, x) for part in self._parts]
        along = [part.rows.moments(self._base, t, y) for part in self._parts]
        most_x, most_y = _most(across), _most(along)
        sums = np.zeros((5, *((len(x),) if scattered else (len(y), len(x)))))
        for part, (wx, mx, vx), (wy, my, vy) in zip(self._parts, across, along, strict=True):
            wx, wy = np.exp(wx - most_x), np.exp(wy - most_y)
            of_x = (wx, wx * mx, wx * (vx + mx**2))
            of_y = (wy, wy * my, wy * (vy + my**2))
            pairs = ((0, 0), (1, 0), (2, 0), (0, 1), (0, 2))
            for place, (i, j) in enumerate(pairs):
                sums[place] += _total(of_y[j], part.mass, of_x[i], scattered=scattered)
        return _normalised(sums)


def _most(moments: Sequence[tuple[Array, Array, Array]]) -> Array:
    """The largest logarithm of a weight at each place [n, 1], 0 where there is none."""
    most = np.max([weight.max(axis=1) for weight, _, _ in moments], axis=0)
    return np.where(np.isfinite(most), most, 0)[:, None]


def _total(of_y: Array, mass: Array, of_x: Array, *, scattered: bool) -> Array:
    if scattered:
        return np.asarray((of_y * (of_x @ mass.T)).sum(axis=1))
    total: Array = of_y @ mass @ of_x.T
    return total


def _normalised(sums: Array) -> Posterior:
    """From the sums of 1, x, x², y, y² by their weights."""
    total = np.where(sums[0] > _LEAST, sums[0], np.nan)
    mean = np.stack([sums[1], sums[3]], axis=-1) / total[..., None]
    square = (sums[2] + sums[4]) / total
    return Posterior(mean, np.maximum(square - (mean**2).sum(axis=-1), 0))


def _part(target: Target, index: int) -> _LayerMass:
    layer, share = target.layers[index], float(target.shares[index])
    frame = layer.frame
    left, right, bottom, top = (2 * edge - 1 for edge in frame.extent)
    pixels = layer.pixels[::-1].astype(np.float64)
    density = pixels / pixels.sum() * share  # per pixel; all pixels of a layer are alike
    columns = _Axis(np.linspace(left, right, frame.width + 1))
    rows = _Axis(np.linspace(bottom, top, frame.height + 1))
    area = (right - left) * (top - bottom) / pixels.size
    return _LayerMass(density / area, columns, rows)


TIMES: Mapping[str, Callable[[Array], Array]] = MappingProxyType(
    {
        "uniform": lambda uniform: uniform,
        "late": lambda uniform: 1 - (1 - uniform) ** 2,
        "logit-normal": lambda uniform: expit(ndtri(uniform)),
    }
)
"""The times that a flow learns, by the name of their distribution, for uniform numbers."""


@dataclass(frozen=True)
class LeastLoss:
    """The least loss that a flow could have, and the standard error of this figure."""

    value: float
    error: float


_MOMENTS, _POINTS = 64, 64


def least_loss(
    target: Target, base: Base, times: Callable[[Array], Array], *, drop: float = 1.0
) -> LeastLoss:
    """The expectation of Var(x − z | x_t) over the times and points that a flow learns from.

    `times` maps uniform numbers [n] to the times that are learned.
    The variance is exact; the expectation is taken over 64 × 64 quasi-random moments. The
    flow is told the layer of all but the share `drop` of the points.
    """
    mixture, mixture_error = _mean_variance(target, base, times, None)
    if drop == 1:
        return LeastLoss(mixture, mixture_error)
    parts = [_mean_variance(target, base, times, i) for i in range(len(target.layers))]
    told = float(np.dot(target.shares, [value for value, _ in parts]))
    error = float(np.dot(target.shares, [error for _, error in parts]))
    value = (1 - drop) * told + drop * mixture
    return LeastLoss(value, (1 - drop) * error + drop * mixture_error)


def _mean_variance(
    target: Target, base: Base, times: Callable[[Array], Array], layer: int | None
) -> tuple[float, float]:
    """The mean of Var(x − z | x_t), and its standard error."""
    exact, seen = ExactVelocity(target, base, layer), Target(target.name, target.layers)
    if layer is not None:
        seen = Target(target.name, (target.layers[layer],))
    sampler, rng = Sampler(seen), np.random.default_rng(0)
    means = []
    for t in times((np.arange(_MOMENTS) + 0.5) / _MOMENTS):
        uniform = qmc.Sobol(2, seed=rng).random(_POINTS)
        noise = ndtri(np.clip(uniform, 1e-9, 1 - 1e-9)) if base == "normal" else uniform * 2 - 1
        points = sampler.draw(_POINTS, rng)[0] * 2.0 - 1
        x = (1 - t) * noise + t * points
        variance = exact.posterior(float(t), x).variance / (1 - t) ** 2
        means.append((np.nanmean(variance), np.nanvar(variance) / _POINTS))
    value = float(np.mean([mean for mean, _ in means]))
    return value, float(np.sqrt(np.mean([spread for _, spread in means]) / _MOMENTS))
