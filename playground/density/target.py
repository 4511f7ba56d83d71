"""A stack of layers: what the models learn."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from playground.density.frame import Frame
from playground.density.layer import Layer


@dataclass(frozen=True, eq=False)
class Target:
    """One or more layers; the density is the sum of their masses.

    A plain GAN learns the sum, a conditional one learns each layer under its own condition.
    """

    name: str
    layers: tuple[Layer, ...]

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """The part of the whole mass that each layer has [layers]; the sum is 1."""
        mass = np.array([layer.mass for layer in self.layers])
        shares: NDArray[np.float64] = mass / mass.sum()
        return shares

    @property
    def colors(self) -> tuple[int, ...]:
        """The index into the palette of each layer: its own, or its place in the stack."""
        given = (layer.color for layer in self.layers)
        return tuple(place if own is None else own for place, own in enumerate(given))

    def has_points_of(self, other: "Target") -> bool:
        """Whether the layers have the very pictures and weights of another target's, in order."""
        return len(self.layers) == len(other.layers) and all(
            one.pixels is two.pixels and one.weight == two.weight
            for one, two in zip(self.layers, other.layers, strict=True)
        )

    @property
    def size(self) -> int:
        """The finest grid among the layers, in cells along the unit square."""
        return max(max(layer.frame.height, layer.frame.width) for layer in self.layers)

    def masses(self, size: int | None = None) -> NDArray[np.float64]:
        """Probability of each cell of a `size` × `size` grid over the square (default: the finest).

        float64 [size, size], row 0 at the top, sum 1. Cells are weighed by the area that they
        share with each pixel, so nothing is smeared beyond one cell and no mass is lost.
        """
        size = size or self.size
        parts = (self._layer_masses(index, size) for index in range(len(self.layers)))
        return sum(parts, start=np.zeros((size, size)))

    def layer_masses(self, size: int | None = None) -> NDArray[np.float64]:
        """The same for each layer by itself: float64 [layers, size, size], each with sum 1."""
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
    """What part of each of `cells` equal cells over low … high lies in each of `size` over 0 … 1.

    float64 [size, cells]; columns sum to 1.
    """
    source = np.linspace(low, high, cells + 1)
    edges = np.linspace(0, 1, size + 1)
    upper = np.minimum(source[None, 1:], edges[1:, None])
    lower = np.maximum(source[None, :-1], edges[:-1, None])
    shared: NDArray[np.float64] = np.clip(upper - lower, 0, None) * (cells / (high - low))
    return shared
