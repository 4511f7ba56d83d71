"""A drawing in an archive, or a file of its own: its layers as lossless PNG, and a list of them."""

import struct
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFile

from playground.density.image import LONGEST
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.atomic import atomic_write
from playground.runs.session.archive import Archive, put_text, reading

VERSION = 1
_LIST = "drawing.json"
_MOST_SHEETS = 1000
_MOST_SIDE = 4 * LONGEST
_MOST_PIXELS = 2**28
_SIZE = slice(16, 24)  # of a PNG: width and height


def put_drawing(archive: ZipFile, drawing: Drawing, folder: str = "") -> None:
    """Write `drawing` into `folder` of the archive, which is empty or ends in /. Raises OSError."""
    record = {
        "version": VERSION,
        "name": drawing.name,
        "current": drawing.current,
        "layers": [
            {
                "name": sheet.name,
                "file": _file(place),
                "color": sheet.color,
                "visible": sheet.visible,
                "weight": sheet.weight,
            }
            for place, sheet in enumerate(drawing.layers)
        ],
    }
    put_text(archive, folder + _LIST, record)
    for place, sheet in enumerate(drawing.layers):
        archive.writestr(folder + _file(place), _png(sheet.pixels))


def get_drawing(archive: Archive, folder: str = "") -> Drawing:
    """The drawing back, pixel for pixel. Raises what `archive.reading` makes a sentence of."""
    record: dict[str, Any] = archive.json(folder + _LIST)
    if record["version"] != VERSION:
        raise InputError(
            "it must be of version {version}, got {found}", version=VERSION, found=record["version"]
        )
    entries = record["layers"]
    if not 1 <= len(entries) <= _MOST_SHEETS:
        raise ValueError(f"it has {len(entries)} layers")
    sheets: list[DrawingLayer] = []
    for entry in entries:
        sheets.append(_sheet(archive, folder, entry))
        if sum(sheet.pixels.size for sheet in sheets) > _MOST_PIXELS:
            raise ValueError(f"its layers have more than {_MOST_PIXELS:,} pixels")
    current = min(max(int(record["current"]), 0), len(sheets) - 1)
    return Drawing(str(record["name"]), tuple(sheets), current)


def _sheet(archive: Archive, folder: str, entry: dict[str, Any]) -> DrawingLayer:
    weight, color = float(entry["weight"]), int(entry["color"])
    if not (0 <= weight < float("inf") and color >= 0):
        raise ValueError(f"a layer has the weight {weight} and the colour {color}")
    pixels = _pixels(archive.data(folder + str(entry["file"])))
    return DrawingLayer(str(entry["name"]), pixels, color, bool(entry["visible"]), weight)


def _file(place: int) -> str:
    return f"{place + 1:03d}.png"


def _png(pixels: NDArray[np.uint16]) -> bytes:
    data = BytesIO()
    Image.fromarray(pixels).save(data, format="PNG", compress_level=1)
    return data.getvalue()


def _pixels(data: bytes) -> NDArray[np.uint16]:
    if max(struct.unpack(">II", data[_SIZE])) > _MOST_SIDE:  # before Pillow looks at it
        raise ValueError(f"a layer has more than {_MOST_SIDE} pixels a side")
    try:
        with _strictly_open(data) as image:
            if max(image.size) > _MOST_SIDE or not image.mode.startswith("I"):
                raise ValueError(f"a layer is a picture of {image.size} in mode {image.mode}")
            return np.asarray(image).astype(np.uint16)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ValueError("a layer has a second header of another size") from error


def _strictly_open(data: bytes) -> ImageFile.ImageFile:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        return Image.open(BytesIO(data), formats=["PNG"])


DRAWING_SUFFIX = ".drawing"


def write_drawing(path: Path, drawing: Drawing) -> None:
    """Write `drawing` in place of what is there, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as file, ZipFile(file, "w") as archive:
        put_drawing(archive, drawing)


def read_drawing(path: Path) -> Drawing:
    """The drawing back, pixel for pixel. Raises InputError when there is none, or it is damaged."""
    with reading(path, Sentence("drawing")) as archive:
        return get_drawing(archive)
