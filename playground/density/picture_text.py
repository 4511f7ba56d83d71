"""A density as a text: what a setting can hold, and a file of settings carries along."""

import zlib
from base64 import b64decode, b64encode

import numpy as np

from playground.density.target import FULL, Layer, Target
from playground.errors import InputError

PREFIX = "picture:"
SIDE = 128
"""Cells along each side of the square."""

_LEVELS = 255


def picture_text(target: Target) -> str:
    """The density of all layers together in 128 × 128 cells of 255 levels: at most 23,000 letters.

    A cell with any mass keeps at least one level.
    """
    masses = target.masses(SIDE)
    levels = np.maximum(np.rint(masses * (_LEVELS / masses.max())), masses > 0).astype(np.uint8)
    return PREFIX + b64encode(zlib.compress(levels.tobytes(), level=9)).decode("ascii")


def is_picture_text(source: object) -> bool:
    """Whether `source` is a density as a text, rather than a name or a path."""
    return isinstance(source, str) and source.startswith(PREFIX)


def picture_target(text: str) -> Target:
    """The density of a `picture_text`, in one layer. Raises InputError for another text."""
    try:
        data = b64decode(text.removeprefix(PREFIX), validate=True)
        levels = zlib.decompressobj().decompress(data, SIDE * SIDE + 1)
    except (ValueError, zlib.error) as error:
        raise InputError("the text of a picture is damaged") from error
    pixels = np.frombuffer(levels, np.uint8).astype(np.uint16) * (FULL // _LEVELS)
    if len(pixels) != SIDE * SIDE or not pixels.any():
        raise InputError("the text of a picture is damaged")
    return Target("picture", (Layer("picture", pixels.reshape(SIDE, SIDE)),))
