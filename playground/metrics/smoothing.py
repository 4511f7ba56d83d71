"""The smoothed density of a point set: a histogram convolved with a Gaussian (as in the published
2D demo).

Computed for every frame, so the Gaussian is a matrix built once: blurring is then two small matrix
products, several times faster than filtering the image.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import Frame

CELLS = 100
"""Cells along each side of the unit square."""

SIGMA = 5.0
"""Standard deviation of the Gaussian, in cells."""


def histogram(points: NDArray[np.floating], cells: int = CELLS) -> NDArray[np.float64]:
    """The density of `points` [n, 2] (x, y up) on a `cells` × `cells` grid over the unit square.

    float64 [cells, cells], row 0 at the top, per unit area: the mean is the share of the points
    inside the square, edges included. Without points all values are 0.
    """
    inside = points[((points >= 0) & (points <= 1)).all(axis=1)].astype(np.float64)
    row, column = Frame(cells, cells).pixels(inside)
    index = np.minimum(row, cells - 1) * cells + np.minimum(column, cells - 1)
    counts = np.bincount(index, minlength=cells * cells).reshape(cells, cells)
    density: NDArray[np.float64] = counts * np.float64(cells * cells / max(len(points), 1))
    return density


def blur(density: NDArray[np.floating], sigma: float = SIGMA) -> NDArray[np.float32]:
    """A square density [cells, cells] blurred by a Gaussian of `sigma` cells, float32, of equal
    mass.

    Boundaries are reflecting, so no mass is lost there.
    """
    gaussian = _gaussian(len(density), sigma)
    return gaussian @ density.astype(np.float32, copy=False) @ gaussian.T


def smooth(points: NDArray[np.floating]) -> NDArray[np.float32]:
    """The smoothed density of `points` [n, 2]: float32 [CELLS, CELLS], row 0 at the top, per unit
    area.
    """
    return blur(histogram(points))


@cache
def _gaussian(cells: int, sigma: float) -> NDArray[np.float32]:
    """The blur along one axis as a matrix [cells, cells], truncated at 4 sigma; rows sum to 1."""
    reach = int(4 * sigma + 0.5)
    offset = np.arange(-reach, reach + 1)
    weight = np.exp(-0.5 * (offset / sigma) ** 2)
    index = (np.arange(cells)[:, None] + offset) % (2 * cells)
    mirrored = np.minimum(index, 2 * cells - 1 - index)
    matrix = np.zeros((cells, cells))
    np.add.at(matrix, (np.arange(cells)[:, None], mirrored), weight / weight.sum())
    return matrix.astype(np.float32)
