"""A table of points, read as a density: a histogram, smoothed."""

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE
from playground.density.target import FULL, Layer, Target
from playground.errors import InputError

TABLES = frozenset({".csv", ".tsv", ".txt"})
"""What is read as a table of points."""

BANDWIDTHS = (0.002, 0.2)
"""The least and the largest, in units of the square's side."""

_MARGIN = 0.06
_MOST_POINTS = 5_000_000
_MOST_LABELS = 100
_SEPARATORS = (",", ";", "\t", None)  # None: any run of spaces


@dataclass(frozen=True, eq=False)
class PointTable:
    """Points float64 [n, 2], y up, in their own units; `labels` has each point's, or is empty."""

    name: str
    points: NDArray[np.float64]
    labels: tuple[str, ...] = ()

    def in_square(self) -> NDArray[np.float64]:
        """The points in the unit square, in proportion, centred, with a margin."""
        low, high = self.points.min(axis=0), self.points.max(axis=0)
        size = float((high - low).max())
        scale = (1 - 2 * _MARGIN) / size if size else 0.0
        placed: NDArray[np.float64] = (self.points - (low + high) / 2) * scale + 0.5
        return placed

    def bandwidth(self) -> float:
        """Scott's rule (1992), n^(-1/6) standard deviations, in units of the square.

        Of a table with labels it is the median of the layers' own.
        """
        points = self.in_square()
        own = [_scott(points[chosen]) for _, chosen in self.groups()]
        return float(np.clip(np.median(own), *BANDWIDTHS))

    def groups(self) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """The name of each layer, and which points [n] are its own."""
        if not self.labels:
            yield self.name, np.ones(len(self.points), bool)
            return
        labels = np.array(self.labels)
        for label in dict.fromkeys(self.labels):
            yield label, labels == label


def read_points(path: Path) -> PointTable:
    """Read two columns of numbers, and a column of labels if there is one.

    Values are separated by commas, semicolons, tabs or spaces; the first line may be a header, and
    lines that are empty or begin with # are passed over. The first two columns in which every value
    is a number are x and y; the first one beside them that has few different values tells the
    layers apart (a third column of measured numbers does not). Raises InputError.
    """
    rows = _rows(path)
    numbers = [_numbers([row[i] for row in rows]) for i in range(len(rows[0]))]
    numeric = [i for i, column in enumerate(numbers) if column is not None]
    if len(numeric) < 2:
        raise InputError(
            "`{path}` must have two columns of numbers, and has {count}",
            path=path,
            count=len(numeric),
        )
    x, y = (numbers[i] for i in numeric[:2])
    assert x is not None
    assert y is not None
    points = np.stack([x, y], axis=1)
    if not np.isfinite(points).all():
        raise InputError(
            "`{path}` must have finite coordinates only, and has NaN or infinity", path=path
        )
    others = [i for i in range(len(rows[0])) if i not in numeric[:2]]
    columns = ([row[i].strip() for row in rows] for i in others)
    labels = next((column for column in columns if _tells_apart(column)), [])
    return PointTable(path.stem, points, tuple(labels))


def points_target(table: PointTable, bandwidth: float | None = None) -> Target:
    """The density of `table`, a layer for each label; `bandwidth` as in `PointTable.bandwidth`.

    A histogram on the canvas's grid, smoothed by a Gaussian. Every layer has the share of the
    points that are its own.
    """
    from scipy import ndimage  # slow to import, and rarely needed

    width = table.bandwidth() if bandwidth is None else bandwidth
    points = table.in_square()
    layers = []
    for name, chosen in table.groups():
        own = points[chosen]
        counts, _, _ = np.histogram2d(1 - own[:, 1], own[:, 0], bins=SIDE, range=[[0, 1], [0, 1]])
        density = ndimage.gaussian_filter(counts, width * SIDE, mode="constant", truncate=5)
        pixels = np.rint(density * (FULL / density.max())).astype(np.uint16)
        layers.append((Layer(name, pixels), len(own)))
    masses = [layer.mass / count for layer, count in layers]
    heaviest = max(masses)
    return Target(
        table.name,
        tuple(
            Layer(layer.name, layer.pixels, weight=heaviest / mass if len(layers) > 1 else 1.0)
            for (layer, _), mass in zip(layers, masses, strict=True)
        ),
    )


def _scott(points: NDArray[np.float64]) -> float:
    spread = float(np.sqrt(points.var(axis=0).mean()))
    return spread * float(len(points) ** (-1 / 6))


def _rows(path: Path) -> list[list[str]]:
    """The cells of all lines but the header. Raises InputError."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(
            "`{path}` must be a text file of points, and is none", path=path
        ) from error
    except OSError as error:
        raise InputError(
            "`{path}` cannot be read: {reason}", path=path, reason=(error.strerror or "").lower()
        ) from error
    lines = [line for line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(lines) > _MOST_POINTS:
        raise InputError(
            "`{path}` has more than {most:,} lines, the limit",
            path=path,
            most=_MOST_POINTS,
        )
    rows = _split(lines)
    if rows and not _has_point(rows[0]):
        rows = rows[1:]
    if len(rows) < 2:
        raise InputError(
            "`{path}` must have at least two points, and has {count}", path=path, count=len(rows)
        )
    wrong = next((i for i, row in enumerate(rows) if len(row) != len(rows[0])), None)
    if wrong is not None:
        raise InputError(
            "`{path}` must have as many columns in every line, {first}, and has {found} "
            "in that of point {point}",
            path=path,
            first=len(rows[0]),
            found=len(rows[wrong]),
            point=wrong + 1,
        )
    return rows


def _split(lines: Sequence[str]) -> list[list[str]]:
    """By the separator that gives the last line, which is no header, the most columns."""
    if not lines:
        return []
    separator = max(_SEPARATORS, key=lambda one: len(lines[-1].split(one)) + (one is not None) / 2)
    if separator is None:
        return [line.split() for line in lines]
    return [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=separator)]


def _has_point(row: Sequence[str]) -> bool:
    return sum(not math.isnan(_number(cell)) for cell in row) >= 2


def _number(cell: str) -> float:
    try:
        return float(cell)
    except ValueError:
        return math.nan


def _numbers(column: Sequence[str]) -> NDArray[np.float64] | None:
    """The column's values, or None if one of them is no number."""
    try:
        return np.array([float(cell) for cell in column])
    except ValueError:
        return None


def _tells_apart(column: Sequence[str]) -> bool:
    different = len(set(column))
    return 1 < different <= min(_MOST_LABELS, max(len(column) // 3, 2))
