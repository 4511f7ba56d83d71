"""The menu bar."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar

from playground.gui.look_bar import LookBar
from playground.gui.toolbar import RunBar


class Menus(QObject):
    """File, Run, View and Help; the actions are there to be connected."""

    def __init__(
        self, bar: QMenuBar, run_bar: RunBar, look_bar: LookBar, settings: QAction
    ) -> None:
        """`settings` shows and hides the settings."""
        super().__init__(bar)
        self.open_image = self._action("Open &image…", "Ctrl+O")
        self.open_folder = self._action("Open &folder…", "Ctrl+Shift+O")
        self.quit = self._action("&Quit", "Ctrl+Q")
        self.quit.setMenuRole(QAction.MenuRole.QuitRole)
        self.split = self._action("&Split into parts")
        self.copy_left = self._action("", "Ctrl+Shift+C")
        self.copy_right = self._action("")
        self.about = self._action("&About")
        self.about.setMenuRole(QAction.MenuRole.AboutRole)
        files = bar.addMenu("&File")
        files.addActions([self.open_image, self.open_folder])
        files.addSeparator()
        files.addAction(self.quit)
        self._add_run(bar, run_bar)
        view = bar.addMenu("&View")
        view.addActions([*run_bar.shown_actions, *look_bar.point_actions])
        for actions in (look_bar.heat_actions, look_bar.mark_actions, look_bar.strip_actions):
            view.addSeparator()
            view.addActions(actions)
        view.addSeparator()
        settings.setShortcut(QKeySequence("F9"))
        view.addAction(settings)
        bar.addMenu("&Help").addAction(self.about)

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
        run.addSeparator()
        run.addAction(self.split)

    def _action(self, text: str, keys: str = "") -> QAction:
        return QAction(text, self, shortcut=QKeySequence(keys))
