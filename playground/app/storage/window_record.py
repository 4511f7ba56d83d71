"""What is known of a window beside its state: how it ended, and which file its session is in."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playground.errors import InputError
from playground.runs.atomic import read_json, write_json

RECORD_SUFFIX = ".json"


@dataclass(frozen=True)
class WindowRecord:
    """Written beside the window's drawing.

    `closed` says that the window was closed, rather than killed. `stamp` tells the file of the
    session from one that has been written since, and `changed` the session from what is in it.
    """

    closed: bool = False
    file: Path | None = None
    stamp: tuple[int, int] = (0, 0)
    changed: bool = False

    @classmethod
    def of(cls, file: Path | None, *, changed: bool, closed: bool) -> "WindowRecord":
        """The record of a window whose session is in `file`, if that is there."""
        stamp = _stamp(file)
        return cls(closed, file if stamp else None, stamp or (0, 0), changed)

    @classmethod
    def read(cls, path: Path) -> "WindowRecord":
        """The record at `path`; that of a killed window where there is none, or a damaged one."""
        try:
            return _from_json(read_json(path))
        except (InputError, LookupError, ArithmeticError, TypeError, ValueError):
            return cls()

    @property
    def known_file(self) -> Path | None:
        """The file of the session, if it is still what it was."""
        return self.file if self.file and _stamp(self.file) == self.stamp else None

    def write(self, path: Path) -> None:
        """Write it, whole or not at all. Raises OSError."""
        content = {
            "closed": self.closed,
            "file": str(self.file) if self.file else None,
            "stamp": list(self.stamp),
            "changed": self.changed,
        }
        write_json(path, content)


def _from_json(content: Any) -> WindowRecord:
    """Raises LookupError, ArithmeticError, TypeError or ValueError for what is no record."""
    first, second = content["stamp"]
    file = content["file"]
    return WindowRecord(
        content["closed"] is True,
        Path(file) if file is not None else None,
        (int(first), int(second)),
        content["changed"] is True,
    )


def _stamp(file: Path | None) -> tuple[int, int] | None:
    try:
        found = file.stat() if file else None
    except (OSError, ValueError):  # the latter for a name that no file can have
        return None
    return (found.st_mtime_ns, found.st_size) if found else None
