"""A slider over the iterations of a run."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

PAGE = 10
"""Snapshots that Page Up and Page Down go."""

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -PAGE,
    Qt.Key.Key_PageUp: PAGE,
}


class TimeSlider(QSlider):
    """A click goes to where it is; keys and the wheel go from snapshot to snapshot."""

    sought = Signal(int)  # an iteration
    stepped = Signal(int)  # snapshots, back where negative
    rewound = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(120)
        self.actionTriggered.connect(self._seek)

    def show_range(self, value: int, newest: int) -> None:
        """Stand at `value` of 0 … `newest`. A handle that is being dragged stays in the hand."""
        with QSignalBlocker(self):
            self.setMaximum(max(newest, 1))
            self.setEnabled(newest > 0)
            if not self.isSliderDown():
                self.setValue(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.rewound.emit()
        elif key == Qt.Key.Key_End:
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned:
            self.stepped.emit(1 if turned > 0 else -1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102, N802
        if event.button() != Qt.MouseButton.LeftButton:
            return
        # The handle jumps to the cursor first, so that the press takes hold of it.
        self.setValue(self._value_at(event.position().x()))
        super().mousePressEvent(event)
        self.sought.emit(self.value())

    def _seek(self, _action: int) -> None:
        self.sought.emit(self.sliderPosition())

    def _value_at(self, x: float) -> int:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        style, slider = self.style(), QStyle.ComplexControl.CC_Slider
        groove = style.subControlRect(slider, option, QStyle.SubControl.SC_SliderGroove, self)
        handle = style.subControlRect(slider, option, QStyle.SubControl.SC_SliderHandle, self)
        return QStyle.sliderValueFromPosition(
            self.minimum(),
            self.maximum(),
            round(x - groove.x() - handle.width() / 2),
            groove.width() - handle.width(),
        )
