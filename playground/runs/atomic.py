"""Files that are either the old one or the new one, whole, whatever happens in between."""

import json
import os
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from typing import Any, BinaryIO

from playground.message import Sentence
from playground.runs.foreign_file import content_of, foreign_file, parse_json

_MOST_JSON = 2**22


@contextmanager
def atomic_write(path: Path) -> Iterator[BinaryIO]:
    """A file to write in place of `path`: written aside, flushed to the disk, then renamed.

    When the block raises, `path` is as it was and nothing is left behind. Raises OSError.
    """
    aside = aside_of(path)
    try:
        with aside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise


_LONG = 200
"""Bytes of a name that leave little of the 255 that most file systems allow."""
_MOST_DIGITS = 9
_PART = re.compile(r"\..+\.\d+\.part")
_OLD_PART = re.compile(r"\.?animation\.part(\.mp4)?|(epoch-)?\d+\.part")
"""As version 0.1 named them."""


def aside_of(path: Path) -> Path:
    """Where this process writes what is to become `path`; nothing is there."""
    aside = path.with_name(f"{_aside_name(path)}.{os.getpid()}.part")
    aside.unlink(missing_ok=True)  # of a process that was killed, or a link that a stranger put
    return aside


def sweep_asides(path: Path) -> None:
    """Remove what processes that were killed had begun to write in place of `path`."""
    with suppress(OSError):
        for part in path.parent.glob(f"{escape(_aside_name(path))}.*.part"):
            if is_part(part) and not _lives(int(part.name.split(".")[-2][:_MOST_DIGITS])):
                part.unlink(missing_ok=True)


def _aside_name(path: Path) -> str:
    name = path.name
    if len(os.fsencode(name)) > _LONG:
        name = f"{name[: _LONG // 5]}~{zlib.crc32(os.fsencode(name)):08x}"
    return f".{name}"


def _lives(pid: int) -> bool:
    """Whether there is such a process; on Windows what it writes cannot be removed anyway."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # somebody else's
    return True


def is_part(path: Path) -> bool:
    """Whether `path` is named as what `aside_of` gives."""
    return bool(_PART.fullmatch(path.name) or _OLD_PART.fullmatch(path.name))


def write_json(path: Path, content: Any) -> None:
    """Write `content`, whole or not at all. Raises OSError."""
    with atomic_write(path) as file:
        text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
        # What a file name holds beyond Unicode becomes the escape that JSON has for it.
        file.write(text.encode(errors="backslashreplace"))


def read_json(path: Path, most: int = _MOST_JSON) -> Any:
    """What the file of at most so many bytes holds. Raises InputError naming it and what is wrong
    with it.
    """
    with foreign_file(path, Sentence("{path}: is not a JSON file ({reason})")):
        return parse_json(content_of(path, most))
