"""A drawing stored as its difference from another, similar one; used for undo."""

import zlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import Box, difference_box, full_box
from playground.drawing.drawing import Drawing

_LEVEL = 1  # zlib's fastest: drawings are mostly flat
_NONE = np.zeros((0, 0), np.uint16)


@dataclass(frozen=True)
class Patch:
    """An image of `shape`, equal to layer `source` of the other drawing except within `box`.

    `data` holds the pixels of the box, compressed; `source` is -1 where the box is the whole image.
    """

    shape: tuple[int, ...]
    source: int
    box: Box
    data: bytes


@dataclass(frozen=True, eq=False)
class DrawingDelta:
    """A drawing, relative to another one."""

    frame: Drawing
    patches: tuple[Patch, ...]

    @classmethod
    def of(cls, drawing: Drawing, other: Drawing) -> "DrawingDelta":
        """Keep only what differs between `drawing` and `other`."""
        owners = {id(layer.pixels): index for index, layer in enumerate(other.layers)}
        patches = []
        for index, layer in enumerate(drawing.layers):
            owner = owners.get(id(layer.pixels), index if index < len(other.layers) else -1)
            base = other.layers[owner].pixels if owner >= 0 else _NONE
            patches.append(_patch(layer.pixels, base, owner))
        bare = tuple(replace(layer, pixels=_NONE) for layer in drawing.layers)
        return cls(replace(drawing, layers=bare), tuple(patches))

    @property
    def size(self) -> int:
        """The number of bytes of compressed pixels."""
        return sum(len(patch.data) for patch in self.patches)

    def restore(self, other: Drawing) -> Drawing:
        """Reconstruct the drawing, pixel for pixel, from the same `other`."""
        layers = tuple(
            replace(layer, pixels=_pixels(patch, other))
            for layer, patch in zip(self.frame.layers, self.patches, strict=True)
        )
        return replace(self.frame, layers=layers)


def _patch(pixels: NDArray[np.uint16], base: NDArray[np.uint16], owner: int) -> Patch:
    if base.shape == pixels.shape:
        box = difference_box(pixels, base)
    else:
        owner, box = -1, full_box(pixels)
    data = b"" if box.empty else zlib.compress(pixels[box.slices].tobytes(), _LEVEL)
    return Patch(pixels.shape, owner, box, data)


def _pixels(patch: Patch, other: Drawing) -> NDArray[np.uint16]:
    if patch.source >= 0 and patch.box.empty:
        return other.layers[patch.source].pixels
    pixels = (
        other.layers[patch.source].pixels.copy()
        if patch.source >= 0
        else np.empty(patch.shape, "u2")
    )
    box = patch.box
    data = np.frombuffer(zlib.decompress(patch.data), np.uint16)
    pixels[box.slices] = data.reshape(box.bottom - box.top, box.right - box.left)
    return pixels
