"""How much of each pixel a mark covers: 0 … 1, antialiased at the edge.

Inside, places are in pixels: the middle of pixel (row, column) is at y = row, x = column.
"""

import math

import numpy as np
from numpy.typing import NDArray

from playground.density.box import NOWHERE, Box
from playground.density.edit import Brush, Shape, Touch
from playground.density.frame import Frame

Cover = NDArray[np.float32]
"""[rows, columns] of a box."""


def segment_cover(frame: Frame, brush: Brush, start: Touch, end: Touch) -> tuple[Box, Cover]:
    """Where the brush goes on its way from `start` to `end`, times the pressure there."""
    (x0, y0), (x1, y1) = _place(frame, start), _place(frame, end)
    radius = brush.radius / frame.pixel
    box = _around(frame, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), radius)
    if box.empty:
        return NOWHERE, np.zeros((0, 0), np.float32)
    x, y = _grid(box)
    dx, dy = np.float32(x1 - x0), np.float32(y1 - y0)
    length = float(dx * dx + dy * dy)
    x, y = x - np.float32(x0), y - np.float32(y0)
    along = np.clip((x * dx + y * dy) / np.float32(length or 1), 0, 1)
    distance = np.sqrt((x - along * dx) ** 2 + (y - along * dy) ** 2)
    cover = _fade((radius + 0.5 - distance) / max(brush.softness * radius, 1))
    if start.pressure != 1 or end.pressure != 1:
        cover *= start.pressure + along * np.float32(end.pressure - start.pressure)
    return box, cover


def shape_cover(frame: Frame, shape: Shape) -> tuple[Box, Cover]:
    """The filled rectangle or ellipse; soft ones fade along `softness` of the way to the edge."""
    (x0, y0), (x1, y1) = _place(frame, shape.start), _place(frame, shape.end)
    across, down = max(abs(x1 - x0) / 2, 0.5), max(abs(y1 - y0) / 2, 0.5)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    box = _around(
        frame, middle_x - across, middle_x + across, middle_y - down, middle_y + down, 0.5
    )
    if box.empty:
        return NOWHERE, np.zeros((0, 0), np.float32)
    x, y = _grid(box)
    x, y = np.abs(x - np.float32(middle_x)), np.abs(y - np.float32(middle_y))
    softness = shape.brush.softness
    if shape.kind == "rectangle":
        fade = max(softness * min(across, down), 1)
        inside = np.minimum(across + 0.5 - x, down + 0.5 - y)
        return box, _fade(inside / np.float32(fade))
    reach = np.hypot(x / np.float32(across), y / np.float32(down))
    slope = np.hypot(x / np.float32(across**2), y / np.float32(down**2)) / np.maximum(reach, 1e-6)
    return box, _fade((1 - reach + slope / 2) / np.maximum(slope, np.float32(softness)))


def pixel_under(frame: Frame, place: Touch) -> tuple[int, int]:
    """(row, column) of the pixel under `place`; outside of the picture too."""
    x, y = _place(frame, place)
    return math.floor(y + 0.5), math.floor(x + 0.5)


def _place(frame: Frame, touch: Touch) -> tuple[float, float]:
    left, _, _, top = frame.extent
    return (touch.x - left) / frame.pixel - 0.5, (top - touch.y) / frame.pixel - 0.5


def _around(
    frame: Frame, left: float, right: float, top: float, bottom: float, margin: float
) -> Box:
    reach = margin + 1
    box = Box(
        math.floor(top - reach),
        math.ceil(bottom + reach) + 1,
        math.floor(left - reach),
        math.ceil(right + reach) + 1,
    )
    return box.clipped((frame.height, frame.width))


def _grid(box: Box) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """X [1, columns] and y [rows, 1] of the pixels' middles."""
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :]
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None]
    return x, y


def _fade(inside: NDArray[np.floating]) -> Cover:
    """A smooth rise from 0 at the edge to 1."""
    share = np.clip(inside, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)
