"""Synthetic digits drawn from the fonts that matplotlib ships, with exactly known factors.

Each glyph is stored as a signed distance to its outline: a stroke width is a level of it, and
slant, scale and shift are coordinate transforms of the look-up.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import distance_transform_edt
from skimage.morphology import skeletonize

from playground.mnist.data.digits import CLASSES, SIDE, Digits

FONTS = {
    "DejaVuSans.ttf": 0.0,
    "DejaVuSans-Bold.ttf": 0.0,
    "DejaVuSans-Oblique.ttf": 11.0,
    "DejaVuSans-BoldOblique.ttf": 11.0,
    "DejaVuSansMono-Bold.ttf": 0.0,
    "DejaVuSansMono-BoldOblique.ttf": 11.0,
    "DejaVuSerif.ttf": 0.0,
    "DejaVuSerif-Italic.ttf": 11.0,
    "cmss10.ttf": 0.0,
}
"""File names, each with the slant of its own strokes to the right, in degrees.

Fonts with hairlines are left out: these would vanish where a stroke is thinner than the font's.
"""

SLANT = (-25.0, 25.0)
"""Degrees to the right of upright, drawn uniformly."""
WIDTH = (1.4, 4.2)
"""Stroke width in pixels, drawn uniformly."""
SCALE = (0.85, 1.1)
"""Factor on the height of 20 pixels, drawn uniformly."""
SHIFT = (-1.5, 1.5)
"""Pixels along each axis, drawn uniformly."""

_HEIGHT = 20.0
_FINE = 8
"""Samples of the distance per pixel of the image."""
_FIELD = 36 * _FINE
"""Side of the distance field, wider than an image, so that slanted and shifted glyphs fit."""
_CHUNK = 2000


def draw_digits(n: int, seed: int) -> Digits:
    """Draw `n` synthetic digits, equal for equal `seed`; each digit is equally likely.

    Factors: "slant" (degrees), "width" (pixels), "scale", "right" and "down" (pixels).
    """
    rng = np.random.default_rng(seed)
    labels = rng.integers(CLASSES, size=n).astype(np.uint8)
    fonts = rng.integers(len(FONTS), size=n)
    ranges = {"slant": SLANT, "width": WIDTH, "scale": SCALE, "right": SHIFT, "down": SHIFT}
    factors = {name: rng.uniform(*limits, size=n) for name, limits in ranges.items()}
    images = np.empty((n, SIDE, SIDE), np.uint8)
    glyphs = _glyphs()
    for start in range(0, n, _CHUNK):
        chunk = slice(start, start + _CHUNK)
        part = {name: values[chunk] for name, values in factors.items()}
        images[chunk] = _render(glyphs, fonts[chunk], labels[chunk], part)
    return Digits(images, labels, factors)


@dataclass(frozen=True, eq=False)
class _Glyphs:
    """`distance` [fonts, 10, side, side] in image pixels, positive inside; `half` [fonts, 10].

    `half` is half the width of the glyph's strokes at their centre line.
    """

    distance: NDArray[np.float32]
    half: NDArray[np.float32]
    lean: NDArray[np.float32]


def _render(
    glyphs: _Glyphs,
    fonts: NDArray[np.integer],
    labels: NDArray[np.uint8],
    factors: dict[str, NDArray[np.float64]],
) -> NDArray[np.uint8]:
    """Render images [n, 28, 28]: the distance at each pixel, thresholded at the stroke width."""
    middle = (SIDE - 1) / 2
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) - middle
    right, down, scale, slant, width = (
        factors[name].astype(np.float32)[:, None, None]
        for name in ("right", "down", "scale", "slant", "width")
    )
    rows = (y - down) / scale
    lean = np.tan(np.radians(slant)) - glyphs.lean[fonts][:, None, None]
    columns = (x - right) / scale + rows * lean
    inside = _sample_distance(glyphs.distance, fonts, labels, rows, columns) * scale
    inside += width / 2 - glyphs.half[fonts, labels][:, None, None] * scale
    # A pixel's brightness is the fraction of it that the stroke covers.
    covered: NDArray[np.uint8] = (255 * np.clip(inside + 0.5, 0, 1) + 0.5).astype(np.uint8)
    return covered


def _sample_distance(
    distance: NDArray[np.float32],
    fonts: NDArray[np.integer],
    labels: NDArray[np.uint8],
    rows: NDArray[np.float32],
    columns: NDArray[np.float32],
) -> NDArray[np.float32]:
    """The distance at (rows, columns) [n, 28, 28] from each glyph's centre, by nearest sample."""
    i = np.clip(np.rint(rows * _FINE + _FIELD / 2), 0, _FIELD - 1).astype(np.intp)
    j = np.clip(np.rint(columns * _FINE + _FIELD / 2), 0, _FIELD - 1).astype(np.intp)
    found: NDArray[np.float32] = distance[fonts[:, None, None], labels[:, None, None], i, j]
    return found


@cache
def _glyphs() -> _Glyphs:
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    both = [[_glyph(folder / name, str(digit)) for digit in range(CLASSES)] for name in FONTS]
    return _Glyphs(
        distance=np.array([[distance for distance, _ in row] for row in both], np.float32),
        half=np.array([[half for _, half in row] for row in both], np.float32),
        lean=np.tan(np.radians(list(FONTS.values()))).astype(np.float32),
    )


def _glyph(path: Path, text: str) -> tuple[NDArray[np.float32], float]:
    """The distance field of a glyph 20 pixels high, and half the width of its strokes."""
    size = round(_HEIGHT * _FINE / 0.73)  # digits are about 0.73 of the size of a font
    font = ImageFont.truetype(str(path), size)
    image = Image.new("L", (_FIELD, _FIELD))
    middle = _FIELD / 2
    left, top, right, bottom = font.getbbox(text)
    position = middle - (left + right) / 2, middle - (top + bottom) / 2
    ImageDraw.Draw(image).text(position, text, fill=255, font=font)
    ink = np.asarray(image) > 127
    inner, outer = distance_transform_edt(ink), distance_transform_edt(~ink)
    distance = (np.where(ink, inner - 0.5, 0.5 - outer) / _FINE).astype(np.float32)
    return distance, float(np.median(distance[skeletonize(ink)]))
