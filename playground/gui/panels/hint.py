"""A line over a panel that says what is going on, for as long as it goes on."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from playground.plots.theme import Theme

_INSET = 6


class HintLabel(QLabel):
    """Lies over the lower edge of the points, so that nothing moves when it comes and goes."""

    def __init__(self, panel: QWidget) -> None:
        super().__init__(panel, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._room = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(4)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)

    def show_text(self, text: str) -> None:
        """Show this, or with an empty text nothing."""
        self.setText(text)
        self.setAccessibleName(text)
        self.place(self._room)
        self.setVisible(bool(text))

    def place(self, room: QRect) -> None:
        """Stand at the lower edge of `room`, in pixels of the panel."""
        self._room = room
        width = max(room.width() - 2 * _INSET, 0)
        height = min(self.heightForWidth(width), room.height())
        self.setGeometry(room.left() + _INSET, room.bottom() - _INSET - height, width, height)
