"""A drawing in one file: a ZIP archive with the sheets as PNG, without loss, and `drawing.json`."""

from pathlib import Path
from zipfile import ZipFile

from playground.density.drawing import Drawing
from playground.runs.archive import reading
from playground.runs.drawing_parts import get_drawing, put_drawing
from playground.runs.replace import replacing
from playground.sentence import Sentence

SUFFIX = ".drawing"


def write_drawing(path: Path, drawing: Drawing) -> None:
    """Write `drawing` in place of what is there, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file, ZipFile(file, "w") as archive:
        put_drawing(archive, drawing)


def read_drawing(path: Path) -> Drawing:
    """The drawing back, pixel for pixel. Raises InputError when there is none, or it is damaged."""
    with reading(path, Sentence("drawing")) as archive:
        return get_drawing(archive)
