"""How likely real points are under a model whose density can be computed.

The density of a target is constant inside each pixel, so its entropy is exact, and what a model's
negative log-likelihood is above it is a Kullback–Leibler divergence, whose floor is 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from playground.density.sampler import Sampler
from playground.density.target import DensityLookup, Target

LogDensity = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""The logarithm [n] of a model's density, per unit area of the square, at points [n, 2]."""


@dataclass(frozen=True)
class Likelihood:
    """What `n` real points say of a model, in nats a point.

    `entropy` is that of the target, `divergence` is KL(target ‖ model), and `error` the standard
    error of the latter.
    """

    n: int
    entropy: float
    divergence: float
    error: float

    @property
    def negative_log_likelihood(self) -> float:
        """The mean of −log q over real points."""
        return self.entropy + self.divergence

    @property
    def sentence(self) -> str:
        """All figures in one line."""
        return (
            f"negative log-likelihood {self.negative_log_likelihood:.3f} nats, where the density's "
            f"entropy is {self.entropy:.3f}: {self.divergence:.3f} ± {self.error:.3f} above it "
            f"(Kullback–Leibler) at n = {self.n:,}; of a perfect model 0"
        )


def likelihood(log_density: LogDensity, target: Target, n: int, seed: int = 0) -> Likelihood:
    """Compare a model with `target` at `n` real points, drawn from `seed`.

    log p is known there as well, so its scatter is none of the divergence's.
    """
    points, _ = Sampler(target).draw(n, np.random.default_rng([seed, n]))
    excess = np.log(DensityLookup(target).at(points)) - log_density(points)
    return Likelihood(n, entropy(target), float(excess.mean()), float(excess.std() / np.sqrt(n)))


def entropy(target: Target) -> float:
    """−∫ p log p over the square, in nats: exact, as a sum over what no pixel's edge divides."""
    x, y = _edges(target)
    lookup, middles, widths, total = DensityLookup(target), (x[1:] + x[:-1]) / 2, np.diff(x), 0.0
    for low, high in pairwise(y):
        p = lookup.at(np.column_stack([middles, np.full(len(middles), (low + high) / 2)]))
        held = p > 0
        total -= (high - low) * float((p[held] * np.log(p[held]) * widths[held]).sum())
    return total


def _edges(target: Target) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The edges of all layers' pixels along x and along y, ascending."""
    x, y = [], []
    for frame in {layer.frame for layer in target.layers}:
        left, right, bottom, top = frame.extent
        x.append(np.linspace(left, right, frame.width + 1))
        y.append(np.linspace(bottom, top, frame.height + 1))
    return np.unique(np.concatenate(x)), np.unique(np.concatenate(y))
