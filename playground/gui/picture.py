"""Targets and layers as pictures on the screen."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from playground.density.decode import LUMINANCE
from playground.density.frame import Frame
from playground.density.layer import FULL
from playground.density.picture import LONGEST, reduce
from playground.density.target import Target
from playground.plots.theme import Theme

_FINER = 4


def target_icon(target: Target, size: int, theme: Theme) -> QImage:
    """The whole unit square of `target`, `size` × `size` pixels on black.

    The layers are added as light: one alone is white, several have the theme's colours. All is
    averaged and brightened so that fine dots are seen in a small picture.
    """
    fine = _light(target, size * _FINER, theme)
    light = fine.reshape(size, _FINER, size, _FINER, 3).mean(axis=(1, 3))
    level = light.max(axis=2, keepdims=True)  # brightened as a whole, so that the hue stays
    return _image(light / np.sqrt(np.maximum(level * level.max(), 1e-6)))


def gray_image(pixels: NDArray[np.uint16]) -> QImage:
    """The pixels of a layer as a gray image of 16 bits."""
    height, width = pixels.shape
    data = np.ascontiguousarray(pixels)
    image = QImage(data.tobytes(), width, height, 2 * width, QImage.Format.Format_Grayscale16)
    return image.copy()  # owns its bytes


def pixels_of(image: QImage) -> NDArray[np.uint16]:
    """An image as a density, read as image files are: luminance on black, at most 1024 wide."""
    image = image.convertToFormat(QImage.Format.Format_RGBA64_Premultiplied)
    rows = np.frombuffer(image.constBits(), np.uint16).reshape(image.height(), -1)
    rgb = rows[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[..., :3]
    return reduce(np.rint(rgb @ LUMINANCE).astype(np.uint16), LONGEST)


def layer_rgb(color: int | None, theme: Theme) -> NDArray[np.float32]:
    """RGB [3], 0 … 1, of a layer on black paper: that of the panels, with white for black.

    White, too, without a `color`.
    """
    name = "#000000" if color is None else theme.layer_color(color)
    name = "#ffffff" if name == "#000000" else name
    return np.array([int(name[i : i + 2], 16) / 255 for i in (1, 3, 5)], np.float32)


def _light(target: Target, size: int, theme: Theme) -> NDArray[np.float32]:
    """RGB [size, size, 3] of the sum, 0 and up."""
    alone = len(target.layers) == 1
    light = np.zeros((size, size, 3), np.float32)
    sums: dict[tuple[tuple[float, ...], Frame], NDArray[np.uint32]] = {}
    for layer, color in zip(target.layers, target.colors, strict=True):
        key = tuple(layer_rgb(None if alone else color, theme)), layer.frame
        sums[key] = sums.get(key, np.uint32(0)) + layer.pixels
    for (rgb, frame), pixels in sums.items():
        light += _reduced(pixels, frame, size)[..., None] * np.array(rgb, np.float32)
    return light


def _reduced(pixels: NDArray[np.uint32], frame: Frame, size: int) -> NDArray[np.float32]:
    """Brightness, 1 for `FULL`, in the unit square [size, size], each cell from its middle."""
    middles = (np.arange(size) + 0.5) / size
    row, column = frame.pixels(np.stack([middles, 1 - middles], axis=1))
    inside = ((row >= 0) & (row < frame.height))[:, None]
    inside = inside & ((column >= 0) & (column < frame.width))
    row, column = row.clip(0, frame.height - 1), column.clip(0, frame.width - 1)
    picked = pixels[row[:, None], column]
    return np.where(inside, picked, 0).astype(np.float32) / np.float32(FULL)


def _image(light: NDArray[np.float32]) -> QImage:
    height, width, _ = light.shape
    rgb = (np.clip(light, 0, 1) * 255).astype(np.uint8)
    image = QImage(rgb.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    return image.copy()  # owns its bytes
