import os
import signal

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from playground.app.notices import Notices
from playground.app.session import Session
from playground.app.storage import autosave as autosave_module
from playground.app.storage.autosave import DrawingAutosave, RunAutosave, data_folder
from playground.app.storage.session_file import SessionFile
from playground.app.storage.session_state import SessionState
from playground.density.load import load_target
from playground.drawing.tools import Brush, Stroke, Touch
from playground.gui.file_dialogs import SaveQuestion

pytestmark = pytest.mark.long

SLOW = 60_000


def _dab(session):
    session.editor.sketch(Stroke(Brush(), (Touch(0.5, 0.5),)))
    session.editor.finish("dab")


def _kept():
    return sorted((data_folder() / "drawings").glob("*.playground"))


def _wait_for_file(qtbot, least):
    """Wait until the run is kept at this iteration or later."""

    def there():
        return bool(_kept()) and SessionState.read(_kept()[0]).runs[0].iteration >= least

    qtbot.waitUntil(there, timeout=SLOW)


@pytest.fixture
def reopened(qtbot):
    """A function that opens the session of the next window, as it starts."""
    opened = []

    def make():
        notices = Notices()
        autosave = DrawingAutosave(notices)
        session = Session(load_target("binary"), autosave.reopen(), notices=notices)
        autosave.watch(session.editor)
        opened.append((autosave, session))
        file = SessionFile(session, session)
        return session, RunAutosave(autosave, session, file, session)

    yield make
    for autosave, session in opened:
        session.close()
        autosave.close()


def test_a_run_is_kept_while_it_rests_and_while_it_trains(
    qtbot, window, running, reopened, monkeypatch
):
    monkeypatch.setattr(autosave_module, "PLAYING_MS", 50)
    assert _kept() == []
    running.control.step("both")
    _wait_for_file(qtbot, 1)
    _dab(running)
    running.control.set_playing(True)
    _wait_for_file(qtbot, 2)
    running.control.set_playing(False)
    qtbot.waitUntil(lambda: window.run_autosave.idle, timeout=SLOW)
    window.autosave.close()  # as if it was killed: nothing else of it is
    run = SessionState.read(_kept()[0]).runs[0]
    assert len(run.checkpoints) == 1
    session, runs = reopened()
    with qtbot.waitSignal(session.notices.info, timeout=SLOW) as told:
        runs.recover()
    assert session.run.iterations == {0: run.iteration, 1: run.iteration}
    assert f"iteration {run.iteration:,}" in told.args[0]
    assert "unexpectedly" in told.args[0]
    assert np.array_equal(
        session.editor.drawing.current_layer.pixels, running.editor.drawing.current_layer.pixels
    )
    state = session.run.histories[0].newest_state
    assert all(np.array_equal(state[key], run.checkpoints[0].state[key]) for key in state)


def _close(window):
    assert window.close()
    window.session.close()
    window.autosave.close()


def test_a_window_that_is_closed_while_it_trains_is_there_again(qtbot, window, running, reopened):
    running.set_seed(7)
    running.model_slots.set_preset("classic")
    running.model_slots.set_setting((0,), "g_lr", 0.125)
    running.change_view("heat", "best")
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: min(running.run.iterations.values()) >= 5, timeout=SLOW)
    shown = max(running.run.iterations.values())
    setup, view, drawing = running.setup, running.view, running.editor.drawing
    assert window.close()
    states = {slot: past.newest_state for slot, past in running.run.histories.items()}
    _close(window)
    session, runs = reopened()
    with qtbot.waitSignal(session.notices.info, timeout=SLOW) as told:
        runs.recover()
    assert "as you left it" in told.args[0]
    assert (session.setup, session.view) == (setup, view)
    assert session.editor.drawing.equals(drawing)
    assert not session.control.playing
    assert min(session.run.iterations.values()) >= shown - 1
    assert max(session.run.iterations.values()) >= shown
    for slot, past in session.run.histories.items():
        state = past.newest_state
        assert all(np.array_equal(state[key], states[slot][key]) for key in state)


def test_settings_alone_are_there_again(qtbot, window, session, reopened):
    session.set_seed(5)
    session.importer.new()
    _close(window)
    after, runs = reopened()
    with qtbot.waitSignal(after.notices.info, timeout=SLOW) as told:
        runs.recover()
    assert told.args[0] == "Your drawing and your settings are here again."
    assert after.seed == 5
    assert after.waiting


def test_a_window_in_which_nothing_was_done_leaves_nothing(window):
    _close(window)
    assert not (data_folder() / "drawings").exists()


def test_a_saved_session_is_opened_from_its_file(qtbot, window, running, reopened, tmp_path):
    path = tmp_path / "x.playground"
    for count in (1, 2):
        running.control.step("both")
        qtbot.waitUntil(lambda count=count: running.run.iterations == {0: count, 1: count})
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
    qtbot.waitUntil(lambda: not window.session_file.changed)
    past = running.run.histories[0].snapshots.iterations
    assert len(past) > 1
    _close(window)
    session, runs = reopened()
    file = runs._file
    with qtbot.waitSignal(file.opened, timeout=SLOW):
        runs.recover()
    assert (file.path, file.changed) == (path, False)
    assert session.run.histories[0].snapshots.iterations == past


@pytest.mark.parametrize("answer", [QMessageBox.StandardButton.Discard, None])
def test_changes_are_there_again_unless_they_were_given_up(
    qtbot, window, session, reopened, tmp_path, monkeypatch, answer
):
    path = tmp_path / "x.playground"
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
    session.set_seed(4)
    monkeypatch.setattr(SaveQuestion, "answer", lambda _: answer)
    window.session_dialogs.asks = answer is not None  # nobody is there to answer a signal
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    window.autosave.close()
    after, runs = reopened()
    with qtbot.waitSignal(runs._file.file_changed, timeout=SLOW):
        runs.recover()
    assert runs._file.path == path
    assert (after.seed, runs._file.changed) == ((0, False) if answer else (4, True))


def test_a_file_that_was_written_since_is_not_taken_for_the_session(
    qtbot, window, session, reopened, tmp_path
):
    path = tmp_path / "x.playground"
    session.set_seed(4)
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
    _close(window)
    path.write_bytes(b"of somebody else")
    after, runs = reopened()
    with qtbot.waitSignal(after.notices.info, timeout=SLOW):
        runs.recover()
    assert after.seed == 4
    assert runs._file.path is None


def test_of_two_windows_the_one_closed_last_is_there_again(qtbot, open_window, reopened):
    one, other = open_window(), open_window()
    _dab(one.session)
    _dab(other.session)
    for window, seed in ((one, 1), (other, 2)):
        window.autosave.flush()
        os.utime(window.autosave.file, ns=(seed, seed))  # as if long ago, `other` later
    for window, seed in ((other, 2), (one, 1)):
        window.session.set_seed(seed)
        _close(window)
    after, runs = reopened()
    with qtbot.waitSignal(after.notices.info, timeout=SLOW):
        runs.recover()
    assert after.seed == 1


def test_a_worker_that_does_not_answer_is_not_waited_for(qtbot, window, running, monkeypatch):
    monkeypatch.setattr(autosave_module, "CLOSING_SECONDS", 0.2)
    running.control.step("both")
    _wait_for_file(qtbot, 1)
    os.kill(running.run.worker.pid, signal.SIGSTOP)
    try:
        assert window.close()
    finally:
        os.kill(running.run.worker.pid, signal.SIGCONT)
    assert SessionState.read(_kept()[0]).runs[0].iteration == 1


def test_a_window_closed_before_it_has_read_loses_nothing(qtbot, window, running, reopened):
    running.control.step("both")
    _wait_for_file(qtbot, 1)
    _close(window)
    before = _kept()[0].read_bytes()
    _session, runs = reopened()
    runs.close()
    assert _kept()[0].read_bytes() == before


def test_what_cannot_be_kept_is_told_once(qtbot, window, running, monkeypatch):
    def full(self, path):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(SessionState, "write", full)
    with qtbot.waitSignal(window.session.notices.problem, timeout=SLOW) as told:
        running.control.step("both")
    assert "No space left" in told.args[0]
    with qtbot.assertNotEmitted(window.session.notices.problem):
        running.control.step("both")
        with qtbot.waitSignal(running.run.settled, timeout=SLOW):
            running.run.settle()
        window.run_autosave.close()


def test_a_damaged_run_is_passed_over(qtbot, window, session, reopened):
    _dab(session)
    window.autosave.flush()
    path = window.autosave.beside(".playground")
    window.autosave.close()
    path.write_bytes(b"nonsense")
    after, runs = reopened()
    with qtbot.assertNotEmitted(after.notices.info):
        runs.recover()
        qtbot.waitUntil(lambda: runs.idle)
        runs.close()
    assert after.run.iterations == {0: 0, 1: 0}
    assert path.exists()
