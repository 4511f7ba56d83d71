"""What is printed, where nobody may read it: a closed stream, a full disk, a terminal that left."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

from playground.message import printable


def tell(line: str, *, end: str = "\n") -> None:
    """Print a line on the standard output, at once; names in it cannot steer the terminal."""
    print(printable(line), end=end, flush=True)


def warn(line: str, *, begin: str = "", end: str = "\n") -> None:
    """The same on the standard error, which is for whoever sits there: progress and faults."""
    print(begin + printable(line), end=end, file=sys.stderr, flush=True)


def open_streams() -> None:
    """Give each standard stream that is closed an end that takes everything.

    Else the next file that is opened gets its number, and whatever is printed lands in there. Names
    that the terminal's encoding lacks are escaped.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            setattr(sys, name, os.fdopen(nowhere, "w", encoding="utf-8", closefd=False))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def lasting_output(*names: str) -> Iterator[None]:
    """While the block runs, the streams `names` of `sys` take everything, also once they are lost.

    What trains goes on when nobody reads of it any more.
    """
    before = {name: getattr(sys, name) for name in names}
    for name, stream in before.items():
        setattr(sys, name, _LastingStream(stream))
    try:
        yield
    finally:
        for name, stream in before.items():
            lasting = getattr(sys, name)
            lasting.flush()
            setattr(sys, name, stream)


class _LastingStream:
    """A text stream that drops what cannot be written, and from then on everything."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write `text` if that is possible."""
        try:
            return self._stream.write(text)
        except OSError:
            drop(self._stream)
            return len(text)

    def flush(self) -> None:
        """Write what waits, if that is possible."""
        try:
            self._stream.flush()
        except OSError:
            drop(self._stream)

    def isatty(self) -> bool:
        """Whether a terminal shows it."""
        return self._stream.isatty()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def drop(stream: TextIO) -> None:
    """Send what waits in `stream`, and all that is still written to it, nowhere."""
    with suppress(OSError, ValueError):
        number = stream.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, number)
        os.close(nowhere)
