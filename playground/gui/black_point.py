"""The black point of a layer: a slider whose effect is seen before it is applied."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QWidget

from playground.gui.keys import SpacePresses

_STEPS = 255


class BlackPointBar(QWidget):
    """Hidden until it is asked for; sends the share of full white below which all is empty."""

    tried = Signal(float)
    applied = Signal(float)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS - 1)
        self.slider.setAccessibleName(self.tr("Black point"))
        self.slider.setToolTip(
            self.tr("Pixels below this become empty; the canvas shows what is left")
        )
        self.number = QLabel("0 %")
        self.number.setMinimumWidth(self.fontMetrics().horizontalAdvance("99 %"))
        self.button = QPushButton(self.tr("Apply"))
        self.button.setToolTip(self.tr("Empty what is below (Enter); Escape leaves all as it was"))
        label = QLabel(self.tr("Blac&k"))
        label.setBuddy(self.slider)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget, stretch in ((label, 0), (self.slider, 1), (self.number, 0), (self.button, 0)):
            layout.addWidget(widget, stretch)
        SpacePresses(self.button)
        self.slider.valueChanged.connect(self._try)
        self.button.clicked.connect(self._apply)
        self.hide()

    def ask(self) -> None:
        """Begin at 0."""
        with QSignalBlocker(self.slider):
            self.slider.setValue(0)
        self.number.setText("0 %")
        self.show()
        self.slider.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
        else:
            super().keyPressEvent(event)

    def _try(self, value: int) -> None:
        self.number.setText(f"{100 * value / _STEPS:.0f} %")
        self.tried.emit(value / _STEPS)

    def _apply(self) -> None:
        self.hide()
        self.applied.emit(self.slider.value() / _STEPS)
