"""A slider with its name before it and its value, in words, behind it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from playground.gui.keys import SpacePresses

_SAID = 22
"""Characters of the longest words behind a slider, so that sliders end at one line."""


class SliderRow(QWidget):
    """`say` puts a value of the slider into words."""

    moved = Signal()

    def __init__(self, name: str, low: int, high: int, say: Callable[[int], str]) -> None:
        super().__init__()
        self._say = say
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low, high)
        self.slider.setAccessibleName(name)
        self.slider.valueChanged.connect(self._move)
        SpacePresses(self.slider)
        title = QLabel(name)
        title.setMinimumWidth(title.fontMetrics().horizontalAdvance("c00"))
        title.setBuddy(self.slider)
        self.said = QLabel()
        self.said.setMinimumWidth(self.said.fontMetrics().averageCharWidth() * _SAID)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(self.slider, 1)
        row.addWidget(self.said)
        self.slider.setValue(min(max(0, low), high))
        self.said.setText(say(self.slider.value()))

    @property
    def value(self) -> int:
        """Where the slider stands."""
        return self.slider.value()

    def _move(self, value: int) -> None:
        self.said.setText(self._say(value))
        self.moved.emit()
