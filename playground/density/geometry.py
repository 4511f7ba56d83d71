"""The pixel grid of an image within the unit square. The flip of y is stated here, once."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint16]
"""The pixels of an image [h, w], row 0 at the top; 0 is empty and 65535 is densest."""

SIDE = 400
"""Side of a new layer in pixels, and the unit of a brush's size."""

_OUTSIDE = 1000.0
"""In sides of the square; an index of this size still fits every integer."""


@dataclass(frozen=True)
class Frame:
    """An image of `height` × `width` square pixels, centred in the unit square.

    Row 0 is the top of the image; points have x to the right and **y up**. The longer side fills
    the square, so proportions are kept and a pixel is `1 / max(height, width)` wide.
    """

    height: int
    width: int

    @property
    def pixel(self) -> float:
        """The side of a pixel, in units of the square."""
        return 1 / max(self.height, self.width)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """(left, right, bottom, top) in the unit square, as matplotlib's `imshow` takes it."""
        x, y = self.width * self.pixel / 2, self.height * self.pixel / 2
        return 0.5 - x, 0.5 + x, 0.5 - y, 0.5 + y

    def left(self, column: NDArray[np.integer]) -> NDArray[np.float64]:
        """The x coordinate of the left edge of each column."""
        return np.asarray(self.extent[0] + column * self.pixel, dtype=np.float64)

    def bottom(self, row: NDArray[np.integer]) -> NDArray[np.float64]:
        """The y coordinate of the lower edge of each row."""
        return np.asarray(self.extent[3] - (row + 1) * self.pixel, dtype=np.float64)

    def pixels(self, points: NDArray[np.floating]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(row, column) of the pixel under each point of `points` [n, 2].

        Points outside the image give indices outside 0 … height - 1 and 0 … width - 1, and so do
        those that are NaN; how far outside is told up to `_OUTSIDE`.
        """
        left, _, _, top = self.extent
        near = np.clip(np.nan_to_num(points, nan=_OUTSIDE), -_OUTSIDE, _OUTSIDE)
        column = np.floor((near[:, 0] - left) / self.pixel).astype(np.intp)
        row = np.floor((top - near[:, 1]) / self.pixel).astype(np.intp)
        return row, column


class Box(NamedTuple):
    """Rows `top` … `bottom` - 1 and columns `left` … `right` - 1 of an image."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def slices(self) -> tuple[slice, slice]:
        """The (row, column) slices that select the box from an image."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def empty(self) -> bool:
        """Whether the box holds no pixel."""
        return self.top >= self.bottom or self.left >= self.right

    def clipped(self, shape: tuple[int, ...]) -> "Box":
        """The part of the box that lies inside an image of `shape`."""
        height, width = shape
        return Box(
            max(self.top, 0), min(self.bottom, height), max(self.left, 0), min(self.right, width)
        )

    def union(self, other: "Box") -> "Box":
        """The smallest box that contains both; an empty box contributes nothing."""
        if self.empty or other.empty:
            return other if self.empty else self
        return Box(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


EMPTY_BOX = Box(0, 0, 0, 0)
"""A box without pixels."""


def full_box(pixels: NDArray[np.generic]) -> Box:
    """The box of the whole image."""
    return Box(0, pixels.shape[0], 0, pixels.shape[1])


def difference_box(one: NDArray[np.generic], other: NDArray[np.generic]) -> Box:
    """The smallest box outside which two images of one shape are equal."""
    differs = one != other
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return EMPTY_BOX
    return Box(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)
