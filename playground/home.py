"""A place for caches and settings where there is no home, as in a container with `--user`."""

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

_FOLDERS = {
    "XDG_CACHE_HOME": ".cache",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "MPLCONFIGDIR": ".config/matplotlib",
}
"""What names a folder for files of a kind, and where that is in a home otherwise."""


def provide_home() -> None:
    """Where there is no home, or none that can be written, have every library use a temporary one.

    It is the same for all processes of a user until the system clears it away. On Windows there is
    always a home.
    """
    if os.name != "posix":
        return
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - "~" where there is none
    with suppress(OSError):  # no place at all: whoever writes there will say so
        if not home.is_absolute() or not _can_be_written(home):
            if not home.is_dir():
                os.environ["HOME"] = str(_temporary_home())
                return
            _replace_folders(home)


def _replace_folders(home: Path) -> None:
    """Name a temporary folder in place of each in `home` that can be neither made nor written."""
    for variable, folder in _FOLDERS.items():
        if variable not in os.environ and not _can_be_written(home / folder):
            path = _temporary_home() / folder
            path.mkdir(parents=True, exist_ok=True)
            os.environ[variable] = str(path)


def _can_be_written(folder: Path) -> bool:
    """Whether `folder` can be written, or be made."""
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    return nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK)


def _temporary_home() -> Path:
    """A folder that nobody else can have put there. Raises OSError."""
    path = Path(tempfile.gettempdir()) / f"playground-{os.getuid()}"
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
    found = path.lstat()
    own = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return path if own else Path(tempfile.mkdtemp(prefix="playground-"))
