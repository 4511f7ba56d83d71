"""The canvas: shows the drawing, and turns mouse, pen and key events into edits."""

from dataclasses import replace

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPointingDevice,
    QTabletEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from playground.app.images import shared_image
from playground.app.translation import drawing_label, tr_message
from playground.density.geometry import SIDE, Box
from playground.drawing.composite import Composite
from playground.drawing.drawing import Drawing
from playground.drawing.tools import Brush, Tool, Touch, edit_of
from playground.message import Sentence
from playground.plots.theme import Theme

_SIDES = (160, 250, 900)  # least, preferred and most, in logical pixels
_RINGED: tuple[Tool, ...] = ("brush", "eraser", "line")
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}
KEYS = (
    (Sentence("Arrow keys"), Sentence("Move the ring")),
    (Sentence("Shift+Arrow keys"), Sentence("Move the ring in larger steps")),
    (Sentence("Enter"), Sentence("Put the tool down, and lift it again")),
    (Sentence("Esc"), Sentence("Take back what is not finished")),
    (Sentence("Shift"), Sentence("Constrain what is drawn: a square, a circle, steps of 45°")),
)
"""The keys that `keyPressEvent` handles, and what they do."""

_STEP_NAMES: dict[Tool, Sentence] = {
    "brush": Sentence("brush stroke"),
    "eraser": Sentence("erase"),
    "line": Sentence("line"),
    "rectangle": Sentence("rectangle"),
    "ellipse": Sentence("ellipse"),
    "fill": Sentence("fill"),
    "move": Sentence("move layer"),
}


class Canvas(QWidget):
    """A square view of the drawing.

    The left button draws and the right one erases; Shift constrains, Escape drops an unfinished
    edit. Arrow keys move the ring (with Shift in larger steps), Enter starts and ends an edit.
    """

    sketched = Signal(object)  # Edit: the unfinished one, as it is now
    finished = Signal(str)  # the edit is finished; the name of the step
    cancelled = Signal()
    refused = Signal()  # the current layer is hidden

    def __init__(self) -> None:
        super().__init__()
        self._composite: Composite | None = None
        self._tool: Tool = "brush"
        self._brush = Brush()
        self._touches: tuple[Touch, ...] = ()
        self._erasing = False
        self._hidden = False
        self._hover: Touch | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def pressed(self) -> bool:
        """Whether an edit is being made."""
        return bool(self._touches)

    def show_drawing(self, drawing: Drawing, theme: Theme) -> None:
        """Show all of the drawing."""
        self._composite = Composite(drawing, theme.layers)
        self._hidden = not drawing.current_layer.visible
        self.setAccessibleName(
            self.tr("Canvas: {drawing}, drawing on {layer}").format(
                drawing=drawing_label(drawing), layer=drawing.current_layer.name
            )
        )
        self.update()

    def show_painted(self, drawing: Drawing, box: Box) -> None:
        """Repaint `box` of the current sheet, which has changed."""
        if self._composite is not None:
            changed = self._composite.paint(drawing, box)
            scale, square = self._square().width() / self._composite.side, self._square()
            left, top = square.left() + changed.left * scale, square.top() + changed.top * scale
            width = (changed.right - changed.left) * scale
            height = (changed.bottom - changed.top) * scale
            self.update(QRectF(left, top, width, height).toAlignedRect().adjusted(-2, -2, 2, 2))

    def drop_edit(self) -> None:
        """Forget an unfinished edit, which was cancelled elsewhere."""
        self._touches = ()

    def use(self, tool: Tool, brush: Brush) -> None:
        """Draw with this tool and brush from now on."""
        self._update_ring()
        self._tool, self._brush = tool, brush
        self._update_ring()

    def hasHeightForWidth(self) -> bool:  # noqa: D102, N802
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: D102, N802
        return min(width, _SIDES[2])

    def sizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(_SIDES[1], _SIDES[1])

    def minimumSizeHint(self) -> QSize:  # noqa: D102, N802
        return QSize(_SIDES[0], _SIDES[0])

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        buttons = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton)
        if event.button() in buttons and not self.pressed:
            self._press(self._touch(event.position()), event.button() == buttons[1], _shift(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        self._hover_to(self._touch(event.position()), _shift(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if self.pressed and not event.buttons():
            self._sketch(_shift(event))
            self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:  # noqa: D102, N802
        touch = self._touch(event.position(), event.pressure())
        match event.type():
            case QTabletEvent.Type.TabletPress:
                rubber = event.pointerType() == QPointingDevice.PointerType.Eraser
                self._press(touch, rubber or event.button() == Qt.MouseButton.RightButton, False)
            case QTabletEvent.Type.TabletRelease:
                self._lift()
            case _:
                self._hover_to(touch, _shift(event))
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = Qt.Key(event.key())
        hover = self._hover or Touch(0.5, 0.5)
        if key in _ARROWS:
            step = (10 if _shift(event) else 2) / SIDE
            dx, dy = _ARROWS[key]
            x, y = hover.x + dx * step, hover.y + dy * step
            self._hover_to(Touch(min(max(x, 0), 1), min(max(y, 0), 1)), constrained=False)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.pressed:
                self._lift()
            else:
                self._press(hover, erasing=False, constrained=False)
        elif key == Qt.Key.Key_Escape and self.pressed:
            self._touches = ()
            self.cancelled.emit()
        elif key == Qt.Key.Key_Shift and self.pressed:
            self._sketch(constrained=True)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Shift and self.pressed and not event.isAutoRepeat():
            self._sketch(constrained=False)
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102, N802
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: D102, N802
        self._hover_to(self._touch(event.position()), constrained=False)

    def leaveEvent(self, event: object) -> None:  # noqa: D102, N802
        self._update_ring()
        self._hover = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102, N802
        painter = QPainter(self)
        square = self._square()
        painter.fillRect(self.rect(), self.palette().window())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._composite is None:
            painter.fillRect(square, QColor("black"))
        else:
            painter.drawImage(square, shared_image(self._composite))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().highlight().color(), 2))
            painter.drawRect(square.adjusted(1, 1, -1, -1))
        self._paint_ring(painter)
        painter.end()

    def _press(self, touch: Touch, erasing: bool, constrained: bool) -> None:
        if self._hidden:
            self.refused.emit()
            return
        self._erasing, self._touches = erasing, (touch,)
        self._sketch(constrained)

    def _hover_to(self, touch: Touch, constrained: bool) -> None:
        self._update_ring()
        self._hover = touch
        self._update_ring()
        if self.pressed and touch != self._touches[-1]:
            self._touches = (*self._touches, touch)
            self._sketch(constrained)

    def _lift(self) -> None:
        self._touches = ()
        self.finished.emit(tr_message(_STEP_NAMES[self._tool]))

    def _sketch(self, constrained: bool) -> None:
        brush = replace(self._brush, erase=self._erasing)
        self.sketched.emit(edit_of(self._tool, brush, self._touches, constrained=constrained))

    def _square(self) -> QRectF:
        side = min(self.width(), self.height())
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)

    def _touch(self, position: QPointF, pressure: float = 1.0) -> Touch:
        square = self._square()
        x = (position.x() - square.left()) / square.width()
        return Touch(x, 1 - (position.y() - square.top()) / square.height(), pressure)

    def _ring(self) -> QRectF:
        assert self._hover is not None
        square = self._square()
        x = square.left() + self._hover.x * square.width()
        y = square.top() + (1 - self._hover.y) * square.height()
        radius = max(self._brush.radius * square.width(), 1.5)
        return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)

    def _update_ring(self) -> None:
        if self._hover is not None:
            around: QRect = self._ring().toAlignedRect().adjusted(-4, -4, 4, 4)
            self.update(around)

    def _paint_ring(self, painter: QPainter) -> None:
        """A dark and a bright ring, visible on any ground; small ones for tools without a size."""
        if self._hover is None:
            return
        ring = self._ring()
        if self._tool not in _RINGED:
            ring = QRectF(ring.center() - QPointF(2, 2), QSizeF(4, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, margin in ((QColor(0, 0, 0, 180), 0.0), (QColor(255, 255, 255, 220), 1.0)):
            painter.setPen(QPen(color, 1.2))
            painter.drawEllipse(ring.adjusted(-margin, -margin, margin, margin))


def _shift(event: QMouseEvent | QTabletEvent | QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
