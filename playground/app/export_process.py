"""Files in the making: each in a process of its own, with progress and a way to cancel."""

import shutil
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.translation import tr_message
from playground.worker.export_jobs import ExportDone, ExportFailed, ExportProgress, Order, Report
from playground.worker.process import SpawnedProcess

_LOOK_MS = 40


class ExportProcess(QObject):
    """One file in the making; it comes to its place whole, or not at all.

    It grows in a folder beside its place, which goes with it. One of the signals `made`, `failed`
    comes in the end, unless it is cancelled.
    """

    progressed = Signal(int, int)  # frames drawn, frames in all
    made = Signal()
    failed = Signal(str)  # why

    def __init__(self, order: Order, path: Path, parent: QObject | None = None) -> None:
        """Start at once. Raises OSError when nothing can be written beside `path`."""
        from playground.worker.export_rendering import make  # brings matplotlib

        super().__init__(parent)
        self._path = path
        self._folder = Path(mkdtemp(prefix=".playground-", dir=path.parent))
        self._process = SpawnedProcess(make, self._file, name="playground-export")
        # On a thread: the order may be larger than the pipe, and the process takes a while to come.
        Thread(target=self._send, args=(order,), daemon=True).start()
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def _file(self) -> Path:
        return self._folder / self._path.name

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left of it but the file."""
        return not self._timer.isActive()

    def cancel(self) -> None:
        """Leave nothing behind; once it is over, this does nothing."""
        if self.is_over:
            return
        self._timer.stop()
        self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _send(self, order: Order) -> None:
        try:
            self._process.connection.send(order)
        except OSError:
            return  # the process is gone; whoever looks says so

    def _look(self) -> None:
        ended = self._process.ended  # before its last words are read
        report = self._newest()
        match report:
            case ExportProgress(done, total):
                self.progressed.emit(done, total)
            case ExportDone():
                self._place()
            case ExportFailed(reason):
                self._end(tr_message(reason))
            case _ if ended:
                self._end(self.tr("the process that made it ended unexpectedly"))

    def _newest(self) -> Report | None:
        connection: Connection[Order, Report] = self._process.connection
        report = None
        try:
            while connection.poll() and not isinstance(report, ExportDone | ExportFailed):
                report = connection.recv()
        except (EOFError, OSError):
            return report
        return report

    def _place(self) -> None:
        try:
            self._file.replace(self._path)
        except OSError as error:
            self._end(error.strerror or str(error))
        else:
            self._end("")

    def _end(self, reason: str) -> None:
        self.cancel()
        if reason:
            self.failed.emit(reason)
        else:
            self.made.emit()
