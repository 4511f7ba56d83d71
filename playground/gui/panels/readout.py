"""The values under the cursor, in a small label beside it."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

import math

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel

from playground.plots.heat_map import PointValues
from playground.plots.panels import Panels
from playground.plots.theme import Theme

_OFFSET = 14


class Readout(QLabel):
    """A label over a panel, on the side of the cursor where there is room."""

    def __init__(self, panel: FigureCanvasQTAgg) -> None:
        super().__init__(panel, textFormat=Qt.TextFormat.PlainText)
        self._panel = panel
        self._cursor: QPointF | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(4)
        self.setAccessibleName(self.tr("Values under the cursor"))
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)

    @property
    def is_over(self) -> bool:
        """Whether the cursor is over the points."""
        return self._cursor is not None

    def point_at(self, cursor: QPointF | None, panels: Panels | None) -> None:
        """Follow the cursor, in logical pixels of the canvas; None where it has left."""
        self._cursor = cursor if self._point(cursor, panels) else None
        self.read(panels)

    def read(self, panels: Panels | None) -> None:
        """Show the values of `panels` under the cursor, if there are any."""
        point = self._point(self._cursor, panels)
        values = panels.values(*point) if panels and point else None
        if values is None or self._cursor is None:
            self.hide()
        else:
            self._show_values(values, self._cursor.toPoint())

    def _point(self, cursor: QPointF | None, panels: Panels | None) -> tuple[float, float] | None:
        """The point of the unit square under the cursor, or None outside of it."""
        if cursor is None or panels is None:
            return None
        to_square = panels.points.axes.transData.inverted()
        x, y = to_square.transform(self._panel.mouseEventCoords(cursor))
        return (float(x), float(y)) if 0 <= x <= 1 and 0 <= y <= 1 else None

    def _show_values(self, values: PointValues, cursor: QPoint) -> None:
        self.setText(readout_text(values))
        self.adjustSize()
        right = cursor.x() + _OFFSET
        if right + self.width() > self._panel.width():
            right = cursor.x() - _OFFSET - self.width()
        below = cursor.y() + _OFFSET
        if below + self.height() > self._panel.height():
            below = cursor.y() - _OFFSET - self.height()
        self.move(max(right, 0), max(below, 0))
        self.show()


def readout_text(values: PointValues) -> str:
    """Two lines: the coordinates, and the values there."""
    parts = [f"p {_number(values.p)}"]
    if not math.isnan(values.d):
        parts.append(f"{values.d_name} {_number(values.d)}")
    if values.has_best:
        parts.append(f"D* {_number(values.best)}")
    return f"x {values.x:.3f}   y {values.y:.3f}\n" + "   ".join(parts)


def _number(value: float) -> str:
    """Three digits; "–" where there is none."""
    return "–" if math.isnan(value) else f"{value:.3g}".replace("-", "−")
