"""IDX, the files that MNIST comes in: gzipped or raw.

Four bytes (0, 0, type, number of axes), a big-endian 32-bit length for each axis, then the values.
"""

import gzip
import zlib
from math import prod
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray

from playground.errors import InputError

_GZIP = b"\x1f\x8b"
_BYTES = 8
"""IDX's number for unsigned bytes, the only type that digits have."""
_MOST = 2**31
"""More values than this are a damaged header."""


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """The values of the file at `path`, which must have so many `axes`. Raises InputError."""
    try:
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            return _values(file, path, axes)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{path}: is cut short or damaged ({error})") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error


def _values(file: "IO[bytes] | gzip.GzipFile", path: Path, axes: int) -> NDArray[np.uint8]:
    magic = file.read(4)
    want = bytes((0, 0, _BYTES, axes))
    if magic != want:
        raise InputError(
            f"{path}: an IDX file of bytes with {axes} axes begins with {want.hex()}, "
            f"this one with {magic.hex() or 'nothing'}"
        )
    header = file.read(4 * axes)
    if len(header) < 4 * axes:
        raise InputError(f"{path}: is cut short within its header")
    shape = tuple(int.from_bytes(header[i : i + 4], "big") for i in range(0, 4 * axes, 4))
    count = prod(shape)
    if count > _MOST:
        raise InputError(f"{path}: says that it holds {count:,} values, which no digits have")
    data = file.read(count + 1)
    if len(data) != count:
        found = "more" if len(data) > count else f"{len(data):,}"
        raise InputError(f"{path}: must hold {count:,} values, holds {found}")
    return np.frombuffer(data, np.uint8).reshape(shape)
