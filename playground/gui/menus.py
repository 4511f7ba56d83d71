"""The menu bar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from playground.gui.layer_actions import LayerActions
from playground.gui.look_bar import LookBar
from playground.gui.toolbar import RunBar


class Menus(QObject):
    """File, Edit, Layer, Run, View and Help; the actions are there to be connected."""

    def __init__(
        self,
        bar: QMenuBar,
        run_bar: RunBar,
        layers: LayerActions,
        look_bar: LookBar,
        settings: QAction,
    ) -> None:
        """`settings` shows and hides the settings."""
        super().__init__(bar)
        self.new = self._action("&New drawing", "Ctrl+N")
        self.open_files = self._action("&Open…", "Ctrl+O")
        self.open_folder = self._action("Open &folder…", "Ctrl+Shift+O")
        self.open_digits = self._action(self.tr("Open &MNIST run…"))
        self.quit = self._action("&Quit", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.undo = self._action("&Undo", "Ctrl+Z")
        self.redo = self._action("&Redo")
        self.redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        self.keep = self._action("&Keep in gallery…", "Ctrl+G")
        self.copy_left = self._action("", "Ctrl+Shift+C")
        self.copy_right = self._action("")
        self.lessons = self._action(self.tr("&Lessons"), "F1")
        self.about = self._action("&About")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        files = bar.addMenu("&File")
        files.addActions([self.new, self.open_files, self.open_folder, self.open_digits])
        self.earlier = files.addMenu("&Earlier drawings")
        files.addSeparator()
        files.addAction(self.quit)
        edit = bar.addMenu("&Edit")
        edit.addActions([self.undo, self.redo])
        edit.addSeparator()
        edit.addActions([layers.copy, layers.paste])
        edit.addSeparator()
        edit.addAction(self.keep)
        layers.fill(bar.addMenu("&Layer"))
        self._add_run(bar, run_bar)
        view = bar.addMenu("&View")
        view.addActions([*run_bar.shown_actions, *look_bar.point_actions])
        for actions in (look_bar.heat_actions, look_bar.mark_actions, look_bar.strip_actions):
            view.addSeparator()
            view.addActions(actions)
        view.addSeparator()
        settings.setShortcut(QKeySequence("F9"))
        view.addAction(settings)
        bar.addMenu("&Help").addActions([self.lessons, self.about])
        self.show_history("", "")

    def show_titles(self, titles: Sequence[str]) -> None:
        """What the two models are called."""
        for action, title in zip((self.copy_left, self.copy_right), titles, strict=True):
            action.setText(f"Copy {title} as command")

    def _add_run(self, bar: QMenuBar, run_bar: RunBar) -> None:
        run = bar.addMenu("&Run")
        run.addActions([run_bar.play_action, *run_bar.step_actions, run_bar.slow_action])
        run.addSeparator()
        run.addActions([run_bar.reset_action, run_bar.seed_action])
        run.addSeparator()
        run.addActions([self.copy_left, self.copy_right])

    def show_history(self, undo: str, redo: str) -> None:
        """Say what undo and redo would do; nothing where they are empty."""
        self.undo.setText(f"&Undo {undo}".rstrip())
        self.undo.setEnabled(bool(undo))
        self.redo.setText(f"&Redo {redo}".rstrip())
        self.redo.setEnabled(bool(redo))

    def _action(self, text: str, keys: str = "") -> QAction:
        return QAction(text, self, shortcut=QKeySequence(keys))
