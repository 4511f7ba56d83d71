"""The layers of a target as PNG files, without loss, and back."""

import re
import shutil
import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.density.image import LONGEST, stored_pixels
from playground.density.target import FULL, Layer, Target
from playground.errors import InputError
from playground.runs.atomic import atomic_write
from playground.runs.config_file import LayerFile

_PNG = b"\x89PNG\r\n\x1a\n"
_MOST_SIDE = 4 * LONGEST
_MOST_PIXELS = 2**27
_BYTE = 257
"""8-bit values times this are the 16-bit ones."""


def layer_files(target: Target) -> tuple[LayerFile, ...]:
    """What `write_layers` is going to write, in the order of the layers."""
    return tuple(
        LayerFile(layer.name, layer.weight, f"{index:02d}-{plain_name(layer.name)}.png")
        for index, layer in enumerate(target.layers, 1)
    )


def write_layers(folder: Path, target: Target, files: Sequence[LayerFile]) -> None:
    """Write each layer as a gray PNG: 8 bit where nothing is lost, else 16. Raises OSError."""
    for layer, entry in zip(target.layers, files, strict=True):
        with atomic_write(folder / entry.file) as file:
            Image.fromarray(_compact(layer.pixels)).save(file, format="PNG")


def write_whole(path: Path, target: Target) -> None:
    """Write the density of all layers together as one gray PNG of 16 bits. Raises OSError.

    A single layer is written as it is; several are drawn on the grid of the finest, and the densest
    pixel is white.
    """
    pixels = target.layers[0].pixels
    if len(target.layers) > 1:
        masses = target.masses()
        pixels = np.rint(masses * (FULL / masses.max())).astype(np.uint16)
    _write_deep(path, pixels)


def write_layer_folder(folder: Path, target: Target) -> None:
    """Make `folder` with a gray PNG of 16 bits for each layer.

    Pictures have no weights, so each layer's brightness has its weight's share: the folder opens as
    layers of the same masses. Raises OSError, and then leaves nothing; FileExistsError where
    something of that name is there.
    """
    folder.mkdir()
    most = max(layer.weight for layer in target.layers)
    try:
        for layer, entry in zip(target.layers, layer_files(target), strict=True):
            shares = layer.pixels * (layer.weight / most)
            _write_deep(folder / entry.file, np.rint(shares).astype(np.uint16))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _write_deep(path: Path, pixels: NDArray[np.uint16]) -> None:
    with atomic_write(path) as file:
        Image.fromarray(np.ascontiguousarray(pixels)).save(file, format="PNG")


def read_layers(folder: Path, files: Sequence[LayerFile]) -> tuple[Layer, ...]:
    """The layers back, pixel for pixel.

    Raises InputError for a missing or damaged picture, and for more than 2²⁷ pixels in all.
    """
    layers: list[Layer] = []
    room = _MOST_PIXELS
    for entry in files:
        path = folder / entry.file
        room -= _pixels_of(path)
        if room < 0:
            raise InputError(
                "{path}: the layers have more than {most:,} pixels", path=path, most=_MOST_PIXELS
            )
        layers.append(Layer(entry.name, stored_pixels(path), entry.weight))
    return tuple(layers)


def _pixels_of(path: Path) -> int:
    """How many pixels the PNG at `path` says that it has; 0 where `stored_pixels` tells the fault.

    Raises InputError for a side that no layer has.
    """
    try:
        if not path.is_file() or not path.stat().st_size:  # others may wait when they are read
            return 0
        with path.open("rb") as file:
            start = file.read(24)
    except OSError:
        return 0
    if not start.startswith(_PNG) or len(start) < 24:
        return 0
    width, height = struct.unpack(">II", start[16:])
    if max(width, height) > _MOST_SIDE:
        raise InputError(
            "{path}: a layer has at most {most} pixels a side, got {side}",
            path=path,
            most=_MOST_SIDE,
            side=max(width, height),
        )
    return int(width * height)


def plain_name(name: str) -> str:
    """`name` as a part of a file name on any system: letters, digits, dots, dashes; at most 40."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")[:40] or "layer"


def _compact(pixels: NDArray[np.uint16]) -> NDArray[np.uint16] | NDArray[np.uint8]:
    if (pixels % _BYTE == 0).all():
        return (pixels // _BYTE).astype(np.uint8)
    return pixels
