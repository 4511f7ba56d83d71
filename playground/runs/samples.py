"""Points in a file: x to the right, y up, in the unit square."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from playground.runs.replace import replacing

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
    with replacing(path) as file:
        np.savetxt(file, rows, fmt=formats, delimiter=",", header=header, comments="")


def write_npy(path: Path, points: Points, layer: Layers) -> None:
    """Write float [n, 2] of the points' own precision, or [n, 3] with the layer last."""
    table = points if layer is None else np.column_stack([points, layer]).astype(points.dtype)
    with replacing(path) as file:
        np.save(file, table, allow_pickle=False)
