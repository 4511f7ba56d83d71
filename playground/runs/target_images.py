"""The layers of a target as PNG files, without loss, and back."""

import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.density.image import stored_pixels
from playground.density.target import Layer, Target
from playground.runs.atomic import atomic_write
from playground.runs.config_file import LayerFile

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


def read_layers(folder: Path, files: Sequence[LayerFile]) -> tuple[Layer, ...]:
    """The layers back, pixel for pixel. Raises InputError for a missing or damaged picture."""
    return tuple(
        Layer(entry.name, stored_pixels(folder / entry.file), entry.weight) for entry in files
    )


def plain_name(name: str) -> str:
    """`name` as a part of a file name on any system: letters, digits, dots, dashes; at most 40."""
    return re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")[:40] or "layer"


def _compact(pixels: NDArray[np.uint16]) -> NDArray[np.uint16] | NDArray[np.uint8]:
    if (pixels % _BYTE == 0).all():
        return (pixels // _BYTE).astype(np.uint8)
    return pixels
