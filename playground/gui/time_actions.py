"""What a person can do with the time of a run: the same in the menu and on the timeline."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from playground.gui.keys import plain
from playground.gui.playhead import Where


class TimeActions(QObject):
    """Back, on, play back, to the present, fork; the actions are there to be connected."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.back = self._action(self.tr("&Back a picture"), "Alt+Left")
        self.on = self._action(self.tr("&On a picture"), "Alt+Right")
        self.rewind = self._action(self.tr("To the be&ginning"), "Alt+Home")
        self.now = self._action(self.tr("To &now"), "Alt+End")
        self.now.setToolTip(self.tr("Back to the present (Alt+End)"))
        self._start, self._stop = self.tr("&Play back"), self.tr("Stop &playing back")
        self.play_back = self._action(self._start, "P")
        self.forks = (self._action("", "Ctrl+F"), self._action("", "Ctrl+Shift+F"))
        self.take_back = self._action(self.tr("&Take back the fork"))
        self.show_where(Where(None, 0, False))
        self.take_back.setEnabled(False)

    def fill(self, menu: QMenu) -> None:
        """Put all into a menu."""
        menu.addActions([self.play_back, self.back, self.on, self.rewind, self.now])
        menu.addSeparator()
        menu.addActions([*self.forks, self.take_back])

    def show_where(self, where: Where) -> None:
        """Offer what can be done there."""
        has_past = where.newest > 0
        for action in (self.back, self.rewind, self.play_back):
            action.setEnabled(has_past)
        for action in (self.on, self.now):
            action.setEnabled(where.at is not None)
        self.play_back.setText(self._stop if where.playing_back else self._start)

    def show_forks(self, titles: Sequence[str], starts: Sequence[int | None], *, now: bool) -> None:
        """Offer to fork each model from the iteration in `starts`; from None there is no going.

        A fork of the present begins where that is by then, so there is no number to tell.
        """
        text = self.tr("Fork {model} at {start}, in the place of {other}")
        if now:
            text = self.tr("Fork {model} as it is now, in the place of {other}")
        for place, (action, start) in enumerate(zip(self.forks, starts, strict=True)):
            action.setEnabled(start is not None)
            names = {"model": titles[place], "other": titles[1 - place]}
            action.setText(text.format(start=f"{start or 0:,}", **names))

    def _action(self, text: str, keys: str = "") -> QAction:
        action = QAction(text, self, shortcut=QKeySequence(keys))
        if text and keys:
            action.setToolTip(f"{plain(text)} ({keys})")
        return action
