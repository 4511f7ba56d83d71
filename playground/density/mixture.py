"""Targets that are formulas: the mixtures of Gaussians of the literature's tests."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.layer import FULL, Layer
from playground.density.target import Target

_SIZE = 400  # pixels of the picture that stands for the formula where one is shown


@dataclass(frozen=True, eq=False)
class Mixture(Target):
    """Equal round Gaussians of deviation `sigma` about `centres` [modes, 2], in the unit square.

    As a target it has one layer, a drawing of them; points are drawn from the formula.
    """

    centres: NDArray[np.float64]
    sigma: float

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """`n` independent points [n, 2]."""
        mode = rng.integers(len(self.centres), size=n)
        points: NDArray[np.float64] = self.centres[mode] + rng.normal(0, self.sigma, (n, 2))
        return points


def ring8() -> Mixture:
    """Eight Gaussians on a circle: radius 1, σ 0.01, scaled by 0.4 about the square's middle."""
    angle = np.arange(8) * (np.pi / 4)
    return _scaled("ring8", np.stack([np.cos(angle), np.sin(angle)], axis=1), 0.01, 0.4)


def grid25() -> Mixture:
    """Twenty-five Gaussians: centres -4 … 4 in steps of 2, σ 0.05, scaled by 0.1."""
    steps = np.arange(-4.0, 5.0, 2.0)
    return _scaled("grid25", np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2), 0.05, 0.1)


def _scaled(name: str, centres: NDArray[np.float64], sigma: float, scale: float) -> Mixture:
    centres, sigma = 0.5 + scale * centres, scale * sigma
    return Mixture(name, (Layer(name, _drawn(centres, sigma)),), centres, sigma)


def _drawn(centres: NDArray[np.float64], sigma: float) -> NDArray[np.uint16]:
    at = (np.arange(_SIZE) + 0.5) / _SIZE
    across = np.exp(-((at - centres[:, :1]) ** 2) / (2 * sigma**2))
    along = np.exp(-((1 - at - centres[:, 1:]) ** 2) / (2 * sigma**2))
    density = along.T @ across
    pixels: NDArray[np.uint16] = np.rint(density * (FULL / density.max())).astype(np.uint16)
    return pixels
