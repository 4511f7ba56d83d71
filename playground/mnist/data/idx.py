"""MNIST's four files, and IDX, the format that they come in: gzipped or raw.

Four bytes (0, 0, type, number of axes), a big-endian 32-bit length for each axis, then the values.
"""

import gzip
import os
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import IO

import numpy as np
from numpy.typing import NDArray
from platformdirs import user_cache_path

from playground.errors import InputError
from playground.message import Sentence
from playground.mnist.data.digits import CLASSES, SIDE, Digits
from playground.runs.foreign_file import check_file, foreign_file

_GZIP = b"\x1f\x8b"
_BYTES = 8
"""IDX's number for unsigned bytes, the only type that digits have."""
_MOST_DIGITS = 400_000
_MOST_PIXELS = 2**11
"""More than these are a damaged header; the largest known set of digits has 280,000 of 28 × 28."""
_BLOCK = 2**20
_DAMAGED = Sentence("{path}: is cut short or damaged ({reason})")


def read_idx(path: Path, axes: int) -> NDArray[np.uint8]:
    """The values of the file at `path`, which must have so many `axes`. Raises InputError.

    Its size is judged by the header, and no more is unpacked than that says.
    """
    with foreign_file(path, _DAMAGED):
        check_file(path)
        with path.open("rb") as file:
            packed = file.read(2) == _GZIP
        with gzip.open(path, "rb") if packed else path.open("rb") as file:
            return _values(file, axes)


def _values(file: "IO[bytes] | gzip.GzipFile", axes: int) -> NDArray[np.uint8]:
    magic = file.read(4)
    want = bytes((0, 0, _BYTES, axes))
    if magic != want:
        raise InputError(
            "an IDX file of bytes with {axes} axes begins with {want}, this one with {found}",
            axes=axes,
            want=want.hex(),
            found=magic.hex() or "nothing",
        )
    header = file.read(4 * axes)
    if len(header) < 4 * axes:
        raise InputError("is cut short within its header")
    shape = tuple(int.from_bytes(header[i : i + 4], "big") for i in range(0, 4 * axes, 4))
    if shape[0] > _MOST_DIGITS or prod(shape[1:]) > _MOST_PIXELS:
        raise InputError(
            "says that it holds {shape} values, which no digits have",
            shape=" × ".join(map(str, shape)),
        )
    values = np.empty(prod(shape), np.uint8)
    found = _fill(values, file)
    if found != len(values):
        raise InputError(
            "must hold {count:,} values, holds {found}",
            count=len(values),
            found="more" if found > len(values) else f"{found:,}",
        )
    return values.reshape(shape)


def _fill(values: NDArray[np.uint8], file: "IO[bytes] | gzip.GzipFile") -> int:
    """How many bytes there are, up to one more than `values` has room for."""
    place = 0
    while block := file.read(_BLOCK):
        if place + len(block) > len(values):
            return len(values) + 1
        values[place : place + len(block)] = np.frombuffer(block, np.uint8)
        place += len(block)
    return place


VARIABLE = "PLAYGROUND_DATA"
"""The environment variable that names the folder of the files."""


@dataclass(frozen=True)
class DataFile:
    """A file of MNIST: its name without `.gz`; SHA-256 and number of its decompressed bytes."""

    name: str
    sha256: str
    axes: int
    size: int = 47_040_016

    @property
    def most_packed(self) -> int:
        """No archive of it has more bytes than this: what cannot be packed lies in it as it is."""
        return self.size + self.size // 1000 + 2048


TRAIN_IMAGES = DataFile(
    "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db", 3
)
TRAIN_LABELS = DataFile(
    "train-labels-idx1-ubyte",
    "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    1,
    60_008,
)
TEST_IMAGES = DataFile(
    "t10k-images-idx3-ubyte",
    "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    3,
    7_840_016,
)
TEST_LABELS = DataFile(
    "t10k-labels-idx1-ubyte",
    "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    1,
    10_008,
)
FILES = (TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS)


def cache_folder() -> Path:
    """Where downloaded files go."""
    return user_cache_path("playground") / "mnist"


def find_folder(data_dir: str | None) -> Path | None:
    """The first folder that holds all four files: `data_dir`, else $PLAYGROUND_DATA, else cache.

    None where there is none. Raises InputError when a folder that is named lacks one of them.
    """
    named = os.environ.get(VARIABLE)
    if data_dir is not None:
        return _whole_folder(data_dir, "--data-dir ")
    if named:
        return _whole_folder(named, f"${VARIABLE}: ")
    cache = cache_folder()
    return cache if holds_all(cache) else None


def holds_all(folder: Path) -> bool:
    """Whether all four files are in `folder`."""
    return all(find_file(folder, file) for file in FILES)


def _whole_folder(named: str, who: str) -> Path:
    folder = Path(os.path.expanduser(named))  # noqa: PTH111 - a user who is not there is no error
    if not folder.is_dir():
        raise InputError("{who}{folder}: there is no such folder", who=who, folder=named)
    for file in FILES:
        if find_file(folder, file) is None:
            raise InputError(
                "{who}{folder}: has no {file}, nor {file}.gz",
                who=who,
                folder=named,
                file=file.name,
            )
    return folder


def find_file(folder: Path, file: DataFile) -> Path | None:
    """The path of `file` in `folder`, raw or gzipped, None where it is not there.

    Some unpackers write a dot for the second dash of the name; libraries put a `MNIST/raw` between.
    """
    names = (file.name, file.name.replace("-idx", ".idx"))
    places = (folder, folder / "mnist", folder / "MNIST" / "raw")
    paths = (place / (name + end) for place in places for name in names for end in ("", ".gz"))
    return next((path for path in paths if path.is_file()), None)


def read_digits(folder: Path) -> tuple[Digits, Digits]:
    """The training and the test digits in `folder`. Raises InputError for a damaged file."""
    return (
        _read(folder, TRAIN_IMAGES, TRAIN_LABELS),
        _read(folder, TEST_IMAGES, TEST_LABELS),
    )


def _read(folder: Path, images: DataFile, labels: DataFile) -> Digits:
    paths = [find_file(folder, file) for file in (images, labels)]
    assert paths[0] is not None and paths[1] is not None
    pictures, names = read_idx(paths[0], 3), read_idx(paths[1], 1)
    if len(pictures) == 0 or pictures.shape[1:] != (SIDE, SIDE):
        size = " × ".join(map(str, pictures.shape))
        raise InputError(f"{paths[0]}: must hold images of {SIDE} × {SIDE}, holds {size}")
    if len(pictures) != len(names):
        raise InputError(
            f"{paths[1]}: must have a label for each of the {len(pictures):,} images, "
            f"has {len(names):,}"
        )
    if names.max() >= CLASSES:
        raise InputError(f"{paths[1]}: labels must be 0 to 9, got {np.max(names)}")
    return Digits(pictures, names)
