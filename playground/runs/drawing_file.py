"""A drawing in one file: a ZIP archive with the sheets as PNG, without loss, and `drawing.json`."""

import json
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground.density.drawing import Drawing
from playground.density.picture import LONGEST
from playground.density.sheet import Sheet
from playground.errors import InputError
from playground.runs.replace import replacing

SUFFIX = ".drawing"
_VERSION = 1
_MOST_SHEETS = 1000
_MOST_SIDE = 4 * LONGEST


def write_drawing(path: Path, drawing: Drawing) -> None:
    """Write `drawing` in place of what is there, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    record = {
        "version": _VERSION,
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
            for place, sheet in enumerate(drawing.sheets)
        ],
    }
    with replacing(path) as file, ZipFile(file, "w") as archive:
        archive.writestr("drawing.json", json.dumps(record, ensure_ascii=False, indent=1))
        for place, sheet in enumerate(drawing.sheets):
            archive.writestr(_file(place), _png(sheet.pixels))


def read_drawing(path: Path) -> Drawing:
    """The drawing back, pixel for pixel. Raises InputError when there is none, or it is damaged."""
    try:
        with ZipFile(path) as archive:
            return _Reader(path, archive).drawing()
    except FileNotFoundError as error:
        raise InputError("`{path}` does not exist", path=path) from error
    except OSError as error:
        raise InputError(
            "`{path}` cannot be read: {reason}", path=path, reason=error.strerror or error
        ) from error
    except (BadZipFile, KeyError, ValueError, TypeError, SyntaxError, EOFError) as error:
        reason = " ".join(str(error).split())
        raise InputError(
            "`{path}` is no drawing, or a damaged one: {reason}", path=path, reason=reason
        ) from error


@dataclass(frozen=True)
class _Reader:
    path: Path
    archive: ZipFile

    def drawing(self) -> Drawing:
        record: dict[str, Any] = json.loads(self.archive.read("drawing.json"))
        if record["version"] != _VERSION:
            raise InputError(
                "`{path}` must be a drawing of version {version}, got {found}",
                path=self.path,
                version=_VERSION,
                found=record["version"],
            )
        entries = record["layers"]
        if not 1 <= len(entries) <= _MOST_SHEETS:
            raise ValueError(f"it has {len(entries)} layers")
        sheets = tuple(self._sheet(entry) for entry in entries)
        current = min(max(int(record["current"]), 0), len(sheets) - 1)
        return Drawing(str(record["name"]), sheets, current)

    def _sheet(self, entry: dict[str, Any]) -> Sheet:
        weight, color = float(entry["weight"]), int(entry["color"])
        if not (0 <= weight < float("inf") and color >= 0):
            raise ValueError(f"a layer has the weight {weight} and the colour {color}")
        pixels = _pixels(self.archive.read(str(entry["file"])))
        return Sheet(str(entry["name"]), pixels, color, bool(entry["visible"]), weight)


def _file(place: int) -> str:
    return f"{place + 1:03d}.png"


def _png(pixels: NDArray[np.uint16]) -> bytes:
    data = BytesIO()
    Image.fromarray(pixels).save(data, format="PNG", compress_level=1)
    return data.getvalue()


def _pixels(data: bytes) -> NDArray[np.uint16]:
    with Image.open(BytesIO(data), formats=["PNG"]) as image:
        if max(image.size) > _MOST_SIDE or not image.mode.startswith("I"):
            raise ValueError(f"a layer is a picture of {image.size} in mode {image.mode}")
        return np.asarray(image).astype(np.uint16)
