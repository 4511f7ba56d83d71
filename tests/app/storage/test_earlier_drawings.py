"""What was made before another drawing took its place, by the window's own menu."""

import pytest

from playground.app.notices import Notices
from playground.app.session import Session
from playground.app.storage.autosave import DrawingAutosave
from playground.density.load import load_target
from playground.drawing.tools import Brush, Stroke, Touch
from playground.gui import connections

pytestmark = pytest.mark.long

SLOW = 30_000


def _dab(session, x=0.5):
    session.editor.sketch(Stroke(Brush(), (Touch(x, 0.1),)))
    session.editor.finish("dab")


def _open(qtbot, session, name):
    session.importer.load_shipped(name)
    qtbot.waitUntil(lambda: session.editor.drawing.name == name)


def _listed(window):
    """The actions in File ▸ Earlier drawings."""
    window.autosave.flush()
    window.earlier_drawings.close()
    menu = window.menus.earlier
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if action.isEnabled()]


def _close(window):
    assert window.close()
    window.session.close()
    window.autosave.close()


def _save(qtbot, window, path):
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
    qtbot.waitUntil(lambda: not window.session_file.changed)


@pytest.fixture
def next_window(qtbot):
    """A function that opens the window of the next start, on what the last one has left."""
    opened = []

    def make():
        notices = Notices()
        autosave = DrawingAutosave(notices)
        session = Session(load_target("binary"), autosave.reopen(), notices=notices)
        autosave.watch(session.editor)
        window = connections.open_window(session, autosave)
        qtbot.addWidget(window)
        opened.append(window)
        return window

    yield make
    for window in opened:
        window.session.close()
        window.autosave.close()


def test_a_painted_drawing_outlives_its_window(qtbot, window, session, next_window):
    _dab(session)
    painted = session.editor.drawing
    with qtbot.waitSignal(session.notices.info) as told:
        _open(qtbot, session, "ring")
    assert "Earlier drawings" in told.args[0]
    _close(window)

    after = next_window()
    assert after.session.editor.drawing.name == "ring"
    (entry,) = _listed(after)
    entry.trigger()
    qtbot.waitUntil(lambda: after.session.editor.drawing.equals(painted), timeout=SLOW)


def test_what_was_only_looked_at_is_not_kept(qtbot, window, session):
    for name in ("ring", "z", "binary"):
        _open(qtbot, session, name)
    session.importer.new()
    _open(qtbot, session, "ring")
    assert _listed(window) == []


def test_what_an_earlier_window_painted_is_kept_too(qtbot, window, session, next_window):
    session.importer.new()
    _dab(session)
    painted = session.editor.drawing
    _close(window)

    after = next_window()
    assert after.session.editor.drawing.equals(painted)
    _open(qtbot, after.session, "ring")
    (entry,) = _listed(after)
    entry.trigger()
    qtbot.waitUntil(lambda: after.session.editor.drawing.equals(painted), timeout=SLOW)


def test_undo_brings_it_back_and_leaves_one_entry(qtbot, window, session):
    _dab(session)
    painted = session.editor.drawing
    for _ in range(3):
        _open(qtbot, session, "ring")
        window.menus.undo.trigger()
        assert session.editor.drawing.equals(painted)
    assert len(_listed(window)) == 1


def test_a_session_comes_back_with_its_run_and_its_file(qtbot, window, running, tmp_path):
    path = tmp_path / "x.playground"
    running.control.step("both")
    qtbot.waitUntil(lambda: running.run.iterations == {0: 1, 1: 1}, timeout=SLOW)
    _save(qtbot, window, path)
    running.control.step("both")
    qtbot.waitUntil(lambda: running.run.iterations == {0: 2, 1: 2}, timeout=SLOW)
    with qtbot.waitSignal(running.run.settled, timeout=SLOW):
        running.run.settle()
    _open(qtbot, running, "ring")
    assert window.session_file.path is None
    (entry,) = _listed(window)
    entry.trigger()
    qtbot.waitUntil(lambda: running.editor.drawing.name == "binary", timeout=SLOW)
    assert running.run.iterations == {0: 2, 1: 2}
    assert (window.session_file.path, window.session_file.changed) == (path, True)
    window.session_dialogs.asks = False  # nobody is there to answer when it closes


def test_a_session_that_is_saved_is_in_its_file_alone(qtbot, window, session, tmp_path):
    _dab(session)
    _save(qtbot, window, tmp_path / "x.playground")
    _open(qtbot, session, "ring")
    assert _listed(window) == []


@pytest.mark.parametrize("damaged", [b"", b"nonsense"])
def test_without_its_run_the_drawing_is_there(qtbot, window, session, damaged):
    _dab(session)
    painted = session.editor.drawing
    _open(qtbot, session, "ring")
    (entry,) = _listed(window)
    (path,) = window.autosave.earlier()
    path.with_suffix(".playground").write_bytes(damaged)
    entry.trigger()
    qtbot.waitUntil(lambda: session.editor.drawing.equals(painted), timeout=SLOW)
