"""Fetches MNIST's files from the mirrors that hold them, each checked by its SHA-256."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from time import monotonic
from typing import IO
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playground.errors import InputError
from playground.mnist.data.idx import FILES, DataFile, find_file
from playground.runs.run_folder import make_folders

MIRRORS = (
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://yann.lecun.com/exdb/mnist/",
)

Show = Callable[[str, int, int | None], None]
"""Called with a file's name, the bytes that are here, and how many there will be, if known."""

_TIMEOUT_S = 10.0
_BLOCK = 1 << 16
_TRIES = 3
"""Of one file at one mirror, as long as each brings some bytes more."""
_MOST_BYTES = 100_000_000
"""No file of MNIST unpacks to more."""


def download(folder: Path, show: Show, mirrors: Sequence[str] = MIRRORS) -> None:
    """Put what `folder` lacks there, gzipped. Raises InputError when a file is not to be had.

    What was fetched of a file stays, and the next time goes on from there.
    """
    make_folders(folder)
    try:
        for file in FILES:
            if find_file(folder, file) is None:
                _fetch_from_any(folder, file, show, mirrors)
    except OSError as error:
        raise InputError(f"{folder}: cannot be written ({error.strerror or error})") from error


class _MirrorFailed(Exception):
    """A mirror does not give the file."""


def _fetch_from_any(folder: Path, file: DataFile, show: Show, mirrors: Sequence[str]) -> None:
    reasons = []
    for mirror in mirrors:
        url = f"{mirror}{file.name}.gz"
        part = _part(folder, file, url)
        try:
            _fetch(url, part, file, show)
        except _MirrorFailed as error:
            reasons.append(f"{url}: {error}")
            continue
        part.replace(folder / f"{file.name}.gz")
        for left in folder.glob(f".{file.name}.*.part"):
            left.unlink()
        return
    raise InputError("MNIST could not be downloaded; " + "; ".join(reasons))


def _part(folder: Path, file: DataFile, url: str) -> Path:
    """Archives of one file differ from mirror to mirror, so each goes on with its own part."""
    return folder / f".{file.name}.{zlib.crc32(url.encode()):08x}.part"


def _fetch(url: str, part: Path, file: DataFile, show: Show) -> None:
    """Fetch `url` into `part`, going on with what is there. Raises _Failed.

    A part that turns out to be wrong is dropped, and fetched once more from its beginning where it
    was put together from several tries.
    """
    pieced = part.exists()
    for _ in range(_TRIES):
        before = _size(part)
        try:
            _transfer(url, part, file.name, show)
        except _MirrorFailed:
            if _size(part) <= before:
                raise
            pieced = True
            continue
        if _sha256(part) == file.sha256:
            return
        part.unlink()
        if not pieced:
            break
        pieced = False
    raise _MirrorFailed("is cut off again and again" if _size(part) else "has another SHA-256")


def _transfer(url: str, part: Path, name: str, show: Show) -> None:
    """One request, for what `part` lacks. Raises _Failed for a fault of the network or server."""
    here = _size(part)
    request = Request(url, headers={"Range": f"bytes={here}-"} if here else {})
    try:
        with urlopen(request, timeout=_TIMEOUT_S) as answer:
            goes_on = answer.status == 206
            length = answer.headers.get("Content-Length")
            total = (here if goes_on else 0) + int(length) if length else None
            blocks: Iterator[bytes] = iter(lambda: answer.read(_BLOCK), b"")
            with part.open("ab" if goes_on else "wb") as out:
                _copy(blocks, out, name, total, show)
    except HTTPError as error:
        error.close()
        if error.code == 416:  # nothing lies behind what is here; the hash will tell
            return
        raise _MirrorFailed(f"{error.code} {error.reason}") from error
    except _DiskError as error:
        raise error.reason from error
    except (OSError, HTTPException, ValueError) as error:
        raise _MirrorFailed(str(getattr(error, "reason", error) or type(error).__name__)) from error
    if total is not None and _size(part) < total:
        raise _MirrorFailed("the connection was cut")


class _DiskError(Exception):
    """Writing failed, not the network, which raises OSError as well."""

    def __init__(self, reason: OSError) -> None:
        super().__init__(str(reason))
        self.reason = reason


def _copy(
    blocks: Iterator[bytes], out: IO[bytes], name: str, total: int | None, show: Show
) -> None:
    shown = 0.0
    for block in blocks:
        try:
            out.write(block)
            out.flush()
        except OSError as error:
            raise _DiskError(error) from error
        if monotonic() - shown > 0.1 or out.tell() == total:
            shown = monotonic()
            show(name, out.tell(), total)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sha256(path: Path) -> str:
    """Of the decompressed bytes; "" where it is no whole archive."""
    digest, count = hashlib.sha256(), 0
    try:
        with gzip.open(path, "rb") as file:
            while (block := file.read(_BLOCK)) and count < _MOST_BYTES:
                digest.update(block)
                count += len(block)
    except (OSError, EOFError, zlib.error):
        return ""
    return digest.hexdigest()
