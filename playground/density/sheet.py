"""A layer on the way to be one: it may be empty, hidden, and has a colour."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from playground.density.edit import SIDE
from playground.density.layer import Layer

_COARSEST = 200


@dataclass(frozen=True, eq=False)
class Sheet:
    """One layer of a drawing.

    `pixels` is uint16 [h, w], row 0 at the top, and never changed in place; all may be 0.
    `color` is an index into the palette, `weight` scales its mass against the others'.
    """

    name: str
    pixels: NDArray[np.uint16]
    color: int = 0
    visible: bool = True
    weight: float = 1.0

    @classmethod
    def blank(cls, name: str, color: int = 0) -> "Sheet":
        """An empty one."""
        return cls(name, np.zeros((SIDE, SIDE), np.uint16), color)

    @property
    def counts(self) -> bool:
        """Whether it gives the target a layer: it is shown and has mass."""
        return self.visible and self.weight > 0 and bool(self.pixels.any())

    @property
    def layer(self) -> Layer:
        """The same as a density; only of one that counts."""
        return Layer(self.name, self.pixels, self.weight, self.color)

    def with_pixels(self, pixels: NDArray[np.uint16]) -> "Sheet":
        """The same with another picture."""
        return replace(self, pixels=pixels)


def paintable(pixels: NDArray[np.uint16]) -> NDArray[np.uint16]:
    """The same density on a square grid that is fine enough to paint on; often the very array.

    Each pixel becomes a block of equal ones where the picture is coarse, or where the two sides
    differ by an odd number, since a picture lies in the middle of the square.
    """
    height, width = pixels.shape
    side = max(height, width)
    finer = max(1, -(-_COARSEST // side))
    if (height - width) * finer % 2:
        finer += 1
    if finer > 1:
        pixels = pixels.repeat(finer, axis=0).repeat(finer, axis=1)
    spare = [(side * finer - length) // 2 for length in pixels.shape]
    if any(spare):
        pixels = np.pad(pixels, [(one, one) for one in spare])
    return pixels
