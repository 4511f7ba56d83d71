"""Arrays in the safetensors format: what they are is judged by the header, before any is made.

Eight bytes (the header's length, little-endian), the header (a JSON object: name → dtype, shape,
and where its bytes begin and end), then the bytes of all arrays, one after the other without a gap:
https://huggingface.co/docs/safetensors. Its own reader makes the arrays first, and knows types of
which NumPy has none; it still writes our files.
"""

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod
from types import MappingProxyType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

from playground.message import plain_text
from playground.runs.foreign_file import parse_json

_KINDS: Mapping[str, "np.dtype[Any]"] = MappingProxyType(
    {
        "BOOL": np.dtype(np.bool_),
        "U8": np.dtype(np.uint8),
        "I32": np.dtype("<i4"),
        "I64": np.dtype("<i8"),
        "F16": np.dtype("<f2"),
        "F32": np.dtype("<f4"),
        "F64": np.dtype("<f8"),
    }
)
"""The types that the playground writes."""

_METADATA = "__metadata__"
_LENGTH = 8
_MOST_HEADER = 2**20
_MOST_AXES = 8
_BLOCK = 2**20


@dataclass(frozen=True)
class TensorHeader:
    """Type and shape of each array by its name, in the order of their bytes; `size` of them all.

    `metadata` are texts by name.
    """

    arrays: Mapping[str, tuple["np.dtype[Any]", tuple[int, ...]]]
    metadata: Mapping[str, str]
    size: int


def read_header(file: IO[bytes], size: int) -> TensorHeader:
    """The header at the beginning of a `file` of so many bytes; the arrays' bytes come next.

    Raises ValueError, TypeError, KeyError or RecursionError for one that is damaged.
    """
    length = int.from_bytes(file.read(_LENGTH), "little")
    if not 2 <= length <= min(size - _LENGTH, _MOST_HEADER):
        raise ValueError(f"its header cannot have {length:,} bytes")
    content = parse_json(file.read(length))
    if not isinstance(content, dict):
        raise ValueError("its header is no JSON object")
    metadata = content.pop(_METADATA, {})
    entries = [(*_bounds(entry), name, entry) for name, entry in content.items()]
    arrays, end = {}, 0
    for begin, stop, name, entry in sorted(entries, key=lambda one: one[:2]):
        arrays[name] = kind, shape = _array(name, entry)
        if begin != end or stop - begin != prod(shape) * kind.itemsize:
            raise ValueError(f"the bytes of {plain_text(name, 80)!r} are not where they should be")
        end = stop
    if end != size - _LENGTH - length:
        raise ValueError(f"its arrays have {end:,} bytes, not {size - _LENGTH - length:,}")
    return TensorHeader(arrays, _texts(metadata), end)


def read_arrays(file: IO[bytes], header: TensorHeader) -> dict[str, NDArray[Any]]:
    """The arrays of a `file` that stands behind its header. Raises ValueError if it ends early."""
    return dict(_arrays(file, header))


def _arrays(file: IO[bytes], header: TensorHeader) -> Iterator[tuple[str, NDArray[Any]]]:
    for name, (kind, shape) in header.arrays.items():
        array = np.empty(prod(shape), kind)
        room = array.view(np.uint8)
        for begin in range(0, room.size, _BLOCK):
            block = file.read(min(_BLOCK, room.size - begin))
            if len(block) < min(_BLOCK, room.size - begin):
                raise ValueError(f"it is cut off within {plain_text(name, 80)!r}")
            room[begin : begin + len(block)] = np.frombuffer(block, np.uint8)
        if sys.byteorder == "big":
            array = array.astype(kind.newbyteorder("="))
        yield name, array.reshape(shape)


def _bounds(entry: Any) -> tuple[int, int]:
    begin, stop = entry["data_offsets"]
    if not (type(begin) is int and type(stop) is int and 0 <= begin <= stop):
        raise ValueError("an array has no beginning or no end")
    return begin, stop


def _array(name: str, entry: Any) -> tuple["np.dtype[Any]", tuple[int, ...]]:
    found, shape = entry["dtype"], entry["shape"]
    if not isinstance(found, str) or found not in _KINDS:
        raise ValueError(
            f"{plain_text(name, 80)!r} is of a type that is never written here, "
            f"{plain_text(str(found), 20)!r}"
        )
    whole = isinstance(shape, list) and all(type(side) is int and side >= 0 for side in shape)
    if not whole or len(shape) > _MOST_AXES:
        raise ValueError(f"{plain_text(name, 80)!r} has a shape that no array has")
    return _KINDS[found], tuple(shape)


def _texts(metadata: Any) -> dict[str, str]:
    if not isinstance(metadata, dict) or not all(isinstance(v, str) for v in metadata.values()):
        raise ValueError("its metadata are no texts")
    return metadata
