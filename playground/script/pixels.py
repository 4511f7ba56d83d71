"""A target's images encoded as a few lines of text within a script."""

import base64
import textwrap
import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from playground.density.image import reduce
from playground.density.target import Layer, Target

MOST_BYTES = 16_000
"""Larger images are reduced until they take no more than this many bytes, compressed."""

_SHADES = 255
_SMALLEST = 32
_WIDTH = 88


@dataclass(frozen=True)
class PackedPixels:
    """The encoded pixels of all layers: `shapes` are the layers' heights and widths.

    `text` holds the pixels, 8 bits each, row by row from the top and layer by layer, compressed
    (zlib) and in base64. The densest pixel of each layer is 255. `reduced` is the longest side
    after reduction, 0 if nothing was reduced.
    """

    shapes: tuple[tuple[int, int], ...]
    text: str
    reduced: int

    @classmethod
    def of(cls, target: Target) -> "PackedPixels":
        """Encode the images of `target`, as large as `MOST_BYTES` allows."""
        side = target_side = max(max(layer.pixels.shape) for layer in target.layers)
        while True:
            images = [_shades(layer, side) for layer in target.layers]
            data = zlib.compress(b"".join(image.tobytes() for image in images), 9)
            if len(data) <= MOST_BYTES or side // 2 < _SMALLEST:
                break
            side //= 2
        lines = textwrap.wrap(base64.b64encode(data).decode(), _WIDTH)
        shapes = tuple((len(image), len(image[0])) for image in images)
        return cls(shapes, "\n".join(lines), side if side < target_side else 0)


def _shades(layer: Layer, side: int) -> NDArray[np.uint8]:
    """The layer's pixels in 8 bits, reduced to at most `side` pixels a side."""
    pixels = reduce(layer.pixels, side).astype(np.float64)
    shades: NDArray[np.uint8] = np.rint(pixels * (_SHADES / pixels.max())).astype(np.uint8)
    return shades
