"""Points of a target, by inversion of its tables, in NumPy."""

import numpy as np
from numpy.typing import NDArray

from playground.density.tables import BELOW_ONE, Tables
from playground.density.target import Target

_PIECE = 2**20  # cells of a guide that are found at a time: a hundred layers have millions


class Sampler:
    """Draws points of a target, exactly.

    The density is constant inside a pixel, so its two cumulative tables (the marginal of y, and
    x given the row) are inverted by a search and one division each. After
    "用GAN生成二维样本的小例子" (2017), with the faults of its tables mended.
    """

    def __init__(self, target: Target) -> None:
        self.tables = Tables.of(target)
        self._rows = _Inverse(self.tables.row_edges)
        self._pixels = _Inverse(self.tables.pixel_edges)
        self._cumulative_shares = np.cumsum(self.tables.shares)[:-1]

    def draw(
        self, n: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """`n` independent points, float64 [n, 2] in the unit square, y up; and their layers [n]."""
        layer = self.draw_layers(n, rng)
        return self.points(rng.random((2, n)), layer), layer

    def draw_layers(self, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """The layers of `n` independent points."""
        layer = np.zeros(n, np.int64)
        if len(self._cumulative_shares):
            uniform = rng.random(n)
            for edge in self._cumulative_shares:  # few, so comparing is faster than searching
                layer += uniform >= edge
        return layer

    def points(self, uniform: NDArray[np.float64], layer: NDArray[np.int64]) -> NDArray[np.float64]:
        """The points [n, 2] that belong to `uniform` [2, n] (u₁ for y, u₂ for x) in 0 … 1.

        y rises with u₁, and in its row x rises with u₂.
        """
        tables = self.tables
        u = np.minimum(uniform, BELOW_ONE)
        row, up = self._rows.invert(layer + u[0])
        pixel, right = self._pixels.invert(row + u[1])
        size = tables.row_size.take(row)
        right *= size
        up *= size
        points = np.empty((2, u.shape[1]))
        np.add(tables.pixel_left.take(pixel), right, out=points[0])
        np.add(tables.row_bottom.take(row), up, out=points[1])
        return points.T


class _Inverse:
    """The inverse of a piecewise linear, strictly rising table, found through a guide.

    The guide has an entry for each of many equal cells of the range: where a search from that cell
    has to begin. Nearly all values lie at most one step further; the rest are searched for. (The
    cutpoint method; Chen & Asau 1974.)
    """

    def __init__(self, edges: NDArray[np.float64]) -> None:
        self._edges = edges
        cells = 2 * len(edges)
        self._scale = cells / edges[-1]
        self._guide = np.empty(cells + 1, np.int32)
        for first in range(0, cells + 1, _PIECE):
            piece = self._guide[first : first + _PIECE]
            # A little early, so that rounding cannot place a value in a cell that begins after it.
            begin = np.maximum(np.arange(first, first + len(piece)) - 1e-3, 0) / self._scale
            starts = np.searchsorted(edges, begin, side="right") - 1
            piece[:] = np.minimum(starts, len(edges) - 2)

    def invert(self, value: NDArray[np.float64]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
        """The interval of each value, and how far it lies inside of it, 0 … 1."""
        edges = self._edges
        index = self._guide.take((value * self._scale).astype(np.intp))
        index += edges.take(index + 1) <= value
        upper = edges.take(index + 1)
        late = np.flatnonzero(upper <= value)
        if len(late):
            index[late] = np.searchsorted(edges, value[late], side="right") - 1
            upper[late] = edges.take(index[late] + 1)
        lower = edges.take(index)
        inside = value - lower
        inside /= np.subtract(upper, lower, out=upper)
        return index, inside
