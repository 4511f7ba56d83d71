"""One edit of a picture while it is being made, and once it is made."""

import numpy as np
from numpy.typing import NDArray

from playground.density.box import NOWHERE, Box, whole
from playground.density.cover import Cover, pixel_under, segment_cover, shape_cover
from playground.density.edit import Brush, Edit, Fill, Move, Shape, Stroke, Touch
from playground.density.frame import Frame
from playground.density.layer import FULL

LIKENESS = 0.25
"""A fill runs over neighbours that differ from where it began by less than this part of white."""

Pixels = NDArray[np.uint16]


def apply(edit: Edit, pixels: Pixels) -> tuple[Pixels, Box]:
    """A new picture with `edit` carried out on `pixels`, and the box that it changed."""
    sketch = Sketch(pixels)
    box = sketch.draw(edit)
    return sketch.pixels, box


class Sketch:
    """A copy of a picture with one edit on it, which can be drawn again and again as it grows.

    A longer stroke costs no more than its new end. `pixels` is uint16 [h, w], changed in place.
    """

    def __init__(self, pixels: Pixels) -> None:
        self._base = pixels
        self._frame = Frame(*pixels.shape)
        self.pixels = pixels.copy()
        self.changed = NOWHERE
        """All that differs from the picture it began with lies in here."""
        self._cover: Cover | None = None
        self._touches: tuple[Touch, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether any pixel differs from the picture it began with."""
        return not np.array_equal(self.pixels[self.changed.at], self._base[self.changed.at])

    def draw(self, edit: Edit) -> Box:
        """Show `edit` in place of the one before; returns what is to be painted anew."""
        if isinstance(edit, Stroke) and edit.touches[: len(self._touches)] == self._touches:
            return self._extend(edit)
        before = self.changed
        self.pixels[before.at] = self._base[before.at]
        self.changed, self._touches, self._cover = NOWHERE, (), None
        if isinstance(edit, Stroke):
            self._extend(edit)
        else:
            self.changed = self._lay(edit)
        return before.union(self.changed)

    def _extend(self, stroke: Stroke) -> Box:
        if self._cover is None:
            self._cover = np.zeros(self.pixels.shape, np.float32)
        fresh = NOWHERE
        for index in range(len(self._touches), len(stroke.touches)):
            start, end = stroke.touches[max(index - 1, 0)], stroke.touches[index]
            box, cover = segment_cover(self._frame, stroke.brush, start, end)
            np.maximum(self._cover[box.at], cover, out=self._cover[box.at])
            fresh = fresh.union(box)
        self._touches = stroke.touches
        self._blend(stroke.brush, fresh, self._cover[fresh.at])
        self.changed = self.changed.union(fresh)
        return fresh

    def _lay(self, edit: Shape | Fill | Move) -> Box:
        match edit:
            case Shape():
                box, cover = shape_cover(self._frame, edit)
                self._blend(edit.brush, box, cover)
                return box
            case Fill():
                return self._fill(edit)
            case Move():
                return self._move(edit)

    def _blend(self, brush: Brush, box: Box, cover: Cover) -> None:
        base = self._base[box.at].astype(np.float32)
        goal = np.float32(0 if brush.erase else FULL)
        mixed = base + (goal - base) * (cover * np.float32(brush.strength))
        self.pixels[box.at] = np.rint(mixed).astype(np.uint16)

    def _fill(self, fill: Fill) -> Box:
        row, column = pixel_under(self._frame, fill.at)
        height, width = self._base.shape
        if not (0 <= row < height and 0 <= column < width):
            return NOWHERE
        region, rim = _region(self._base, row, column)
        value = np.uint16(0 if fill.brush.erase else round(fill.brush.strength * FULL))
        self.pixels[region] = value
        # The rim, half covered by an antialiased outline, would stay a line between the two.
        soften = np.minimum if fill.brush.erase else np.maximum
        self.pixels[rim] = soften(self._base[rim], value)
        return whole(self.pixels)

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
            self.pixels[target.at] = self._base[source.at]
        return whole(self.pixels)


def _region(pixels: Pixels, row: int, column: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """The region of a fill [h, w], and the pixels that touch it from outside [h, w]."""
    from scipy import ndimage  # slow to import, and rarely needed

    alike = np.abs(pixels.astype(np.int32) - int(pixels[row, column])) < LIKENESS * FULL
    labels, _ = ndimage.label(alike)
    region: NDArray[np.bool_] = labels == labels[row, column]
    rim = ndimage.binary_dilation(region, np.ones((3, 3), bool)) & ~region
    return region, rim
