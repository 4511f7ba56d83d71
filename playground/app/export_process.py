"""An export in a process of its own, with progress and a way to cancel it."""

import shutil
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtCore import QObject, QTimer, Signal

from playground.app.translation import tr_message
from playground.worker.export_jobs import (
    ExportDone,
    ExportFailed,
    ExportJob,
    ExportProgress,
    Report,
)
from playground.worker.process import SpawnedProcess

_LOOK_MS = 40


class ExportProcess(QObject):
    """Writes one file, whole or not at all.

    The file grows in a temporary folder beside `path`. In the end one of the signals `done` and
    `failed` follows, unless it is cancelled.
    """

    progressed = Signal(int, int)  # frames drawn, frames in all
    done = Signal()
    failed = Signal(str)  # why

    def __init__(self, job: ExportJob, path: Path, parent: QObject | None = None) -> None:
        """Start at once. Raises OSError when nothing can be written beside `path`."""
        from playground.worker.export_rendering import main  # brings matplotlib

        super().__init__(parent)
        self.path = path
        """Where the file goes."""
        self._folder = Path(mkdtemp(prefix=".playground-", dir=path.parent))
        self._process = SpawnedProcess(main, self._file, name="playground-export")
        self._process.send_beside(job)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @property
    def _file(self) -> Path:
        return self._folder / self.path.name

    @property
    def is_over(self) -> bool:
        """Whether it has ended, one way or another."""
        return not self._timer.isActive()

    def cancel(self) -> None:
        """End it and leave nothing behind; does nothing once it is over."""
        if self.is_over:
            return
        self._timer.stop()
        self._process.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _look(self) -> None:
        ended = self._process.ended  # before its last words are read
        report = self._newest()
        match report:
            case ExportProgress(drawn, total):
                self.progressed.emit(drawn, total)
            case ExportDone():
                self._move_file()
            case ExportFailed(reason):
                self._end(tr_message(reason))
            case _ if ended:
                self._end(self.tr("the export process ended unexpectedly"))

    def _newest(self) -> Report | None:
        report: Report | None = None
        for report in self._process.told():
            if isinstance(report, ExportDone | ExportFailed):
                break
        return report

    def _move_file(self) -> None:
        try:
            self._file.replace(self.path)
        except OSError as error:
            self._end(error.strerror or str(error))
        else:
            self._end("")

    def _end(self, reason: str) -> None:
        self.cancel()
        if reason:
            self.failed.emit(reason)
        else:
            self.done.emit()
