"""What a person chooses before a file is named."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from playground.gui.keys import NumberBox, plain


class ExportForm(QDialog):
    """A row for each choice, in the order in which they are added; `chosen` has their values."""

    confirmed = Signal(object)  # dict[str, Any]

    def __init__(self, title: str, note: str, parent: QWidget) -> None:
        """`note` says what there is to know."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.boxes: dict[str, QComboBox | NumberBox] = {}
        self._form = QFormLayout()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        self.go_on = buttons.addButton(self.tr("&Export…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._confirm)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        if note:
            about = QLabel(note, wordWrap=True)
            about.setForegroundRole(QPalette.ColorRole.PlaceholderText)
            layout.addWidget(about)
        layout.addWidget(buttons)

    @property
    def chosen(self) -> dict[str, Any]:
        """The value of each row by its name."""
        return {
            name: box.currentData() if isinstance(box, QComboBox) else box.value()
            for name, box in self.boxes.items()
        }

    def add_choice(
        self, name: str, label: str, choices: Sequence[tuple[str, Any]], value: Any
    ) -> QComboBox:
        """A row with these choices, called and valued so; it begins with `value` if it is one."""
        box = QComboBox()
        for text, data in choices:
            box.addItem(text, data)
        box.setCurrentIndex(max([data for _, data in choices].index(value), 0))
        self._add(name, label, box)
        return box

    def add_number(self, name: str, label: str, low: int, high: int, value: int) -> NumberBox:
        """A row with a whole number."""
        box = NumberBox(minimum=low, maximum=high)
        box.setGroupSeparatorShown(True)
        box.setValue(value)
        self._add(name, label, box)
        return box

    def _add(self, name: str, label: str, box: QComboBox | NumberBox) -> None:
        box.setAccessibleName(plain(label))
        self._form.addRow(label, box)
        self.boxes[name] = box

    def _confirm(self) -> None:
        self.confirmed.emit(self.chosen)
        self.accept()
