from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QMessageBox

from playground.app.importing import open_files
from playground.app.lessons import all_lessons
from playground.app.storage import session_state as session_state_module
from playground.app.storage.autosave import data_folder
from playground.app.storage.former_versions import MOST_VERSIONS, FormerVersions
from playground.app.storage.library import Library
from playground.app.storage.session_state import SessionState
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.drawing.tools import Brush, Stroke, Touch
from playground.errors import InputError
from playground.gui.file_dialogs import SaveQuestion
from playground.runs.session import saved_run as thinning
from playground.runs.session.file import read_session, write_session

pytestmark = pytest.mark.long

SLOW = 60_000
BUTTON = QMessageBox.StandardButton
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _dab(session, x=0.5):
    session.editor.sketch(Stroke(Brush(), (Touch(x, 0.5),)))
    session.editor.finish("dab")


def _save(qtbot, window, path):
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)


def _open(qtbot, window, path):
    with qtbot.waitSignal(window.session_file.opened, timeout=SLOW):
        window.session_file.restore(path)


def _step(qtbot, session, count):
    """Train so many iterations, and wait until they are remembered."""
    for _ in range(count):
        before = session.run.iterations[0]
        session.control.step("both")
        qtbot.waitUntil(lambda before=before: session.run.iterations[0] > before, timeout=SLOW)
    with qtbot.waitSignal(session.run.settled, timeout=SLOW):
        session.run.settle()


def _states(session):
    return [past.newest_state for past in session.run.histories.values()]


def _same(ones, others):
    return all(
        np.array_equal(one[key], other[key])
        for one, other in zip(ones, others, strict=True)
        for key in one
        if key != "seconds"
    )


def _press_save(qtbot, window, keys):
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window, Qt.Key.Key_S, keys)


def _choose(qtbot, window, path):
    """Choose a file in the dialog that is open, and agree."""
    (dialog,) = (one for one in window.findChildren(QFileDialog) if one.isVisible())
    dialog.selectFile(str(path))
    agree = dialog.findChild(QDialogButtonBox).buttons()[0]
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton)


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    """What is answered to the questions of the window, and what they were; else all may go."""
    given, asked = [], []

    def answer(*words):
        asked.append(words[2])
        return given.pop(0) if given else BUTTON.Discard

    monkeypatch.setattr(QMessageBox, "question", answer)
    monkeypatch.setattr(SaveQuestion, "answer", lambda box: answer(None, None, box.text()))
    return given, asked


def test_a_session_goes_on_exactly_where_it_was_saved(qtbot, window, running, tmp_path):
    session, path = running, tmp_path / "x.playground"
    session.model_slots.set_preset("classic")
    session.model_slots.set_setting((1,), "d_hidden", 30)
    session.set_seed(5)
    session.set_clock("seconds")
    session.reset()
    session.model_slots.set_setting((0,), "g_lr", 0.5)
    window.comparison.view_toolbar.field_actions("heat")[1].trigger()
    _dab(session)
    _step(qtbot, session, 3)
    setup, drawing, view = session.setup, session.editor.drawing, session.view
    pasts = [past.snapshots.iterations for past in session.run.histories.values()]
    _save(qtbot, window, path)
    _step(qtbot, session, 2)
    through = _states(session)
    session.importer.new()
    session.model_slots.set_preset("stable")
    session.set_seed(6)
    session.set_clock("iterations")
    window.comparison.view_toolbar.field_actions("heat")[1].trigger()
    _open(qtbot, window, path)
    assert (session.setup, session.view) == (setup, view)
    assert window.run_toolbar.seed_box.value() == 5
    assert window.run_toolbar.clock_box.currentText() == "same time"
    again = session.editor.drawing
    for mine, theirs in zip(again.layers, drawing.layers, strict=True):
        assert np.array_equal(mine.pixels, theirs.pixels)
    assert [past.snapshots.iterations for past in session.run.histories.values()] == pasts
    assert session.run.iterations == {0: 3, 1: 3}
    assert not session.control.playing
    _step(qtbot, session, 2)
    assert _same(_states(session), through)
    with pytest.raises(InputError, match="saved one"):
        session.commands((0,))


def test_a_long_past_is_thinned_out_in_the_file_and_the_window_says_so(
    qtbot, window, running, tmp_path, monkeypatch
):
    path = tmp_path / "x.playground"
    _step(qtbot, running, 3)
    _save(qtbot, window, path)
    assert window.statusBar().currentMessage() == "Saved “x.playground”."
    monkeypatch.setattr(thinning, "MOST_SNAPSHOT_BYTES", 0)
    _save(qtbot, window, path)
    assert "the file holds 2 evenly spaced snapshots" in window.statusBar().currentMessage()
    assert [len(past.snapshots) for past in running.run.histories.values()] == [4, 4]
    _open(qtbot, window, path)
    assert [past.snapshots.iterations for past in running.run.histories.values()] == [
        (0, 3),
        (0, 3),
    ]
    running.fork(0, 3)
    assert running.slots[1].forked_at == 3


def test_a_session_of_another_kind_of_device_goes_on_here_and_says_so(
    qtbot, window, running, tmp_path
):
    path = tmp_path / "x.playground"
    _step(qtbot, running, 2)
    _save(qtbot, window, path)
    saved = read_session(path)
    runs = tuple(_of_another_device(run) for run in saved.runs)
    setup = {**saved.setup, "device": "cuda"}
    write_session(path, replace(saved, setup=setup, runs=runs))
    with qtbot.waitSignal(running.notices.problem, timeout=SLOW) as told:
        _open(qtbot, window, path)
    assert "saved on another kind of device" in told.args[0]
    assert running.run.iterations == {0: 2, 1: 2}
    _step(qtbot, running, 1)
    assert running.run.iterations == {0: 3, 1: 3}


def _of_another_device(run):
    last = run.checkpoints[-1]
    streams = {name: np.zeros(16, np.uint8) for name in last.state if name.startswith("stream.")}
    return replace(run, checkpoints=(replace(last, state={**last.state, **streams}),))


def test_a_fork_is_one_still_when_its_session_is_opened(qtbot, window, running, tmp_path):
    session, path = running, tmp_path / "x.playground"
    _step(qtbot, session, 2)
    session.fork(0, 2)
    setup, titles = session.setup, session.model_slots.titles
    assert setup.slots[1].forked_at is not None
    _save(qtbot, window, path)
    session.model_slots.set_model(1, "cgan")
    _open(qtbot, window, path)
    assert (session.setup, session.model_slots.titles) == (setup, titles)


def test_saving_does_not_stop_the_training(qtbot, window, running, tmp_path):
    path = tmp_path / "x.playground"
    running.control.set_playing(True)
    qtbot.waitUntil(lambda: min(running.run.iterations.values()) >= 3, timeout=SLOW)
    shown = max(running.run.iterations.values())
    _save(qtbot, window, path)
    assert running.control.playing
    kept = SessionState.read(path)
    assert all(run.iteration >= shown - 1 for run in kept.runs.values())
    qtbot.waitUntil(lambda: window.session_file.changed, timeout=SLOW)
    assert window.isWindowModified()


def test_the_keys_save_under_a_name_and_the_title_tells_of_changes(
    qtbot, window, session, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    _press_save(qtbot, window, CTRL)
    with qtbot.waitSignal(window.session_file.saved):
        _choose(qtbot, window, tmp_path / "two discs")
    assert (tmp_path / "two discs.playground").is_file()
    assert window.windowTitle() == "two discs.playground[*] — Distribution Playground"
    assert not window.isWindowModified()
    _dab(session)
    assert window.isWindowModified()
    with qtbot.waitSignal(window.session_file.saved):
        _press_save(qtbot, window, CTRL)
    assert not window.isWindowModified()
    _press_save(qtbot, window, CTRL | SHIFT)
    with qtbot.waitSignal(window.session_file.saved):
        _choose(qtbot, window, tmp_path / "other.playground")
    assert window.session_file.path == tmp_path / "other.playground"
    assert Library().entries("recent")[0].path == tmp_path / "other.playground"
    menu = window.menus.recent_sessions
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions()] == ["other", "two discs"]
    with qtbot.waitSignal(window.session_file.opened):
        menu.actions()[1].trigger()
    assert window.session_file.path == tmp_path / "two discs.playground"


def test_undo_brings_back_what_was_drawn_before_a_session_was_opened(
    qtbot, window, session, tmp_path
):
    _save(qtbot, window, tmp_path / "x.playground")
    session.importer.load_shipped("penta")
    _open(qtbot, window, tmp_path / "x.playground")
    assert session.target.name == "binary"
    session.editor.undo()
    assert session.target.name == "penta"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the events have no other constructor
def test_a_session_that_is_dropped_is_opened(qtbot, window, session, tmp_path, answers):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0))
    for place in (QPointF(600, 400), QPointF(window.target_panel.geometry().center())):
        QApplication.sendEvent(window, QDragEnterEvent(place.toPoint(), *how))
        assert "open the session “x.playground”" in window.statusBar().currentMessage()
        session.importer.load_shipped("penta")
        answers[0].append(BUTTON.Discard)
        with qtbot.waitSignal(window.session_file.opened):
            QApplication.sendEvent(window, QDropEvent(place, *how))
        assert session.target.name == "binary"


def test_what_cannot_be_read_changes_nothing_and_is_a_sentence(qtbot, window, session, tmp_path):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    path.write_bytes(path.read_bytes()[:-30])
    drawing, plan, text = session.editor.drawing, session.run.plan, window.windowTitle()
    with qtbot.waitSignal(window.session.notices.problem) as told:
        window.session_dialogs.restore(path)
    assert "x.playground" in told.args[0]
    assert window.message_bar.label.text() == told.args[0]
    assert (session.editor.drawing, session.run.plan, window.windowTitle()) == (drawing, plan, text)
    assert not window.session_file.busy


def test_a_disk_that_is_full_is_a_sentence_and_the_old_file_stays(
    qtbot, window, session, tmp_path, monkeypatch
):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    before = path.read_bytes()
    _dab(session)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(session_state_module, "write_session", full)
    with qtbot.waitSignal(window.session.notices.problem) as told:
        window.session_dialogs.save()
    assert "No space left on device" in told.args[0]
    assert path.read_bytes() == before
    assert window.session_file.changed


@pytest.mark.parametrize("where", ["gone", "closed"])
def test_a_folder_that_cannot_be_written_is_a_sentence(qtbot, window, tmp_path, where):
    folder = tmp_path / where
    if where == "closed":
        folder.write_text("no folder")
    with qtbot.waitSignal(window.session.notices.problem) as told:
        window.session_file.save(folder / "x.playground")
    assert "could not be saved" in told.args[0]
    assert window.session_file.path is None


def test_a_session_without_a_file_is_closed_without_a_question(window, session, answers):
    _dab(session)
    assert window.close()
    assert answers[1] == []


def test_closing_asks_about_changes_of_a_saved_session(qtbot, window, session, tmp_path, answers):
    given, asked = answers
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    _dab(session)
    given.append(BUTTON.Cancel)
    window.close()
    assert window.isVisible()
    assert "x.playground" in asked[0]
    before = path.read_bytes()
    given.append(BUTTON.Save)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert path.read_bytes() != before
    assert np.array_equal(
        open_files([path]).current_layer.pixels, session.editor.drawing.current_layer.pixels
    )
    assert len(asked) == 2


def test_changes_may_be_thrown_away(qtbot, window, session, tmp_path, answers):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    before = path.read_bytes()
    _dab(session)
    answers[0].append(BUTTON.Discard)
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert path.read_bytes() == before


def test_another_session_is_opened_once_the_changes_are_saved(
    qtbot, window, session, tmp_path, answers
):
    first, second = tmp_path / "1.playground", tmp_path / "2.playground"
    _save(qtbot, window, second)
    _save(qtbot, window, first)
    _dab(session)
    drawn = session.editor.drawing.current_layer.pixels
    answers[0].append(BUTTON.Save)
    with qtbot.waitSignals([window.session_file.saved, window.session_file.opened]):
        window.session_dialogs.restore(second)
    assert window.session_file.path == second
    assert session.target.name == "binary"
    assert np.array_equal(open_files([first]).current_layer.pixels, drawn)


def test_a_session_of_an_empty_drawing_waits(qtbot, window, session, tmp_path):
    path = tmp_path / "x.playground"
    session.importer.new()
    _save(qtbot, window, path)
    session.importer.load_shipped("penta")
    _open(qtbot, window, path)
    assert session.waiting
    assert not window.session_file.changed


def test_a_run_of_another_model_than_its_setup_is_refused(session, window, tmp_path):
    state = session.state
    swapped = replace(state.setup, slots=state.setup.slots[::-1])
    path = tmp_path / "x.playground"
    replace(state, setup=swapped).write(path)
    with pytest.raises(InputError, match="of the model 'cgan', got 'gan'"):
        SessionState.read(path)


def test_the_drawing_of_a_session_can_be_opened_by_itself(session, window, tmp_path):
    path = tmp_path / "x.playground"
    session.state.write(path)
    drawing, binary = open_files([path]), Drawing.of(load_target("binary"))
    assert drawing.name == "binary"
    assert np.array_equal(drawing.current_layer.pixels, binary.current_layer.pixels)


def _image():
    path = data_folder() / "dot.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.eye(16, dtype=np.uint8) * 255).save(path)
    return path


def _open_lesson(window):
    window.lesson_opener.open_lesson(all_lessons()[0])


@pytest.mark.parametrize(
    "replace_it",
    [
        _open_lesson,
        lambda window: window.menus.new.trigger(),
        lambda window: window.session.importer.load_shipped("penta"),
        lambda window: window.session.importer.open_files([_image()]),
    ],
    ids=["lesson", "new", "gallery", "file"],
)
def test_what_replaces_the_drawing_leaves_its_file_alone(
    qtbot, window, session, tmp_path, replace_it
):
    path = tmp_path / "x.playground"
    plain = window.windowTitle()
    _save(qtbot, window, path)
    before = path.read_bytes()
    replace_it(window)
    assert window.session_file.path is None
    assert window.windowTitle() == plain and not window.isWindowModified()
    _press_save(qtbot, window, CTRL)
    (dialog,) = (one for one in window.findChildren(QFileDialog) if one.isVisible())
    dialog.reject()
    assert path.read_bytes() == before
    session.editor.undo()
    assert window.session_file.path == path
    assert window.windowTitle() == "x.playground[*] — Distribution Playground"
    session.editor.redo()
    assert window.session_file.path is None


def test_edits_stay_in_the_file_they_belong_to(qtbot, window, session, tmp_path):
    path = tmp_path / "x.playground"
    _save(qtbot, window, path)
    _dab(session)
    window.layer_commands.duplicate()
    session.importer.load_layer(_image())
    assert window.session_file.path == path
    assert window.session_file.changed


def test_undo_leads_from_one_session_to_the_file_of_the_one_before(
    qtbot, window, session, tmp_path
):
    first, second = tmp_path / "1.playground", tmp_path / "2.playground"
    _save(qtbot, window, second)
    session.importer.load_shipped("penta")
    _save(qtbot, window, first)
    _open(qtbot, window, second)
    session.editor.undo()
    assert window.session_file.path == first
    session.editor.redo()
    assert window.session_file.path == second


def test_a_save_under_way_holds_what_was_there_when_it_was_asked_for(
    qtbot, window, running, tmp_path
):
    path = tmp_path / "x.playground"
    _step(qtbot, running, 2)
    with qtbot.waitSignal(window.session_file.saved, timeout=SLOW):
        window.session_file.save(path)
        running.importer.load_shipped("penta")
    state = SessionState.read(path)
    assert state.drawing.name == "binary"
    assert {run.iteration for run in state.runs.values()} == {2}
    assert window.session_file.path is None
    running.editor.undo()
    assert window.session_file.path == path


def test_what_a_save_replaces_can_be_brought_back_until_the_window_closes(
    qtbot, window, session, tmp_path
):
    path, menu = tmp_path / "x.playground", window.menus.former_versions
    menu.aboutToShow.emit()
    assert [action.isEnabled() for action in menu.actions()] == [False]
    _save(qtbot, window, path)
    before = path.read_bytes()
    session.importer.load_shipped("penta")
    _save(qtbot, window, path)
    assert "Former versions" in window.statusBar().currentMessage()
    (version,) = window.session_file.former_versions.versions
    assert version.copy.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]
    menu.aboutToShow.emit()
    with qtbot.waitSignal(session.run_started):
        menu.actions()[0].trigger()
    assert session.target.name == "binary"
    assert window.session_file.path is None
    session.editor.undo()
    assert window.session_file.path == path
    assert window.close()
    assert not version.copy.parent.exists()


def test_the_oldest_version_of_a_file_goes_last(tmp_path):
    path, kept = tmp_path / "x.playground", FormerVersions()
    for number in range(MOST_VERSIONS + 5):
        path.write_text(str(number))
        kept.keep(path)
    held = [version.copy.read_text() for version in kept.versions]
    assert held == ["0", *map(str, range(6, MOST_VERSIONS + 5))]
    (folder,) = {version.copy.parent for version in kept.versions}
    FormerVersions()  # of another window, while this one lives
    assert folder.exists()
    (folder / "lock").unlink()  # as if this one had been killed
    FormerVersions()
    assert not folder.exists()


def _titles(window):
    return [one.windowTitle() for one in window.findChildren(QFileDialog) if one.isVisible()]


def test_a_light_copy_is_given_away_and_the_session_stays_what_it_was(
    qtbot, window, running, tmp_path
):
    session, path = running, tmp_path / "mine.playground"
    _step(qtbot, session, 2)
    _save(qtbot, window, path)
    window.menus.save_light.trigger()
    (title,) = _titles(window)
    sizes = window.session_file.file_bytes
    assert sizes.light < 3e6 < sizes.whole
    assert f"about {sizes.light / 1e6:.1f} MB; the whole session {sizes.whole / 1e6:.1f}" in title
    light = tmp_path / "light.playground"
    with qtbot.waitSignal(session.notices.info, timeout=SLOW, check_params_cb=_is_saved):
        _choose(qtbot, window, light)
    assert light.stat().st_size < 3e6 < path.stat().st_size
    assert window.session_file.path == path and not window.session_file.changed
    iterations = dict(session.run.iterations)
    _open(qtbot, window, light)
    assert dict(session.run.iterations) == iterations
    assert [len(past.snapshots) for past in session.run.histories.values()] == [1, 1]
    _step(qtbot, session, 1)
    assert session.run.iterations[0] == iterations[0] + 1


def _is_saved(sentence):
    return sentence.startswith("Saved a copy") and "without the past" in sentence


def test_a_light_copy_in_place_of_the_whole_is_told(qtbot, window, running, tmp_path):
    session, path = running, tmp_path / "mine.playground"
    _save(qtbot, window, path)
    with qtbot.waitSignal(session.notices.info, timeout=SLOW, check_params_cb=_is_saved):
        window.session_file.save(path, light=True)
    assert window.session_file.changed and window.session_file.path == path
    (former,) = window.session_file.former_versions.versions
    assert former.path == path


def test_saving_says_both_sizes(qtbot, window, session):
    window.menus.save_as.trigger()
    (title,) = _titles(window)
    assert title == "Save session as (about 0.0 MB; without the past 0.0 MB)"
