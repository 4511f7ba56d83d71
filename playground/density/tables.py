"""Look-up tables that turn uniform numbers into points of a target."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.layer import Layer
from playground.density.target import Target

BELOW_ONE = 1 - 2.0**-32
"""The most a uniform number may be: with a table's index added it must not round up to the next."""

# Points stay this part of a pixel away from its border, so that rounding never carries one over.
_INSET = 2.0**-20


@dataclass(frozen=True, eq=False)
class Tables:
    """The two cumulative tables of every layer of a target, laid end to end.

    Only rows and pixels that hold mass are in them, so an empty one cannot be drawn. Rows run from
    the bottom up and layer by layer, pixels from left to right and row by row:

    - `row_edges` [rows + 1] rises by 1 over the rows of each layer: row `k` of layer `i` belongs to
      the u₁ with `row_edges[k] <= i + u₁ < row_edges[k + 1]` (the marginal of y);
    - `pixel_edges` [pixels + 1] rises by 1 over the pixels of each row: pixel `j` of row `k`
      belongs to the u₂ with `pixel_edges[j] <= k + u₂ < pixel_edges[j + 1]` (x, given the row).

    Both are float64 and strictly rising. `row_bottom` [rows], `pixel_left` [pixels] and `row_size`
    [rows] (the side of a row's pixels) say where they lie in the unit square. `layer_first` and
    `row_first` hold the index of the first row of each layer and the first pixel of each row, one
    entry more than there are layers and rows. `shares` [layers] are the target's.
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
    """One layer's rows that hold mass, from the bottom up, and their pixels that do."""

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

    Masses are whole numbers below 2⁵³, so the sums are exact.
    """
    steps = []
    for index, mass in enumerate(groups):
        total = np.cumsum(mass)
        steps.append(index + total / total[-1])
    return np.concatenate([[0.0], *steps])


def _starts(counts: "list[int] | NDArray[np.int64]") -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
