"""Fetches MNIST's files from the mirrors that hold them, each checked by its SHA-256."""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPException
from pathlib import Path
from queue import Empty, Full, Queue
from threading import Event, Thread
from time import monotonic, time
from typing import IO, NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen
from uuid import uuid4

from playground.errors import InputError
from playground.message import plain_text
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
_SLOW_S, _SLOW_BYTES = 20.0, 1 << 14
"""A mirror that sends less in this time is given up."""
_MOST_S = 900.0
"""All four files together."""
_ABANDONED_S = 60.0
"""A part that did not grow for so long has nobody who fetches it."""
_BLOCK = 1 << 16
_AHEAD = 16
_TRIES = 3
"""Of one file at one mirror, as long as each brings some bytes more."""


def download(folder: Path, show: Show, mirrors: Sequence[str] = MIRRORS) -> None:
    """Put what `folder` lacks there, gzipped. Raises InputError when a file is not to be had.

    What was fetched of a file stays, and the next time goes on from there. Several may download
    into one folder at once: each has parts of its own, and whole files take their places at once.
    No server is waited for without end, or given more of the disk than a file can need.
    """
    make_folders(folder)
    end = monotonic() + _MOST_S
    try:
        for file in FILES:
            if find_file(folder, file) is None:
                _fetch_from_any(folder, file, show, mirrors, end)
    except OSError as error:
        raise InputError(
            "{folder}: cannot be written ({reason})",
            folder=folder,
            reason=error.strerror or str(error),
        ) from error


class _MirrorFailed(Exception):
    """A mirror does not give the file; `for_good` where it is not to be asked once more."""

    def __init__(self, reason: str, *, for_good: bool = False) -> None:
        super().__init__(reason)
        self.for_good = for_good


def _fetch_from_any(
    folder: Path, file: DataFile, show: Show, mirrors: Sequence[str], end: float
) -> None:
    reasons = []
    for mirror in mirrors:
        url = f"{mirror}{file.name}.gz"
        part = _part(folder, file, url)
        own = _claimed(part)
        try:
            _fetch(url, own, file, show, end)
            own.replace(folder / f"{file.name}.gz")
        except _MirrorFailed as error:
            reasons.append(f"{url}: {plain_text(str(error), 120)}")
            continue
        finally:
            _leave(own, part)
        _sweep(folder, file)
        return
    raise InputError("MNIST could not be downloaded; " + "; ".join(reasons))


def _part(folder: Path, file: DataFile, url: str) -> Path:
    """Archives of one file differ from mirror to mirror, so each goes on with its own part."""
    return folder / f".{file.name}.{zlib.crc32(url.encode()):08x}.part"


def _claimed(part: Path) -> Path:
    """A path for us alone, with what is left there of a download that nobody goes on with."""
    own = part.with_name(f"{part.stem}.{uuid4().hex[:8]}.part")
    for left in (part, *filter(_is_abandoned, part.parent.glob(f"{part.stem}.*.part"))):
        try:
            left.rename(own)  # to one of several who try
            return own
        except OSError:
            continue
    return own


def _leave(own: Path, part: Path) -> None:
    """Whatever there is of a download that did not come to its end is for the next one."""
    if _size(own):
        own.replace(part)
    else:
        own.unlink(missing_ok=True)


def _sweep(folder: Path, file: DataFile) -> None:
    """Remove what is left of the downloads of a file that is there."""
    own = folder.glob(f".{file.name}.????????.????????.part")
    for left in (*folder.glob(f".{file.name}.????????.part"), *filter(_is_abandoned, own)):
        left.unlink(missing_ok=True)


def _is_abandoned(part: Path) -> bool:
    try:
        return time() - part.stat().st_mtime > _ABANDONED_S
    except OSError:
        return False


def _fetch(url: str, part: Path, file: DataFile, show: Show, end: float) -> None:
    """Fetch `url` into `part`, going on with what is there. Raises _MirrorFailed.

    A part that turns out to be wrong is dropped, and fetched once more from its beginning where it
    was put together from several tries.
    """
    pieced = part.exists()
    for _ in range(_TRIES):
        before = _size(part)
        try:
            _transfer(url, part, file, show, end)
        except _MirrorFailed as error:
            if error.for_good or _size(part) <= before:
                raise
            pieced = True
            continue
        if _sha256(part, file.size) == file.sha256:
            return
        part.unlink(missing_ok=True)
        if not pieced:
            break
        pieced = False
    raise _MirrorFailed("is cut off again and again" if _size(part) else "has another SHA-256")


def _transfer(url: str, part: Path, file: DataFile, show: Show, end: float) -> None:
    """One request, for what `part` lacks. Raises _MirrorFailed, and OSError where it cannot write.

    The network is another thread's: a silent, a slow and an endless server can all be left here.
    """
    here = _size(part)
    answer = _Answer(url, here)
    try:
        start = answer.next(min(end, monotonic() + _SLOW_S))
        assert isinstance(start, _Start)
        total = None if start.length is None else start.length + (here if start.goes_on else 0)
        with part.open("ab" if start.goes_on else "wb") as out:
            _check_size(total or 0, out, file)
            _copy(answer, out, file, total, show, end)
    finally:
        answer.leave()
    if total is not None and _size(part) < total:
        raise _MirrorFailed("the connection was cut")


def _copy(
    answer: "_Answer", out: IO[bytes], file: DataFile, total: int | None, show: Show, end: float
) -> None:
    shown, since, before = 0.0, monotonic(), out.tell()
    while block := answer.next(min(end, since + _SLOW_S)):
        assert isinstance(block, bytes)
        _check_size(out.tell() + len(block), out, file)
        out.write(block)
        out.flush()
        if out.tell() - before >= _SLOW_BYTES:
            since, before = monotonic(), out.tell()
        if monotonic() - shown > 0.1 or out.tell() == total:
            shown = monotonic()
            show(file.name, out.tell(), total)


def _check_size(size: int, out: IO[bytes], file: DataFile) -> None:
    if size > file.most_packed:
        out.truncate(0)
        raise _MirrorFailed(f"sends more than {file.most_packed:,} bytes", for_good=True)


class _Start(NamedTuple):
    """Whether what comes goes on where it was asked to, and how many bytes that will be."""

    goes_on: bool
    length: int | None


class _Answer:
    """What a server answers, read by a thread that may be left alone with it."""

    def __init__(self, url: str, here: int) -> None:
        """Ask for what comes after the first `here` bytes."""
        self._arrived: Queue[_Start | bytes | _MirrorFailed] = Queue(_AHEAD)
        self._left = Event()
        Thread(target=self._listen, args=(url, here), daemon=True).start()

    def next(self, end: float) -> _Start | bytes:
        """First the `_Start`, then blocks, last an empty one. Raises _MirrorFailed.

        It is waited for until `monotonic()` is `end`.
        """
        try:
            found = self._arrived.get(timeout=max(end - monotonic(), 0.001))
        except Empty:
            raise _MirrorFailed("is too slow", for_good=True) from None
        if isinstance(found, _MirrorFailed):
            raise found
        return found

    def leave(self) -> None:
        """Nobody asks for more."""
        self._left.set()

    def _listen(self, url: str, here: int) -> None:
        for found in _received(url, here):
            while not self._left.is_set():
                try:
                    self._arrived.put(found, timeout=0.1)
                    break
                except Full:
                    continue
            if self._left.is_set():
                return


def _received(url: str, here: int) -> Iterator[_Start | bytes | _MirrorFailed]:
    request = Request(url, headers={"Range": f"bytes={here}-"} if here else {})
    try:
        with urlopen(request, timeout=_TIMEOUT_S) as answer:
            length = answer.headers.get("Content-Length")
            yield _Start(answer.status == 206, int(length) if length else None)
            while block := answer.read1(_BLOCK):
                yield block
        yield b""
    except HTTPError as error:
        error.close()
        if error.code == 416 and here:  # nothing lies behind what is here; the hash will tell
            yield from (_Start(True, None), b"")
        else:
            yield _MirrorFailed(f"{error.code} {error.reason}")
    except (OSError, HTTPException, ValueError) as error:
        yield _MirrorFailed(str(getattr(error, "reason", error) or type(error).__name__))


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _sha256(path: Path, most: int) -> str:
    """Of the decompressed bytes, which are at most so many; "" where it is no whole archive."""
    digest, count = hashlib.sha256(), 0
    try:
        with gzip.open(path, "rb") as file:
            while (block := file.read(_BLOCK)) and count <= most:
                digest.update(block)
                count += len(block)
    except (OSError, EOFError, zlib.error):
        return ""
    return digest.hexdigest()
