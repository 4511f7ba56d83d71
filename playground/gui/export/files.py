"""Where exported files go, and how they come there."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QProgressDialog, QWidget

from playground.app.export_process import ExportProcess
from playground.runs.atomic import atomic_write
from playground.runs.target_images import plain_name
from playground.worker.export_jobs import Order

_PATIENCE_MS = 600
"""A file that takes longer than this shows its progress."""


class ExportFiles(QObject):
    """Asks for names, beginning in the folder of the last one; writes, or has it done."""

    problem = Signal(str)
    noted = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        pictures = QStandardPaths.StandardLocation.PicturesLocation
        self.folder = Path(QStandardPaths.writableLocation(pictures))
        self.makings: list[ExportProcess] = []
        self.dialogs: list[QProgressDialog] = []
        """One for each file in the making."""

    def ask(self, name: str, kind: str) -> Path | None:
        """The file that a person chooses, which ends in `.kind`; None if it is none."""
        folder = self.folder if self.folder.is_dir() else Path.home()
        proposed = folder / f"{plain_name(name)}.{kind}"
        filters = f"{kind.upper()} (*.{kind})"
        text, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Export"), str(proposed), filters
        )
        if not text:
            return None
        path = Path(text)
        if path.suffix.lower() != f".{kind}":
            path = path.with_name(f"{path.name}.{kind}")
            if path.exists() and not self._may_replace(path):
                return None
        self.folder = path.parent
        return path

    def write(self, content: bytes, path: Path) -> None:
        """Write a small file at once."""
        try:
            with atomic_write(path) as file:
                file.write(content)
        except OSError as error:
            self._fail(path, error.strerror or str(error))
        else:
            self._succeed(path)

    def make(self, order: Order, path: Path) -> None:
        """Have a process make the file, and tell how far it is."""
        try:
            making = ExportProcess(order, path, self)
        except OSError as error:
            self._fail(path, error.strerror or str(error))
            return
        self.makings.append(making)
        dialog = self._progress(path)
        self.dialogs.append(dialog)
        making.progressed.connect(lambda done, total: _show(dialog, done, total))
        dialog.canceled.connect(making.cancel)
        dialog.canceled.connect(lambda: self._end(making, dialog))
        making.made.connect(lambda: self._end(making, dialog))
        making.made.connect(lambda: self._succeed(path))
        making.failed.connect(lambda _: self._end(making, dialog))
        making.failed.connect(lambda reason: self._fail(path, reason))

    def close(self) -> None:
        """Leave what is in the making."""
        for making in self.makings:
            making.cancel()
        self.makings.clear()

    def _progress(self, path: Path) -> QProgressDialog:
        text = self.tr("Making {name}…").format(name=path.name)
        dialog = QProgressDialog(text, self.tr("Cancel"), 0, 0, self._window)
        dialog.setWindowTitle(self.tr("Export"))
        dialog.setWindowModality(Qt.WindowModality.NonModal)
        dialog.setAutoReset(False)
        dialog.setAutoClose(False)
        dialog.setMinimumWidth(320)
        dialog.setMinimumDuration(_PATIENCE_MS)
        dialog.setValue(0)  # from now on it counts
        return dialog

    def _end(self, making: ExportProcess, dialog: QProgressDialog) -> None:
        if making in self.makings:
            self.makings.remove(making)
            self.dialogs.remove(dialog)
        dialog.deleteLater()
        making.deleteLater()

    def _succeed(self, path: Path) -> None:
        self.noted.emit(self.tr("Exported {path}.").format(path=path))

    def _fail(self, path: Path, reason: str) -> None:
        text = self.tr("{path} could not be written ({reason}); what was there before still is.")
        self.problem.emit(text.format(path=path, reason=reason))

    def _may_replace(self, path: Path) -> bool:
        text = self.tr("{name} is there already. Replace it?").format(name=path.name)
        said = QMessageBox.question(self._window, self.tr("Export"), text)
        return said == QMessageBox.StandardButton.Yes


def _show(dialog: QProgressDialog, done: int, total: int) -> None:
    dialog.setMaximum(total)
    dialog.setValue(done)
