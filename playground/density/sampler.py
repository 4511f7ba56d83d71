"""Exact samples of a target, by inverting cumulative look-up tables at uniform numbers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.target import Layer, Target

Points = NDArray[np.float32]
"""Points [n, 2] in the unit square, x to the right, y up."""

Labels = NDArray[np.int64]
"""The layer or code of each point [n]."""

BELOW_ONE = 1 - 2.0**-32
"""The largest uniform number allowed: added to a table's index it must not round up to the next."""

# Points keep this fraction of a pixel away from its border, so that rounding never crosses it.
_INSET = 2.0**-20


@dataclass(frozen=True, eq=False)
class Tables:
    """The cumulative tables of every layer of a target, concatenated.

    They hold only rows and pixels with mass, so an empty one cannot be drawn. Rows run from the
    bottom up and layer by layer, pixels from left to right and row by row:

    - `row_edges` [rows + 1] rises by 1 over the rows of each layer: row `k` of layer `i` belongs to
      the u₁ with `row_edges[k] <= i + u₁ < row_edges[k + 1]` (the marginal of y);
    - `pixel_edges` [pixels + 1] rises by 1 over the pixels of each row: pixel `j` of row `k`
      belongs to the u₂ with `pixel_edges[j] <= k + u₂ < pixel_edges[j + 1]` (x, given the row).

    Both are float64 and strictly increasing. `row_bottom` [rows], `pixel_left` [pixels] and
    `row_size` [rows] (the side of a row's pixels) give their positions in the unit square.
    `layer_first` and `row_first` hold the index of the first row of each layer and of the first
    pixel of each row, with one entry more than there are layers and rows. `shares` [layers] are the
    target's.
    """

    row_edges: NDArray[np.float64]
    row_bottom: NDArray[np.float64]
    row_size: NDArray[np.float64]
    pixel_edges: NDArray[np.float64]
    pixel_left: NDArray[np.float64]
    layer_first: NDArray[np.int64]
    row_first: NDArray[np.int64]
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, target: Target) -> "Tables":
        """Build the tables of `target`."""
        parts = [_Part.of(layer) for layer in target.layers]
        row_size = np.concatenate([part.row_size for part in parts])
        pixel_counts = np.concatenate([part.pixel_counts for part in parts])
        inset = np.repeat(row_size, pixel_counts) * (_INSET / 2)
        return cls(
            row_edges=_edges([part.row_mass for part in parts]),
            row_bottom=np.concatenate([part.row_bottom for part in parts])
            + row_size * (_INSET / 2),
            row_size=row_size * (1 - _INSET),
            pixel_edges=_edges([row for part in parts for row in part.pixel_mass]),
            pixel_left=np.concatenate([part.pixel_left for part in parts]) + inset,
            layer_first=_starts([len(part.row_mass) for part in parts]),
            row_first=_starts(pixel_counts),
            shares=target.shares,
        )


@dataclass(frozen=True, eq=False)
class _Part:
    """One layer's rows with mass, from the bottom up, and their pixels with mass."""

    row_mass: NDArray[np.float64]
    row_bottom: NDArray[np.float64]
    row_size: NDArray[np.float64]
    pixel_mass: list[NDArray[np.float64]]
    pixel_counts: NDArray[np.int64]
    pixel_left: NDArray[np.float64]

    @classmethod
    def of(cls, layer: Layer) -> "_Part":
        rows = np.flatnonzero(layer.pixels.any(axis=1))[::-1]
        pixels = layer.pixels[rows].astype(np.float64)
        row, column = np.nonzero(pixels)
        counts = np.bincount(row)
        return cls(
            row_mass=pixels.sum(axis=1),
            row_bottom=layer.frame.bottom(rows),
            row_size=np.full(len(rows), layer.frame.pixel),
            pixel_mass=np.split(pixels[row, column], np.cumsum(counts)[:-1]),
            pixel_counts=counts,
            pixel_left=layer.frame.left(column),
        )


def _edges(groups: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """0, then the cumulative shares inside each group, each group rising by exactly 1.

    Masses are integers below 2⁵³, so the sums are exact.
    """
    steps = []
    for index, mass in enumerate(groups):
        total = np.cumsum(mass)
        steps.append(index + total / total[-1])
    return np.concatenate([[0.0], *steps])


def _starts(counts: "list[int] | NDArray[np.int64]") -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


_PIECE = 2**20  # cells of a guide that are found at a time: a hundred layers have millions


class Sampler:
    """Draws exact samples of a target.

    The density is constant inside a pixel, so its two cumulative tables (the marginal of y, and x
    given the row) are inverted by a search and one division each. After "用GAN生成二维样本的小例子"
    (2017), with the errors in its tables corrected.
    """

    def __init__(self, target: Target) -> None:
        self.tables = Tables.of(target)
        self._rows = _Inverse(self.tables.row_edges)
        self._pixels = _Inverse(self.tables.pixel_edges)
        self._cumulative_shares = np.cumsum(self.tables.shares)[:-1]

    def draw(
        self, n: int, rng: np.random.Generator
    ) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Draw `n` independent points, float64 [n, 2] in the unit square, y up, and their layers
        [n].
        """
        layer = self.draw_layers(n, rng)
        return self.points(rng.random((2, n)), layer), layer

    def draw_layers(self, n: int, rng: np.random.Generator) -> NDArray[np.int64]:
        """Draw the layers [n] of `n` independent points."""
        layer = np.zeros(n, np.int64)
        if len(self._cumulative_shares):
            uniform = rng.random(n)
            for edge in self._cumulative_shares:  # few, so comparing is faster than searching
                layer += uniform >= edge
        return layer

    def points(self, uniform: NDArray[np.float64], layer: NDArray[np.int64]) -> NDArray[np.float64]:
        """The points [n, 2] for uniform numbers [2, n] (u₁ for y, u₂ for x) in 0 … 1.

        y increases with u₁, and within its row x increases with u₂.
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
    """The inverse of a piecewise linear, strictly increasing table, with a guide table.

    The guide has an entry for each of many equal cells of the range: the interval at which a search
    from that cell begins. Nearly all values lie at most one interval further; a binary search finds
    the rest. (The cutpoint method; Chen & Asau 1974.)
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
        """The interval of each value, and its relative position within the interval, 0 … 1."""
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
