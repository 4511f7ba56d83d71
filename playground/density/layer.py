"""One picture, read as a probability density."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.frame import Frame

FULL = 65535
"""The value of a white pixel: layers are 16 bit, so that a PNG file holds them without loss."""


@dataclass(frozen=True, eq=False)
class Layer:
    """An unnormalised density, constant inside each pixel: 0 is empty, `FULL` is dense.

    `pixels` is uint16 [height, width] with row 0 at the top, and at least one pixel is not 0;
    `weight` scales the layer's mass against the others' of its target. `color` is an index into the
    palette, if the layer has one of its own; else its place in the stack gives it one.
    """

    name: str
    pixels: NDArray[np.uint16]
    weight: float = 1.0
    color: int | None = None

    @property
    def frame(self) -> Frame:
        """Where the pixels lie in the unit square."""
        return Frame(*self.pixels.shape)

    @property
    def mass(self) -> float:
        """Mean brightness (0 … 1) times the area covered (0 … 1) times the weight.

        It does not depend on the resolution, so a picture stored larger weighs no more.
        """
        total = int(self.pixels.sum(dtype=np.uint64))
        return self.weight * total / FULL * self.frame.pixel**2
