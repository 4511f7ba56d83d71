"""One setting in the form: its label, an editor for its kind, and a note."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QWidget,
)

from playground.app.translation import tr_message
from playground.errors import InputError
from playground.gui.widgets.keys import EnterPresses, NumberBox, is_for_window
from playground.gui.widgets.text_size import text_scale
from playground.message import Sentence
from playground.settings import Setting, brief

_STEPS = (1, 2, 3, 5, 10)


class WholeEdit(NumberBox):
    """An integer; a step is a tenth of its size."""

    edited = Signal(object)

    def __init__(self, item: Setting) -> None:
        assert item.low is not None and item.high is not None, item.name
        super().__init__(minimum=int(item.low), maximum=int(item.high))
        self.setKeyboardTracking(False)
        self.setStepType(QSpinBox.StepType.AdaptiveDecimalStepType)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self.edited.emit)

    def show_value(self, value: int) -> None:
        """Show `value` without emitting `edited`."""
        with QSignalBlocker(self):
            self.setValue(value)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102, N802
        event.ignore()


class NumberEdit(QLineEdit):
    """A number of any size; ↑ and ↓ step through 1, 2, 3, 5, 10, …; "0,5" is read as 0.5.

    Enter, and leaving the field, emit what was typed, even if that is no number.
    """

    edited = Signal(object)

    def __init__(self, item: Setting) -> None:
        super().__init__()
        self._item = item
        self._shown = self._sent = ""
        self.editingFinished.connect(self._send)

    def show_value(self, value: float) -> None:
        """Show `value`, unless something else is being typed."""
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
            self._step(1 if key == Qt.Key.Key_Up else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, direction: int) -> None:
        value = _number(self.text())
        if isinstance(value, float) and value > 0:
            low, high = self._item.low or 0.0, self._item.high or value
            self.setText(f"{min(max(neighbour(value, direction), low), high):.10g}")
            self._send()

    def _send(self) -> None:
        if self.text() not in (self._shown, self._sent):
            self._sent = self.text()
            self.edited.emit(_number(self.text()))


class _ListBox(QComboBox):
    """A box with a list that takes no more room than its column has."""

    edited = Signal(object)

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self.addItems(list(texts))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class ChoiceEdit(_ListBox):
    """One of several choices."""

    def __init__(self, item: Setting) -> None:
        super().__init__(item.choices)
        self.textActivated.connect(self.edited.emit)
        EnterPresses(self)

    def show_value(self, value: str) -> None:
        """Show `value`."""
        self.setCurrentText(value)


class TextEdit(_ListBox):
    """One of several texts, or another; Enter, and leaving the field, emit what was typed."""

    def __init__(self, item: Setting) -> None:
        super().__init__(item.suggestions)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]  # it would finish what is typed
        line = self.lineEdit()
        assert line is not None, "the box is editable"
        self._line = line
        self._shown = self._sent = ""
        self._line.editingFinished.connect(self._send)
        self.textActivated.connect(self._send)

    def show_value(self, value: str) -> None:
        """Show `value`, unless something else is being typed."""
        known = (self._shown, self._sent)
        self._shown = self._sent = brief(value)
        if self.currentText() in known or not self._line.hasFocus():
            self.setCurrentText(self._shown)
            self._line.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102, N802
        if event.key() == Qt.Key.Key_Escape:
            self.setCurrentText(self._shown)
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        if self.currentText() not in (self._shown, self._sent):
            self._sent = self.currentText()
            self.edited.emit(self._sent)


class SwitchEdit(QCheckBox):
    """On or off."""

    edited = Signal(object)

    def __init__(self, _item: Setting) -> None:
        super().__init__()
        self.clicked.connect(lambda on: self.edited.emit(on))
        EnterPresses(self)

    def show_value(self, value: bool) -> None:
        """Show `value`."""
        self.setChecked(value)


Editor = WholeEdit | NumberEdit | ChoiceEdit | TextEdit | SwitchEdit


def editor_of(item: Setting) -> Editor:
    """The editor for this kind of setting."""
    if item.choices:
        return ChoiceEdit(item)
    kinds: dict[type, type[Editor]] = {
        bool: SwitchEdit,
        int: WholeEdit,
        float: NumberEdit,
        str: TextEdit,
    }
    return kinds[item.kind](item)


def neighbour(value: float, direction: int) -> float:
    """The next of 1, 2, 3, 5 times 10ⁿ above (`direction` 1) or below (-1) the positive `value`."""
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
    """The number in `text`, or `text` itself, for the check to refuse."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return text


_LABEL_WIDTH = 116
"""Of a label before a number, in pixels, where text has the system's size."""
_BESIDE_CHOICE = 66
"""Words to choose from, such as "non-saturating", get more room than their short label."""
_DIGITS, _BESIDE_DIGITS = 6, 26
"""What a box always has room for: so many digits, and the pixels of its frame and arrows."""
_LARGE = 1.25
"""With larger text a label stands above its box, since there is no room for both in a line."""

_REFUSED = QColor("#d55e00")
_ON, _OFF = Sentence("on"), Sentence("off")
_AT_ONCE, _LATER = Sentence("Applies at once."), Sentence("Applies after a reset.")


class SettingRow(QWidget):
    """Says what a person sets; a refused value stays, with the reason below it."""

    edited = Signal(str, object)  # name, value
    reset_wanted = Signal(str)  # name: back to the preset's value

    def __init__(self, item: Setting) -> None:
        super().__init__()
        self.item = item
        self._applies = self._found = True
        self.editor = editor_of(item)
        self.editor.setAccessibleName(item.label)
        self.editor.setAccessibleDescription(item.help)
        self.editor.setToolTip(_tip(item))
        self.editor.edited.connect(self._send)
        self.label = QLabel(item.label)
        self.label.setBuddy(self.editor)
        self.label.setToolTip(_tip(item))
        self.preset_button = self._make_preset_button()
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.hide()
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(4)
        self._layout.setVerticalSpacing(0)
        self._layout.setColumnStretch(1, 1)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._arrange()

    def show_value(
        self, value: Any, preset: Any, *, waits: bool, idle: str = "", others: str = ""
    ) -> None:
        """Show `value`, whether it differs from the preset's, and whether it waits for a reset.

        `idle` says why it does nothing at present, and so cannot be set; `others` what the other
        slots have, where that differs.
        """
        self.editor.show_value(value)
        for part in (self.label, self.editor):
            part.setEnabled(not idle)
        font = self.label.font()
        font.setBold(value != preset)
        self.label.setFont(font)
        self.preset_button.setVisible(value != preset)
        tip = self.tr("Back to the preset's value: {value}")
        self.preset_button.setToolTip(tip.format(value=text_of(preset)))
        name = self.tr("{setting}: back to the preset")
        self.preset_button.setAccessibleName(name.format(setting=self.item.label))
        when = self.tr("applies after reset") if waits else ""
        self._show_note(" · ".join(filter(None, [idle, when, others])))

    def set_applicable(self, applies: bool) -> None:
        """Whether the models whose settings are shown have this one; else it is hidden."""
        self._applies = applies
        self.setVisible(self._applies and self._found)

    def set_found(self, found: bool) -> None:
        """Whether it is among those that are searched for; else it is hidden."""
        self._found = found
        self.setVisible(self._applies and self._found)

    def show_refusal(self, sentence: str) -> None:
        """Show why the value that was typed is refused."""
        self._show_note(sentence, _REFUSED)

    def matches(self, words: str) -> bool:
        """Whether a search for `words` finds this setting."""
        item = self.item
        values = " ".join(item.choices + item.suggestions)
        about = f"{item.label} {item.name} {item.help} {values}"
        return all(word in about.lower() for word in words.lower().split())

    def _send(self, value: Any) -> None:
        try:
            self.item.check(value)
        except InputError as error:
            self.show_refusal(tr_message(error))
            return
        self.edited.emit(self.item.name, value)

    def _show_note(self, text: str, color: QColor | None = None) -> None:
        palette = self.palette()
        ink = QPalette.ColorRole.WindowText
        palette.setColor(ink, color or palette.color(QPalette.ColorRole.PlaceholderText))
        self.note.setPalette(palette)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _make_preset_button(self) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText("↶")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.setFixedWidth(20)
        button.clicked.connect(lambda: self.reset_wanted.emit(self.item.name))
        EnterPresses(button)
        return button

    def _label_width(self) -> int:
        """What the label takes: as much as all of them, or beside words to choose from less."""
        scale, font = text_scale(), self.label.font()
        usual = round(_LABEL_WIDTH * scale)
        if not isinstance(self.editor, QComboBox):
            return usual
        font.setBold(True)  # as it is where the preset has another value
        needed = QFontMetrics(font).horizontalAdvance(self.item.label)
        return min(max(needed, round(_BESIDE_CHOICE * scale)), usual)

    def _arrange(self) -> None:
        """Place all, for the present size of text."""
        switches = isinstance(self.editor, SwitchEdit)
        above = text_scale() > _LARGE and not switches
        self.label.setFixedWidth(
            round(_LABEL_WIDTH * text_scale()) if above else self._label_width()
        )
        if not switches:
            self.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            digits = self.editor.fontMetrics().horizontalAdvance("0" * _DIGITS)
            self.editor.setMinimumWidth(digits + _BESIDE_DIGITS)
        for part in (self.label, self.editor, self.preset_button, self.note):
            self._layout.removeWidget(part)
        if above:
            self._layout.addWidget(self.label, 0, 0, 1, 3)
            self._layout.addWidget(self.editor, 1, 0, 1, 2)
            self._layout.addWidget(self.preset_button, 1, 2)
        else:
            self._layout.addWidget(self.label, 0, 0)
            self._layout.addWidget(self.editor, 0, 1)
            self._layout.addWidget(self.preset_button, 0, 2)
        self._layout.addWidget(self.note, 2, 0, 1, 3)


def text_of(value: Any) -> str:
    """The value of a setting as text."""
    if isinstance(value, bool):
        return tr_message(_ON if value else _OFF)
    return f"{value:g}" if isinstance(value, float) else str(brief(value))


def _tip(item: Setting) -> str:
    """The help, the range and the unit, and when a change applies."""
    limits = [f"{limit:g}" for limit in (item.low, item.high) if limit is not None]
    facts = ["–".join(limits)] if limits else []
    facts += [item.unit] if item.unit else []
    when = tr_message(_AT_ONCE if item.live else _LATER)
    return "\n".join(filter(None, [item.help, " ".join(facts), when]))
