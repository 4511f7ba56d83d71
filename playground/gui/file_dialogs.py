"""The dialogs about files: what to open, where to save, and the question before work is left."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMainWindow, QMenu, QMessageBox, QWidget

from playground.app.autosave import DrawingAutosave
from playground.app.drawing_editor import DrawingEditor
from playground.app.importing import DrawingImporter, Drop
from playground.app.library import Entry, Library
from playground.app.session_file import SessionFile
from playground.density.load import SUFFIXES
from playground.density.point_table import TABLES, PointTable
from playground.drawing.drawing import Drawing
from playground.gui.painting.gallery import Gallery
from playground.gui.painting.points_dialog import PointsDialog
from playground.mnist.runs.config_file import is_mnist_run
from playground.plots.theme import Theme
from playground.runs.session.drawing import DRAWING_SUFFIX
from playground.runs.session.file import SESSION_SUFFIX
from playground.runs.target_images import plain_name


class ImportDialogs(QObject):
    """Asks which files, and has the desk open them; what is opened is among the recent ones."""

    digits_wanted = Signal(object)  # Path: the folder of a run of --mnist
    session_chosen = Signal(object)  # Path: it is the file of a session

    def __init__(
        self, window: QWidget, easel: DrawingEditor, desk: DrawingImporter, theme: Theme
    ) -> None:
        super().__init__(window)
        self._window, self._easel, self._desk = window, easel, desk
        self.theme = theme
        self._shelf = Library()
        self.gallery = Gallery(self._shelf)
        self.gallery.chosen.connect(self._open_entry)
        self.gallery.removed.connect(self._remove_entry)
        desk.opened.connect(self.note)

    def ask_files(self) -> None:
        """Open files that a person chooses."""
        images, tables = (" ".join(f"*{one}" for one in sorted(s)) for s in (SUFFIXES, TABLES))
        kinds = [
            self.tr("Images, points, drawings and sessions")
            + f" ({images} {tables} *{DRAWING_SUFFIX} *{SESSION_SUFFIX})",
            self.tr("Images") + f" ({images})",
            self.tr("Points") + f" ({tables})",
            self.tr("All files") + " (*)",
        ]
        title = self.tr("Open")
        names, _ = QFileDialog.getOpenFileNames(self._window, title, "", ";;".join(kinds))
        if names:
            self.open([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Open a folder of images, or of a run."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder of images"))
        if name:
            self.open([Path(name)])

    def ask_layer(self) -> None:
        """Load an image into the current layer."""
        suffixes = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        kinds = self.tr("Images") + f" ({suffixes})"
        name, _ = QFileDialog.getOpenFileName(self._window, self.tr("Load image"), "", kinds)
        if name:
            self._desk.load_layer(Path(name))

    def open(self, paths: Sequence[Path]) -> None:
        """Open files; of a table of points the bandwidth is asked first."""
        kind = paths[0].suffix.lower() if len(paths) == 1 else ""
        if len(paths) == 1 and is_mnist_run(paths[0]):
            self.digits_wanted.emit(paths[0])
        elif kind in TABLES:
            self._ask_bandwidth(paths[0])
        elif kind == SESSION_SUFFIX:
            self.session_chosen.emit(paths[0])
        else:
            self._desk.open_files(paths)

    def drop(self, drop: Drop) -> None:
        """Do what its sentence says."""
        first = drop.paths[0]
        if drop.adds and first.suffix.lower() != SESSION_SUFFIX and not is_mnist_run(first):
            self._desk.add_files(drop.paths)
        else:
            self.open(drop.paths)

    def list_earlier(self, menu: QMenu, keeper: DrawingAutosave) -> None:
        """Offer in `menu` the drawings that windows of the past have kept."""
        menu.clear()
        for path in keeper.earlier():
            action = menu.addAction(path.stem.rsplit(" ", 1)[0])
            action.triggered.connect(lambda _=False, path=path: self._desk.open_files([path]))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def keep(self) -> None:
        """Put the drawing into the gallery, under a name that is asked for."""
        drawing = self._easel.drawing
        title = self.tr("Keep in gallery")
        name, agreed = QInputDialog.getText(self._window, title, self.tr("Name"), text=drawing.name)
        name = name.strip()
        if not agreed or not name or not self._may_replace(name):
            return
        try:
            self._shelf.keep(replace(drawing, name=name), name)
        except OSError as error:
            text = self.tr("“{name}” cannot be kept: {reason}.")
            self._desk.problem.emit(text.format(name=name, reason=error.strerror))
            return
        self.gallery.show_kind("own")
        text = self.tr("Kept “{name}” in the gallery, under Mine.")
        self._desk.noted.emit(text.format(name=name))

    def _may_replace(self, name: str) -> bool:
        if not self._shelf.has(name):
            return True
        answer = QMessageBox.question(
            self._window,
            self.tr("Keep in gallery"),
            self.tr("There is a drawing “{name}” already. Replace it?").format(name=name),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _ask_bandwidth(self, path: Path) -> None:
        self._desk.read_table(path, lambda table: self._show_points(path, table))

    def _show_points(self, path: Path, table: PointTable) -> None:
        dialog = PointsDialog(table, self.theme, self._window)
        dialog.chosen.connect(lambda target: self._desk.open_drawing(Drawing.of(target)))
        dialog.chosen.connect(lambda: self.note(path))
        dialog.open()

    def _open_entry(self, entry: Entry) -> None:
        if entry.path is None:
            self._desk.load_shipped(entry.name)
        else:
            self.open([entry.path])

    def _remove_entry(self, entry: Entry) -> None:
        try:
            self._shelf.remove(entry)
        except OSError as error:
            text = self.tr("“{name}” cannot be removed: {reason}.")
            self._desk.problem.emit(text.format(name=entry.name, reason=error.strerror))
        self.gallery.fill()

    def note(self, path: Path) -> None:
        """Have this one among the recent files."""
        with suppress(OSError):  # a list of recent files is worth no message
            self._shelf.note(path)
        if self.gallery.kind == "recent":
            self.gallery.fill()


_MOST_RECENT = 10


class SessionDialogs(QObject):
    """Asks which file; shows its name, and whether it holds all, in the window's title."""

    def __init__(self, window: QMainWindow, saving: SessionFile) -> None:
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
        dialog.setDefaultSuffix(SESSION_SUFFIX.removeprefix("."))
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
        paths = (entry.path for entry in Library().entries("recent"))
        sessions = [path for path in paths if path and path.suffix.lower() == SESSION_SUFFIX]
        for path in sessions[:_MOST_RECENT]:
            action = menu.addAction(path.stem.replace("&", "&&"))
            action.setToolTip(str(path))
            action.triggered.connect(lambda _=False, path=path: self.open(path))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def _dialog(self, title: str) -> QFileDialog:
        kinds = self.tr("Sessions") + f" (*{SESSION_SUFFIX})"
        return QFileDialog(self._window, title, str(self._folder()), kinds)

    def _folder(self) -> Path:
        return self._saving.path.parent if self._saving.path else Path.cwd()

    def _suggestion(self) -> str:
        return plain_name(self._saving.name) + SESSION_SUFFIX

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
