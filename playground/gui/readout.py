"""The values under the cursor, in a small label beside it."""

import math

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from playground.plots.heat import Values
from playground.plots.theme import Theme

_OFFSET = 14


class Readout(QLabel):
    """Floats over a panel, on the side of the cursor where there is room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, textFormat=Qt.TextFormat.PlainText)
        self._panel = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(4)
        self.setAccessibleName(self.tr("Values under the cursor"))
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """The colours of the panel."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)

    def show_values(self, values: Values, cursor: QPoint) -> None:
        """Show these beside `cursor`."""
        self.setText(sentence(values))
        self.adjustSize()
        right = cursor.x() + _OFFSET
        if right + self.width() > self._panel.width():
            right = cursor.x() - _OFFSET - self.width()
        below = cursor.y() + _OFFSET
        if below + self.height() > self._panel.height():
            below = cursor.y() - _OFFSET - self.height()
        self.move(max(right, 0), max(below, 0))
        self.show()


def sentence(values: Values) -> str:
    """Two lines: the place, and what there is."""
    parts = [f"p {_number(values.p)}"]
    if not math.isnan(values.d):
        parts.append(f"{values.d_name} {_number(values.d)}")
    if values.has_best:
        parts.append(f"D* {_number(values.best)}")
    return f"x {values.x:.3f}   y {values.y:.3f}\n" + "   ".join(parts)


def _number(value: float) -> str:
    """Three digits; "–" where there is none."""
    return "–" if math.isnan(value) else f"{value:.3g}".replace("-", "−")
