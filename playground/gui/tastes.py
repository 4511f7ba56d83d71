"""Keeps the preferences, and lets the window follow them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from playground.gui.color_scheme import use_scheme
from playground.gui.language import speak
from playground.gui.preferences import (
    Preferences,
    preferences_path,
    read_preferences,
    write_preferences,
)
from playground.gui.preferences_dialog import PreferencesDialog
from playground.gui.session import Session

if TYPE_CHECKING:
    from playground.gui.window import Window


class Tastes(QObject):
    """The preferences of the person; a file that cannot be written is told as a problem."""

    frames_changed = Signal(int)
    problem = Signal(str)

    def __init__(self, application: QApplication) -> None:
        """Have `application` speak the language, which comes before the first widget."""
        super().__init__(application)
        self._application = application
        self._path = preferences_path()
        self.preferences: Preferences = read_preferences(self._path)
        speak(application, self.preferences.language)
        use_scheme(application, self.preferences.theme)

    def join(self, window: "Window", session: Session) -> None:
        """Let `window` offer them, and `session` keep to them."""
        session.run.show_at_most(self.preferences.frames_per_second)
        self.frames_changed.connect(session.run.show_at_most)
        self.problem.connect(window.message_bar.say)
        window.menus.preferences.triggered.connect(lambda: self._ask(window))

    def _ask(self, window: QWidget) -> None:
        dialog = PreferencesDialog(self.preferences, window)
        dialog.changed.connect(self._set)
        dialog.open()

    def keep(self, **values: object) -> None:
        """Put these values into the file."""
        try:
            self.preferences = write_preferences(self._path, **values)
        except OSError as error:
            text = self.tr("The preferences cannot be kept in {path} ({reason}).")
            self.problem.emit(text.format(path=self._path, reason=error.strerror))

    def _set(self, name: str, value: object) -> None:
        self.keep(**{name: value})
        if name == "theme":
            use_scheme(self._application, str(value))
        elif name == "frames_per_second":
            self.frames_changed.emit(value)
