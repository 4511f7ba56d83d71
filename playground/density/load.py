"""A target from what a person names: a shipped density, an image or a folder of images."""

import os
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from pathlib import Path

from playground.density.layer import Layer
from playground.density.picture import read_picture
from playground.density.points import TABLES, points_target, read_points
from playground.density.shipped import shipped_names, shipped_path
from playground.density.target import Target
from playground.errors import InputError

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".tif", ".tiff", ".webp", ".gif"}
    | {".ppm", ".pgm", ".pbm", ".pnm"}
)
"""What counts as an image in a folder; a file named by itself may have any suffix."""


def load_target(
    source: str | Path,
    *,
    invert: bool = False,
    black_point: float = 0.0,
    split: bool = False,
    columns: str | Sequence[str | int] | None = None,
    y_down: bool | None = None,
    tell: Callable[[str], object] | None = None,
) -> Target:
    """Load a target: a stack of one from an image, a layer for each image from a folder.

    A table of points (`read_points`, which has `columns` and `y_down`) gives its smoothed
    histogram, a layer for each label; `tell` is called with a line on which columns were read as
    what.

    A `source` without a slash that is a shipped name (in capitals or not) is that density, even
    if a file of the same name lies here; `./ring` means the file. `~` is the home folder. A folder
    gives its images in natural order ("2" before "10"); hidden files, other files and folders
    inside are passed over. Names are those of the files without suffix. `invert` and `black_point`
    are those of `read_picture`; `split` takes a single picture apart and leaves a stack as it is.

    Raises InputError if the source is unknown, a folder without images, or has a bad image.
    """
    name, path = _locate(source)
    if path.suffix.lower() in TABLES and path.is_file():
        if invert or black_point:
            raise InputError(
                "`{path}` is a table of points, which has no colours to change", path=path
            )
        table = read_points(path, columns, y_down=y_down)
        if tell:
            tell(f"{path}: {table.how}")
        return points_target(table)
    if columns is not None or y_down is not None:
        raise InputError(
            "`{path}` is no table of points, --columns and --y-down apply to these only", path=path
        )
    pictures = _images(path) if path.is_dir() else [path]
    layers = tuple(
        Layer(picture.stem, read_picture(picture, invert=invert, black_point=black_point))
        for picture in pictures
    )
    target = Target(name, layers)
    if not split:
        return target
    from playground.density.split import split_target  # brings SciPy, so only on demand

    return split_target(target)


def _locate(source: str | Path) -> tuple[str, Path]:
    """The target's name and its file or folder."""
    text = str(source)
    if text.lower() in shipped_names() and not isinstance(source, Path):
        return text.lower(), shipped_path(text.lower())
    if not text.strip():
        raise InputError("a target must be a shipped name, an image or a folder, got nothing")
    path = _expanded(text)
    try:
        exists = path.exists()
    except OSError as error:  # a folder on the way is closed, or the name too long
        raise InputError(
            "`{path}` cannot be read: {reason}", path=text, reason=(error.strerror or "").lower()
        ) from error
    if not exists:
        raise _unknown(text)
    return path.resolve().name if path.is_dir() else path.stem, path


def _expanded(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError as error:
        raise InputError(
            "`{text}` must start with the name of a user that exists", text=text
        ) from error


def _images(folder: Path) -> list[Path]:
    """The image files of a folder in natural order."""
    from natsort import natsorted, ns

    try:
        files = [path for path in folder.iterdir() if path.is_file()]
    except OSError as error:
        raise InputError(
            "`{path}` cannot be read: {reason}", path=folder, reason=(error.strerror or "").lower()
        ) from error
    images = [p for p in files if p.suffix.lower() in SUFFIXES and not p.name.startswith(".")]
    if not images:
        raise InputError("`{folder}` must have at least one image, and has none", folder=folder)
    return natsorted(images, key=lambda path: path.name, alg=ns.IGNORECASE)


def _unknown(text: str) -> InputError:
    """What to say of a source that is neither a shipped name nor a path."""
    if "/" in text or os.sep in text or Path(text).suffix.lower() in SUFFIXES:
        return InputError("`{path}` does not exist", path=text)
    close = get_close_matches(text.lower(), shipped_names(), n=1)
    names = ", ".join(shipped_names())
    if not close:
        return InputError(
            "`{text}` must be a shipped density, an image or a folder; shipped are {names}",
            text=text,
            names=names,
        )
    return InputError(
        "`{text}` must be a shipped density, an image or a folder (did you mean `{close}`?); "
        "shipped are {names}",
        text=text,
        close=close[0],
        names=names,
    )
