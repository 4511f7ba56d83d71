"""One setting in the form: its label, its editor, and what is to be said of it."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QToolButton, QWidget

from playground.errors import InputError
from playground.gui.editors import ChoiceEdit, SwitchEdit, editor_of
from playground.gui.keys import SpacePresses
from playground.gui.language import said
from playground.sentence import Sentence
from playground.settings import Setting

_LABEL_WIDTH = 116
_BESIDE_CHOICE = 66
"""A choice between words, such as "non-saturating", gets more room than its short label."""
_REFUSED = QColor("#d55e00")
_ON, _OFF = Sentence("on"), Sentence("off")
_AT_ONCE, _LATER = Sentence("Applies at once."), Sentence("Applies after a reset.")


class SettingRow(QWidget):
    """Sends what a person sets; a value that was refused stays with the reason beside it."""

    edited = Signal(str, object)  # name, value
    sent_back = Signal(str)  # name: back to the preset's value

    def __init__(self, item: Setting) -> None:
        super().__init__()
        self.item = item
        self.editor = editor_of(item)
        self.editor.setAccessibleName(item.label)
        self.editor.setAccessibleDescription(item.help)
        self.editor.setToolTip(_tip(item))
        self.editor.edited.connect(self._send)
        self.label = QLabel(item.label)
        self.label.setBuddy(self.editor)
        self.label.setToolTip(_tip(item))
        chooses = isinstance(self.editor, ChoiceEdit)
        self.label.setFixedWidth(_BESIDE_CHOICE if chooses else _LABEL_WIDTH)
        self.back_button = self._back_button()
        self.note = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self.note.hide()
        self._arrange()

    def show_value(self, value: Any, preset: Any, *, waits: bool, others: str = "") -> None:
        """Show `value`, whether it differs from the preset's, and whether it waits for a reset.

        `others` says what the other entrants have, where they do not have the same.
        """
        self.editor.show_value(value)
        font = self.label.font()
        font.setBold(value != preset)
        self.label.setFont(font)
        self.back_button.setVisible(value != preset)
        tip = self.tr("Back to the preset's value: {value}")
        self.back_button.setToolTip(tip.format(value=text_of(preset)))
        name = self.tr("{setting}: back to the preset")
        self.back_button.setAccessibleName(name.format(setting=self.item.label))
        when = self.tr("applies after reset") if waits else ""
        self._say(" · ".join(filter(None, [when, others])))

    def show_refusal(self, sentence: str) -> None:
        """Say why the value that was typed is none."""
        if sentence.startswith(f"{self.item.flag} "):
            sentence = self.item.label + sentence.removeprefix(self.item.flag)
        self._say(sentence, _REFUSED)

    def answers(self, words: str) -> bool:
        """Whether a search for `words` means this setting."""
        about = f"{self.item.label} {self.item.name} {self.item.help} {' '.join(self.item.choices)}"
        return all(word in about.lower() for word in words.lower().split())

    def _send(self, value: Any) -> None:
        try:
            self.item.check(value)
        except InputError as error:
            self.show_refusal(said(error))
            return
        self.edited.emit(self.item.name, value)

    def _say(self, text: str, color: QColor | None = None) -> None:
        palette = self.palette()
        ink = QPalette.ColorRole.WindowText
        palette.setColor(ink, color or palette.color(QPalette.ColorRole.PlaceholderText))
        self.note.setPalette(palette)
        self.note.setText(text)
        self.note.setVisible(bool(text))

    def _back_button(self) -> QToolButton:
        button = QToolButton(autoRaise=True)
        button.setText("↶")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.setFixedWidth(20)
        button.clicked.connect(lambda: self.sent_back.emit(self.item.name))
        SpacePresses(button)
        return button

    def _arrange(self) -> None:
        if not isinstance(self.editor, SwitchEdit):
            self.editor.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(4)
        layout.setVerticalSpacing(0)
        layout.addWidget(self.label, 0, 0)
        layout.addWidget(self.editor, 0, 1)
        layout.addWidget(self.back_button, 0, 2)
        layout.addWidget(self.note, 1, 0, 1, 3)
        layout.setColumnStretch(1, 1)


def text_of(value: Any) -> str:
    """A setting's value for people."""
    if isinstance(value, bool):
        return said(_ON if value else _OFF)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _tip(item: Setting) -> str:
    """The sentence, the unit and the range, and when a change applies."""
    limits = [f"{limit:g}" for limit in (item.low, item.high) if limit is not None]
    facts = ["–".join(limits)] if limits else []
    facts += [item.unit] if item.unit else []
    when = said(_AT_ONCE if item.live else _LATER)
    return "\n".join(filter(None, [item.help, " ".join(facts), when]))
