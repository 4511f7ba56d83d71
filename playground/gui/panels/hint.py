"""A line over a panel that says what is going on, for as long as it goes on."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from playground.gui.widgets.text_size import scaled_font
from playground.plots.theme import Theme

_INSET = 6


class HintLabel(QLabel):
    """Lies over an edge of the points, so that nothing moves when it comes and goes."""

    def __init__(self, panel: QWidget, *, at_top: bool = False, size: float = 1.0) -> None:
        """At the lower edge, or `at_top`; `size` is that of the letters, in those of the panel."""
        super().__init__(panel, textFormat=Qt.TextFormat.PlainText, wordWrap=True)
        self._room, self._at_top, self._size = QRect(), at_top, size
        self.set_scale(1.0)
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

    def set_scale(self, scale: float) -> None:
        """Make the letters so large, where 1 is the system's size."""
        font = scaled_font(scale * self._size)
        font.setBold(self._size > 1)
        self.setFont(font)
        self.place(self._room)

    def show_text(self, text: str) -> None:
        """Show this, or with an empty text nothing."""
        self.setText(text)
        self.setAccessibleName(text)
        self.place(self._room)
        self.setVisible(bool(text))

    def place(self, room: QRect) -> None:
        """Stand at the edge of `room`, in pixels of the panel."""
        self._room = room
        width = max(room.width() - 2 * _INSET, 0)
        height = min(self.heightForWidth(width), room.height())
        top = room.top() + _INSET if self._at_top else room.bottom() - _INSET - height
        self.setGeometry(room.left() + _INSET, top, width, height)
