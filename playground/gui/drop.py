"""What dropping files on the window does, known while they are still being dragged."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from natsort import natsorted, ns

from playground.density.load import SUFFIXES
from playground.errors import InputError


@dataclass(frozen=True)
class Drop:
    """Files to open as a target, in order; `sentence` says what will come of it."""

    paths: tuple[Path, ...]
    sentence: str

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "Drop":
        """Judge a drop by its names alone. Raises InputError when nothing can be made of it."""
        if not paths:
            raise InputError("Only files can be dropped here: images, or one folder of images.")
        if len(paths) == 1 and paths[0].is_dir():
            sentence = f"Drop to open the folder “{paths[0].name}”, one layer for each image."
            return cls((paths[0],), sentence)
        for path in paths:
            _check_image(path)
        if len(paths) == 1:
            return cls((paths[0],), f"Drop to open the image “{paths[0].name}”.")
        ordered = natsorted(paths, key=lambda path: path.name, alg=ns.IGNORECASE)
        return cls(tuple(ordered), f"Drop to open {len(paths)} images, one layer each.")


def _check_image(path: Path) -> None:
    if path.is_dir():
        raise InputError(f"Drop one folder, or images: “{path.name}” is one of several things.")
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"“{path.name}” is no image; drop images, or one folder of images.")
