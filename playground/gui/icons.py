"""The window's few icons, drawn in the colour of the text beside them."""

import math
from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

_SIZE = 16
_SHARPNESS = 4


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


def slow_icon(color: QColor) -> QIcon:
    """An hourglass."""
    return _icon(color, _draw_slow)


def seed_icon(color: QColor) -> QIcon:
    """A die."""
    return _icon(color, _draw_die)


def application_icon() -> QIcon:
    """Two discs and the points between them."""
    return _icon(QColor("#56b4e9"), _draw_discs)


def _icon(color: QColor, draw: Callable[[QPainter], None]) -> QIcon:
    pixmap = QPixmap(_SIZE * _SHARPNESS, _SIZE * _SHARPNESS)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(_SHARPNESS, _SHARPNESS)
    painter.setBrush(color)
    painter.setPen(Qt.PenStyle.NoPen)
    draw(painter)
    painter.end()
    pixmap.setDevicePixelRatio(_SHARPNESS)
    return QIcon(pixmap)


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


def _draw_step(painter: QPainter) -> None:
    painter.drawPolygon(QPolygonF([QPointF(3, 2.5), QPointF(10.5, 8), QPointF(3, 13.5)]))
    painter.drawRect(QRectF(10.8, 2.5, 2.4, 11))


def _draw_back(painter: QPainter) -> None:
    painter.translate(_SIZE, 0)
    painter.scale(-1, 1)
    _draw_step(painter)


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
