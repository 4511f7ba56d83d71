"""A drawing kept small beside another one that differs little from it, for undo."""

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import Box, difference, whole
from playground.drawing.drawing import Drawing

_LEVEL = 1  # zlib's fastest: drawings are mostly flat
_NONE = np.zeros((0, 0), np.uint16)


@dataclass(frozen=True)
class Patch:
    """A picture of `shape`: that of the sheet `of` in the other drawing, but for `box`.

    `data` is what stands in the box, compressed; `of` is -1 where the box is all of the picture.
    """

    shape: tuple[int, ...]
    of: int
    box: Box
    data: bytes


@dataclass(frozen=True, eq=False)
class DrawingDelta:
    """One drawing, given another one."""

    frame: Drawing
    patches: tuple[Patch, ...]

    @classmethod
    def of(cls, drawing: Drawing, other: Drawing) -> "DrawingDelta":
        """Keep only that of `drawing` which `other` has not."""
        owners = {id(sheet.pixels): place for place, sheet in enumerate(other.sheets)}
        patches = []
        for place, sheet in enumerate(drawing.sheets):
            owner = owners.get(id(sheet.pixels), place if place < len(other.sheets) else -1)
            base = other.sheets[owner].pixels if owner >= 0 else _NONE
            patches.append(_patch(sheet.pixels, base, owner))
        bare = tuple(replace(sheet, pixels=_NONE) for sheet in drawing.sheets)
        return cls(replace(drawing, sheets=bare), tuple(patches))

    @property
    def size(self) -> int:
        """Bytes of pixels."""
        return sum(len(patch.data) for patch in self.patches)

    def unpack(self, other: Drawing) -> Drawing:
        """The drawing back, pixel for pixel, beside the same `other`."""
        sheets = tuple(
            replace(sheet, pixels=_pixels(patch, other))
            for sheet, patch in zip(self.frame.sheets, self.patches, strict=True)
        )
        return replace(self.frame, sheets=sheets)


def _patch(pixels: NDArray[np.uint16], base: NDArray[np.uint16], owner: int) -> Patch:
    if base.shape == pixels.shape:
        box = difference(pixels, base)
    else:
        owner, box = -1, whole(pixels)
    data = b"" if box.empty else zlib.compress(pixels[box.at].tobytes(), _LEVEL)
    return Patch(pixels.shape, owner, box, data)


def _pixels(patch: Patch, other: Drawing) -> NDArray[np.uint16]:
    if patch.of >= 0 and patch.box.empty:
        return other.sheets[patch.of].pixels
    pixels = other.sheets[patch.of].pixels.copy() if patch.of >= 0 else np.empty(patch.shape, "u2")
    box = patch.box
    data = np.frombuffer(zlib.decompress(patch.data), np.uint16)
    pixels[box.at] = data.reshape(box.bottom - box.top, box.right - box.left)
    return pixels
