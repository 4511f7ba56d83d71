"""What image files are read into: planes of light and cover, and what stands for white."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError
from playground.message import Sentence

LUMINANCE = np.array([0.2125, 0.7154, 0.0721])
"""Weights of red, green and blue (Rec. 709, as in scikit-image's `rgb2gray`)."""

BYTE = 255.0
"""White of 8 bits."""

_FINE = 2**22
"""Up to so many pixels light is float64; larger pictures are averaged, and float32 will do."""

_BOX = 2**20
_TURNS = {2: (0, True), 3: (2, False), 4: (2, True), 5: (3, True)}
_TURNS |= {6: (3, False), 7: (1, True), 8: (1, False)}

Samples = NDArray[Any]
Plane = NDArray[np.floating]

Area = tuple[slice, slice]
"""Rows and columns."""

Box = tuple[int, int, int, int]
"""The same as Pillow has it: left, top, right, bottom."""


class Stored(NamedTuple):
    """What a page holds: `light` [h, w], the luminance in the file's own numbers, and `cover`.

    `cover` [h, w] is 0 where the page is transparent and 1 where it is opaque, or None if all of it
    is opaque; `premultiplied` says that the light was multiplied by it. `white` is the value of a
    white pixel, None for samples that have none: whole numbers with a sign, or of 32 bits and more.
    `turn` is the EXIF orientation. `note` says what of the page was left out, if anything was.
    """

    light: Plane
    cover: Plane | None
    white: float | None
    turn: int = 1
    premultiplied: bool = False
    note: Sentence | None = None


class Raster(NamedTuple):
    """A decoded picture, upright, row 0 at the top.

    `light` [h, w] is the luminance times the cover: what is seen before a black paper, 0 and up in
    the file's own numbers. `cover`, `white` and `note` are those of `Stored`.
    """

    light: Plane
    cover: Plane | None
    white: float | None
    note: Sentence | None = None


def full_value(largest: float, white: float | None) -> float:
    """The value that stands for white where `largest` is the largest one.

    White itself, as long as the picture comes up to half of it, or has 8 bits: what is dim in these
    was meant to be, and nothing is lost. Else it is the largest value: a deep picture below half
    leaves bits unused (10 or 12 in 16, probabilities as floats); it would look black, be all dense
    when inverted, and be rounded to few levels. And some samples have no white.
    """
    if white is not None and (white == BYTE or white / 2 <= largest <= white or not largest):
        return white
    return largest or 1.0


def raster(stored: Stored) -> Raster:
    """Put the page on black, and turn it upright. The light of `stored` is overwritten."""
    light, cover = stored.light, stored.cover
    if cover is not None:
        if not stored.premultiplied:
            light *= cover
        cover = _upright(cover, stored.turn)
    return Raster(_upright(light, stored.turn), cover, stored.white, stored.note)


def plane(size: tuple[int, int], dtype: np.dtype[Any] | None = None) -> Plane:
    """Zeros [h, w] for a picture of `size` (width, height), fine enough for its samples."""
    width, height = size
    wide = dtype is not None and dtype.itemsize > 4
    fine = wide or width * height <= _FINE
    return np.zeros((height, width), np.float64 if fine else np.float32)


def boxes(height: int, width: int) -> Iterator[tuple[Area, Box]]:
    """A picture in parts that are small enough to be float64 for a while."""
    columns = min(width, _BOX)
    rows = max(1, _BOX // columns)
    for top in range(0, height, rows):
        for left in range(0, width, columns):
            bottom, right = min(top + rows, height), min(left + columns, width)
            yield (slice(top, bottom), slice(left, right)), (left, top, right, bottom)


def checked(path: Path, values: Samples) -> Samples:
    """The values, which a density may have. Raises InputError."""
    if values.dtype.kind == "f" and not np.isfinite(values).all():
        raise InputError(
            "`{path}` must have finite values only, and has NaN or infinity", path=path
        )
    if values.dtype.kind in "fi" and values.min() < 0:
        raise InputError(
            "`{path}` must not have negative values, got {least:g}", path=path, least=values.min()
        )
    return values


def _upright(stored: Plane, turn: int) -> Plane:
    """Undo what the EXIF orientation `turn` (1 … 8) says was done to the picture."""
    quarters, mirrored = _TURNS.get(turn, (0, False))
    turned = np.rot90(stored, quarters)
    return turned[:, ::-1] if mirrored else turned
