"""What dropping files on the window does, known while they are still being dragged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natsort import natsorted, ns

from playground.density.load import SUFFIXES
from playground.density.points import TABLES
from playground.errors import InputError
from playground.mnist.record import is_mnist_run
from playground.runs.drawing_file import SUFFIX as DRAWING
from playground.runs.session_file import SUFFIX as SESSION
from playground.sentence import Sentence


@dataclass(frozen=True)
class Drop:
    """Files to open, in order; `sentence` says what will come of it.

    With `adds` their layers come on top of the drawing, otherwise in its place. A session comes in
    place of all there is, wherever it is dropped.
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
            sentence = Sentence("Drop to open the digits of “{name}”.", name=paths[0].name)
            return cls((paths[0],), adds, sentence)
        if len(paths) == 1:
            if not paths[0].is_dir():
                _check(paths[0])
            return cls((paths[0],), adds, _one(paths[0], adds))
        for path in paths:
            _check(path)
            if path.suffix.lower() == SESSION:
                raise InputError("Drop “{name}” by itself: it is a session.", name=path.name)
        ordered = natsorted(paths, key=lambda path: path.name, alg=ns.IGNORECASE)
        images = all(path.suffix.lower() in SUFFIXES for path in paths)
        sentence = Sentence(_SEVERAL[images, adds], count=len(paths))
        return cls(tuple(ordered), adds, sentence)


_SEVERAL = {
    (True, True): Sentence("Drop to add {count} images, one layer each."),
    (True, False): Sentence("Drop to open {count} images, one layer each."),
    (False, True): Sentence("Drop to add {count} files, one layer each."),
    (False, False): Sentence("Drop to open {count} files, one layer each."),
}
_ONE = {
    ("folder", True): Sentence("Drop to add the folder “{name}”, one layer for each image."),
    ("folder", False): Sentence("Drop to open the folder “{name}”, one layer for each image."),
    ("points", True): Sentence("Drop to add the points of “{name}”."),
    ("points", False): Sentence("Drop to open the points of “{name}”."),
    ("drawing", True): Sentence("Drop to add the drawing “{name}”."),
    ("drawing", False): Sentence("Drop to open the drawing “{name}”."),
    ("image", True): Sentence("Drop to add the image “{name}”, as a layer."),
    ("image", False): Sentence("Drop to open the image “{name}”."),
    ("session", True): Sentence("Drop to open the session “{name}”: drawing, models and all."),
    ("session", False): Sentence("Drop to open the session “{name}”: drawing, models and all."),
}


def _one(path: Path, adds: bool) -> Sentence:
    suffix = path.suffix.lower()
    kinds = {**dict.fromkeys(TABLES, "points"), DRAWING: "drawing", SESSION: "session"}
    kind = "folder" if path.is_dir() else kinds.get(suffix, "image")
    return Sentence(_ONE[kind, adds], name=path.name)


def _check(path: Path) -> None:
    if path.is_dir():
        raise InputError(
            "Drop one folder, or images: “{name}” is one of several things.", name=path.name
        )
    if path.suffix.lower() not in SUFFIXES | TABLES | {DRAWING, SESSION}:
        raise InputError(
            "“{name}” is no image; drop images, or one folder of images.", name=path.name
        )
