"""Small editors for the kinds of settings; scrolling over them with the wheel changes nothing."""

from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSpinBox

from playground.gui.keys import NumberBox, SpacePresses, is_for_window
from playground.settings import Setting

_STEPS = (1, 2, 3, 5, 10)


class WholeEdit(NumberBox):
    """A whole number; steps are a tenth of its size."""

    edited = Signal(object)

    def __init__(self, item: Setting) -> None:
        assert item.low is not None and item.high is not None, item.name
        super().__init__(minimum=int(item.low), maximum=int(item.high))
        self.setKeyboardTracking(False)
        self.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.edited.emit)

    def show_value(self, value: int) -> None:
        """Show this without saying that it was edited."""
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        event.ignore()


class NumberEdit(QLineEdit):
    """A number of any size; ↑ and ↓ go along 1, 2, 3, 5, 10, …; "0,5" is read as 0.5.

    It says what was typed, even if that is no number, when Enter is pressed or the focus leaves.
    """

    edited = Signal(object)

    def __init__(self, item: Setting) -> None:
        super().__init__()
        self._item = item
        self._shown = self._sent = ""
        self.editingFinished.connect(self._send)

    def show_value(self, value: float) -> None:
        """Show this, unless a person is typing something else."""
        known = (self._shown, self._sent)
        self._shown = self._sent = f"{value:.10g}"
        if self.text() in known or not self.hasFocus():
            self.setText(self._shown)
            self.setCursorPosition(0)

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if is_for_window(event, typing=self.text() not in (self._shown, self._sent)):
            event.ignore()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.setText(self._shown)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _walk(self, direction: int) -> None:
        value = _number(self.text())
        if isinstance(value, float) and value > 0:
            low, high = self._item.low or 0.0, self._item.high or value
            self.setText(f"{min(max(neighbour(value, direction), low), high):.10g}")
            self._send()

    def _send(self) -> None:
        if self.text() not in (self._shown, self._sent):
            self._sent = self.text()
            self.edited.emit(_number(self.text()))


class ChoiceEdit(QComboBox):
    """One of several words."""

    edited = Signal(object)

    def __init__(self, item: Setting) -> None:
        super().__init__()
        self.addItems(list(item.choices))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.textActivated.connect(self.edited.emit)
        SpacePresses(self)

    def show_value(self, value: str) -> None:
        """Show this."""
        self.setCurrentText(value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        event.ignore()


class SwitchEdit(QCheckBox):
    """Yes or no."""

    edited = Signal(object)

    def __init__(self, _item: Setting) -> None:
        super().__init__()
        self.clicked.connect(lambda on: self.edited.emit(on))
        SpacePresses(self)

    def show_value(self, value: bool) -> None:
        """Show this."""
        self.setChecked(value)


Editor = WholeEdit | NumberEdit | ChoiceEdit | SwitchEdit


def editor_of(item: Setting) -> Editor:
    """The editor for this kind of setting."""
    if item.choices:
        return ChoiceEdit(item)
    kinds: dict[type, type[Editor]] = {bool: SwitchEdit, int: WholeEdit, float: NumberEdit}
    return kinds[item.kind](item)


def neighbour(value: float, direction: int) -> float:
    """The next number above (1) or below (-1) the positive `value` among 1, 2, 3, 5 times 10ⁿ."""
    exponent = int(f"{value:e}".partition("e")[2])
    ladder = [
        float(f"{step}e{power}") for power in (exponent - 1, exponent) for step in _STEPS[:-1]
    ]
    ladder.append(float(f"1e{exponent + 1}"))
    tiny = value * 1e-9
    if direction > 0:
        return next(rung for rung in ladder if rung > value + tiny)
    return next(rung for rung in reversed(ladder) if rung < value - tiny)


def _number(text: str) -> Any:
    """The number that `text` stands for, or `text` itself, for the check to refuse."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return text
