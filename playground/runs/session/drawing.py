"""A drawing in an archive, or a file of its own: its layers as lossless PNG, and a list of them."""

import struct
from collections.abc import Iterator
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.density.image import LONGEST
from playground.density.target import WEIGHTS
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.atomic import atomic_write
from playground.runs.foreign_file import whole_number
from playground.runs.session.archive import Archive, put_text, reading

VERSION = 1
_LIST = "drawing.json"
_MOST_SHEETS = 1000
_MOST_SIDE = 4 * LONGEST
_MOST_PIXELS = 2**27
_PNG = b"\x89PNG\r\n\x1a\n"
_DEPTH_AND_KIND = (16, 0)  # gray
_HEADER = 25
_ANCILLARY = 0x20
_MOST_CHUNKS = 10_000
_MOST_PACKED = 2**26


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
    room = _MOST_PIXELS
    for entry in entries:
        sheets.append(_sheet(archive, folder, entry, room))
        room -= sheets[-1].pixels.size
    current = min(whole_number(record["current"], "current", -1), len(sheets) - 1)
    return Drawing(str(record["name"]), tuple(sheets), max(current, 0))


def _sheet(archive: Archive, folder: str, entry: dict[str, Any], room: int) -> DrawingLayer:
    weight, color = float(entry["weight"]), whole_number(entry["color"], "color")
    low, high = WEIGHTS
    if weight and not low <= weight <= high:
        raise ValueError(f"a layer has the weight {weight}")
    data = _plain_png(archive.data(folder + str(entry["file"]), _MOST_PACKED))
    width, height = _size(data)
    if max(width, height) > _MOST_SIDE:
        raise ValueError(f"a layer has more than {_MOST_SIDE} pixels a side")
    if width * height > room:
        raise ValueError(f"its layers have more than {_MOST_PIXELS:,} pixels")
    archive.claim(2 * width * height)
    name = str(entry["name"])
    return DrawingLayer(name, _pixels(data), color, bool(entry["visible"]), weight)


def _file(place: int) -> str:
    return f"{place + 1:03d}.png"


def _png(pixels: NDArray[np.uint16]) -> bytes:
    data = BytesIO()
    Image.fromarray(pixels).save(data, format="PNG", compress_level=1)
    return data.getvalue()


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a 16-bit gray PNG, before Pillow makes room for it.

    Raises ValueError and `struct.error` for one of another kind.
    """
    width, height, *kind = struct.unpack(">IIBB", data[16:26])
    if tuple(kind) != _DEPTH_AND_KIND or not width or not height:
        raise ValueError(f"a layer is a picture of {width} × {height} of kind {kind}")
    return width, height


def _plain_png(data: bytes) -> bytes:
    """The PNG with nothing but one header and its pixels, which is all that Pillow is to see.

    Raises ValueError where there is more than one header, and for what else decides on the pixels.
    """
    chunks = list(islice(_chunks(data), _MOST_CHUNKS))
    names = [bytes(chunk[4:8]) for chunk in chunks]
    if names[:1] != [b"IHDR"] or len(chunks[0]) != _HEADER or names[-1] != b"IEND":
        raise ValueError("a layer's picture has no header, or no end")
    plain: list[bytes | memoryview] = [_PNG]
    for name, chunk in zip(names, chunks, strict=True):
        if name in (b"IHDR", b"IDAT", b"IEND") and (name == b"IDAT" or names.count(name) == 1):
            plain.append(chunk)
        elif not name[0] & _ANCILLARY:
            raise ValueError(f"a layer's picture has a part too many, {name!r}")
    return b"".join(plain)


def _chunks(data: bytes) -> Iterator[memoryview]:
    """The chunks of a PNG, each with its length before and its check sum behind."""
    if not data.startswith(_PNG):
        raise ValueError("a layer is no PNG")
    view, place = memoryview(data), len(_PNG)
    while place < len(data):
        (length,) = struct.unpack(">I", view[place : place + 4])
        yield view[place : place + length + 12]
        place += length + 12


def _pixels(data: bytes) -> NDArray[np.uint16]:
    with Image.open(BytesIO(data), formats=["PNG"]) as image:
        if not image.mode.startswith("I"):
            raise ValueError(f"a layer is a picture of {image.size} in mode {image.mode}")
        return np.asarray(image).astype(np.uint16)


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
