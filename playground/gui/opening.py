"""Drawings from files and names, in whatever way a person gave them."""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from pathlib import Path

from playground.density.drawing import Drawing
from playground.density.load import load_target
from playground.density.picture import Tell, silent
from playground.density.shipped import shipped_names
from playground.gui.language import said
from playground.sentence import Sentence


def open_files(paths: Sequence[Path], tell: Tell = silent) -> Drawing:
    """One drawing from an image, points, a folder of images, a kept drawing, a session or a run.

    Of several, each gives its layers. `tell` is that of `load_target`. Raises InputError.
    """
    return _stacked([_open_one(path, tell) for path in paths])


def open_named(names: Sequence[str], tell: Tell = silent) -> Drawing:
    """The same from the command line, where a name may be that of a shipped density."""
    shipped = shipped_names()
    return _stacked(
        [
            Drawing.of(load_target(name))
            if name.lower() in shipped
            else _open_one(Path(name), tell)
            for name in names
        ]
    )


def _stacked(drawings: Sequence[Drawing]) -> Drawing:
    if len(drawings) == 1:
        return drawings[0]
    first = replace(drawings[0], name=said(Sentence("{count} images", count=len(drawings))))
    stack = reduce(lambda all_, more: all_.added(more.sheets), drawings[1:], first)
    return replace(stack, current=0)


def _open_one(path: Path, tell: Tell = silent) -> Drawing:
    from playground.runs.drawing_file import SUFFIX as DRAWING
    from playground.runs.drawing_file import read_drawing
    from playground.runs.folder import is_run, open_run
    from playground.runs.session_file import SUFFIX as SESSION
    from playground.runs.session_file import read_drawing_of

    if path.is_file() and path.suffix.lower() in (DRAWING, SESSION):
        return (read_drawing if path.suffix.lower() == DRAWING else read_drawing_of)(path)
    return Drawing.of(open_run(path).target() if is_run(path) else load_target(path, tell=tell))
