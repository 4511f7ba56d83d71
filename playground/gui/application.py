"""The application: one window, one session, preferences applied, and a clean end."""

import gc
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from playground.app.importing import open_named
from playground.app.notices import Notices, fault_text, unforeseen_told
from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.app.storage.preferences import (
    Preferences,
    preferences_path,
    read_preferences,
    write_preferences,
)
from playground.app.translation import install_translators
from playground.density.image import Tell
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.gui.connections import open_window
from playground.gui.main_window import MainWindow
from playground.gui.preferences_dialog import PreferencesDialog
from playground.gui.widgets.box_edges import show_box_edges
from playground.gui.widgets.icons import application_icon
from playground.gui.widgets.text_size import set_text_size, text_scale
from playground.message import Sentence
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
    """Use the colour scheme "system", "light" or "dark" in all windows.

    Qt's own palettes stand in where the desktop has no colour schemes (a bare X server).
    """
    scheme, hints = _SCHEMES[chosen], application.styleHints()
    hints.setColorScheme(scheme)
    if chosen == "system" or hints.colorScheme() == scheme:
        application.setPalette(QPalette())
    else:
        palette = application.style().standardPalette()
        application.setPalette(_dark() if chosen == "dark" else palette)
    show_box_edges(application)


def _dark() -> QPalette:
    palette = QPalette()
    for role, color in _DARK.items():
        palette.setColor(role, QColor(color))
    for role, color in _DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(color))
    return palette


SIZE = QSize(1280, 800)
"""The size of the first window, on a screen that is large enough."""

_VERSION = 1  # of the docks and toolbars; other versions are not restored


def fit_screen(window: QWidget) -> None:
    """Let `window` and its frame fit on the screen; the frame is known once the window is shown."""
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    wanted = fitted(window.frameGeometry(), window.geometry(), window.screen().availableGeometry())
    if wanted != window.geometry():
        window.setGeometry(wanted)


def fitted(frame: QRect, inner: QRect, available: QRect) -> QRect:
    """Where the `inner` part of a window belongs, so that its `frame` lies in `available`."""
    margins = frame.size() - inner.size()
    size = inner.size().boundedTo(available.size() - margins)
    outer = QRect(frame.topLeft(), size + margins)
    last = available.bottomRight() - QPoint(outer.width() - 1, outer.height() - 1)
    left = min(max(outer.left(), available.left()), last.x())
    top = min(max(outer.top(), available.top()), last.y())
    return QRect(QPoint(left, top) + inner.topLeft() - frame.topLeft(), size)


def restore_layout(window: MainWindow, preferences: Preferences) -> None:
    """Put `window` where it was left, or on a screen that exists."""
    if not window.restoreGeometry(_bytes(preferences.geometry)):
        size = SIZE.boundedTo(window.screen().availableSize())
        window.resize(size)
        if size.width() < SIZE.width() or text_scale() > 1:
            # The models need what the left column can spare.
            window.columns.setSizes([0, size.width()])
    window.restoreState(_bytes(preferences.docks), _VERSION)
    window.columns.restoreState(_bytes(preferences.columns))


def window_layout(window: MainWindow) -> dict[str, str]:
    """The fields of `Preferences` that restore the layout of `window`."""
    return {
        "geometry": _text(window.saveGeometry()),
        "docks": _text(window.saveState(_VERSION)),
        "columns": _text(window.columns.saveState()),
    }


def _bytes(text: str) -> QByteArray:
    """The bytes in base 64; other text gives bytes that Qt refuses."""
    return QByteArray.fromBase64(text.encode("ascii", "ignore"))


def _text(content: QByteArray) -> str:
    return bytes(content.toBase64().data()).decode("ascii")


class PreferencesController(QObject):
    """Applies the preferences, and saves them; a file that cannot be written is a problem."""

    frames_changed = Signal(int)

    def __init__(self, application: QApplication, notices: Notices) -> None:
        """Install the language, which must come before the first widget."""
        super().__init__(application)
        self._application, self._notices = application, notices
        self._path = preferences_path()
        self.preferences: Preferences = read_preferences(self._path)
        install_translators(application, self.preferences.language)
        use_scheme(application, self.preferences.theme)
        application.styleHints().colorSchemeChanged.connect(
            self._follow_scheme, Qt.ConnectionType.QueuedConnection
        )
        set_text_size(application, self.preferences.text_size)

    def connect_window(self, window: MainWindow) -> None:
        """Apply the preferences to a window, and offer them in its menu."""
        window.session.run.show_at_most(self.preferences.frames_per_second)
        self.frames_changed.connect(window.session.run.show_at_most)
        window.menus.preferences.triggered.connect(lambda: self._ask(window))

    def _follow_scheme(self) -> None:
        show_box_edges(self._application)

    def _ask(self, window: QWidget) -> None:
        dialog = PreferencesDialog(self.preferences, window)
        dialog.changed.connect(self.set)
        dialog.open()

    def save(self, **values: object) -> None:
        """Write these values to the file."""
        try:
            self.preferences = write_preferences(self._path, **values)
        except OSError as error:
            text = self.tr("The preferences cannot be saved in {path} ({reason}).")
            self._notices.problem.emit(text.format(path=self._path, reason=error.strerror))

    def set(self, name: str, value: object) -> None:
        """Set a preference, apply it and save it."""
        self.save(**{name: value})
        if name == "theme":
            use_scheme(self._application, str(value))
        elif name == "frames_per_second":
            self.frames_changed.emit(value)
        elif name == "text_size":
            assert isinstance(value, int)
            set_text_size(self._application, value)


FIRST = "binary"
"""The shipped density of a window that opens without another target."""


def main(paths: Sequence[str] = ()) -> int:
    """Open the window with these files, or shipped names, loaded; returns the exit code.

    One may be the folder of a run of --mnist, whose digits are shown. A file that cannot be read is
    a problem shown in the window. The code is 0 when the window was closed, 130 after Ctrl+C.
    """
    application = _application()
    notices = Notices()
    with unforeseen_told(notices):
        return _run(application, notices, paths)


def _run(application: QApplication, notices: Notices, paths: Sequence[str]) -> int:
    preferences = PreferencesController(application, notices)
    autosave = DrawingAutosave(notices)
    digits = [Path(path) for path in paths if is_mnist_run(Path(path))]
    paths = [path for path in paths if Path(path) not in digits]
    notes: list[Sentence] = []
    drawing, problem = _first_drawing(paths, autosave, notes.append)
    session = Session(load_target(FIRST), drawing, notices=notices)
    autosave.watch(session.editor)
    window = open_window(session, autosave)
    preferences.connect_window(window)
    window.first_painted.connect(session.start, Qt.ConnectionType.QueuedConnection)
    # All that is there by then stays: to look through it for garbage stopped the pictures for
    # nearly a tenth of a second now and then.
    session.run.frame_shown.connect(lambda: gc.freeze(), Qt.ConnectionType.SingleShotConnection)
    for path in digits:
        window.pages.digits.open_run(path)
    window.first_painted.connect(
        lambda: _restore(window, paths), Qt.ConnectionType.QueuedConnection
    )
    if paths and drawing is not None:
        window.first_painted.connect(
            lambda: session.importer.offer_inversion(drawing), Qt.ConnectionType.QueuedConnection
        )
    if problem:
        notices.problem.emit(problem)
    if drawing is not None and not paths:
        notices.info.emit(
            QCoreApplication.translate(
                "application",
                "Your last drawing is here again; File ▸ New drawing begins on an empty canvas.",
            )
        )
    session.importer.show_notes(notes)
    restore_layout(window, preferences.preferences)
    window.first_painted.connect(lambda: fit_screen(window))
    window.show()
    try:
        with _interrupts_end(application):
            code = application.exec()
            window.session_dialogs.asks = not code  # nobody may be there to answer after Ctrl+C
            return code
    finally:
        window.presentation.leave()
        preferences.save(**window_layout(window))
        window.close()
        session.close()
        autosave.close()


def _application() -> QApplication:
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("distribution-playground")
    application.setWindowIcon(application_icon())
    return application


def _first_drawing(
    paths: Sequence[str], autosave: DrawingAutosave, tell: Tell
) -> tuple[Drawing | None, str]:
    """The drawing to open with, None for the first density, and why another cannot be read."""
    if not paths:
        return autosave.reopen(), ""
    try:
        return open_named(paths, tell), ""
    except Exception as error:  # the window opens nevertheless, and says it
        return None, fault_text(error, Sentence("Reading “{name}”", name=", ".join(paths)))


def _restore(window: MainWindow, paths: Sequence[str]) -> None:
    """Restore the session in `paths`, or the run that a crash has left behind."""
    sessions = [Path(path) for path in paths if is_session(path)]
    if len(sessions) == 1 == len(paths):
        window.session_file.restore(sessions[0])
    elif not paths:
        window.run_autosave.recover()


@contextmanager
def _interrupts_end(application: QApplication) -> Iterator[None]:
    """Let SIGINT and SIGTERM close the window; the session's timer lets Python handle them."""
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
