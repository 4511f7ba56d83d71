"""The application: one window, one session, and a clean end."""

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import current_thread, main_thread

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication

from playground.density.drawing import Drawing
from playground.density.load import load_target
from playground.density.picture import Tell
from playground.errors import InputError
from playground.gui.icons import application_icon
from playground.gui.keeper import Keeper
from playground.gui.language import said
from playground.gui.opening import open_named
from playground.gui.placement import place, placement
from playground.gui.session import Session
from playground.gui.tastes import Tastes
from playground.gui.window import Window
from playground.mnist.record import is_mnist_run
from playground.runs.session_file import is_session
from playground.sentence import Sentence

FIRST = "binary"
"""The shipped density that a window without another target opens with."""


def main(paths: Sequence[str] = ()) -> int:
    """Open the window with these files, or shipped names, loaded; returns the exit code.

    One may be the folder of a run of --mnist, whose digits are shown. What cannot be read is said
    in the window. 0 when the window was closed, 130 after Ctrl+C.
    """
    application = _application()
    tastes = Tastes(application)
    keeper = Keeper()
    digits = [Path(path) for path in paths if is_mnist_run(Path(path))]
    paths = [path for path in paths if Path(path) not in digits]
    notes: list[Sentence] = []
    drawing, problem = _first_drawing(paths, keeper, notes.append)
    session = Session(load_target(FIRST), drawing)
    keeper.watch(session.easel)
    window = Window(session, keeper)
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
                "app",
                "Your last drawing is here again; File ▸ New drawing begins on an empty canvas.",
            )
        )
    session.desk.note(notes)
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


def _first_drawing(paths: Sequence[str], keeper: Keeper, tell: Tell) -> tuple[Drawing | None, str]:
    """What to open with, if not the first density, and the problem with it, if there is one."""
    if not paths:
        return keeper.reopen(), ""
    try:
        return open_named(paths, tell), ""
    except InputError as error:
        return None, said(error)


def _go_on(window: Window, paths: Sequence[str]) -> None:
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
