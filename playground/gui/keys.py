"""Keys: Space plays and pauses, except where the keyboard stands on what Space presses."""

import re

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDoubleSpinBox, QSpinBox, QWidget


class SpacePresses(QObject):
    """Lets each of `widgets`, while it has the focus, take Space before the window's shortcut."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__(widgets[0])
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: D102, N802
        if is_space(event):
            event.accept()
            return True
        return super().eventFilter(watched, event)


class NumberBox(QSpinBox):
    """A spin box that leaves Space to the window: it is in no number."""

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if is_space(event):
            event.ignore()
            return True
        return super().event(event)


class DecimalBox(QDoubleSpinBox):
    """The same for numbers with decimals."""

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if is_space(event):
            event.ignore()
            return True
        return super().event(event)


def plain(label: str) -> str:
    """The text of a label or an action without its mnemonic: neither “&File” nor “文件(&F)”."""
    return re.sub(r"\(&.\)|&(?=.)", "", label)


def is_space(event: QEvent) -> bool:
    """Whether a widget is asked if it wants Space before a shortcut gets it."""
    return (
        event.type() == QEvent.Type.ShortcutOverride
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Space
    )
