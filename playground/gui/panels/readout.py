"""The values under the cursor, in a small label."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

import math

from matplotlib.axes import Axes
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QFrame, QLabel

from playground.plots.curves import CurveReading
from playground.plots.heat_map import PointValues
from playground.plots.panels import Panels
from playground.plots.theme import Theme

_OFFSET = 14


class Readout(QLabel):
    """A label over a panel: at the rim of the points, or beside the cursor over curves."""

    def __init__(self, panel: FigureCanvasQTAgg) -> None:
        super().__init__(panel, textFormat=Qt.TextFormat.PlainText)
        self._panel = panel
        self._cursor: QPointF | None = None
        self._point: tuple[float, float] | None = None
        self.inset = 0
        """So far below the upper edge of the points it stands, in logical pixels."""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(4)
        self.setAccessibleName(self.tr("Values under the cursor"))
        self.hide()
        self.line = QFrame(panel)
        """Stands at the iteration whose values are shown."""
        self.line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.line.setAutoFillBackground(True)
        self.line.hide()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of `theme`."""
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.figure))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(theme.text))
        self.setPalette(palette)
        palette.setColor(QPalette.ColorRole.Window, QColor(theme.muted))
        self.line.setPalette(palette)

    @property
    def place(self) -> tuple[float, float] | None:
        """The place in the unit square under the cursor, where that is over the points."""
        return self._point

    @property
    def is_over(self) -> bool:
        """Whether the cursor is over the points."""
        return self._point is not None

    def point_at(self, cursor: QPointF | None, panels: Panels | None) -> None:
        """Follow the cursor, in logical pixels of the canvas; None where it has left."""
        self._cursor, self._point = cursor, None
        self.read(panels)

    def read(self, panels: Panels | None) -> None:
        """Show the values of `panels` under the cursor, if there are any."""
        if panels is not None:
            self._point = self._place(panels.points.axes)
        shown = panels is not None and (self._read_points(panels) or self._read_curves(panels))
        self.setVisible(shown)

    def _read_points(self, panels: Panels) -> bool:
        point = self._place(panels.points.axes)
        values = panels.values(*point) if point else None
        self.line.hide()
        if values is None:
            return False
        self._say(readout_text(values))
        area = area_of(self._panel, panels.points.axes)
        # At the side where the cursor is not, so that nothing around it is covered.
        left_half = self._cursor is not None and self._cursor.x() < area.center().x()
        left = area.right() - self.width() if left_half else area.left()
        self.move(max(left, 0), area.top() + self.inset)
        return True

    def _read_curves(self, panels: Panels) -> bool:
        curves = panels.curves
        place = self._place(curves.axes) if curves else None
        reading = curves.read(place[0]) if curves and place else None
        if curves is None or reading is None:
            return False
        self._say(curve_text(reading, distances=panels.view.strip == "distances"))
        area = area_of(self._panel, curves.axes)
        low, high = curves.axes.get_xlim()
        at = area.left() + (reading.iteration - low) / (high - low) * area.width()
        self.line.setGeometry(round(at), area.top(), 1, area.height())
        self.line.show()
        right = round(at) + _OFFSET
        if right + self.width() > self._panel.width():
            right = round(at) - _OFFSET - self.width()
        self.move(max(right, 0), area.bottom() - self.height())
        return True

    def _place(self, axes: Axes) -> tuple[float, float] | None:
        return None if self._cursor is None else place_in(self._panel, axes, self._cursor)

    def _say(self, text: str) -> None:
        self.setText(text)
        self.adjustSize()
        self.raise_()


def place_in(panel: FigureCanvasQTAgg, axes: Axes, at: QPointF) -> tuple[float, float] | None:
    """The place in data of `axes` at a pixel of the panel, or None outside of them."""
    x, y = axes.transAxes.inverted().transform(panel.mouseEventCoords(at))
    if not (0 <= x <= 1 and 0 <= y <= 1):
        return None
    x, y = axes.transData.inverted().transform(axes.transAxes.transform((x, y)))
    return float(x), float(y)


def area_of(panel: FigureCanvasQTAgg, axes: Axes) -> QRect:
    """Where `axes` are, in logical pixels of the panel."""
    box, ratio = axes.bbox, panel.devicePixelRatioF()
    top = panel.height() - box.y1 / ratio
    size = QSizeF(box.width / ratio, box.height / ratio)
    return QRectF(QPointF(box.x0 / ratio, top), size).toRect()


def curve_text(reading: CurveReading, *, distances: bool) -> str:
    """The iteration, and each value in a line of its own; distances are multiples of the floor."""
    title = QCoreApplication.translate("Readout", "iteration {iteration}")
    unit = "×" if distances else ""
    lines = [f"{label}  {_number(value)}{unit}" for label, value in reading.values]
    return "\n".join((title.format(iteration=f"{reading.iteration:,}"), *lines))


def readout_text(values: PointValues) -> str:
    """Two lines: the coordinates, and the values there (p the target's density, q the model's)."""
    parts = [f"p {_number(values.p)}"]
    if not math.isnan(values.d):
        parts.append(f"{values.d_name} {_number(values.d)}")
    if values.has_best:
        parts.append(f"D* {_number(values.best)}")
    if values.remark:
        parts.append(values.remark)
    elif values.log_q is not None:
        parts += [f"log p {_number(_log(values.p))}", f"log q {_number(values.log_q)}"]
    return f"x {values.x:.3f}   y {values.y:.3f}\n" + "   ".join(parts)


def _log(p: float) -> float:
    return -math.inf if p == 0 else math.log(p)


def _number(value: float) -> str:
    """Three digits; "–" where there is none."""
    if math.isinf(value):
        return "−∞" if value < 0 else "∞"
    return "–" if math.isnan(value) else f"{value:.3g}".replace("-", "−")
