"""A small picture of the points of each run that is over."""

from functools import lru_cache
from pathlib import Path

import numpy as np
from PySide6.QtGui import QImage

from playground.sweeps.pictures import run_points

SIDE = 96
"""Pixels of a side."""

_PURPLE = (123, 63, 198)


@lru_cache(maxsize=2000)
def run_image(run: Path) -> QImage:
    """The points of the run in the folder `run`, white where it has none."""
    pixels = np.full((SIDE, SIDE, 3), 255, np.uint8)
    points = run_points(run)
    if points is not None and len(points):
        inside = points[((points >= 0) & (points < 1)).all(axis=1)]
        column, row = (inside.T * SIDE).astype(int)
        pixels[SIDE - 1 - row, column] = _PURPLE
    return QImage(pixels.tobytes(), SIDE, SIDE, 3 * SIDE, QImage.Format.Format_RGB888).copy()
