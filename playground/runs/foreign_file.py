"""Files that a stranger may have made: whatever is wrong with one is an InputError that says so."""

import csv
import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from zipfile import BadZipFile

from playground.error_log import log_unforeseen
from playground.errors import InputError
from playground.message import Sentence, plain_text

DAMAGE = (
    BadZipFile,
    EOFError,
    LookupError,
    ArithmeticError,
    ValueError,  # Unicode's and JSON's errors are some
    TypeError,
    AttributeError,
    RecursionError,
    NotImplementedError,  # zipfile's, of what it does not know
    SyntaxError,  # Pillow's, of a damaged PNG
    csv.Error,
    struct.error,
    zlib.error,
)
"""What a reader meets in a damaged file, or in one that was made to do harm."""


_BLOCK = 512
_MOST_SPARSE = 2**26
_MOST_UNFOLDED = 16
"""A disk that packs files makes them no smaller than that, but for zeros."""


@contextmanager
def foreign_file(path: Path, damaged: str, **values: Any) -> Iterator[None]:
    """While the block reads `path`, everything that the file can lead it to is an InputError.

    `damaged` is the template for a file that is not what it should be, with {path}, {reason} and
    what else it needs. A fault of a kind that no file is known to lead to is written to the error
    log besides, and never passes either.
    """
    try:
        yield
    except InputError as error:
        raise InputError("`{path}`: {reason}", path=path, reason=error.sentence) from error
    except FileNotFoundError as error:
        raise InputError("`{path}` does not exist", path=path) from error
    except OSError as error:
        if error.errno is None:  # Pillow's, of a picture that is cut off
            raise InputError(damaged, path=path, reason=reason_of(error), **values) from error
        raise InputError(
            "`{path}` cannot be read: {reason}", path=path, reason=error.strerror
        ) from error
    except MemoryError as error:
        raise InputError(
            "`{path}` is too large for the memory of this computer", path=path
        ) from error
    except DAMAGE as error:
        raise InputError(damaged, path=path, reason=reason_of(error), **values) from error
    except Exception as error:
        log_unforeseen(error, f"Reading {plain_text(str(path))}")
        raise InputError(damaged, path=path, reason=reason_of(error), **values) from error


def content_of(path: Path, most: int) -> bytes:
    """All of the file at `path`, which may have so many bytes. Raises what `check_file` does."""
    with open_file(path) as file:
        data = file.read(most + 1)  # some files have more than they say, or grow
    if len(data) > most:
        size = max(len(data), path.stat().st_size)
        raise InputError("has {size:,} bytes, and {most:,} are allowed", size=size, most=most)
    return data


def open_file(path: Path) -> BinaryIO:
    """The file at `path`, to read, after `check_file`, whose faults it raises."""
    check_file(path)
    return path.open("rb")


def lies_there(path: Path) -> bool:
    """Whether there is anything at `path`; not where it is no path that anything can have."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_filled(path: Path) -> bool:
    """Whether there is something at `path`, and not the empty file that a full disk leaves."""
    return path.exists() and not (path.is_file() and path.stat().st_size == 0)


def check_file(path: Path) -> None:
    """Raise InputError, ValueError or OSError for what must not be opened.

    A pipe would wait for whoever fills it, a device may never end, and of a sparse file the disk
    holds next to nothing, however many bytes it says that it has.
    """
    if path.exists() and not path.is_file():
        raise InputError("is a folder or a device, and no file")
    found = path.stat()
    if not found.st_size:  # nor may it be read: what the system makes up has no size, and may wait
        raise ValueError("it is empty")
    held = getattr(found, "st_blocks", found.st_size) * _BLOCK  # Windows does not tell
    if found.st_size > max(_MOST_SPARSE, _MOST_UNFOLDED * held):
        raise InputError(
            "says that it has {size:,} bytes, and the disk holds {held:,} of them",
            size=found.st_size,
            held=held,
        )


def reason_of(fault: Exception) -> str:
    """What `fault` says, on one line."""
    if isinstance(fault, RecursionError):
        return Sentence("it is nested too deep")
    if isinstance(fault, KeyError) and fault.args:
        return Sentence("it lacks {name}", name=plain_text(str(fault.args[0])))
    return plain_text(" ".join(str(fault).split())) or type(fault).__name__


def parse_json(data: bytes) -> Any:
    """The value that the UTF-8 text `data` is; NaN and infinity are no JSON.

    Raises ValueError, or RecursionError where it is nested too deep.
    """
    return json.loads(data.decode(), parse_constant=_refuse, parse_float=_finite)


def whole_number(value: Any, name: str, low: int = 0, high: int = 2**53) -> int:
    """`value` of a JSON file if it is a whole number in this range. Raises InputError."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(
            "`{name}` must be a whole number from {low} to {high}, got {value!r}",
            name=name,
            low=low,
            high=high,
            value=value,
        )
    return value


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{plain_text(digits, 40)} is larger than any number here")
    return value
