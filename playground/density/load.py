"""A target from what a person names: a shipped density, an image, a folder of images, a table."""

import os
from collections.abc import Sequence
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from playground.density.formula import PREFIX, formula_target
from playground.density.image import (
    PageDensity,
    Tell,
    balance,
    read_page,
    read_pages,
    silent,
)
from playground.density.picture_text import is_picture_text, picture_target
from playground.density.point_table import TABLES, points_target, read_points
from playground.density.shipped import shipped_names, shipped_path
from playground.density.target import Layer, Target
from playground.errors import InputError
from playground.message import Sentence

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
    page: int | None = None,
    pages_as_layers: bool = False,
    columns: str | Sequence[str | int] | None = None,
    y_down: bool | None = None,
    tell: Tell = silent,
) -> Target:
    """Load a target: a stack of one from an image, a layer for each image from a folder.

    A table of points (`read_points`, which has `columns` and `y_down`) gives its smoothed
    histogram, a layer for each label; `tell` is called with a line on which columns were read as
    what.

    A `source` that begins with `formula:` is a formula of x and y (`Formula`), one that begins with
    `picture:` is itself the density (`picture_text`). One without a slash
    that is a shipped name (in capitals or not) is that density, even if a file of the same name
    lies here; `./ring` means the file. `~` is the home folder. A folder gives its images in natural
    order ("2" before "10"); hidden files, other files and folders inside are passed over. Names are
    those of the files without suffix. `invert`, `black_point`, `page` and `tell` are those of
    `read_picture`; with `pages_as_layers` an image with several pages or frames of one size gives a
    layer for each that is not empty. A layer's weight makes up for what its picture was scaled by
    (see `balance`). `split` takes a single picture apart and leaves a stack as it is.

    Raises InputError if the source is unknown, a folder without images, or has a bad image.
    """
    if is_picture_text(source):
        return picture_target(str(source))
    if is_formula(source):
        if invert or black_point or page is not None or pages_as_layers or columns or y_down:
            raise InputError(
                "a formula takes no options of pictures or tables: `{text}`", text=str(source)
            )
        target = formula_target(str(source).removeprefix(PREFIX))
        return _split(target) if split else target
    name, path = _locate(source)
    if path.suffix.lower() in TABLES and path.is_file():
        if invert or black_point:
            raise InputError(
                "`{path}` is a table of points, which has no colours to change", path=path
            )
        _refuse_pages(path, page, pages_as_layers)
        table = read_points(path, columns, y_down=y_down)
        tell(Sentence("{path}: {how}", path=path, how=table.how))
        return points_target(table)
    if columns is not None or y_down is not None:
        raise InputError(
            "`{path}` is no table of points, --columns and --y-down apply to these only", path=path
        )
    if path.is_dir():
        _refuse_pages(path, page, pages_as_layers)
    if not pages_as_layers:
        files = _images(path) if path.is_dir() else [path]
        read = partial(read_page, invert=invert, black_point=black_point, page=page, tell=tell)
        target = Target(name, _layers([file.stem for file in files], [*map(read, files)]))
    elif page is None:
        pages = read_pages(path, invert=invert, black_point=black_point, tell=tell)
        target = Target(name, _layers([f"{path.stem} {one.page}" for one in pages], pages))
    else:
        raise InputError("of `page` and `pages_as_layers` only one can be asked for")
    return _split(target) if split else target


def is_formula(source: str | Path) -> bool:
    """Whether `source` is a formula, rather than a name or a path."""
    return isinstance(source, str) and source.startswith(PREFIX)


def _split(target: Target) -> Target:
    from playground.density.segmentation import split_target  # brings SciPy, so only on demand

    return split_target(target)


def _layers(names: Sequence[str], read: Sequence[PageDensity]) -> tuple[Layer, ...]:
    return tuple(
        Layer(name, one.pixels, weight)
        for name, one, weight in zip(names, read, balance(read), strict=True)
    )


def _refuse_pages(path: Path, page: int | None, pages_as_layers: bool) -> None:
    if page is not None or pages_as_layers:
        raise InputError("`{path}` is not a single image, and has no pages to choose", path=path)


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
