"""Ctrl+C and SIGTERM as a wish to stop, so that what was trained is kept."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType


@dataclass
class Stop:
    """Whether somebody asked to stop: the number of the signal, or 0."""

    signal: int = 0

    @property
    def exit_code(self) -> int:
        """0, or as a shell reports a process that the signal ended: 130 for Ctrl+C."""
        return 128 + self.signal if self.signal else 0


@contextmanager
def stopping() -> Iterator[Stop]:
    """While the block runs, the first signal is noted and the second one ends it at once.

    At once means by KeyboardInterrupt, so that files half-written are cleared away.
    """
    stop = Stop()

    def note(number: int, frame: FrameType | None) -> None:
        if stop.signal:
            raise KeyboardInterrupt
        stop.signal = number

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
