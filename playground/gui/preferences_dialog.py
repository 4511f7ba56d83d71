"""Edit ▸ Preferences: language, colours, frames, text size; each applies as it is set."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from playground.app.storage.preferences import Preferences
from playground.app.translation import LANGUAGES, translated_setting
from playground.gui.widgets.keys import NumberBox
from playground.gui.widgets.text_size import text_scale
from playground.settings import Setting, settings_of

_WIDTH = 380
_TEXT_STEP = 25


class PreferencesDialog(QDialog):
    """Emits each value that is set; there is nothing to confirm."""

    changed = Signal(str, object)  # name, value

    def __init__(self, preferences: Preferences, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Preferences"))
        items = {item.name: translated_setting(item) for item in settings_of(Preferences)}
        as_system = {"system": self.tr("As the system")}
        schemes = {"light": self.tr("Light"), "dark": self.tr("Dark")}
        self.language_box = self._choice(items["language"], as_system | dict(LANGUAGES))
        self.theme_box = self._choice(items["theme"], as_system | schemes)
        self.frames_box = self._number(items["frames_per_second"])
        self.text_box = self._number(items["text_size"])
        self.text_box.setSingleStep(_TEXT_STEP)
        self._show(preferences)
        self._form = QFormLayout()
        self._add(items["language"], self.language_box, self._fonts_that_lack())
        for item, box in (
            (items["theme"], self.theme_box),
            (items["frames_per_second"], self.frames_box),
            (items["text_size"], self.text_box),
        ):
            self._add(item, box)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addLayout(self._form)
        layout.addWidget(buttons)
        self._take_room()

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102, N802
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._take_room()

    def _take_room(self) -> None:
        """Be as large as the text needs it, whose size is set here."""
        self.setMinimumWidth(round(_WIDTH * text_scale()))
        self.adjustSize()

    def _show(self, preferences: Preferences) -> None:
        """Show the preferences, before anything is emitted."""
        for box, value in (
            (self.language_box, preferences.language),
            (self.theme_box, preferences.theme),
        ):
            box.setCurrentIndex(box.findData(value))
        self.frames_box.setValue(preferences.frames_per_second)
        self.text_box.setValue(preferences.text_size)
        self.language_box.activated.connect(
            lambda: self.changed.emit("language", self.language_box.currentData())
        )
        self.theme_box.activated.connect(
            lambda: self.changed.emit("theme", self.theme_box.currentData())
        )
        self.frames_box.valueChanged.connect(
            lambda value: self.changed.emit("frames_per_second", value)
        )
        self.text_box.valueChanged.connect(lambda value: self.changed.emit("text_size", value))

    def _choice(self, item: Setting, names: Mapping[str, str]) -> QComboBox:
        box = QComboBox()
        for code in item.choices:
            box.addItem(names[code], code)
        return box

    def _number(self, item: Setting) -> NumberBox:
        assert item.low is not None and item.high is not None
        box = NumberBox(minimum=int(item.low), maximum=int(item.high))
        box.setKeyboardTracking(False)
        box.setSuffix(f" {item.unit}" if item.unit else "")
        return box

    def _fonts_that_lack(self) -> str:
        """What a person who cannot read Chinese boxes should know before they choose them."""
        if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            return ""
        return self.tr("No font here has Chinese letters: they would be boxes.")

    def _add(self, item: Setting, box: QWidget, more: str = "") -> None:
        """Add a row, and under it what the setting means, and what `more` there is to say."""
        about = f"{item.help} {more}".rstrip()
        box.setAccessibleName(item.label)
        box.setAccessibleDescription(about)
        note = QLabel(about, wordWrap=True, alignment=Qt.AlignmentFlag.AlignTop)
        note.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._form.addRow(item.label, box)
        self._form.addRow("", note)
