"""The sliders of a digit model: the code or digit c1, and the continuous codes c2, c3, …"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from playground.gui.widgets.keys import SpacePresses
from playground.worker.digits_protocol import DigitsRequest, Opened

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


ROWS = 8
"""Of a sheet."""

FAR = 2
"""Continuous codes go this far to both sides; in training they stay within 1."""

_STEPS = 100


class DigitControls(QWidget):
    """Sends what is to be drawn, whenever one of them moves."""

    asked = Signal(object)  # Asked

    def __init__(self) -> None:
        super().__init__()
        self._digits: tuple[int, ...] = ()
        self._told = False
        self._seed = 0
        self.label_row: SliderRow | None = None
        self.value_rows: list[SliderRow] = []
        self.noise_button = QPushButton(self.tr("New noise"))
        self.noise_button.setToolTip(self.tr("Other images of the same codes"))
        self.noise_button.clicked.connect(self._renew)
        SpacePresses(self.noise_button)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        below = QHBoxLayout()
        below.addWidget(self.noise_button)
        below.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        column.addLayout(below)

    @property
    def wanted(self) -> DigitsRequest:
        """What the sliders stand for."""
        label = self.label_row.value - 1 if self.label_row else -1
        values = tuple(row.value / _STEPS for row in self.value_rows)
        return DigitsRequest(ROWS, label if label >= 0 else None, values, self._seed)

    def show_model(self, opened: Opened) -> None:
        """Have the sliders of this model, at all labels and in the middle of the codes."""
        self._digits, self._told = opened.digits, opened.model == "cgan"
        self._clear()
        if self._digits:
            name = self.tr("Digit") if self._told else "c1"
            self.label_row = self._add(SliderRow(name, 0, len(self._digits), self._say_label))
            self.label_row.slider.setPageStep(1)
        for index in range(opened.values):
            far = FAR * _STEPS
            row = self._add(SliderRow(f"c{index + 2}", -far, far, _say_value))
            row.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            row.slider.setTickInterval(_STEPS)
            row.slider.setSingleStep(_STEPS // 20)
            self.value_rows.append(row)
        self._ask()

    def column_names(self, asked: DigitsRequest) -> tuple[str, ...]:
        """What stands above the columns of a sheet: the digits of all labels, where it has all."""
        if asked.label is not None:
            return ()
        return tuple(str(digit) if digit >= 0 else "?" for digit in self._digits)

    def _add(self, row: SliderRow) -> SliderRow:
        row.moved.connect(self._ask)
        self._rows.addWidget(row)
        return row

    def _clear(self) -> None:
        for row in (*([self.label_row] if self.label_row else []), *self.value_rows):
            self._rows.removeWidget(row)
            row.deleteLater()
        self.label_row, self.value_rows = None, []

    def _ask(self) -> None:
        self.asked.emit(self.wanted)

    def _renew(self) -> None:
        self._seed += 1
        self._ask()

    def _say_label(self, value: int) -> str:
        if not value:
            return self.tr("all, one a column")
        digit = self._digits[value - 1]
        if self._told:
            return str(digit)
        if digit < 0:
            return self.tr("code {code}").format(code=value - 1)
        return self.tr("code {code}: the digit {digit}").format(code=value - 1, digit=digit)


def _say_value(value: int) -> str:
    return f"{value / _STEPS:+.2f}".replace("-", "−")
