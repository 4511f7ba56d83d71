"""What dropping files on the window does, known while they are still being dragged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natsort import natsorted, ns
from PySide6.QtCore import QCoreApplication

from playground.density.load import SUFFIXES
from playground.density.points import TABLES
from playground.errors import InputError
from playground.mnist.record import is_mnist_run
from playground.runs.drawing_file import SUFFIX as DRAWING


@dataclass(frozen=True)
class Drop:
    """Files to open, in order; `sentence` says what will come of it.

    With `adds` their layers come on top of the drawing, otherwise in its place.
    """

    paths: tuple[Path, ...]
    adds: bool
    sentence: str

    @classmethod
    def of(cls, paths: Sequence[Path], *, adds: bool) -> "Drop":
        """Judge a drop by its names alone. Raises InputError when nothing can be made of it."""
        if not paths:
            raise InputError("Only files can be dropped here: images, or one folder of images.")
        if len(paths) == 1 and is_mnist_run(paths[0]):
            sentence = QCoreApplication.translate("Drop", "Drop to open the digits of “{name}”.")
            return cls((paths[0],), adds, sentence.format(name=paths[0].name))
        if len(paths) == 1 and paths[0].is_dir():
            what = f"the folder “{paths[0].name}”"
            return cls((paths[0],), adds, _sentence(what, "one layer for each image", adds))
        for path in paths:
            _check(path)
        if len(paths) == 1:
            return cls((paths[0],), adds, _sentence(*_one(paths[0], adds), adds))
        ordered = natsorted(paths, key=lambda path: path.name, alg=ns.IGNORECASE)
        kind = "images" if all(path.suffix.lower() in SUFFIXES for path in paths) else "files"
        return cls(tuple(ordered), adds, _sentence(f"{len(paths)} {kind}", "one layer each", adds))


def _one(path: Path, adds: bool) -> tuple[str, str]:
    suffix = path.suffix.lower()
    if suffix in TABLES:
        return f"the points of “{path.name}”", ""
    if suffix == DRAWING:
        return f"the drawing “{path.name}”", ""
    return f"the image “{path.name}”", "as a layer" if adds else ""


def _sentence(what: str, how: str, adds: bool) -> str:
    verb = "add" if adds else "open"
    return f"Drop to {verb} {what}{', ' + how if how else ''}."


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"Drop one folder, or images: “{path.name}” is one of several things.")
    if path.suffix.lower() not in SUFFIXES | TABLES | {DRAWING}:
        raise InputError(f"“{path.name}” is no image; drop images, or one folder of images.")
