"""The density that the models learn: a stack of layers, each an image read as a density.

Also the analytic densities: the mixtures of Gaussians that the literature tests on.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import Frame

FULL = 65535
"""The value of a white pixel: layers are 16 bit, so that a PNG file holds them without loss."""


WEIGHTS = (1e-100, 1e100)
"""The least and the largest weight of a layer: beyond, masses are no numbers any more."""


@dataclass(frozen=True, eq=False)
class Layer:
    """An unnormalised density, constant inside each pixel: 0 is empty, `FULL` is densest.

    `pixels` is uint16 [height, width] with row 0 at the top, and at least one pixel is not 0.
    `weight` scales the layer's mass relative to the other layers of its target. `color` is an index
    into the palette; without one, the layer's index in the stack is used.
    """

    name: str
    pixels: NDArray[np.uint16]
    weight: float = 1.0
    color: int | None = None

    @property
    def frame(self) -> Frame:
        """The pixel grid within the unit square."""
        return Frame(*self.pixels.shape)

    @property
    def mass(self) -> float:
        """Mean brightness (0 … 1) times the area covered (0 … 1) times the weight.

        Independent of the resolution, so an image stored at a larger size weighs no more.
        """
        total = int(self.pixels.sum(dtype=np.uint64))
        return self.weight * total / FULL * self.frame.pixel**2


@dataclass(frozen=True, eq=False)
class Target:
    """One or more layers; the density is the sum of their masses.

    A plain GAN learns the sum, a conditional GAN learns each layer under its own condition.
    """

    name: str
    layers: tuple[Layer, ...]

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """Each layer's share of the total mass [layers]; they sum to 1."""
        mass = np.array([layer.mass for layer in self.layers])
        shares: NDArray[np.float64] = mass / mass.sum()
        return shares

    @property
    def colors(self) -> tuple[int, ...]:
        """The palette index of each layer: its own, or else its index in the stack."""
        given = (layer.color for layer in self.layers)
        return tuple(index if own is None else own for index, own in enumerate(given))

    def has_points_of(self, other: "Target") -> bool:
        """Whether both targets have identical pixel arrays and weights, layer by layer."""
        return len(self.layers) == len(other.layers) and all(
            one.pixels is two.pixels and one.weight == two.weight
            for one, two in zip(self.layers, other.layers, strict=True)
        )

    @property
    def size(self) -> int:
        """The resolution of the finest layer, in cells along the unit square."""
        return max(max(layer.frame.height, layer.frame.width) for layer in self.layers)

    def masses(self, size: int | None = None) -> NDArray[np.float64]:
        """The probability of each cell of a `size` × `size` grid over the square (default: the
        finest).

        float64 [size, size], row 0 at the top, sum 1. Each pixel contributes to the cells in
        proportion to the shared area, so nothing is smeared beyond one cell and no mass is lost.
        """
        size = size or self.size
        parts = (self._layer_masses(index, size) for index in range(len(self.layers)))
        return sum(parts, start=np.zeros((size, size)))

    @cached_property
    def flattened(self) -> "Target":
        """The same density in a single layer, at the resolution of the finest."""
        masses = self.masses()
        shades = np.rint(masses * (FULL / masses.max()))
        pixels = np.maximum(shades, masses > 0).astype(np.uint16)
        return Target(self.name, (Layer(self.name, pixels),))

    def layer_masses(self, size: int | None = None) -> NDArray[np.float64]:
        """The probabilities of each layer by itself: float64 [layers, size, size], each of sum
        1.
        """
        size = size or self.size
        stack = [self._layer_masses(i, size) / self.shares[i] for i in range(len(self.layers))]
        return np.stack(stack)

    def _layer_masses(self, index: int, size: int) -> NDArray[np.float64]:
        pixels = self.layers[index].pixels
        frame = Frame(*pixels.shape)
        left, right, bottom, top = frame.extent
        mass: NDArray[np.float64]
        if frame.height == frame.width == size:  # no cell shares two pixels: the same to the bit
            areas = np.diff(np.linspace(0, 1, size + 1)) * size
            mass = areas[:, None] * pixels * areas
        else:
            rows = _overlap(frame.height, 1 - top, 1 - bottom, size)
            columns = _overlap(frame.width, left, right, size)
            mass = rows @ pixels.astype(np.float64) @ columns.T
        mass *= self.shares[index] / mass.sum()
        return mass


def _overlap(cells: int, low: float, high: float, size: int) -> NDArray[np.float64]:
    """The fraction of each of `cells` equal cells over low … high that lies in each of `size` over
    0 … 1.

    float64 [size, cells]; columns sum to 1.
    """
    source = np.linspace(low, high, cells + 1)
    edges = np.linspace(0, 1, size + 1)
    upper = np.minimum(source[None, 1:], edges[1:, None])
    lower = np.maximum(source[None, :-1], edges[:-1, None])
    shared: NDArray[np.float64] = np.clip(upper - lower, 0, None) * (cells / (high - low))
    return shared


class DensityLookup:
    """Evaluates a target's exact density, per unit area of the square."""

    def __init__(self, target: Target) -> None:
        self._layers = [
            (layer.frame, layer.pixels, share / (layer.pixels.sum(dtype=np.uint64) * area))
            for layer, share in zip(target.layers, target.shares, strict=True)
            if (area := layer.frame.pixel**2)
        ]

    def density(self, x: float, y: float) -> float:
        """The density p(x, y), y up: that of the pixel there, 0 outside all images."""
        return float(self.at(np.array([[x, y]]))[0])

    def at(self, points: NDArray[np.floating]) -> NDArray[np.float64]:
        """The density [n] at points [n, 2]."""
        total = np.zeros(len(points))
        for frame, pixels, scale in self._layers:
            row, column = frame.pixels(points)
            inside = (row >= 0) & (row < frame.height) & (column >= 0) & (column < frame.width)
            total[inside] += pixels[row[inside], column[inside]] * scale
        return total


_SIZE = 400  # pixels along each side of the image that shows the formula


@dataclass(frozen=True, eq=False)
class Mixture(Target):
    """Equal isotropic Gaussians of deviation `sigma` around `centres` [modes, 2] in the unit
    square.

    As a target it has one layer, an image of the mixture; points are drawn from the formula.
    """

    centres: NDArray[np.float64]
    sigma: float

    def draw(self, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
        """Draw `n` independent points [n, 2]."""
        mode = rng.integers(len(self.centres), size=n)
        points: NDArray[np.float64] = self.centres[mode] + rng.normal(0, self.sigma, (n, 2))
        return points


def ring8() -> Mixture:
    """Eight Gaussians on a circle: radius 1, σ 0.01, scaled by 0.4 about the square's centre."""
    angle = np.arange(8) * (np.pi / 4)
    return _scaled("ring8", np.stack([np.cos(angle), np.sin(angle)], axis=1), 0.01, 0.4)


def grid25() -> Mixture:
    """Twenty-five Gaussians: centres -4 … 4 in steps of 2, σ 0.05, scaled by 0.1."""
    steps = np.arange(-4.0, 5.0, 2.0)
    return _scaled("grid25", np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2), 0.05, 0.1)


def _scaled(name: str, centres: NDArray[np.float64], sigma: float, scale: float) -> Mixture:
    centres, sigma = 0.5 + scale * centres, scale * sigma
    return Mixture(name, (Layer(name, _rendered(centres, sigma)),), centres, sigma)


def _rendered(centres: NDArray[np.float64], sigma: float) -> NDArray[np.uint16]:
    at = (np.arange(_SIZE) + 0.5) / _SIZE
    across = np.exp(-((at - centres[:, :1]) ** 2) / (2 * sigma**2))
    along = np.exp(-((1 - at - centres[:, 1:]) ** 2) / (2 * sigma**2))
    density = along.T @ across
    pixels: NDArray[np.uint16] = np.rint(density * (FULL / density.max())).astype(np.uint16)
    return pixels
