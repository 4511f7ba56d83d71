"""Whose a run folder is: one process writes it, and the operating system knows which."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from playground.errors import InputError
from playground.runs.atomic import is_part

LOCK = ".lock"
"""The name of the file that is locked."""

_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What file systems say that know no locks; there nobody keeps two runs apart."""


@contextmanager
def hold_run(path: Path) -> Iterator[None]:
    """While the block runs, the folder `path` is this process's to write.

    The lock goes with the process however that ends, and what a killed one left half-written goes
    first. A folder that holds nothing at the end goes with the lock. Raises InputError when another
    process has it, or when it cannot be written.
    """
    lock = FileLock(path / LOCK)
    try:
        lock.acquire(blocking=False)
    except Timeout as error:
        raise InputError(
            "{path}: belongs to another run, which is still going on", path=path
        ) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise InputError(
                "{path}: cannot be written ({reason})", path=path, reason=error.strerror
            ) from error
    try:
        _sweep(path)
        yield
    finally:
        _let_go(lock, path)


def _sweep(path: Path) -> None:
    """Remove what was half-written in the folder and in those within it."""
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if _is_written(Path(folder) / name)]
        for file in (Path(folder) / name for name in names):
            if is_part(file):
                with suppress(OSError):
                    file.unlink()


def _is_written(folder: Path) -> bool:
    """Whether a run writes to a folder of this name; `os.walk` follows no links."""
    known = ("target", "checkpoints", "frames", "pictures")
    return folder.name in known or folder.name.startswith("from-")


def _let_go(lock: FileLock, path: Path) -> None:
    """The file goes while it is held: another process could hold one that has no name any more."""
    file = path / LOCK
    with suppress(OSError):  # Windows allows it only afterwards
        file.unlink()
    lock.release()
    with suppress(OSError):
        if os.name == "nt":
            file.unlink()
        path.rmdir()
