"""A rectangle of pixels."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Box(NamedTuple):
    """Rows `top` … `bottom` - 1 and columns `left` … `right` - 1 of a picture."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def at(self) -> tuple[slice, slice]:
        """What to index a picture with."""
        return slice(self.top, self.bottom), slice(self.left, self.right)

    @property
    def empty(self) -> bool:
        """Whether no pixel is in it."""
        return self.top >= self.bottom or self.left >= self.right

    def clipped(self, shape: tuple[int, ...]) -> "Box":
        """What of it lies inside a picture of `shape`."""
        height, width = shape
        return Box(
            max(self.top, 0), min(self.bottom, height), max(self.left, 0), min(self.right, width)
        )

    def union(self, other: "Box") -> "Box":
        """The least box that holds both; one that is empty counts for nothing."""
        if self.empty or other.empty:
            return other if self.empty else self
        return Box(
            min(self.top, other.top),
            max(self.bottom, other.bottom),
            min(self.left, other.left),
            max(self.right, other.right),
        )


NOWHERE = Box(0, 0, 0, 0)
"""The box without pixels."""


def whole(pixels: NDArray[np.generic]) -> Box:
    """All of a picture."""
    return Box(0, pixels.shape[0], 0, pixels.shape[1])


def difference(one: NDArray[np.generic], other: NDArray[np.generic]) -> Box:
    """The least box outside of which two pictures of one shape are the same."""
    differs = one != other
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return NOWHERE
    return Box(int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1)
