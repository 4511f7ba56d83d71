"""Applies an edit to the pixels of one layer, while it is being made and when it is finished.

The coverage of a pixel by a mark is 0 … 1, antialiased at the edge. Internally, positions are in
pixels: the centre of pixel (row, column) is at y = row, x = column.
"""

import math

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import EMPTY_BOX, Box, Frame, Pixels, full_box
from playground.density.target import FULL
from playground.drawing.tools import Brush, Edit, Fill, Move, Shape, Stroke, Touch

Coverage = NDArray[np.float32]
"""Coverage [rows, columns] of the pixels of a box, 0 … 1."""


def segment_coverage(frame: Frame, brush: Brush, start: Touch, end: Touch) -> tuple[Box, Coverage]:
    """The coverage by the brush on its way from `start` to `end`, times the pressure along it."""
    (x0, y0), (x1, y1) = _pixel_position(frame, start), _pixel_position(frame, end)
    radius = brush.radius / frame.pixel
    box = _around(frame, min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1), radius)
    if box.empty:
        return EMPTY_BOX, np.zeros((0, 0), np.float32)
    x, y = _grid(box)
    dx, dy = np.float32(x1 - x0), np.float32(y1 - y0)
    length = float(dx * dx + dy * dy)
    x, y = x - np.float32(x0), y - np.float32(y0)
    along = np.clip((x * dx + y * dy) / np.float32(length or 1), 0, 1)
    distance = np.sqrt((x - along * dx) ** 2 + (y - along * dy) ** 2)
    coverage = _fade((radius + 0.5 - distance) / max(brush.softness * radius, 1))
    if start.pressure != 1 or end.pressure != 1:
        coverage *= start.pressure + along * np.float32(end.pressure - start.pressure)
    return box, coverage


def shape_coverage(frame: Frame, shape: Shape) -> tuple[Box, Coverage]:
    """The coverage by a filled rectangle or ellipse.

    Soft ones fade over the fraction `softness` of the way from the centre to the edge.
    """
    (x0, y0), (x1, y1) = _pixel_position(frame, shape.start), _pixel_position(frame, shape.end)
    across, down = max(abs(x1 - x0) / 2, 0.5), max(abs(y1 - y0) / 2, 0.5)
    middle_x, middle_y = (x0 + x1) / 2, (y0 + y1) / 2
    box = _around(
        frame, middle_x - across, middle_x + across, middle_y - down, middle_y + down, 0.5
    )
    if box.empty:
        return EMPTY_BOX, np.zeros((0, 0), np.float32)
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


def pixel_under(frame: Frame, position: Touch) -> tuple[int, int]:
    """(row, column) of the pixel under `position`, which may lie outside the image."""
    x, y = _pixel_position(frame, position)
    return math.floor(y + 0.5), math.floor(x + 0.5)


def _pixel_position(frame: Frame, touch: Touch) -> tuple[float, float]:
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
    """The x [1, columns] and y [rows, 1] coordinates of the pixels' centres."""
    x = np.arange(box.left, box.right, dtype=np.float32)[None, :]
    y = np.arange(box.top, box.bottom, dtype=np.float32)[:, None]
    return x, y


def _fade(inside: NDArray[np.floating]) -> Coverage:
    """A smooth rise from 0 at the edge to 1 (smoothstep)."""
    share = np.clip(inside, 0, 1)
    return np.asarray(share * share * (3 - 2 * share), dtype=np.float32)


FILL_TOLERANCE = 0.25
"""A fill spreads to neighbours that differ from its starting pixel by less than this share of
white.
"""


def apply(edit: Edit, pixels: Pixels) -> tuple[Pixels, Box]:
    """Apply `edit` to `pixels`; return the new image and the box that changed."""
    preview = EditPreview(pixels)
    box = preview.draw(edit)
    return preview.pixels, box


class EditPreview:
    """A copy of an image with one edit applied, which can be redrawn as the edit grows.

    Extending a stroke costs no more than its new end. `pixels` is uint16 [h, w], modified in place.
    """

    def __init__(self, pixels: Pixels) -> None:
        self._base = pixels
        self._frame = Frame(*pixels.shape)
        self.pixels = pixels.copy()
        self.changed_box = EMPTY_BOX
        """The box that contains every difference from the original image."""
        self._coverage: Coverage | None = None
        self._touches: tuple[Touch, ...] = ()

    @property
    def has_changes(self) -> bool:
        """Whether any pixel differs from the original image."""
        return not np.array_equal(
            self.pixels[self.changed_box.slices], self._base[self.changed_box.slices]
        )

    def draw(self, edit: Edit) -> Box:
        """Apply `edit` in place of the previous one; return the box to repaint."""
        if isinstance(edit, Stroke) and edit.touches[: len(self._touches)] == self._touches:
            return self._extend(edit)
        before = self.changed_box
        self.pixels[before.slices] = self._base[before.slices]
        self.changed_box, self._touches, self._coverage = EMPTY_BOX, (), None
        if isinstance(edit, Stroke):
            self._extend(edit)
        else:
            self.changed_box = self._apply(edit)
        return before.union(self.changed_box)

    def _extend(self, stroke: Stroke) -> Box:
        if self._coverage is None:
            self._coverage = np.zeros(self.pixels.shape, np.float32)
        fresh = EMPTY_BOX
        for index in range(len(self._touches), len(stroke.touches)):
            start, end = stroke.touches[max(index - 1, 0)], stroke.touches[index]
            box, coverage = segment_coverage(self._frame, stroke.brush, start, end)
            np.maximum(self._coverage[box.slices], coverage, out=self._coverage[box.slices])
            fresh = fresh.union(box)
        self._touches = stroke.touches
        self._blend(stroke.brush, fresh, self._coverage[fresh.slices])
        self.changed_box = self.changed_box.union(fresh)
        return fresh

    def _apply(self, edit: Shape | Fill | Move) -> Box:
        match edit:
            case Shape():
                box, coverage = shape_coverage(self._frame, edit)
                self._blend(edit.brush, box, coverage)
                return box
            case Fill():
                return self._fill(edit)
            case Move():
                return self._move(edit)

    def _blend(self, brush: Brush, box: Box, coverage: Coverage) -> None:
        base = self._base[box.slices].astype(np.float32)
        goal = np.float32(0 if brush.erase else FULL)
        mixed = base + (goal - base) * (coverage * np.float32(brush.strength))
        self.pixels[box.slices] = np.rint(mixed).astype(np.uint16)

    def _fill(self, fill: Fill) -> Box:
        row, column = pixel_under(self._frame, fill.at)
        height, width = self._base.shape
        if not (0 <= row < height and 0 <= column < width):
            return EMPTY_BOX
        region, rim = _region(self._base, row, column)
        value = np.uint16(0 if fill.brush.erase else round(fill.brush.strength * FULL))
        self.pixels[region] = value
        # Left alone, the rim (half covered by an antialiased outline) would remain as a line.
        soften = np.minimum if fill.brush.erase else np.maximum
        self.pixels[rim] = soften(self._base[rim], value)
        return full_box(self.pixels)

    def _move(self, move: Move) -> Box:
        row, column = pixel_under(self._frame, move.start)
        to_row, to_column = pixel_under(self._frame, move.end)
        down, right = to_row - row, to_column - column
        height, width = self._base.shape
        self.pixels[:] = 0
        target = Box(down, height + down, right, width + right).clipped(self._base.shape)
        if not target.empty:
            source = Box(
                target.top - down, target.bottom - down, target.left - right, target.right - right
            )
            self.pixels[target.slices] = self._base[source.slices]
        return full_box(self.pixels)


def _region(pixels: Pixels, row: int, column: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The region of a fill [h, w], and the pixels that border it from outside [h, w]."""
    from scipy import ndimage  # slow to import, and rarely needed

    alike = np.abs(pixels.astype(np.int32) - int(pixels[row, column])) < FILL_TOLERANCE * FULL
    labels, _ = ndimage.label(alike)
    region: NDArray[np.bool_] = labels == labels[row, column]
    rim = ndimage.binary_dilation(region, np.ones((3, 3), bool)) & ~region
    return region, rim
