import numpy as np
import pytest

from playground.app import autosave as autosave_module
from playground.app.autosave import DrawingAutosave, RunAutosave, data_folder
from playground.app.notices import Notices
from playground.app.session import Session
from playground.app.session_state import SessionState
from playground.density.load import load_target
from playground.drawing.tools import Brush, Stroke, Touch

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
        return session, RunAutosave(autosave, session, session)

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
    window.session_dialogs.asks = False  # as if it was killed: nobody is there
    window.close()
    window.autosave.close()
    run = SessionState.read(_kept()[0]).runs[0]
    assert len(run.checkpoints) == 1
    session, runs = reopened()
    with qtbot.waitSignal(session.notices.info, timeout=SLOW) as told:
        runs.recover()
    assert session.run.iterations == {0: run.iteration, 1: run.iteration}
    assert f"iteration {run.iteration:,}" in told.args[0]
    assert np.array_equal(
        session.editor.drawing.current_layer.pixels, running.editor.drawing.current_layer.pixels
    )
    state = session.run.histories[0].newest_state
    assert all(np.array_equal(state[key], run.checkpoints[0].state[key]) for key in state)


def test_a_window_that_is_closed_leaves_only_its_drawing(qtbot, window, running):
    running.control.step("both")
    _wait_for_file(qtbot, 1)
    assert window.close()
    assert _kept() == []
    assert len(list((data_folder() / "drawings").glob("*.drawing"))) == 1


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
        window.run_autosave.close(clean=False)


def test_a_damaged_run_is_passed_over(qtbot, window, session, reopened):
    _dab(session)
    window.autosave.flush()
    path = window.autosave.beside(".playground")
    window.autosave.close()
    path.write_bytes(b"nonsense")
    after, runs = reopened()
    with qtbot.assertNotEmitted(after.notices.info):
        runs.recover()
        runs.close(clean=False)
    assert after.run.iterations == {0: 0, 1: 0}
    assert path.exists()
