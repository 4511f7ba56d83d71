"""The window's dialogs about the file of its session, and the question before it is left."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMainWindow, QMenu, QMessageBox

from playground.gui.saving import Saving
from playground.gui.shelf import Shelf
from playground.runs.session_file import SUFFIX
from playground.runs.target_files import plain_name

_MOST_RECENT = 10


class Filing(QObject):
    """Asks which file; shows its name, and whether it holds all, in the window's title."""

    def __init__(self, window: QMainWindow, saving: Saving) -> None:
        super().__init__(window)
        self._window, self._saving = window, saving
        self.asks = True
        """Whether there is somebody to ask before changes are lost."""
        self.agreed = False
        """Whether it was said that what is not saved by now may go."""
        self._then: Callable[[], None] | None = None
        saving.file_changed.connect(self._show_file)
        saving.saved.connect(self._go_on)
        saving.problem.connect(self._stay)

    def save(self) -> None:
        """Save to the session's file, or if it has none to one that is asked for."""
        if self._saving.path is None:
            self.save_as()
        else:
            self._saving.save(self._saving.path)

    def save_as(self) -> None:
        """Save to a file that is asked for."""
        dialog = self._dialog(self.tr("Save session as"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(str(self._saving.path or self._folder() / self._suggestion()))
        dialog.fileSelected.connect(lambda name: self._saving.save(Path(name)))
        dialog.rejected.connect(self._stay)
        dialog.open()

    def ask(self) -> None:
        """Open a session that is asked for."""
        dialog = self._dialog(self.tr("Open session"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.open(Path(name)))
        dialog.open()

    def open(self, path: Path) -> None:
        """Open this one, unless changes of the one at hand are to be kept and cannot."""
        self.leave(lambda: self._saving.open(path))

    @property
    def would_lose(self) -> bool:
        """Whether the session has a file, and changes that are not in it."""
        saving = self._saving
        return self.asks and not self.agreed and saving.path is not None and saving.changed

    def leave(self, then: Callable[[], None]) -> None:
        """Do this, once the changes are saved where that is wanted; nothing when it is cancelled.

        A session that never had a file is played with: nobody is asked about it.
        """
        if not self.would_lose:
            then()
            return
        buttons = QMessageBox.StandardButton
        name = self._saving.path.name if self._saving.path else ""
        answer = QMessageBox.question(
            self._window,
            self.tr("Unsaved changes"),
            self.tr("“{name}” has changed since it was saved. Save the changes?").format(name=name),
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        if answer == buttons.Save:
            self._then = then
            self.save()
        elif answer == buttons.Discard:
            then()

    def list_recent(self, menu: QMenu) -> None:
        """Offer in `menu` the sessions that were saved or opened last."""
        menu.clear()
        paths = (entry.path for entry in Shelf().entries("recent"))
        sessions = [path for path in paths if path and path.suffix.lower() == SUFFIX]
        for path in sessions[:_MOST_RECENT]:
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open(path))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def _dialog(self, title: str) -> QFileDialog:
        kinds = self.tr("Sessions") + f" (*{SUFFIX})"
        return QFileDialog(self._window, title, str(self._folder()), kinds)

    def _folder(self) -> Path:
        return self._saving.path.parent if self._saving.path else Path.cwd()

    def _suggestion(self) -> str:
        return plain_name(self._saving.name) + SUFFIX

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _stay(self) -> None:
        self._then = None

    def _show_file(self) -> None:
        path = self._saving.path
        if path is not None:
            self._window.setWindowTitle(f"{path.name}[*]")
            self._window.setWindowFilePath(str(path))
        self._window.setWindowModified(self._saving.changed)
