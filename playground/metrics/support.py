"""How much of a cloud of points lies where the density is empty."""

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from playground.density.frame import Frame
from playground.density.target import Target


class Support:
    """Where a target has mass, widened by `tolerance` pixels of its own (finest) grid."""

    def __init__(self, target: Target, tolerance: float = 2.0) -> None:
        size = target.size
        self._frame = Frame(size, size)
        self._near = distance_transform_edt(target.masses() == 0) <= tolerance

    def off_share(self, points: NDArray[np.floating]) -> float:
        """The part of `points` [n, 2] further from every pixel that holds mass than the tolerance.

        Exact in the density; what is outside of the square is off.
        """
        row, column = self._frame.pixels(points)
        last = len(self._near) - 1
        inside = (row >= 0) & (row <= last) & (column >= 0) & (column <= last)
        near = self._near[np.clip(row, 0, last), np.clip(column, 0, last)]
        return float(1 - (near & inside).mean())
