"""The application: one window, one session, preferences applied, and a clean end."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from playground.app.autosave import DrawingAutosave
from playground.app.importing import open_named
from playground.app.preferences import (
    Preferences,
    preferences_path,
    read_preferences,
    write_preferences,
)
from playground.app.session import Session
from playground.app.translation import install_translators, tr_message
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.errors import InputError
from playground.gui.main_window import MainWindow
from playground.gui.preferences_dialog import PreferencesDialog
from playground.gui.widgets.icons import application_icon
from playground.mnist.runs.config_file import is_mnist_run
from playground.runs.session.file import is_session

_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}
_ROLE = QPalette.ColorRole
_DARK = {
    _ROLE.Window: "#303338",
    _ROLE.WindowText: "#e6e8eb",
    _ROLE.Base: "#1d1f23",
    _ROLE.AlternateBase: "#24262b",
    _ROLE.Text: "#e6e8eb",
    _ROLE.PlaceholderText: "#a0a7b0",
    _ROLE.Button: "#3d4147",
    _ROLE.ButtonText: "#e6e8eb",
    _ROLE.BrightText: "#ffffff",
    _ROLE.ToolTipBase: "#3d4147",
    _ROLE.ToolTipText: "#e6e8eb",
    _ROLE.Light: "#585d65",
    _ROLE.Midlight: "#4a4e55",
    _ROLE.Mid: "#34373c",
    _ROLE.Dark: "#1f2125",
    _ROLE.Shadow: "#000000",
    _ROLE.Highlight: "#2f6fab",
    _ROLE.HighlightedText: "#ffffff",
    _ROLE.Link: "#7ab8f0",
    _ROLE.LinkVisited: "#c3a6e8",
}
_DISABLED = {_ROLE.WindowText: "#7d838b", _ROLE.Text: "#7d838b", _ROLE.ButtonText: "#7d838b"}


def use_scheme(application: QApplication, chosen: str) -> None:
    """Show all windows in the scheme "system", "light" or "dark" from now on.

    Where the desktop has no say in colours (a bare X server), Qt's own palettes stand in.
    """
    scheme, hints = _SCHEMES[chosen], application.styleHints()
    hints.setColorScheme(scheme)
    if chosen == "system" or hints.colorScheme() == scheme:
        application.setPalette(QPalette())
    else:
        palette = application.style().standardPalette()
        application.setPalette(_dark() if chosen == "dark" else palette)


def _dark() -> QPalette:
    palette = QPalette()
    for role, color in _DARK.items():
        palette.setColor(role, QColor(color))
    for role, color in _DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(color))
    return palette


SIZE = QSize(1280, 800)
"""Of a window that was never left, on a screen that is large enough."""

_VERSION = 1  # of the docks and bars; what was kept of others is not restored


def place(window: "MainWindow", preferences: Preferences) -> None:
    """Put `window` where it was left, or where it can be seen if that screen is gone."""
    if not window.restoreGeometry(_bytes(preferences.geometry)):
        window.resize(SIZE.boundedTo(window.screen().availableSize()))
    window.restoreState(_bytes(preferences.docks), _VERSION)
    window.columns.restoreState(_bytes(preferences.columns))


def placement(window: "MainWindow") -> dict[str, str]:
    """The fields of `Preferences` that bring `window` back to where it is."""
    return {
        "geometry": _text(window.saveGeometry()),
        "docks": _text(window.saveState(_VERSION)),
        "columns": _text(window.columns.saveState()),
    }


def _bytes(text: str) -> QByteArray:
    """What is no base 64 gives bytes that Qt refuses."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def _text(content: QByteArray) -> str:
    return bytes(content.toBase64().data()).decode("ascii")


class PreferencesController(QObject):
    """The preferences of the person; a file that cannot be written is told as a problem."""

    frames_changed = Signal(int)
    problem = Signal(str)

    def __init__(self, application: QApplication) -> None:
        """Have `application` speak the language, which comes before the first widget."""
        super().__init__(application)
        self._application = application
        self._path = preferences_path()
        self.preferences: Preferences = read_preferences(self._path)
        install_translators(application, self.preferences.language)
        use_scheme(application, self.preferences.theme)

    def join(self, window: "MainWindow", session: Session) -> None:
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


FIRST = "binary"
"""The shipped density that a window without another target opens with."""


def main(paths: Sequence[str] = ()) -> int:
    """Open the window with these files, or shipped names, loaded; returns the exit code.

    One may be the folder of a run of --mnist, whose digits are shown. What cannot be read is said
    in the window. 0 when the window was closed, 130 after Ctrl+C.
    """
    application = _application()
    tastes = PreferencesController(application)
    keeper = DrawingAutosave()
    digits = [Path(path) for path in paths if is_mnist_run(Path(path))]
    paths = [path for path in paths if Path(path) not in digits]
    drawing, problem = _first_drawing(paths, keeper)
    session = Session(load_target(FIRST), drawing)
    keeper.watch(session.easel)
    window = MainWindow(session, keeper)
    tastes.join(window, session)
    window.first_painted.connect(session.start, Qt.ConnectionType.QueuedConnection)
    for path in digits:
        window.middle.digits.open(path)
    window.first_painted.connect(lambda: _go_on(window, paths), Qt.ConnectionType.QueuedConnection)
    if problem:
        window.message_bar.say(problem)
    if drawing is not None and not paths:
        window.note(
            QCoreApplication.translate(
                "application",
                "Your last drawing is here again; File ▸ New drawing begins on an empty canvas.",
            )
        )
    place(window, tastes.preferences)
    window.show()
    try:
        with _interrupts_end(application):
            code = application.exec()
            window.filing.asks = not code  # whoever pressed Ctrl+C does not look at the window
            return code
    finally:
        tastes.keep(**placement(window))
        window.close()
        session.close()
        keeper.close()


def _application() -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("distribution-playground")
    application.setApplicationDisplayName("Distribution Playground")
    application.setWindowIcon(application_icon())
    return application


def _first_drawing(paths: Sequence[str], keeper: DrawingAutosave) -> tuple[Drawing | None, str]:
    """What to open with, if not the first density, and the problem with it, if there is one."""
    if not paths:
        return keeper.reopen(), ""
    try:
        return open_named(paths), ""
    except InputError as error:
        return None, tr_message(error)


def _go_on(window: MainWindow, paths: Sequence[str]) -> None:
    """Take up the runs of a session that was named, or those that a crash has left behind."""
    sessions = [Path(path) for path in paths if is_session(path)]
    if len(sessions) == 1 == len(paths):
        window.saving.open(sessions[0])
    elif not paths:
        window.run_keeper.go_on()


@contextmanager
def _interrupts_end(application: QApplication) -> Iterator[None]:
    """Let Ctrl+C and a polite kill close the window; the session's timer lets Python see them."""
    if current_thread() is not main_thread():
        yield
        return
    signals = (signal.SIGINT, signal.SIGTERM)
    before = [
        signal.signal(number, lambda got, _: application.exit(128 + got)) for number in signals
    ]
    try:
        yield
    finally:
        for number, handler in zip(signals, before, strict=True):
            signal.signal(number, handler)
