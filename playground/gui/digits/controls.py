"""The sliders of a digit model: the code or digit c1, and the continuous codes c2, c3, …"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSlider, QVBoxLayout, QWidget

from playground.gui.widgets.keys import EnterPresses
from playground.worker.digits_protocol import DigitsRequest, Opened

_TEXT_WIDTH = 22
"""Characters of the longest text beside a slider, so that all sliders end at one line."""


class SliderRow(QWidget):
    """A slider with its name and its value; `text_of` is the text of a value."""

    moved = Signal()

    def __init__(self, name: str, low: int, high: int, text_of: Callable[[int], str]) -> None:
        super().__init__()
        self._text_of = text_of
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(low, high)
        self.slider.setAccessibleName(name)
        self.slider.valueChanged.connect(self._move)
        title = QLabel(name)
        title.setMinimumWidth(title.fontMetrics().horizontalAdvance("c00"))
        title.setBuddy(self.slider)
        self.text = QLabel()
        self.text.setMinimumWidth(self.text.fontMetrics().averageCharWidth() * _TEXT_WIDTH)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(title)
        row.addWidget(self.slider, 1)
        row.addWidget(self.text)
        self.slider.setValue(min(max(0, low), high))
        self.text.setText(text_of(self.slider.value()))

    @property
    def value(self) -> int:
        """The value of the slider."""
        return self.slider.value()

    def _move(self, value: int) -> None:
        self.text.setText(self._text_of(value))
        self.moved.emit()


ROWS = 8
"""Rows of images on a sheet."""

FAR = 2
"""Continuous codes range over -FAR … FAR; in training they stay within -1 … 1."""

_STEPS = 100


class DigitControls(QWidget):
    """Emits what to draw whenever one of them moves."""

    asked = Signal(object)  # DigitsRequest

    def __init__(self) -> None:
        super().__init__()
        self._digits: tuple[int, ...] = ()
        self._conditional = False
        self._seed = 0
        self.label_row: SliderRow | None = None
        self.value_rows: list[SliderRow] = []
        self.noise_button = QPushButton(self.tr("New noise"))
        self.noise_button.setToolTip(self.tr("Other images of the same codes"))
        self.noise_button.clicked.connect(self._change_noise)
        EnterPresses(self.noise_button)
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
        """The request that the sliders stand for."""
        label = self.label_row.value - 1 if self.label_row else -1
        values = tuple(row.value / _STEPS for row in self.value_rows)
        return DigitsRequest(ROWS, label if label >= 0 else None, values, self._seed)

    def show_model(self, opened: Opened) -> None:
        """Make the sliders of this model, at all labels and in the middle of the codes."""
        self._digits, self._conditional = opened.digits, opened.model == "cgan"
        self._clear()
        if self._digits:
            name = self.tr("Digit") if self._conditional else "c1"
            self.label_row = self._add(SliderRow(name, 0, len(self._digits), self._label_text))
            self.label_row.slider.setPageStep(1)
        for index in range(opened.values):
            far = FAR * _STEPS
            row = self._add(SliderRow(f"c{index + 2}", -far, far, _value_text))
            row.slider.setTickPosition(QSlider.TickPosition.TicksBelow)
            row.slider.setTickInterval(_STEPS)
            row.slider.setSingleStep(_STEPS // 20)
            self.value_rows.append(row)
        self._ask()

    def column_names(self, asked: DigitsRequest) -> tuple[str, ...]:
        """The names above the columns of a sheet: the digits, where it has all labels."""
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

    def _change_noise(self) -> None:
        self._seed += 1
        self._ask()

    def _label_text(self, value: int) -> str:
        if not value:
            return self.tr("all, one a column")
        digit = self._digits[value - 1]
        if self._conditional:
            return str(digit)
        if digit < 0:
            return self.tr("code {code}").format(code=value - 1)
        return self.tr("code {code}: the digit {digit}").format(code=value - 1, digit=digit)


def _value_text(value: int) -> str:
    return f"{value / _STEPS:+.2f}".replace("-", "−")
