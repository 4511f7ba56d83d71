"""TARGET of a command line: a shipped name, an image, points, a folder, a drawing, or a run.

A session stands for what is drawn in it.
"""

from collections.abc import Callable
from pathlib import Path

from playground.cli.options import PictureOptions, TableOptions
from playground.density.load import load_target
from playground.density.shipped import shipped_names
from playground.density.target import Target
from playground.errors import InputError
from playground.runs.drawing_file import SUFFIX as DRAWING
from playground.runs.drawing_file import read_drawing
from playground.runs.folder import Run, is_run, open_run
from playground.runs.session_file import SUFFIX as SESSION
from playground.runs.session_file import read_drawing_of


def named_run(text: str) -> Run | None:
    """The run that `text` names, None where it names something else. Raises InputError."""
    if text.lower() in shipped_names() or not is_run(Path(text)):
        return None
    return open_run(Path(text))


def named_target(
    text: str,
    how: PictureOptions,
    table: TableOptions | None = None,
    tell: Callable[[str], object] | None = None,
) -> Target:
    """The target that `text` names; `tell` as in `load_target`.

    Raises InputError when it cannot be read.
    """
    table = table or TableOptions()
    path, run = Path(text), named_run(text)
    drawn = run is None and path.suffix.lower() in (DRAWING, SESSION) and path.is_file()
    if run is None and not drawn:
        return load_target(text, **vars(how), **vars(table), tell=tell)
    if table != TableOptions():
        raise InputError(f"{text}: --columns and --y-down apply to tables of points only")
    if how.invert or how.black_point:
        kind = "drawing" if drawn else "run"
        raise InputError(f"{text}: is a {kind}, --invert and --black-point apply to pictures only")
    target = run.target() if run else _drawn(path)
    if not how.split:
        return target
    from playground.density.split import split_target

    return split_target(target)


def _drawn(path: Path) -> Target:
    read = read_drawing if path.suffix.lower() == DRAWING else read_drawing_of
    target = read(path).target()
    if target is None:
        raise InputError(f"{path}: is an empty drawing, or all of it is hidden")
    return target
