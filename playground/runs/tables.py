"""The tables of a run: `metrics.csv`, and points (x to the right, y up, in the unit square)."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.message import Sentence
from playground.metrics.step_metrics import CurveFigures
from playground.nn.history import Snapshot
from playground.runs.atomic import atomic_write
from playground.runs.foreign_file import foreign_file, is_filled, open_file

_FIGURES = tuple(field.name for field in fields(CurveFigures))
_COLUMNS = ("iteration", "seconds", "d_loss", "g_loss", *_FIGURES)
HEADER = ",".join(_COLUMNS) + "\n"
"""The first line."""

_MOST_DIGITS = 16
_MOST_ITERATION = 10**_MOST_DIGITS
_MOST_ROW = 2**16


@dataclass(frozen=True)
class Metrics:
    """The file at `path`: iteration, seconds of training until then, newest losses, figures.

    The figures are those of `metrics.curve.CurveFigures`; a row without them leaves them empty.
    """

    path: Path

    def begin(self) -> None:
        """Start an empty table. Raises OSError."""
        with atomic_write(self.path) as file:
            file.write(HEADER.encode())

    def add(self, snapshot: Snapshot, figures: CurveFigures | None = None) -> None:
        """Append a row, at once visible to others. Raises OSError."""
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(metrics_row(snapshot, figures))

    def cut(self, iteration: int) -> None:
        """Drop what comes after `iteration`, and a row that was cut short.

        Raises OSError, and InputError for a table that is damaged in another way; then it stays.
        """
        if not is_filled(self.path):
            self.begin()
            return
        with atomic_write(self.path) as kept:
            kept.write(HEADER.encode())
            kept.writelines(self._rows(iteration))

    def columns(self, *names: str) -> NDArray[np.float64]:
        """The columns of these names [rows, names], NaN where a row has none.

        Raises InputError for a table that is damaged.
        """
        at = [_COLUMNS.index(name) for name in names]
        with foreign_file(self.path, Sentence("{path}: is no table of a run ({reason})")):
            rows = self._rows(_MOST_ITERATION) if is_filled(self.path) else ()
            cells = (row.decode().rstrip("\n").split(",") for row in rows)
            values = [[float(row[index] or "nan") for index in at] for row in cells]
            return np.array(values, np.float64).reshape(-1, len(names))

    def _rows(self, iteration: int) -> Iterator[bytes]:
        """Those up to `iteration` that are whole, however many there are in the file."""
        damaged = Sentence("{path}: is no table of a run ({reason})")
        with foreign_file(self.path, damaged), open_file(self.path) as table:
            table.readline(_MOST_ROW)
            for row in iter(partial(table.readline, _MOST_ROW), b""):
                text = row.decode()
                if _whole(text) and _iteration(text) <= iteration:
                    yield row


def metrics_row(snapshot: Snapshot, figures: CurveFigures | None) -> str:
    """The line of a moment; without figures those columns are empty."""
    row = [f"{snapshot.iteration}", f"{snapshot.seconds:.3f}"]
    row += [f"{loss:.9g}" for loss in (snapshot.d_loss, snapshot.g_loss)]
    row += [f"{value:.5g}" for value in astuple(figures)] if figures else [""] * len(_FIGURES)
    return ",".join(row) + "\n"


def _whole(row: str) -> bool:
    return row.endswith("\n") and row.count(",") == len(_COLUMNS) - 1


def _iteration(row: str) -> int:
    digits = row.partition(",")[0]
    if not (digits.isascii() and digits.isdigit() and len(digits) < _MOST_DIGITS):
        raise InputError("a row must begin with its iteration, got {text!r}", text=digits)
    return int(digits)


Points = NDArray[np.floating[Any]]
Layers = NDArray[np.int64] | None


def write_csv(path: Path, points: Points, layer: Layers) -> None:
    """Write `points` [n, 2] as CSV: header `x,y`, or `x,y,layer` where `layer` [n] is given.

    The digits give back each number exactly, in the precision that it has. Layers count from 0.
    """
    digits = 9 if points.dtype == np.float32 else 17
    columns: list[NDArray[Any]] = [points[:, 0], points[:, 1]]
    formats = [f"%.{digits}g"] * 2
    if layer is not None:
        columns.append(layer)
        formats.append("%d")
    header = "x,y" if layer is None else "x,y,layer"
    rows = np.rec.fromarrays(columns)
    with atomic_write(path) as file:
        np.savetxt(file, rows, fmt=formats, delimiter=",", header=header, comments="")


def write_npy(path: Path, points: Points, layer: Layers) -> None:
    """Write float [n, 2] of the points' own precision, or [n, 3] with the layer last."""
    table = points if layer is None else np.column_stack([points, layer]).astype(points.dtype)
    with atomic_write(path) as file:
        np.save(file, table, allow_pickle=False)
