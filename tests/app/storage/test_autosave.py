import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from playground.app.drawing_editor import DrawingEditor
from playground.app.notices import Notices
from playground.app.storage import autosave as module
from playground.app.storage.autosave import DrawingAutosave, data_folder
from playground.app.storage.library import Library
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.drawing.tools import Brush, Stroke, Touch
from playground.runs.session.drawing import read_drawing


@pytest.fixture
def notices(qtbot):
    return Notices()


@pytest.fixture
def opened(notices):
    """A function that opens an autosave and an editor, as a window does."""
    opened = []

    def make():
        autosave = DrawingAutosave(notices)
        opened.append(autosave)
        drawing = autosave.reopen()
        editor = DrawingEditor(drawing or Drawing.blank())
        autosave.watch(editor)
        return autosave, editor

    yield make
    for autosave in opened:
        autosave.close()


def _dab(editor, x=0.5):
    editor.sketch(Stroke(Brush(), (Touch(x, 0.5),)))
    editor.finish("dab")


def _files():
    return sorted((data_folder() / "drawings").glob("*.drawing"))


def test_a_drawing_is_written_after_its_stroke_and_found_again(qtbot, opened):
    autosave, editor = opened()
    assert _files() == []
    _dab(editor)
    qtbot.waitUntil(lambda: len(_files()) == 1)
    autosave.close()
    again = opened()[1].drawing
    assert np.array_equal(again.current_layer.pixels, editor.drawing.current_layer.pixels)


def test_what_was_not_written_yet_is_written_at_the_end(opened):
    autosave, editor = opened()
    _dab(editor)
    autosave.close()
    assert read_drawing(_files()[0]).current_layer.pixels.any()


def test_two_windows_keep_two_drawings(opened):
    (one, editor), (other, second) = opened(), opened()
    _dab(editor, 0.2)
    one.flush()
    _dab(second, 0.8)
    other.flush()
    assert len(_files()) == 2
    third, drawing = opened()[0], opened()[1].drawing
    assert not drawing.current_layer.pixels.any()  # both are taken
    third.close()
    one.close()
    assert np.array_equal(
        opened()[1].drawing.current_layer.pixels, editor.drawing.current_layer.pixels
    )


def test_a_window_that_crashed_leaves_its_drawing(opened):
    autosave, editor = opened()
    _dab(editor)
    autosave.flush()
    lock = _files()[0].with_name(_files()[0].name + ".lock")
    autosave.close()
    lock.write_text("999999999\nplayground\nelsewhere\n")  # as a killed process leaves it
    lock.write_bytes(lock.read_bytes().replace(b"elsewhere", _host()))
    assert opened()[1].drawing.current_layer.pixels.any()


def test_a_damaged_drawing_is_passed_over_and_stays(opened):
    autosave, editor = opened()
    _dab(editor)
    autosave.close()
    _files()[0].write_bytes(b"nonsense")
    assert not opened()[1].drawing.current_layer.pixels.any()
    assert _files()[0].read_bytes() == b"nonsense"


def test_a_full_disk_is_told_once_and_closing_asks(qtbot, window, session, monkeypatch):
    def full(path, drawing):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_drawing", full)
    with qtbot.waitSignal(session.notices.problem) as told:
        _dab(session.editor)
    assert "No space left on device" in told.args[0]
    assert window.message_bar.isVisible()
    asked = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Close]
    monkeypatch.setattr(
        QMessageBox, "question", lambda *words: asked.append(words[2]) or answers.pop(0)
    )
    assert not window.close()
    assert window.isVisible()
    assert "No space left" in asked[0]
    assert window.close()
    monkeypatch.undo()


def test_a_folder_that_cannot_be_written_is_told(qtbot, opened, notices, monkeypatch):
    data_folder().mkdir(parents=True)
    (data_folder() / "drawings").write_text("a file in the way")
    autosave, editor = opened()
    with qtbot.waitSignal(notices.problem) as told:
        _dab(editor)
    assert "cannot be saved" in told.args[0]
    (data_folder() / "drawings").unlink()
    assert autosave.flush() == ""
    assert len(_files()) == 1


def test_closing_asks_nothing_where_nothing_is_lost(window, session, monkeypatch):
    _dab(session.editor)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: pytest.fail("asked"))
    assert window.close()


def test_the_library_keeps_and_forgets(qtbot, tmp_path):
    library = Library()
    assert library.entries("own") == library.entries("recent") == []
    drawing = Drawing("x", (DrawingLayer("a", np.full((5, 5), 9, np.uint16), 3),))
    entry = library.keep(drawing, "my blob")
    assert library.has("my blob")
    assert Library().entries("own") == [entry]
    assert entry.load().current_layer.color == 3
    files = [tmp_path / f"{i}.png" for i in range(30)]
    for file in [*files, files[3]]:
        file.touch()
        library.note(file)
    recent = Library().entries("recent")
    assert recent[0].path == files[3]
    assert len(recent) == 24
    library.remove(recent[0])
    files[29].unlink()
    assert Library().entries("recent")[0].path == files[28]
    library.remove(entry)
    assert Library().entries("own") == []
    (data_folder() / "recent.json").write_text("{")
    assert Library().entries("recent") == []


def _host():
    import socket

    return socket.gethostname().encode()
