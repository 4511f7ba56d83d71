"""A process beside the window, for one job; what it says arrives as signals."""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from playground.gui.interrupts import interrupts_ignored

_LOOK_MS = 5
_LAST_WORDS_SECONDS = 2.0


class Child(QObject):
    """Spawned, never forked; it is given its end of a pipe as the first argument.

    It should end by itself when the pipe does.
    """

    heard = Signal(object)
    died = Signal(str)  # how, such as "signal 9"

    def __init__(self, job: Callable[..., None], *args: Any, parent: QObject | None = None) -> None:
        """Start `job(connection, *args)`."""
        super().__init__(parent)
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=job, args=(theirs, *args), daemon=True)
        with interrupts_ignored():
            self._process.start()
        theirs.close()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def pid(self) -> int | None:
        """The process's number."""
        return self._process.pid

    def send(self, message: Any) -> None:
        """Say something small to it; a dead one hears nothing."""
        with suppress(OSError):
            self._connection.send(message)

    def close(self) -> None:
        """End it, by force if it must be."""
        self._timer.stop()
        self._connection.close()
        self._process.join(_LAST_WORDS_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def _look(self) -> None:
        code = self._process.exitcode  # before its last words are read, so that none is lost
        with suppress(EOFError, OSError):
            while self._timer.isActive() and self._connection.poll():
                self.heard.emit(self._connection.recv())
        if code is not None and self._timer.isActive():
            self._timer.stop()
            self.died.emit(f"signal {-code}" if code < 0 else f"exit code {code}")
