"""A table of points, read as a density: a histogram, smoothed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE
from playground.density.table_reading import TableReading, chosen_reading
from playground.density.target import FULL, Layer, Target
from playground.density.text_table import TextTable, open_table

TABLES = frozenset({".csv", ".tsv", ".txt", ".tab", ".dat", ".xls"})
"""What is read as a table of points; ImageJ's .xls is text."""

BANDWIDTHS = (0.002, 0.2)
"""The least and the largest, in units of the square's side."""

_MARGIN = 0.06
_NO_SPREAD = 1e-9  # what rounding alone may give
_TRUNCATE = 5  # standard deviations


@dataclass(frozen=True, eq=False)
class PointTable:
    """Points float64 [n, 2], y up, in their own units; `labels` has each point's, or is empty.

    `source` and `reading` are the text that they were read from, and how, if there is one.
    """

    name: str
    points: NDArray[np.float64]
    labels: tuple[str, ...] = ()
    source: TextTable | None = None
    reading: TableReading | None = None

    @classmethod
    def of(cls, source: TextTable, reading: TableReading) -> "PointTable":
        """The points of `source`, read in that way. Raises InputError for what cannot be."""
        return cls(source.path.stem, *source.points(reading), source, reading)

    @property
    def how(self) -> str:
        """In one line, how the table was read; empty if it was not."""
        return self.reading.sentence if self.reading else ""

    def in_square(self) -> NDArray[np.float64]:
        """The points in the unit square [n, 2], in proportion, centred, with a margin."""
        return self._placed

    def bandwidth(self) -> float:
        """Scott's rule (1992), n^(-1/6) standard deviations, in units of the square.

        Of a table with labels it is the median of the layers' own. Points all in one place have
        none, and get the middle one.
        """
        own = float(np.median([_scott(self._placed[chosen]) for _, chosen in self.groups()]))
        if own < _NO_SPREAD:
            return float(np.sqrt(np.prod(BANDWIDTHS)))
        return float(np.clip(own, *BANDWIDTHS))

    def groups(self) -> Iterator[tuple[str, NDArray[np.intp]]]:
        """The name of each layer, in natural order ("2" before "10"), and which points are its."""
        if not self.labels:
            yield self.name, np.arange(len(self.points))
            return
        from natsort import natsorted, ns

        names = natsorted(dict.fromkeys(self.labels), alg=ns.IGNORECASE)
        codes = {name: code for code, name in enumerate(names)}
        code = np.fromiter(map(codes.__getitem__, self.labels), np.intp, len(self.labels))
        bounds = np.cumsum(np.bincount(code, minlength=len(names)))[:-1]
        yield from zip(names, np.split(np.argsort(code, kind="stable"), bounds), strict=True)

    @cached_property
    def _placed(self) -> NDArray[np.float64]:
        """Scaled by powers of two on the way, so that neither 1e308 nor 5e-324 is too much."""
        largest = np.frexp(np.abs(self.points).max())[1]
        points = np.ldexp(self.points, -max(largest - 1000, 0))
        points = points - points.min(axis=0)
        points = np.ldexp(points, -np.frexp(points.max())[1])
        extent = points.max(axis=0)
        scale = (1 - 2 * _MARGIN) / extent.max() if extent.any() else 0.0
        placed: NDArray[np.float64] = (points - extent / 2) * scale + 0.5
        return placed


def read_points(
    path: Path, columns: str | Sequence[str | int] | None = None, *, y_down: bool | None = None
) -> PointTable:
    """Read two columns of numbers, and a column of labels if there is one.

    Names in the header, and what the columns hold, tell which they are (`PointTable.how` says it);
    `columns` names them instead, x and y or x, y and label, by name or number from 1, and `y_down`
    says whether y grows downwards. Raises InputError.
    """
    source = open_table(path)
    reading = source.reading
    if columns is not None:
        reading = chosen_reading(reading, columns, path)
    if y_down is not None:
        reading = replace(reading, y_down=y_down)
    return PointTable.of(source, reading)


def points_target(table: PointTable, bandwidth: float | None = None) -> Target:
    """The density of `table`, a layer for each label; `bandwidth` as in `PointTable.bandwidth`.

    A histogram on the canvas's grid, smoothed by a Gaussian. Every layer has the share of the
    points that are its own.
    """
    width = table.bandwidth() if bandwidth is None else bandwidth
    kernel = _kernel(width * SIDE)
    points = table.in_square()
    layers = [
        (Layer(name, _smoothed(points[chosen], kernel)), len(chosen))
        for name, chosen in table.groups()
    ]
    masses = [layer.mass / count for layer, count in layers]
    heaviest = max(masses)
    return Target(
        table.name,
        tuple(
            Layer(layer.name, layer.pixels, weight=heaviest / mass if len(layers) > 1 else 1.0)
            for (layer, _), mass in zip(layers, masses, strict=True)
        ),
    )


def _smoothed(points: NDArray[np.float64], kernel: NDArray[np.float64]) -> NDArray[np.uint16]:
    """Pixels [SIDE, SIDE] of `points` in the square. Empty rows and columns are not smoothed."""
    cells = np.floor(points * SIDE).astype(np.intp)
    row, column = SIDE - 1 - cells[:, 1], cells[:, 0]
    counts = np.bincount(row * SIDE + column, minlength=SIDE**2).reshape(SIDE, SIDE)
    rows, columns = counts.any(axis=1), counts.any(axis=0)
    density = kernel[:, rows] @ counts[rows][:, columns] @ kernel[columns]
    pixels: NDArray[np.uint16] = np.rint(density * (FULL / density.max())).astype(np.uint16)
    return pixels


def _kernel(deviation: float) -> NDArray[np.float64]:
    """A Gaussian around each of `SIDE` pixels, [SIDE, SIDE]; what falls outside is lost."""
    offsets = np.arange(SIDE)
    distance = np.abs(offsets[:, None] - offsets)
    weights = np.exp(-0.5 * (distance / deviation) ** 2)
    return np.where(distance <= _TRUNCATE * deviation, weights, 0)


def _scott(points: NDArray[np.float64]) -> float:
    spread = float(np.sqrt(points.var(axis=0).mean()))
    return spread * float(len(points) ** (-1 / 6))
