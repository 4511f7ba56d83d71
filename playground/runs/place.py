"""Where a new run goes: nothing of anybody else's is overwritten or deleted."""

import os
import re
from contextlib import suppress
from pathlib import Path

from playground.errors import InputError
from playground.runs.folder import Run, is_run, open_run
from playground.runs.target_files import plain_name

_FILES = ("metrics.csv", "samples.csv", "final.png", "animation.gif", "animation.mp4")
_FRAME = re.compile(r"\d+\.png")
_RESUMED = re.compile(r"from-\d+")


def check_place(path: Path, *, force: bool) -> None:
    """Raise InputError when no new run may be written to `path`. Changes nothing.

    A folder that is there must be empty; with `force` it may be a run, which is then replaced.
    """
    if path.exists() and not path.is_dir():
        raise InputError(f"--out {path}: is a file, a run needs a folder")
    if path.is_dir() and any(path.iterdir()):
        if not is_run(path):
            raise InputError(f"--out {path}: is neither empty nor a run, choose another folder")
        if not force:
            raise InputError(f"--out {path}: holds a run already, --force replaces it")
        open_run(path)
    check_writable(path)


def make_place(path: Path) -> None:
    """Make the folder `path`, or empty it of the run that it holds. Raises InputError.

    Only what a run writes is deleted, other files stay.
    """
    if path.is_dir() and is_run(path):
        try:
            clear_run(open_run(path))
        except OSError as error:
            raise InputError(f"--out {path}: cannot be replaced ({error.strerror})") from error
    else:
        make_folders(path)


def make_numbered(parent: Path, name: str) -> Path:
    """Make the folder `parent/001-name` with the next free number. Raises InputError.

    Each caller gets a folder of its own, also when several ask at once.
    """
    make_folders(parent)
    number = 1 + max((_number(entry.name) for entry in parent.iterdir()), default=0)
    while True:
        path = parent / f"{number:03d}-{plain_name(name)}"
        try:
            path.mkdir()
            return path
        except FileExistsError:
            number += 1
        except OSError as error:
            raise InputError(f"{path}: cannot be made ({error.strerror})") from error


def make_folders(path: Path) -> None:
    """Make `path` and its parents, or none of them. Raises InputError."""
    made: list[Path] = []
    try:
        for folder in reversed([path, *path.parents]):
            if not folder.is_dir():
                folder.mkdir(exist_ok=True)
                made.append(folder)
    except OSError as error:
        for folder in reversed(made):
            folder.rmdir()
        raise InputError(f"{path}: cannot be made ({error.strerror})") from error


def discard(run: Run) -> None:
    """Delete a run that could not be started, and its folder where nothing else is in it."""
    with suppress(OSError):
        clear_run(run)
        run.path.rmdir()


def clear_run(run: Run) -> None:
    """Delete what a run writes, `config.json` last; other files stay. Raises OSError."""
    _remove_matching(run.path / "target", {entry.file for entry in run.record.layers})
    _remove_matching(run.checkpoint.parent, {run.checkpoint.name})
    resumed = [path for path in run.path.iterdir() if _RESUMED.fullmatch(path.name)]
    for folder in (run.path, *resumed):
        _remove_frames(folder / "frames")
        _remove_matching(folder, set(_FILES), keep=folder == run.path)
    (run.path / "config.json").unlink(missing_ok=True)


def _remove_frames(folder: Path) -> None:
    if folder.is_dir():
        frames = {path.name for path in folder.iterdir() if _FRAME.fullmatch(path.name)}
        _remove_matching(folder, frames)


def _remove_matching(folder: Path, names: set[str], *, keep: bool = False) -> None:
    """Delete the files of these names in `folder`, then `folder` itself if it is empty."""
    for name in names:
        (folder / name).unlink(missing_ok=True)
    if not keep:
        with suppress(OSError):
            folder.rmdir()


def check_writable(path: Path) -> None:
    """Raise InputError when a folder at `path` could not be made or written."""
    nearest = next(folder for folder in [path, *path.absolute().parents] if folder.exists())
    if not nearest.is_dir():
        raise InputError(f"--out {path}: {nearest} is a file, not a folder")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError(f"--out {path}: {nearest} cannot be written")


def _number(name: str) -> int:
    match = re.match(r"(\d+)-", name)
    return int(match.group(1)) if match else 0
