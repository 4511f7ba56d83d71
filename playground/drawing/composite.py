"""A drawing or a target as light on black, for display: RGB arrays, layers added together."""

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from playground.density.geometry import SIDE, Box, Frame, full_box
from playground.density.image import LONGEST, reduce
from playground.density.image_decoding import LUMINANCE
from playground.density.target import FULL, Target
from playground.drawing.drawing import Drawing, DrawingLayer

_FINER = 4
Unsigned = TypeVar("Unsigned", np.uint16, np.uint32)


class Composite:
    """The unit square on black, with the layers added as light in the colours of a palette.

    `bgrx` is uint8 [side, side, 4], updated in place: blue, green, red and an unused byte, the
    memory layout of Qt's RGB32.
    """

    def __init__(self, drawing: Drawing, palette: Sequence[str]) -> None:
        """`palette` lists the layers' colours as `#rrggbb`."""
        self._palette = palette
        self.side = max(SIDE, *(max(layer.pixels.shape) for layer in drawing.layers))
        self.bgrx = np.zeros((self.side, self.side, 4), np.uint8)
        self._indices: dict[tuple[int, ...], _PixelIndex] = {}
        self._paint(drawing, full_box(self.bgrx[..., 0]))

    def paint(self, drawing: Drawing, box: Box) -> Box:
        """Repaint after `box` of the current layer changed; return the region of `bgrx` that
        changed.
        """
        frame = Frame(*drawing.current_layer.pixels.shape)
        scale = frame.pixel * self.side
        left, top = frame.extent[0] * self.side, (1 - frame.extent[3]) * self.side
        region = Box(
            int(np.floor(top + box.top * scale)),
            int(np.ceil(top + box.bottom * scale)),
            int(np.floor(left + box.left * scale)),
            int(np.ceil(left + box.right * scale)),
        ).clipped((self.side, self.side))
        self._paint(drawing, region)
        return region

    def _paint(self, drawing: Drawing, box: Box) -> None:
        light = np.zeros((box.bottom - box.top, box.right - box.left, 3), np.float32)
        alone = len(drawing.layers) == 1
        for layer in drawing.layers:
            if layer.visible:
                rgb = layer_rgb(None if alone else layer.color, self._palette) * (255 / FULL)
                light += self._cut(layer, box)[..., None] * rgb[::-1]  # memory holds B, G, R
        np.minimum(light, 255, out=light)
        self.bgrx[..., :3][box.slices] = light.astype(np.uint8)

    def _cut(self, layer: DrawingLayer, box: Box) -> NDArray[np.uint16]:
        shape = layer.pixels.shape
        if shape == (self.side, self.side):
            return layer.pixels[box.slices]
        if shape not in self._indices:
            self._indices[shape] = _PixelIndex(Frame(*shape), self.side)
        return self._indices[shape].cut(layer.pixels, box)


class _PixelIndex:
    """The pixel of an image that each cell of the square shows: the one under the cell's centre."""

    def __init__(self, frame: Frame, side: int) -> None:
        middles = (np.arange(side) + 0.5) / side
        self._row, self._column = frame.pixels(np.stack([middles, 1 - middles], axis=1))
        self._rows_in = (self._row >= 0) & (self._row < frame.height)
        self._columns_in = (self._column >= 0) & (self._column < frame.width)
        self._row = self._row.clip(0, frame.height - 1)
        self._column = self._column.clip(0, frame.width - 1)

    def cut(self, pixels: NDArray[Unsigned], box: Box) -> NDArray[Unsigned]:
        rows, columns = box.slices
        picked = pixels[self._row[rows, None], self._column[columns]]
        picked *= self._rows_in[rows, None] & self._columns_in[columns]
        return picked


def target_thumbnail(target: Target, size: int, palette: Sequence[str]) -> NDArray[np.uint8]:
    """The unit square of `target` on black, RGB uint8 [size, size, 3].

    The layers are added as light: a single one is white, several have the palette's colours. The
    image is averaged and brightened so that fine dots stay visible at a small size.
    """
    fine = _light(target, size * _FINER, palette)
    light = fine.reshape(size, _FINER, size, _FINER, 3).mean(axis=(1, 3))
    level = light.max(axis=2, keepdims=True)  # all channels alike, so that the hue stays
    bright = light / np.sqrt(np.maximum(level * level.max(), 1e-6))
    rgb: NDArray[np.uint8] = (np.clip(bright, 0, 1) * 255).astype(np.uint8)
    return rgb


def density_of_rgba(memory: Any, width: int, height: int) -> NDArray[np.uint16]:
    """Rows of premultiplied RGBA, 16 bits each, as a density: luminance on black, reduced."""
    rows = np.frombuffer(memory, np.uint16).reshape(height, -1)
    rgb = rows[:, : 4 * width].reshape(height, width, 4)[..., :3]
    light: NDArray[np.uint16] = np.rint(rgb @ LUMINANCE).astype(np.uint16)
    return reduce(light, LONGEST)


def layer_rgb(color: int | None, palette: Sequence[str]) -> NDArray[np.float32]:
    """RGB [3], 0 … 1, of a layer on a black background: the palette's colour, with white for black.

    White also without a `color`. After the last colour the palette repeats.
    """
    name = "#000000" if color is None else palette[color % len(palette)]
    name = "#ffffff" if name == "#000000" else name
    return np.array([int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)


def _light(target: Target, size: int, palette: Sequence[str]) -> NDArray[np.float32]:
    """RGB [size, size, 3] of the sum of the layers, 0 and up."""
    alone = len(target.layers) == 1
    light = np.zeros((size, size, 3), np.float32)
    sums: dict[tuple[str, Frame], NDArray[np.uint32]] = {}  # of a hundred layers, eight colours
    for layer, color in zip(target.layers, target.colors, strict=True):
        key = ("" if alone else palette[color % len(palette)], layer.frame)
        sums[key] = sums.get(key, np.uint32(0)) + layer.pixels
    for (name, frame), pixels in sums.items():
        rgb = layer_rgb(palette.index(name) if name else None, palette)
        light += _reduced(pixels, frame, size)[..., None] * rgb
    return light


def _reduced(pixels: NDArray[np.uint32], frame: Frame, size: int) -> NDArray[np.float32]:
    """Brightness, 1 for `FULL`, in the unit square [size, size], each cell from its middle."""
    picked = _PixelIndex(frame, size).cut(pixels, full_box(np.empty((size, size))))
    return picked.astype(np.float32) / np.float32(FULL)
