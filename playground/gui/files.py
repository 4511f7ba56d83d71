"""The window's dialogs about files, and its gallery."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMenu, QMessageBox, QWidget

from playground.density.drawing import Drawing
from playground.density.load import SUFFIXES
from playground.density.points import TABLES, PointTable
from playground.gui.desk import Desk
from playground.gui.drop import Drop
from playground.gui.easel import Easel
from playground.gui.gallery import Gallery
from playground.gui.keeper import Keeper
from playground.gui.points_dialog import PointsDialog
from playground.gui.shelf import Entry, Shelf
from playground.mnist.record import is_mnist_run
from playground.plots.theme import Theme
from playground.runs.drawing_file import SUFFIX as DRAWING
from playground.runs.session_file import SUFFIX as SESSION


class Files(QObject):
    """Asks which files, and has the desk open them; what is opened is among the recent ones."""

    digits_wanted = Signal(object)  # Path: the folder of a run of --mnist
    session_chosen = Signal(object)  # Path: it is the file of a session

    def __init__(self, window: QWidget, easel: Easel, desk: Desk, theme: Theme) -> None:
        super().__init__(window)
        self._window, self._easel, self._desk = window, easel, desk
        self.theme = theme
        self._shelf = Shelf()
        self.gallery = Gallery(self._shelf)
        self.gallery.chosen.connect(self._open_entry)
        self.gallery.removed.connect(self._remove_entry)
        desk.opened.connect(self.note)

    def ask_files(self) -> None:
        """Open files that a person chooses."""
        images, tables = (" ".join(f"*{one}" for one in sorted(s)) for s in (SUFFIXES, TABLES))
        kinds = [
            self.tr("Images, points, drawings and sessions")
            + f" ({images} {tables} *{DRAWING} *{SESSION})",
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
        """Open files; of a table of points it is asked first how to read it."""
        kind = paths[0].suffix.lower() if len(paths) == 1 else ""
        if len(paths) == 1 and is_mnist_run(paths[0]):
            self.digits_wanted.emit(paths[0])
        elif kind in TABLES:
            self._ask_points(paths[0], self._desk.open_drawing)
        elif kind == SESSION:
            self.session_chosen.emit(paths[0])
        else:
            self._desk.open_files(paths)

    def drop(self, drop: Drop) -> None:
        """Do what its sentence says."""
        first = drop.paths[0]
        if drop.adds and len(drop.paths) == 1 and first.suffix.lower() in TABLES:
            self._ask_points(first, self._desk.add_drawing)
        elif drop.adds and first.suffix.lower() != SESSION and not is_mnist_run(first):
            self._desk.add_files(drop.paths)
        else:
            self.open(drop.paths)

    def list_earlier(self, menu: QMenu, keeper: Keeper) -> None:
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

    def _ask_points(self, path: Path, take: Callable[[Drawing], None]) -> None:
        self._desk.read_table(path, lambda table: self._show_points(path, table, take))

    def _show_points(self, path: Path, table: PointTable, take: Callable[[Drawing], None]) -> None:
        dialog = PointsDialog(table, self.theme, self._window)
        dialog.chosen.connect(lambda target: take(Drawing.of(target)))
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
