"""Zooming into a model's points, and into its curves, by mouse and keys."""

# matplotlib's Qt canvas has no types.
# mypy: allow-untyped-calls

from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QRubberBand

from playground.gui.panels.readout import area_of, place_in
from playground.plots.curves import CurvePanel, Span
from playground.plots.panels import Panels
from playground.plots.region import WHOLE, Region

_NOTCH = 120
"""What a wheel says of one of its steps."""
_STEP = 1.25
"""One step of the wheel, or one press of a key, zooms so far."""
_MOVE = 0.1
"""An arrow key moves by so much of what is shown."""
_IN = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_OUT = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_ALL = (Qt.Key.Key_0, Qt.Key.Key_Escape)
_ARROWS = {
    Qt.Key.Key_Left: (-_MOVE, 0.0),
    Qt.Key.Key_Right: (_MOVE, 0.0),
    Qt.Key.Key_Up: (0.0, _MOVE),
    Qt.Key.Key_Down: (0.0, -_MOVE),
}
_NARROWEST = 6
"""A range of curves that is dragged over fewer pixels was a click."""


class Zoom(QObject):
    """Turns what is done with one panel into the region and the span that are wanted of it."""

    region_wanted = Signal(object)  # Region
    span_wanted = Signal(object)  # Span | None

    def __init__(self, panel: FigureCanvasQTAgg) -> None:
        super().__init__(panel)
        self._panel = panel
        self._band = QRubberBand(QRubberBand.Shape.Rectangle, panel)
        self._moving_from: tuple[QPointF, Region] | None = None
        self._span_from: QPoint | None = None

    def wheel(self, event: QWheelEvent, panels: Panels) -> bool:
        """Zoom about the cursor; returns whether that is over the points."""
        place = place_in(self._panel, panels.points.axes, event.position())
        if place is None:
            return False
        factor = _STEP ** (event.angleDelta().y() / _NOTCH)
        self.region_wanted.emit(panels.points.region.zoomed(factor, *place))
        return True

    def press(self, event: QMouseEvent, panels: Panels) -> None:
        """Take hold of the points, where they are zoomed into, or begin a range of the curves."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        at, region = event.position(), panels.points.region
        if place_in(self._panel, panels.points.axes, at) is not None:
            if not region.is_whole:
                self._moving_from = at, region
                self._panel.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif panels.curves and place_in(self._panel, panels.curves.axes, at) is not None:
            self._span_from = at.toPoint()

    def move(self, event: QMouseEvent, panels: Panels) -> None:
        """Follow the mouse with what was begun."""
        if self._moving_from is not None:
            start, region = self._moving_from
            way = (event.position() - start) / area_of(self._panel, panels.points.axes).width()
            self.region_wanted.emit(region.moved(-way.x() * region.side, way.y() * region.side))
        elif self._span_from is not None and panels.curves:
            self._band.setGeometry(self._dragged(event, panels.curves))
            self._band.show()

    def release(self, event: QMouseEvent, panels: Panels) -> None:
        """Let go of the points, or show the range of the curves."""
        if self._moving_from is not None:
            self._panel.unsetCursor()
        if self._span_from is not None and panels.curves:
            dragged = self._dragged(event, panels.curves)
            if dragged.width() >= _NARROWEST:
                self.span_wanted.emit(self._span(dragged, panels.curves))
        self.drop()

    def drop(self) -> None:
        """Forget what was begun."""
        self._moving_from = self._span_from = None
        self._band.hide()

    def double_click(self, event: QMouseEvent, panels: Panels) -> None:
        """Show all of what is under the mouse."""
        if place_in(self._panel, panels.points.axes, event.position()) is not None:
            self.region_wanted.emit(WHOLE)
        elif panels.curves:
            self.span_wanted.emit(None)

    def key(self, event: QKeyEvent, panels: Panels) -> bool:
        """Do what a key says; returns whether it says anything."""
        key, region = Qt.Key(event.key()), panels.points.region
        middle = region.left + region.side / 2, region.bottom + region.side / 2
        if key in _IN or key in _OUT:
            factor = _STEP if key in _IN else 1 / _STEP
            self.region_wanted.emit(region.zoomed(factor, *middle))
        elif key in _ARROWS and not region.is_whole:
            right, up = _ARROWS[key]
            self.region_wanted.emit(region.moved(right * region.side, up * region.side))
        elif key in _ALL and _is_zoomed(panels):
            self.region_wanted.emit(WHOLE)
            self.span_wanted.emit(None)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and panels.curves:
            self._key_span(panels.curves, closer=key == Qt.Key.Key_PageUp)
        else:
            return False
        return True

    def _key_span(self, curves: CurvePanel, *, closer: bool) -> None:
        """The newer half of the iterations that are shown, or as many again before them."""
        first, last = curves.span or (0.0, float(curves.newest))
        width = (last - first) / 2 if closer else 2 * (last - first)
        if width >= 1:
            self.span_wanted.emit((last - width, last) if width < last else None)

    def _dragged(self, event: QMouseEvent, curves: CurvePanel) -> QRect:
        assert self._span_from is not None
        area = area_of(self._panel, curves.axes)
        ends = sorted((self._span_from.x(), round(event.position().x())))
        left, right = (min(max(end, area.left()), area.right()) for end in ends)
        return QRect(left, area.top(), right - left, area.height())

    def _span(self, dragged: QRect, curves: CurvePanel) -> Span:
        area, (low, high) = area_of(self._panel, curves.axes), curves.axes.get_xlim()
        first, last = ((end - area.left()) / area.width() for end in _ends(dragged))
        return low + first * (high - low), low + last * (high - low)


def _ends(dragged: QRect) -> tuple[int, int]:
    return dragged.left(), dragged.left() + dragged.width()


def _is_zoomed(panels: Panels) -> bool:
    spanned = panels.curves is not None and panels.curves.span is not None
    return spanned or not panels.points.region.is_whole
