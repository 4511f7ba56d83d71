"""ZIP archives that a stranger may have made: judged by their directory before anything is read."""

import json
import stat
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save

from playground.errors import InputError
from playground.message import Sentence
from playground.runs.foreign_file import check_file, foreign_file, parse_json, reason_of
from playground.runs.tensors import TensorHeader, read_arrays, read_header

ARRAYS = ".safetensors"
DAMAGED = Sentence("`{path}` is no {kind}, or a damaged one: {reason}")

_MOST_MEMBERS = 20_000
_MOST_DIRECTORY = 2**22
_MOST_TEXT = 2**21
_MOST_PACKED = 2**28
_MOST_BYTES = 2**30
_MOST_HELD = 3 * 2**28
_ENCRYPTED = 1
_END = struct.Struct("<4s4H2LH")
_END_SIGNATURE = b"PK\5\6"
_END_64_SIGNATURE = b"PK\6\7"
_END_64 = 20


class Archive:
    """What is in it, by name; every method raises what `foreign_file` makes a sentence of.

    No member is larger than its directory says, together they are no larger than 1 GiB, and what is
    made of them takes at most 768 MiB: whoever makes something claims its bytes before. Each member
    is read once.
    """

    def __init__(self, archive: ZipFile) -> None:
        """Raises ValueError when it is none of the playground's."""
        self._archive = archive
        members = archive.infolist()
        self.names = frozenset(member.filename for member in members)
        if len(members) > _MOST_MEMBERS or len(self.names) < len(members):
            raise ValueError(f"it has {len(members)} parts, of {len(self.names)} names")
        for member in members:
            _check(member)
        total = sum(member.file_size for member in members)
        if total > _MOST_BYTES:
            raise ValueError(f"it would unfold to {total:,} bytes, and {_MOST_BYTES:,} are allowed")
        self._held = 0
        self._read: set[str] = set()

    def claim(self, size: int) -> None:
        """Count `size` bytes that are going to be kept. Raises InputError when they are too many.

        What several things share is made once and counts once.
        """
        self._held += size
        if self._held > _MOST_HELD:
            raise InputError(
                "what is in it would take more than {most:,} bytes of memory", most=_MOST_HELD
            )

    def data(self, name: str, most: int = _MOST_PACKED) -> bytes:
        """The bytes of a member that may have `most`."""
        return self._archive.read(self._member(name, most))

    def json(self, name: str) -> Any:
        """The value of a JSON member; NaN and infinity are no JSON."""
        return parse_json(self.data(name, _MOST_TEXT))

    def arrays(
        self, name: str, check: Callable[[TensorHeader], None] = lambda _: None
    ) -> dict[str, NDArray[Any]]:
        """The arrays of a safetensors member, each of its own, after `check` has seen its header.

        Their bytes are claimed, half-precision ones as those of the single precision they become.
        """
        member = self._member(name, _MOST_BYTES)
        with self._archive.open(member) as file:
            try:
                header = read_header(file, member.file_size)
            except (LookupError, TypeError, ValueError) as error:
                raise ValueError(f"{name} holds no arrays ({reason_of(error)})") from error
            check(header)
            self.claim(sum(_held(*array) for array in header.arrays.values()))
            return read_arrays(file, header)

    def _member(self, name: str, most: int) -> ZipInfo:
        member = self._archive.getinfo(name)
        if name in self._read:
            raise ValueError(f"it names a part twice, {name!r}")
        self._read.add(name)
        if member.file_size > most:
            raise ValueError(f"{name} has {member.file_size:,} bytes, and {most:,} are allowed")
        return member


@contextmanager
def reading(path: Path, kind: Sentence) -> Iterator[Archive]:
    """The archive at `path`, which is to be of a `kind` such as “drawing”.

    Whatever is wrong with it, also in the block, is an InputError.
    """
    with foreign_file(path, DAMAGED, kind=kind):
        check_file(path)
        _check_directory(path)
        with ZipFile(path) as archive:
            yield Archive(archive)


def put_text(archive: ZipFile, name: str, content: Any) -> None:
    """Write a JSON member. Raises OSError, and ValueError for what JSON has no word for."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    # What a file name holds beyond Unicode becomes the escape that JSON has for it.
    archive.writestr(name, text.encode(errors="backslashreplace"), ZIP_DEFLATED)


def put_arrays(archive: ZipFile, name: str, arrays: dict[str, NDArray[Any]]) -> None:
    """Write a safetensors member. Raises OSError."""
    plain = {key: np.asarray(array, order="C") for key, array in arrays.items()}
    archive.writestr(name, save(plain), ZIP_STORED)


def _held(kind: "np.dtype[Any]", shape: tuple[int, ...]) -> int:
    size = int(np.prod(shape, dtype=object)) if shape else 1
    return size * (4 if kind == np.float16 else kind.itemsize)


def _check_directory(path: Path) -> None:
    """Refuse a directory that `ZipFile` would take long, and much memory, to read as a whole.

    It ends the file, without a comment; larger archives, which need another form of it, are none of
    the playground's.
    """
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(size - _END.size - _END_64, 0))
        tail = file.read()
    end = tail[-_END.size :]
    if len(end) < _END.size or not end.startswith(_END_SIGNATURE):
        raise ValueError("it does not end as an archive does")
    *_, count, directory, _, comment = _END.unpack(end)
    if tail.startswith(_END_64_SIGNATURE) or comment:
        raise ValueError("its directory is of another kind")
    if count > _MOST_MEMBERS or directory > _MOST_DIRECTORY:
        raise ValueError(f"it has {count:,} parts in a directory of {directory:,} bytes")


def _check(member: ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name)
    if "\\" in name or ":" in name or parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"it has a part that would lie elsewhere, {name!r}")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise ValueError(f"it has a link, {name!r}")
    if member.flag_bits & _ENCRYPTED:
        raise ValueError(f"it has an encrypted part, {name!r}")
    stored = member.compress_type == ZIP_STORED
    if not (stored or (member.compress_type == ZIP_DEFLATED and not name.endswith(ARRAYS))):
        raise ValueError(f"it has a part that is packed in another way, {name!r}")
