"""The dialogs about files: what to open, where to save, and whether to save before leaving."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMainWindow, QMenu, QMessageBox, QWidget

from playground.app.drawing_editor import DrawingEditor
from playground.app.importing import DrawingImporter, Drop, file_kind
from playground.app.notices import Notices
from playground.app.storage.autosave import DrawingAutosave
from playground.app.storage.former_versions import FormerVersion
from playground.app.storage.library import Kind, Library, LibraryEntry, LibraryIcons
from playground.app.storage.session_file import SessionFile, megabytes
from playground.density.load import SUFFIXES
from playground.density.point_table import TABLES, PointTable
from playground.drawing.drawing import Drawing
from playground.gui.painting.formula_dialog import FormulaDialog
from playground.gui.painting.gallery import ICON_SIDE, Gallery
from playground.gui.painting.points_dialog import PointsDialog
from playground.gui.widgets.literal import literal, unmarked
from playground.plots.theme import DARK, Theme
from playground.runs.session.drawing import DRAWING_SUFFIX
from playground.runs.session.file import SESSION_SUFFIX
from playground.runs.target_images import plain_name


class ImportDialogs(QObject):
    """Asks which files to open, and fills the gallery; opened files become recent ones."""

    digits_wanted = Signal(object)  # Path: the folder of a run of --mnist
    session_chosen = Signal(object)  # Path: the file of a session
    earlier_chosen = Signal(object)  # Path: the file of a drawing that a window has saved

    def __init__(
        self,
        window: QWidget,
        gallery: Gallery,
        editor: DrawingEditor,
        importer: DrawingImporter,
        notices: Notices,
    ) -> None:
        super().__init__(window)
        self._window, self._gallery = window, gallery
        self._editor, self._importer, self._notices = editor, importer, notices
        self._library = Library()
        self._icons = LibraryIcons(self)
        self._theme = DARK
        self._icons.drawn.connect(gallery.show_icon)
        gallery.kind_chosen.connect(self.fill_gallery)
        gallery.chosen.connect(self._open_entry)
        gallery.removed.connect(self._remove_entry)
        gallery.formula.clicked.connect(self.ask_formula)
        self.fill_gallery()

    def use_theme(self, theme: Theme) -> None:
        """Draw the gallery's icons, and dialogs, in these colours."""
        self._theme = theme
        self._draw_icons()

    def close(self) -> None:
        """Stop drawing icons."""
        self._icons.close()

    def fill_gallery(self) -> None:
        """Show the entries as they are now."""
        self._gallery.show_entries(self._library.entries(self._gallery.kind))
        self._draw_icons()

    def _draw_icons(self) -> None:
        self._icons.draw(self._library.entries(self._gallery.kind), ICON_SIDE, self._theme)

    def ask_files(self) -> None:
        """Ask for files, and open them."""
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
            self.open_paths([Path(name) for name in names])

    def ask_folder(self) -> None:
        """Ask for a folder of images or of a run, and open it."""
        name = QFileDialog.getExistingDirectory(self._window, self.tr("Open folder of images"))
        if name:
            self.open_paths([Path(name)])

    def ask_formula(self) -> None:
        """Ask for a formula, and open its density."""
        dialog = FormulaDialog(self._theme, self._window)
        dialog.chosen.connect(self._importer.load_formula)
        dialog.open()

    def ask_pages(self) -> None:
        """Ask for an image, and open its pages or frames as layers."""
        if path := self._ask_image(self.tr("Open pages as layers")):
            self._importer.open_pages(path)

    def ask_layer(self) -> None:
        """Ask for an image, and load it into the current layer."""
        if path := self._ask_image(self.tr("Load image")):
            self._importer.load_layer(path)

    def _ask_image(self, title: str) -> Path | None:
        suffixes = " ".join(f"*{suffix}" for suffix in sorted(SUFFIXES))
        kinds = self.tr("Images") + f" ({suffixes})"
        name, _ = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        return Path(name) if name else None

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files; for a table of points it is asked first how to read it."""
        match file_kind(paths):
            case "digits":
                self.digits_wanted.emit(paths[0])
            case "table":
                self._ask_points(paths[0], self._importer.open_drawing)
            case "session":
                self.session_chosen.emit(paths[0])
            case "drawing":
                self._importer.open_files(paths)

    def drop(self, drop: Drop) -> None:
        """Do what its sentence says."""
        match file_kind(drop.paths):
            case "table" if drop.adds:
                self._ask_points(drop.paths[0], self._importer.add_drawing)
            case "drawing" if drop.adds:
                self._importer.add_files(drop.paths)
            case _:
                self.open_paths(drop.paths)

    def list_earlier(self, menu: QMenu, autosave: DrawingAutosave) -> None:
        """Fill `menu` with the drawings that were left, in this window or in earlier ones."""
        menu.clear()
        for path in autosave.earlier():
            action = menu.addAction(path.stem.rsplit(" ", 1)[0])
            action.triggered.connect(lambda _=False, path=path: self.earlier_chosen.emit(path))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def keep(self) -> None:
        """Ask for a name, and save the drawing in the gallery."""
        drawing = self._editor.drawing
        title = self.tr("Keep in gallery")
        name, agreed = QInputDialog.getText(self._window, title, self.tr("Name"), text=drawing.name)
        name = name.strip()
        if not agreed or not name or not self._may_replace(name):
            return
        try:
            self._library.keep(replace(drawing, name=name), name)
        except OSError as error:
            text = self.tr("“{name}” cannot be kept: {reason}.")
            self._notices.problem.emit(text.format(name=name, reason=error.strerror))
            return
        self.show_kind("own")
        text = self.tr("Kept “{name}” in the gallery, under Mine.")
        self._notices.info.emit(text.format(name=name))

    def show_kind(self, kind: Kind) -> None:
        """Show the entries of this kind in the gallery, as they are now."""
        self._gallery.choose_kind(kind)
        self.fill_gallery()

    def _may_replace(self, name: str) -> bool:
        if not self._library.has(name):
            return True
        answer = QMessageBox.question(
            self._window,
            self.tr("Keep in gallery"),
            literal(self.tr("There is a drawing “{name}” already. Replace it?").format(name=name)),
        )
        return answer == QMessageBox.StandardButton.Yes

    def _ask_points(self, path: Path, take: Callable[[Drawing], None]) -> None:
        self._importer.read_table(path, lambda table: self._show_points(path, table, take))

    def _show_points(self, path: Path, table: PointTable, take: Callable[[Drawing], None]) -> None:
        dialog = PointsDialog(table, self._theme, self._window)
        dialog.chosen.connect(lambda target: take(Drawing.of(target)))
        dialog.chosen.connect(lambda: self.note_recent(path))
        dialog.open()

    def _open_entry(self, entry: LibraryEntry) -> None:
        if entry.path is None:
            self._importer.load_shipped(entry.name)
        else:
            self.open_paths([entry.path])

    def _remove_entry(self, entry: LibraryEntry) -> None:
        try:
            self._library.remove(entry)
        except OSError as error:
            text = self.tr("“{name}” cannot be removed: {reason}.")
            self._notices.problem.emit(text.format(name=entry.name, reason=error.strerror))
        self.fill_gallery()

    def note_recent(self, path: Path) -> None:
        """Put this file among the recent ones."""
        with suppress(OSError):  # a list of recent files is worth no message
            self._library.note(path)
        if self._gallery.kind == "recent":
            self.fill_gallery()


_MOST_RECENT = 10


class SaveQuestion(QMessageBox):
    """Asks whether to save; each answer has a key, which Qt gives to none of them."""

    def __init__(self, text: str, window: QWidget) -> None:
        super().__init__(window)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(self.tr("Unsaved changes"))
        self.setText(text)
        buttons = QMessageBox.StandardButton
        self.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        self.setDefaultButton(buttons.Save)
        self.button(buttons.Save).setText(self.tr("&Save"))
        self.button(buttons.Discard).setText(self.tr("&Discard"))
        self.button(buttons.Cancel).setText(self.tr("&Cancel"))

    def answer(self) -> QMessageBox.StandardButton:
        """Ask, and wait for Save, Discard or Cancel."""
        return QMessageBox.StandardButton(self.exec())


class SessionDialogs(QObject):
    """Asks for files, and before changes are lost; the window's title shows the session's file."""

    def __init__(self, window: QMainWindow, session_file: SessionFile) -> None:
        super().__init__(window)
        self._window, self._file = window, session_file
        self._title = window.windowTitle()
        self.asks = True
        """Whether to ask before changes are lost; not where the process is told to end."""
        self.agreed = False
        """Whether the answer was that unsaved changes may be lost."""
        self._then: Callable[[], None] | None = None
        session_file.file_changed.connect(self._show_file)
        session_file.saved.connect(self._continue)
        session_file.failed.connect(self._stay)

    def save(self) -> None:
        """Save to the session's file, or ask for one if it has none."""
        if self._file.path is None:
            self.save_as()
        else:
            self._file.save(self._file.path)

    def save_as(self) -> None:
        """Ask for a file, and save to it; the dialog says how large it will be."""
        title = self.tr("Save session as (about {whole}; without the past {light})")
        path = self._file.path or self._folder() / self._suggestion("")
        dialog = self._save_dialog(title, path)
        dialog.fileSelected.connect(lambda name: self._file.save(Path(name)))
        dialog.rejected.connect(self._stay)
        dialog.open()

    def save_light(self) -> None:
        """Ask for a file, and save the session without its past to it."""
        title = self.tr("Save without the past (about {light}; the whole session {whole})")
        path = self._folder() / self._suggestion("-light")
        dialog = self._save_dialog(title, path)
        dialog.fileSelected.connect(lambda name: self._file.save(Path(name), light=True))
        dialog.open()

    def ask(self) -> None:
        """Ask for a session's file, and open it."""
        dialog = self._dialog(self.tr("Open session"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.restore(Path(name)))
        dialog.open()

    def restore(self, path: Path) -> None:
        """Restore this session, once changes of the current one are saved or given up."""
        self.leave(lambda: self._file.restore(path))

    @property
    def would_lose(self) -> bool:
        """Whether leaving would lose changes that are not in the session's file."""
        return self.asks and not self.agreed and self._file.path is not None and self._file.changed

    def leave(self, then: Callable[[], None]) -> None:
        """Ask about unsaved changes, and call `then` unless that is cancelled.

        Nothing is asked about a session that never had a file.
        """
        if not self.would_lose:
            then()
            return
        buttons = QMessageBox.StandardButton
        name = self._file.path.name if self._file.path else ""
        text = self.tr("“{name}” has changed since it was saved. Save the changes?")
        answer = SaveQuestion(literal(text.format(name=name)), self._window).answer()
        if answer == buttons.Save:
            self._then = then
            self.save()
        elif answer == buttons.Discard:
            then()

    def list_recent(self, menu: QMenu) -> None:
        """Fill `menu` with the sessions saved or opened last."""
        menu.clear()
        paths = (entry.path for entry in Library().entries("recent"))
        sessions = [path for path in paths if path and path.suffix.lower() == SESSION_SUFFIX]
        for path in sessions[:_MOST_RECENT]:
            action = menu.addAction(unmarked(path.stem))
            action.setToolTip(literal(str(path)))
            action.triggered.connect(lambda _=False, path=path: self.restore(path))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def list_former(self, menu: QMenu) -> None:
        """Fill `menu` with what files held before this window saved to them, the newest first."""
        menu.clear()
        for version in reversed(self._file.former_versions.versions):
            name = unmarked(version.path.stem)
            action = menu.addAction(f"{name} · {version.replaced:%H:%M:%S}")
            action.setToolTip(literal(str(version.path)))
            action.triggered.connect(lambda _=False, version=version: self._restore_former(version))
        if menu.isEmpty():
            menu.addAction(self.tr("None")).setEnabled(False)

    def _restore_former(self, version: FormerVersion) -> None:
        self.leave(lambda: self._file.restore_former(version))

    def _save_dialog(self, title: str, path: Path) -> QFileDialog:
        sizes = self._file.file_bytes
        whole, light = megabytes(sizes.whole), megabytes(sizes.light)
        dialog = self._dialog(title.format(whole=whole, light=light))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(SESSION_SUFFIX.removeprefix("."))
        dialog.selectFile(str(path))
        return dialog

    def _dialog(self, title: str) -> QFileDialog:
        kinds = self.tr("Sessions") + f" (*{SESSION_SUFFIX})"
        return QFileDialog(self._window, title, str(self._folder()), kinds)

    def _folder(self) -> Path:
        return self._file.path.parent if self._file.path else Path.cwd()

    def _suggestion(self, end: str) -> str:
        return plain_name(self._file.name) + end + SESSION_SUFFIX

    def _continue(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _stay(self) -> None:
        self._then = None

    def _show_file(self) -> None:
        path = self._file.path
        name = f"{path.name}[*] — {self._title}" if path else self._title
        self._window.setWindowTitle(name)
        self._window.setWindowFilePath(str(path) if path else "")
        self._window.setWindowModified(self._file.changed)
