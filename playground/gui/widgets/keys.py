"""Keys that the window has while the keyboard stands on something that would take them.

Space plays and pauses wherever no text is typed, so Enter presses a button. A box for a number
leaves to the window what is in no number: Space, letters such as D and G; and Undo, unless
something else is typed in it.
"""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDoubleSpinBox,
    QPushButton,
    QSpinBox,
)

from playground.message import Sentence

KEYS = (
    (Sentence("Tab"), Sentence("To the next control; Shift+Tab goes back")),
    (Sentence("Enter"), Sentence("Press the button that the keyboard is on, or open its list")),
)
"""Keys that every control has, and what they do."""

PANEL_KEYS = (
    (Sentence("+ and −, or the wheel"), Sentence("Zoom into the points, and out again")),
    (Sentence("Arrow keys, or dragging"), Sentence("Move what is shown of the points")),
    (Sentence("Page up, or dragging"), Sentence("Zoom into a range of the curves")),
    (Sentence("Page down"), Sentence("Twice the range of the curves")),
    (
        Sentence("N, Shift+N"),
        Sentence("The next neuron, or the one before, where networks are drawn"),
    ),
    (Sentence("K, Shift+K"), Sentence("A neuron of the next layer, or of the one before")),
    (Sentence("0 or Esc, or a double click"), Sentence("Show all again")),
)
"""Keys of a panel that `playground.gui.panels.zoom` handles, and what they do."""


class EnterPresses(QObject):
    """Enter presses a button and opens the list of a box; a click leaves the focus where it was."""

    def __init__(self, *widgets: QAbstractButton | QComboBox) -> None:
        super().__init__(widgets[0])
        for widget in widgets:
            widget.installEventFilter(self)
            if isinstance(widget, QAbstractButton):
                widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if _is_enter(event):
            _press(watched)
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


def _is_enter(event: QEvent) -> bool:
    return (
        event.type() == QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        and not event.isAutoRepeat()
    )


def _press(widget: QObject) -> None:
    if isinstance(widget, QComboBox):
        widget.showPopup()
    elif isinstance(widget, QPushButton) and widget.menu():
        widget.showMenu()
    elif isinstance(widget, QAbstractButton):
        widget.click()
