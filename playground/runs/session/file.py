"""A session in one file: what is drawn, how it is trained, and the runs with their past.

session.json            the format, the version that wrote it, how the window is set, what is shown
drawing/                the layers as PNG, and `drawing.json`
runs/1/, runs/2/        what a run folder holds, for each model that trains
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from playground import __version__
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.message import Sentence
from playground.runs.atomic import atomic_write
from playground.runs.session.archive import Archive, put_text, reading
from playground.runs.session.drawing import get_drawing, put_drawing
from playground.runs.session.run import PLACES, get_run, put_run
from playground.runs.session.saved_run import SavedRun, thinned

SESSION_SUFFIX = ".playground"

FORMAT = 4
"""Raised when an older playground could not read what this one writes: 4 has light files."""

_WHOLE = 3
"""The format of files that are whole, which earlier versions can read."""

KIND = Sentence("session of the playground")
_HEAD = "session.json"
_DRAWING = "drawing/"


@dataclass(frozen=True, eq=False)
class SavedSession:
    """All that a session is, as a value.

    `setup` and `view` are JSON values; what they mean is the window's affair. There is a run for
    each model that learns the drawing; none where nothing is drawn.
    """

    drawing: Drawing
    setup: Mapping[str, Any]
    view: Mapping[str, Any] = field(default_factory=dict)
    runs: tuple[SavedRun, ...] = ()


def is_session(text: str) -> bool:
    """Whether `text` names a session's file."""
    return text.lower().endswith(SESSION_SUFFIX)


def write_session(path: Path, session: SavedSession, *, light: bool = False) -> SavedSession:
    """Write what is sound of `session` in place of what is there, whole or not at all.

    The past of the runs is thinned out; with `light` none of it is there but the newest moment, and
    no state of optimizers. Returns what is in the file. Raises OSError.
    """
    runs = (thinned(run.sound) for run in session.runs)
    session = replace(session, runs=tuple(run.newest if light else run for run in runs))
    head = {
        "format": FORMAT if light else _WHOLE,
        "version": __version__,
        "setup": dict(session.setup),
        "view": dict(session.view),
        "runs": len(session.runs),
    }
    with atomic_write(path) as file, ZipFile(file, "w") as archive:
        put_text(archive, _HEAD, head)
        put_drawing(archive, session.drawing, _DRAWING)
        for number, run in enumerate(session.runs, 1):
            put_run(archive, run, _run(number), light=light)
    return session


def read_session(path: Path) -> SavedSession:
    """The session back. Raises InputError when there is none, or anything is wrong with it.

    Nothing in it is run, unpacked to the disk, or believed: whoever made it, what comes back is a
    drawing, JSON values, settings in their ranges, and arrays that fit them.
    """
    with reading(path, KIND) as archive:
        return _session(archive)


def read_drawing_of(path: Path) -> Drawing:
    """What is drawn in a session, without its runs. Raises InputError."""
    with reading(path, KIND) as archive:
        _head(archive)
        return get_drawing(archive, _DRAWING)


def _session(archive: Archive) -> SavedSession:
    head, drawing = _head(archive), get_drawing(archive, _DRAWING)
    target, count = drawing.target(), head["runs"]
    if type(count) is not int or not 0 <= count <= PLACES:
        raise InputError("a session must have at most {most} runs, got {n}", most=PLACES, n=count)
    if count and target is None:
        raise InputError("it has runs, and nothing is drawn that they could learn")
    layers = len(target.layers) if target else 0
    runs = tuple(get_run(archive, _run(number), layers) for number in range(1, count + 1))
    if len({run.place for run in runs}) < len(runs):
        raise InputError("two of its runs are in the same place")
    return SavedSession(drawing, dict(head["setup"]), dict(head["view"]), runs)


def _head(archive: Archive) -> dict[str, Any]:
    if _HEAD not in archive.names:
        raise ValueError(f"it has no {_HEAD}")
    head: dict[str, Any] = archive.json(_HEAD)
    if head["format"] > FORMAT:
        raise InputError(
            "this session was saved by a newer playground ({newer}); this is {version}, "
            "which cannot read it",
            newer=head["version"],
            version=__version__,
        )
    return head


def _run(number: int) -> str:
    return f"runs/{number}/"
