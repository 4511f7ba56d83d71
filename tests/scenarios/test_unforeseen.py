"""Faults of the window's own code, wherever raised: one sentence, and a line in the log."""

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QThreadPool, QTimer
from PySide6.QtGui import Qt

from playground.app.notices import unforeseen_told
from playground.app.storage.session_state import SessionState
from playground.error_log import error_log
from playground.gui import application
from playground.worker.protocol import Change, ThreadFailed

SLOW = 60_000


@pytest.fixture
def shown(session, window):
    """What the window says while its hooks are there, as when it is really run."""
    told = []
    session.notices.problem.connect(lambda text: told.append(window.message_bar.label.text()))
    with unforeseen_told(session.notices):
        yield told


def _raises(*_args, **_kwargs):
    raise ZeroDivisionError("zq")


def _stroke(qtbot, window):
    canvas = window.target_panel.canvas
    place = QPoint(canvas.width() // 2, canvas.height() // 2)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=place)


def _check(qtbot, shown, window):
    """One sentence in the bar, the details in the log, and everything goes on."""
    qtbot.waitUntil(lambda: bool(shown))
    assert len(shown) == 1
    assert "Something in the window failed in an unforeseen way (ZeroDivisionError)" in shown[0]
    assert str(error_log()) in shown[0]
    text = error_log().read_text("utf-8")
    assert "ZeroDivisionError: zq" in text and "_raises" in text
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(error_log().with_name("x.playground"))
    assert SessionState.read(error_log().with_name("x.playground")).drawing.name == "binary"


def test_a_slot_that_raises_is_told(qtbot, window, session, shown):
    session.editor.stepped.connect(_raises)
    _stroke(qtbot, window)
    _check(qtbot, shown, window)


def test_a_slot_of_an_action_that_raises_is_told(qtbot, window, session, shown):
    _stroke(qtbot, window)
    window.menus.undo.triggered.connect(_raises)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _check(qtbot, shown, window)


def test_a_timer_that_raises_again_and_again_is_told_once(qtbot, window, shown):
    met = []
    timer = QTimer(window, interval=1)
    timer.timeout.connect(lambda: met.append(1) or _raises())
    timer.start()
    qtbot.waitUntil(lambda: len(met) > 50)
    timer.stop()
    _check(qtbot, shown, window)
    assert error_log().read_text("utf-8").count("ZeroDivisionError: zq") == 1


def test_an_event_that_raises_is_told(qtbot, window, shown):
    class Raising(QObject):
        def eventFilter(self, watched, event):  # noqa: N802
            return _raises() if event.type() == QEvent.Type.User else False

    canvas = window.target_panel.canvas
    canvas.installEventFilter(raising := Raising())
    QCoreApplication.postEvent(canvas, QEvent(QEvent.Type.User))
    qtbot.waitUntil(lambda: bool(shown))
    canvas.removeEventFilter(raising)
    _check(qtbot, shown, window)


@pytest.mark.parametrize(
    "start",
    [
        lambda: QThreadPool.globalInstance().start(_raises),
        lambda: threading.Thread(target=_raises).start(),
    ],
    ids=["pool", "thread"],
)
def test_another_thread_that_raises_is_told(qtbot, window, shown, start):
    start()
    _check(qtbot, shown, window)


def test_what_fails_beside_the_training_is_told_and_it_goes_on(qtbot, running, shown):
    running.run._take(ThreadFailed("Measuring failed"))
    assert shown == ["Measuring failed"]
    assert not running.run.failed


def test_a_worker_that_meets_what_nobody_foresaw_says_so(qtbot, running, window, shown):
    """Its process goes on, and the next run begins in it."""
    pid = running.run.worker.pid
    running.run._send(Change({7: running.slots[0].config}))  # a slot that there is not
    qtbot.waitUntil(lambda: running.run.failed, timeout=SLOW)
    assert "in an unforeseen way (KeyError)" in shown[0]
    assert "errors.log has the details" in shown[0]  # of the state folder that the worker knows
    with qtbot.waitSignal(running.run.frame_shown, timeout=SLOW):
        running.reset()
    assert running.run.worker.pid == pid


def test_the_window_that_is_run_has_the_hooks(qtbot, monkeypatch):
    seen = []
    opens = application.open_window

    def open_window(session, autosave):
        window = opens(session, autosave)
        window.first_painted.connect(_raises)
        session.notices.problem.connect(seen.append)
        session.notices.problem.connect(window.close)
        return window

    monkeypatch.setattr(application, "open_window", open_window)
    assert application.main([]) == 0
    assert "Something in the window" in seen[0]
