"""The window's icons, drawn in the colour of the text beside them."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap, QPolygonF

_SIZE = 16
_SHARPNESS = 4
_FAINT = 0.35
"""The opacity of what is disabled."""

_ON_GROUND = 0.78
"""The size of an icon that has a ground of its own."""


def play_icon(color: QColor) -> QIcon:
    """▶"""
    return _icon(color, _draw_play)


def pause_icon(color: QColor) -> QIcon:
    """⏸"""
    return _icon(color, _draw_pause)


def reset_icon(color: QColor) -> QIcon:
    """↺"""
    return _icon(color, _draw_reset)


def step_icon(color: QColor) -> QIcon:
    """⏭"""
    return _icon(color, _draw_step)


def back_icon(color: QColor) -> QIcon:
    """⏮"""
    return _icon(color, _draw_back)


def replay_icon(color: QColor) -> QIcon:
    """▶ with an arrow around it: the past once more."""
    return _icon(color, _draw_replay)


def slow_icon(color: QColor) -> QIcon:
    """An hourglass."""
    return _icon(color, _draw_slow)


def seed_icon(color: QColor) -> QIcon:
    """A die."""
    return _icon(color, _draw_die)


def more_icon(color: QColor) -> QIcon:
    """»"""
    return _icon(color, _draw_more)


def application_icon() -> QIcon:
    """Two discs and the points between them."""
    return _icon(QColor("#56b4e9"), _draw_discs)


def _icon(color: QColor, draw: Callable[[QPainter], None]) -> QIcon:
    icon = QIcon(_filled_pixmap(color, draw))
    icon.addPixmap(_filled_pixmap(_faint(color), draw), QIcon.Mode.Disabled)
    return icon


def _filled_pixmap(color: QColor, draw: Callable[[QPainter], None]) -> QPixmap:
    pixmap, painter = _blank()
    painter.setBrush(color)
    painter.setPen(Qt.PenStyle.NoPen)
    draw(painter)
    painter.end()
    return pixmap


def _blank() -> tuple[QPixmap, QPainter]:
    """A clear pixmap, and a painter that counts in 16ths; end it before the pixmap is used."""
    pixmap = QPixmap(_SIZE * _SHARPNESS, _SIZE * _SHARPNESS)
    pixmap.setDevicePixelRatio(_SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _faint(color: QColor) -> QColor:
    """The colour of what is disabled; Qt's own is hard to tell from the enabled one on dark."""
    faint = QColor(color)
    faint.setAlphaF(_FAINT)
    return faint


def _draw_play(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(3.5, 2), QPointF(14, 8), QPointF(3.5, 14)]))


def _draw_pause(painter: QPainter) -> None:
    painter.drawRect(QRectF(3.5, 2, 3.2, 12))
    painter.drawRect(QRectF(9.3, 2, 3.2, 12))


def _draw_reset(painter: QPainter) -> None:
    color = painter.brush().color()
    path = QPainterPath()
    ring = QRectF(2.5, 3, 11, 11)
    path.arcMoveTo(ring, 120)
    path.arcTo(ring, 120, 285)
    painter.strokePath(path, QPen(color, 1.8))
    tip = path.pointAtPercent(0)
    angle = math.radians(200)
    head = [QPointF(tip.x() + 4.2 * math.cos(angle + turn), tip.y() - 4.2 * math.sin(angle + turn))
            for turn in (0.0, 2 * math.pi / 3, 4 * math.pi / 3)]  # fmt: skip
    painter.drawPolygon(QPolygonF(head))


def _draw_more(painter: QPainter) -> None:
    pen = QPen(painter.brush().color(), 1.5)
    for left in (3.0, 8.5):
        path = QPainterPath(QPointF(left, 4))
        path.lineTo(left + 4, 8)
        path.lineTo(left, 12)
        painter.strokePath(path, pen)


def _draw_step(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(3, 2.5), QPointF(10.5, 8), QPointF(3, 13.5)]))
    painter.drawRect(QRectF(10.8, 2.5, 2.4, 11))


def _draw_back(painter: QPainter) -> None:
    painter.translate(_SIZE, 0)
    painter.scale(-1, 1)
    _draw_step(painter)


def _draw_replay(painter: QPainter) -> None:
    _draw_reset(painter)
    painter.drawPolygon(QPolygonF([QPointF(6.4, 5.6), QPointF(11.2, 8.5), QPointF(6.4, 11.4)]))


def _draw_slow(painter: QPainter) -> None:
    painter.drawRect(QRectF(3, 1.5, 10, 1.6))
    painter.drawRect(QRectF(3, 12.9, 10, 1.6))
    painter.drawPolygon(QPolygonF([QPointF(4, 3.6), QPointF(12, 3.6), QPointF(8, 8)]))
    painter.drawPolygon(QPolygonF([QPointF(4, 12.4), QPointF(12, 12.4), QPointF(8, 8)]))


def _draw_die(painter: QPainter) -> None:
    color = painter.brush().color()
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(2.2, 2.2, 11.6, 11.6), 2.2, 2.2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for place in (QPointF(5.2, 5.2), QPointF(8, 8), QPointF(10.8, 10.8)):
        painter.drawEllipse(place, 1.2, 1.2)


def _draw_discs(painter: QPainter) -> None:
    painter.drawEllipse(QPointF(4, 8), 3.6, 3.6)
    painter.setBrush(QColor("#e69f00"))
    painter.drawEllipse(QPointF(12, 8), 3.6, 3.6)


Draw = Callable[[QPainter], None]


def tool_icon(name: str, ink: QColor) -> QIcon:
    """The icon of that name, from `DRAWN`."""
    icon = QIcon(_pixmap(name, ink))
    icon.addPixmap(_pixmap(name, _faint(ink)), QIcon.Mode.Disabled)
    return icon


def choice_icon(name: str, ink: QColor, palette: QPalette) -> QIcon:
    """The same, on the highlight of `palette` while it is the chosen one."""
    icon = tool_icon(name, ink)
    ground, mark = palette.color(QPalette.ColorRole.Highlight), QPalette.ColorRole.HighlightedText
    icon.addPixmap(_pixmap(name, palette.color(mark), ground), state=QIcon.State.On)
    return icon


def _pixmap(name: str, ink: QColor, ground: QColor | None = None) -> QPixmap:
    pixmap, painter = _blank()
    if ground is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(0, 0, _SIZE, _SIZE), 3, 3)
        painter.translate(_SIZE / 2, _SIZE / 2)
        painter.scale(_ON_GROUND, _ON_GROUND)
        painter.translate(-_SIZE / 2, -_SIZE / 2)
    painter.setPen(QPen(ink, 1.5, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    DRAWN[name](painter)
    painter.end()
    return pixmap


def color_icon(color: QColor) -> QIcon:
    """A disc of `color`, ringed so that it is seen on any ground."""
    pixmap, painter = _blank()
    painter.setPen(QPen(QColor(128, 128, 128), 1))
    painter.setBrush(color)
    painter.drawEllipse(QRectF(3, 3, 10, 10))
    painter.end()
    return QIcon(pixmap)


def _line(*points: tuple[float, float]) -> Draw:
    path = QPolygonF([QPointF(x, y) for x, y in points])
    return lambda painter: painter.drawPolyline(path)


def _both(*draws: Draw) -> Draw:
    def draw(painter: QPainter) -> None:
        for one in draws:
            one(painter)

    return draw


def _filled(draw: Draw) -> Draw:
    def fill(painter: QPainter) -> None:
        painter.setBrush(painter.pen().color())
        draw(painter)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    return fill


def _polygon(*points: tuple[float, float]) -> Draw:
    shape = QPolygonF([QPointF(x, y) for x, y in points])
    return lambda painter: painter.drawPolygon(shape)


def _ellipse(x: float, y: float, width: float, height: float) -> Draw:
    return lambda painter: painter.drawEllipse(QRectF(x, y, width, height))


def _rectangle(x: float, y: float, width: float, height: float) -> Draw:
    return lambda painter: painter.drawRect(QRectF(x, y, width, height))


def _drop(painter: QPainter) -> None:
    path = QPainterPath(QPointF(12.6, 8.6))
    path.cubicTo(QPointF(15, 12), QPointF(14.6, 14), QPointF(12.6, 14))
    path.cubicTo(QPointF(10.6, 14), QPointF(10.2, 12), QPointF(12.6, 8.6))
    painter.fillPath(path, painter.pen().color())


def _tip(painter: QPainter) -> None:
    path = QPainterPath(QPointF(2, 14))
    path.cubicTo(QPointF(2.4, 10.5), QPointF(4, 9), QPointF(6, 9.4))
    path.cubicTo(QPointF(7.6, 10.6), QPointF(6.4, 13.6), QPointF(2, 14))
    painter.fillPath(path, painter.pen().color())


DRAWN: dict[str, Draw] = {
    "brush": _both(_tip, _line((7, 8.6), (13.6, 2))),
    "eraser": _both(
        _polygon((6, 13), (2.4, 9.4), (9, 2.8), (13.6, 7.4), (8, 13)),
        _line((5.6, 6.2), (10.4, 10.8)),
        _line((6, 13), (14, 13)),
    ),
    "line": _line((2.5, 13.5), (13.5, 2.5)),
    "rectangle": _filled(_rectangle(2.5, 4, 11, 8.5)),
    "ellipse": _filled(_ellipse(2, 3.5, 12, 9.5)),
    "fill": _both(
        _polygon((2, 8), (7.4, 2.6), (12.4, 7.6), (7, 13)), _line((5, 2), (7.4, 5)), _drop
    ),
    "move": _both(
        _line((8, 1.5), (8, 14.5)),
        _line((1.5, 8), (14.5, 8)),
        _line((6, 3.4), (8, 1.5), (10, 3.4)),
        _line((6, 12.6), (8, 14.5), (10, 12.6)),
        _line((3.4, 6), (1.5, 8), (3.4, 10)),
        _line((12.6, 6), (14.5, 8), (12.6, 10)),
    ),
    "add": _both(_line((8, 3), (8, 13)), _line((3, 8), (13, 8))),
    "duplicate": _both(_rectangle(2.5, 5.5, 8, 8), _line((5.5, 3), (13, 3), (13, 10.5))),
    "delete": _both(
        _line((3, 4.5), (13, 4.5)),
        _line((6.5, 4), (6.5, 2.5), (9.5, 2.5), (9.5, 4)),
        _line((4.3, 4.8), (5, 14), (11, 14), (11.7, 4.8)),
    ),
    "up": _line((3.5, 10), (8, 5.5), (12.5, 10)),
    "down": _line((3.5, 6), (8, 10.5), (12.5, 6)),
    "merge": _both(
        _line((8, 14), (8, 6.5)), _line((5, 9), (8, 6), (11, 9)), _line((3, 2.5), (13, 2.5))
    ),
    "split": _both(_ellipse(1.5, 5.5, 5, 5), _ellipse(9.5, 5.5, 5, 5), _line((8, 2.5), (8, 13.5))),
    "more": _both(*(_filled(_ellipse(x, 7.2, 1.6, 1.6)) for x in (2.6, 7.2, 11.8))),
}
"""How each is drawn, on 16 × 16."""
