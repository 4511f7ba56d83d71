"""A process beside the window, for one job; what it says arrives as signals."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from playground.gui.spawned import Spawned

_LOOK_MS = 5


class Child(QObject):
    """Spawned, never forked; it is given its end of a pipe as the first argument.

    It should end by itself when the pipe does.
    """

    heard = Signal(object)
    died = Signal(str)  # how, such as "signal 9"

    def __init__(self, job: Callable[..., None], *args: Any, parent: QObject | None = None) -> None:
        """Start `job(connection, *args)`."""
        super().__init__(parent)
        self._process = Spawned(job, *args)
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
            self._process.connection.send(message)

    def close(self) -> None:
        """End it, by force if it must be."""
        self._timer.stop()
        self._process.close()

    def _look(self) -> None:
        ended = self._process.ended  # before its last words are read, so that none is lost
        connection = self._process.connection
        with suppress(EOFError, OSError):
            while self._timer.isActive() and connection.poll():
                self.heard.emit(connection.recv())
        if ended and self._timer.isActive():
            self._timer.stop()
            self.died.emit(ended)
