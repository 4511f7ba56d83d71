"""What saving replaced: copies in the user's cache, as long as the window is open."""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

from platformdirs import user_cache_path
from PySide6.QtCore import QLockFile

from playground.runs.session.file import SESSION_SUFFIX

MOST_VERSIONS = 10
"""A session with its past has up to some 50 MB."""

_LOCK = "lock"


@dataclass(frozen=True)
class FormerVersion:
    """What the file at `path` held until it was `replaced`; `copy` holds it now."""

    path: Path
    copy: Path
    replaced: datetime


class FormerVersions:
    """Keeps a copy of each file that is about to be replaced, in a folder of this window.

    The folder is locked while the window lives; those of windows that were killed are removed.
    """

    def __init__(self) -> None:
        self.versions: tuple[FormerVersion, ...] = ()
        """The oldest first."""
        self._root = user_cache_path("playground", appauthor=False) / "former versions"
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._numbers = count(1)
        self._sweep()

    def keep(self, path: Path) -> FormerVersion | None:
        """Copy what is at `path`; None where nothing is, or where it cannot be copied."""
        if not path.is_file():
            return None
        with suppress(OSError):  # a cache that is full must not keep anyone from saving
            copy = self._own_folder() / f"{next(self._numbers)}{SESSION_SUFFIX}"
            shutil.copyfile(path, copy)
            version = FormerVersion(path, copy, datetime.now())
            self.versions = (*self.versions, version)
            self._forget_some()
            return version
        return None

    def drop(self, version: FormerVersion) -> None:
        """Remove a copy."""
        self.versions = tuple(one for one in self.versions if one is not version)
        with suppress(OSError):
            version.copy.unlink()

    def close(self) -> None:
        """Remove all copies."""
        self.versions = ()
        if self._folder is not None and self._lock is not None:
            self._lock.unlock()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _forget_some(self) -> None:
        """The first of each file was there before the window saved anything, and goes last."""
        while len(self.versions) > MOST_VERSIONS:
            firsts = {one.path: one for one in reversed(self.versions)}
            later = (one for one in self.versions if firsts[one.path] is not one)
            self.drop(next(later, self.versions[0]))

    def _own_folder(self) -> Path:
        if self._folder is None:
            self._root.mkdir(parents=True, exist_ok=True)
            self._folder = Path(mkdtemp(dir=self._root))
            self._lock = _lock_of(self._folder)
            self._lock.tryLock(0)
        return self._folder

    def _sweep(self) -> None:
        for folder in self._root.glob("*"):
            lock = _lock_of(folder)
            if lock.tryLock(0):
                lock.unlock()
                shutil.rmtree(folder, ignore_errors=True)


def _lock_of(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # only a dead process loses its lock, however old it is
    return lock
