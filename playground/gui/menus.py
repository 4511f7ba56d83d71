"""The menu bar."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from playground.gui.toolbar import RunBar


class Menus(QObject):
    """File, Run and Help; the actions are there to be connected."""

    def __init__(self, bar: QMenuBar, run_bar: RunBar) -> None:
        super().__init__(bar)
        self.open_image = self._action("Open &image…", "Ctrl+O")
        self.open_folder = self._action("Open &folder…", "Ctrl+Shift+O")
        self.quit = self._action("&Quit", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.split = self._action("&Split into parts")
        self.about = self._action("&About")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        files = bar.addMenu("&File")
        files.addActions([self.open_image, self.open_folder])
        files.addSeparator()
        files.addAction(self.quit)
        run = bar.addMenu("&Run")
        run.addActions([run_bar.play_action, run_bar.reset_action])
        run.addSeparator()
        run.addAction(self.split)
        bar.addMenu("&Help").addAction(self.about)

    def _action(self, text: str, keys: str = "") -> QAction:
        return QAction(text, self, shortcut=QKeySequence(keys))
