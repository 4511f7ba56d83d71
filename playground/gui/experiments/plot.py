"""One column of the table over another, a dot a run."""

from math import floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from playground.app.experiment_table import ExperimentTable

_LEFT, _BOTTOM, _RIGHT, _TOP = 62, 40, 16, 14
_DOT = 4.0
_NEAR = 10.0


class DotPlot(QWidget):
    """Dots at `points`, which are the numbers of their rows with x and y."""

    chosen = Signal(int)  # the row of a dot

    def __init__(self) -> None:
        super().__init__()
        self.points: list[tuple[int, float, float]] = []
        self._titles = ("", "")
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)

    def show_points(self, points: list[tuple[int, float, float]], titles: tuple[str, str]) -> None:
        """Show these, with what the axes are."""
        self.points, self._titles = points, titles
        words = self.tr("{count} runs: {y} over {x}")
        count = f"{len(points):,}"
        self.setAccessibleName(words.format(count=count, x=titles[0], y=titles[1]))
        self.update()

    def place(self, x: float, y: float) -> QPointF:
        """Where a dot stands, in pixels."""
        box, (left, right), (low, high) = self._box, self._range(1), self._range(2)
        across, up = (x - left) / (right - left), (y - low) / (high - low)
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_axes(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        color = self.palette().highlight().color()
        color.setAlphaF(0.7)
        painter.setBrush(color)
        for _, x, y in self.points:
            painter.drawEllipse(self.place(x, y), _DOT, _DOT)
        painter.end()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        for row, x, y in self.points:
            if (self.place(x, y) - event.position()).manhattanLength() < _NEAR:
                self.chosen.emit(row)
                return

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(420, 300)

    @property
    def _box(self) -> QRectF:
        return QRectF(_LEFT, _TOP, self.width() - _LEFT - _RIGHT, self.height() - _TOP - _BOTTOM)

    def _range(self, axis: int) -> tuple[float, float]:
        """The least and the largest number, with some room."""
        values = [point[axis] for point in self.points] or [0.0, 1.0]
        low, high = min(values), max(values)
        room = 0.08 * (high - low) or 0.5 * abs(low) or 1.0
        return low - room, high + room

    def _paint_axes(self, painter: QPainter) -> None:
        box = self._box
        painter.setPen(self.palette().mid().color())
        painter.drawRect(box)
        painter.setPen(self.palette().text().color())
        height = painter.fontMetrics().height()
        for tick in ticks(*self._range(1)):
            at = self.place(tick, self._range(2)[0])
            rect = QRectF(at.x() - 40, box.bottom() + 2, 80, height)
            painter.drawText(rect, Qt.AlignmentFlag.AlignHCenter, f"{tick:g}")
        for tick in ticks(*self._range(2)):
            at = self.place(self._range(1)[0], tick)
            rect = QRectF(0, at.y() - height / 2, _LEFT - 6, height)
            painter.drawText(rect, Qt.AlignmentFlag.AlignRight, f"{tick:g}")
        below = QRectF(box.left(), box.bottom() + 4 + height, box.width(), height)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self._titles[0])
        inside = QRectF(box.left() + 6, box.top() + 2, box.width(), height)
        painter.drawText(inside, Qt.AlignmentFlag.AlignLeft, self._titles[1])


def ticks(low: float, high: float) -> list[float]:
    """Some round numbers between `low` and `high`."""
    step = 10.0 ** floor(log10(high - low))
    for part in (1, 0.5, 0.2):
        first = floor(low / (step * part)) + 1
        last = floor(high / (step * part))
        if last - first >= 2:
            return [round(number * step * part, 12) for number in range(first, last + 1)]
    return [round(low, 6), round(high, 6)]


class PlotPage(QWidget):
    """Two columns to choose, and their plot."""

    chosen = Signal(int)

    def __init__(self, table: ExperimentTable) -> None:
        super().__init__()
        self._table = table
        self.across, self.up = QComboBox(), QComboBox()
        self.plot = DotPlot()
        row = QHBoxLayout()
        for text, box in ((self.tr("Across"), self.across), (self.tr("Up"), self.up)):
            box.setAccessibleName(text)
            row.addWidget(QLabel(text))
            row.addWidget(box, 1)
            box.currentIndexChanged.connect(self._show)
        column = QVBoxLayout(self)
        column.addLayout(row)
        column.addWidget(self.plot, 1)
        self.plot.chosen.connect(self.chosen)
        table.modelReset.connect(self._offer)
        table.dataChanged.connect(self._show)

    def _offer(self) -> None:
        names = self._table.number_names()
        settings = [name for name in names if name in self._table.names[3:]]
        for box, wanted in ((self.across, settings[:1]), (self.up, ["times_floor"])):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            for name in names:
                box.addItem(self._table.title(name), name)
            box.setCurrentIndex(names.index(chosen if chosen in names else (wanted or names)[0]))
            box.blockSignals(False)
        self._show()

    def _show(self) -> None:
        x, y = self.across.currentData(), self.up.currentData()
        if not x or not y:
            return
        pairs = zip(self._table.numbers(x), self._table.numbers(y), strict=True)
        points = [(i, a, b) for i, (a, b) in enumerate(pairs) if a is not None and b is not None]
        self.plot.show_points(points, (self._table.title(x), self._table.title(y)))
