"""An image file, read as the pixels of a density."""

from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from playground.density.image_decoding import decode
from playground.density.target import FULL
from playground.errors import InputError

LONGEST = 1024
"""Pictures with a longer side are reduced to this many pixels."""


def read_picture(
    path: Path, *, invert: bool = False, black_point: float = 0.0
) -> NDArray[np.uint16]:
    """Read an image file as a density: uint16 [h, w], row 0 at the top, 65535 is dense.

    8-bit values are multiplied by 257 and 16-bit values kept, so neither loses anything; colours
    give their luminance; floats in 0 … 1 are shares of full white, larger ones shares of the
    largest. Transparent pixels are empty. `invert` takes dark for dense, for a drawing on white or
    on nothing. A picture whose longer side is over 1024 is reduced by area averaging, which keeps
    its mass and its place. Last, pixels below the share `black_point` of full white become empty
    and the others stay as they are, so the result never has a value between.

    Raises InputError if the file cannot be read (see `decode`), if `black_point` is not in [0, 1),
    or if nothing is left of the picture.
    """
    if not 0 <= black_point < 1:
        raise InputError(
            "`black_point` must be in [0, 1), got {black_point}", black_point=black_point
        )
    light, cover = decode(path)
    if invert:
        light = (FULL if cover is None else cover) - light
    pixels = reduce(light, LONGEST)
    if not pixels.any():
        raise _all_empty(path, invert)
    kept = blackened(pixels, black_point)
    if not kept.any():
        share = f"{pixels.max() / FULL:.3g}"
        raise InputError(
            "`black_point` must leave something of `{path}`, whose brightest pixel has "
            "{share} of full white, got {black_point}",
            path=path,
            share=share,
            black_point=black_point,
        )
    return kept


def blackened(pixels: NDArray[np.uint16], black_point: float) -> NDArray[np.uint16]:
    """Empty the pixels below the share `black_point` of full white, and leave the others."""
    # A hair less, so that 16/255 keeps pixels of 16 whatever the last bit of the quotient.
    return np.where(pixels >= black_point * FULL - 1e-6, pixels, np.uint16(0))


def reduce(pixels: NDArray[np.uint16], longest: int) -> NDArray[np.uint16]:
    """Average over areas so that the longer side has at most `longest` pixels; uint16 [h, w].

    The longer side is divided evenly; the shorter one gets as many of these larger pixels as cover
    it, centred, with nothing beyond its edges. So proportions, place and mass all stay.
    """
    if max(pixels.shape) <= longest:
        return pixels
    step = max(pixels.shape) / longest
    columns = _average(_average(pixels, step).T, step)
    return np.rint(columns.T).astype(np.uint16)


def _average(values: NDArray[np.generic], step: float) -> NDArray[np.float64]:
    """Means over runs of `step` rows, a share of a row counting as such: float64 [rows/step, m]."""
    rows = len(values)
    count = int(np.ceil(rows / step - 1e-9))
    edges = np.clip(np.arange(count + 1) * step - (count * step - rows) / 2, 0, rows)
    means = np.empty((count, values.shape[1]))
    for i, (low, high) in enumerate(pairwise(edges)):
        row = np.arange(int(low), min(int(np.ceil(high)), rows))
        share = np.minimum(row + 1, high) - np.maximum(row, low)
        means[i] = share @ values[row[0] : row[-1] + 1] / step
    return means


def _all_empty(path: Path, invert: bool) -> InputError:
    if invert:
        return InputError(
            "`{path}` must not be all white (or transparent) when inverted: "
            "it would have no density",
            path=path,
        )
    return InputError(
        "`{path}` must not be all black (or transparent): it would have no density", path=path
    )
