"""Keys that the window has while the keyboard stands on something that would take them.

Space plays and pauses, except on what Space presses. A box for a number leaves to the window what
is in no number: Space, letters such as D and G; and Undo, unless something else is typed in it.
"""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget


class SpacePresses(QObject):
    """While one of `widgets` has the focus, Space presses it instead of the window's shortcut."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if _is_space(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


class NumberBox(QSpinBox):
    """A spin box that leaves keys that mean nothing in a number to the window's shortcuts."""

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if is_for_window(event, typing=self.cleanText() != self.textFromValue(self.value())):
            event.ignore()
            return True
        return super().event(event)


class DecimalBox(QDoubleSpinBox):
    """The same for numbers with decimals."""

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if is_for_window(event, typing=self.cleanText() != self.textFromValue(self.value())):
            event.ignore()
            return True
        return super().event(event)


def plain(label: str) -> str:
    """The text of a label or an action without its mnemonic: neither “&File” nor “文件(&F)”."""
    return re.sub(r"\(&.\)|&(?=.)", "", label)


def is_for_window(event: QEvent, *, typing: bool) -> bool:
    """Whether `event` asks a number box about a key that is for the window's shortcuts.

    While a person is `typing` another number, Undo is about that.
    """
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
        return not typing
    return event.text() == " " or (event.text().isalpha() and event.text().lower() != "e")


def _is_space(event: QEvent) -> bool:
    """Whether `event` asks a widget to take Space before a shortcut does."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Space
    )
