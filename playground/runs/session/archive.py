"""ZIP archives that a stranger may have made: judged by their directory before anything is read."""

import json
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load, save

from playground.errors import InputError
from playground.message import Sentence

ARRAYS = ".safetensors"

_MOST_MEMBERS = 20_000
_MOST_TEXT = 8 * 2**20
_MOST_PACKED = 2**28
_MOST_BYTES = 2**30
_ENCRYPTED = 1


class Archive:
    """What is in it, by name; every method raises ValueError or one of zipfile's exceptions.

    No member is larger than its directory says, and together they are no larger than 1 GiB.
    Arrays lie in it as they are, so that they take no more memory than the file takes of the disk.
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

    def data(self, name: str, most: int = _MOST_PACKED) -> bytes:
        """The bytes of a member that may have `most`."""
        member = self._archive.getinfo(name)
        if member.file_size > most:
            raise ValueError(f"{name} has {member.file_size:,} bytes, and {most:,} are allowed")
        return self._archive.read(member)

    def json(self, name: str) -> Any:
        """The value of a JSON member; NaN and infinity are no JSON."""
        return json.loads(self.data(name, _MOST_TEXT), parse_constant=_refuse)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """The arrays of a safetensors member, each of its own."""
        try:
            return {key: array.copy() for key, array in load(self.data(name)).items()}
        except (SafetensorError, KeyError, TypeError) as error:
            raise ValueError(f"{name} holds no arrays ({error})") from error


@contextmanager
def reading(path: Path, kind: Sentence) -> Iterator[Archive]:
    """The archive at `path`, which is to be of a `kind` such as “drawing”.

    Whatever is wrong with it, also in the block, is an InputError.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError("is a folder or a device, and no file")
        with ZipFile(path) as archive:
            yield Archive(archive)
    except InputError as error:
        raise InputError("`{path}`: {reason}", path=path, reason=error.sentence) from error
    except FileNotFoundError as error:
        raise InputError("`{path}` does not exist", path=path) from error
    except OSError as error:
        raise InputError(
            "`{path}` cannot be read: {reason}", path=path, reason=error.strerror or str(error)
        ) from error
    except MemoryError as error:
        raise InputError(
            "`{path}` is too large for the memory of this computer", path=path
        ) from error
    except _FAULTS as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise InputError(
            "`{path}` is no {kind}, or a damaged one: {reason}", path=path, kind=kind, reason=reason
        ) from error


def put_text(archive: ZipFile, name: str, content: Any) -> None:
    """Write a JSON member. Raises OSError, and ValueError for what JSON has no word for."""
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    # What a file name holds beyond Unicode becomes the escape that JSON has for it.
    archive.writestr(name, text.encode(errors="backslashreplace"), ZIP_DEFLATED)


def put_arrays(archive: ZipFile, name: str, arrays: dict[str, NDArray[Any]]) -> None:
    """Write a safetensors member. Raises OSError."""
    plain = {key: np.asarray(array, order="C") for key, array in arrays.items()}
    archive.writestr(name, save(plain), ZIP_STORED)


_FAULTS = (
    BadZipFile,
    LookupError,
    ArithmeticError,
    ValueError,
    TypeError,
    AttributeError,
    RuntimeError,  # zipfile's, of what it does not know; JSON's, of what is nested too deep
    SyntaxError,  # Pillow's, of a damaged PNG
    EOFError,
    struct.error,
    zlib.error,
)
"""What a reader meets in a damaged archive, or in one that was made to do harm."""


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


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no JSON")
