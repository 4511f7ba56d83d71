"""Where the pixels of a picture lie in the unit square. The flip of y is stated here, once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Frame:
    """A picture of `height` × `width` square pixels, centred in the unit square.

    Row 0 is the top of the picture; points have x to the right and **y up**. The longer side fills
    the square, so proportions are kept and one pixel is `1 / max(height, width)` wide.
    """

    height: int
    width: int

    @property
    def pixel(self) -> float:
        """The side of one pixel, in units of the square."""
        return 1 / max(self.height, self.width)

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """(left, right, bottom, top) in the unit square, as matplotlib's `imshow` takes it."""
        x, y = self.width * self.pixel / 2, self.height * self.pixel / 2
        return 0.5 - x, 0.5 + x, 0.5 - y, 0.5 + y

    def left(self, column: NDArray[np.integer]) -> NDArray[np.float64]:
        """X of the left edge of each column."""
        return np.asarray(self.extent[0] + column * self.pixel, dtype=np.float64)

    def bottom(self, row: NDArray[np.integer]) -> NDArray[np.float64]:
        """Y of the lower edge of each row."""
        return np.asarray(self.extent[3] - (row + 1) * self.pixel, dtype=np.float64)

    def pixels(self, points: NDArray[np.floating]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """(row, column) of the pixel under each point of `points` [n, 2].

        Points outside of the picture give indices outside of 0 … height - 1 and 0 … width - 1.
        """
        left, _, _, top = self.extent
        column = np.floor((points[:, 0] - left) / self.pixel).astype(np.intp)
        row = np.floor((top - points[:, 1]) / self.pixel).astype(np.intp)
        return row, column
