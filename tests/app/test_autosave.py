import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox

from playground.app import autosave as module
from playground.app.autosave import DrawingAutosave, data_folder
from playground.app.drawing_editor import DrawingEditor
from playground.app.library import Library
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.drawing.tools import Brush, Stroke, Touch
from playground.runs.session.drawing import read_drawing


@pytest.fixture
def opened(qtbot):
    """A function that opens a keeper, as a window does; all are let go of in the end."""
    keepers = []

    def make():
        keeper = DrawingAutosave()
        keepers.append(keeper)
        drawing = keeper.reopen()
        easel = DrawingEditor(drawing or Drawing.blank())
        keeper.watch(easel)
        return keeper, easel

    yield make
    for keeper in keepers:
        keeper.close()


def _dab(easel, x=0.5):
    easel.sketch(Stroke(Brush(), (Touch(x, 0.5),)))
    easel.finish("dab")


def _files():
    return sorted((data_folder() / "drawings").glob("*.drawing"))


def test_a_drawing_is_written_after_its_stroke_and_found_again(qtbot, opened):
    keeper, easel = opened()
    assert _files() == []
    _dab(easel)
    qtbot.waitUntil(lambda: len(_files()) == 1)
    keeper.close()
    again = opened()[1].drawing
    assert np.array_equal(again.current_layer.pixels, easel.drawing.current_layer.pixels)


def test_what_was_not_written_yet_is_written_at_the_end(opened):
    keeper, easel = opened()
    _dab(easel)
    keeper.close()
    assert read_drawing(_files()[0]).current_layer.pixels.any()


def test_two_windows_keep_two_drawings(opened):
    (one, easel), (other, second) = opened(), opened()
    _dab(easel, 0.2)
    one.flush()
    _dab(second, 0.8)
    other.flush()
    assert len(_files()) == 2
    third, drawing = opened()[0], opened()[1].drawing
    assert not drawing.current_layer.pixels.any()  # both are taken
    third.close()
    one.close()
    assert np.array_equal(
        opened()[1].drawing.current_layer.pixels, easel.drawing.current_layer.pixels
    )


def test_a_window_that_crashed_leaves_its_drawing(opened):
    keeper, easel = opened()
    _dab(easel)
    keeper.flush()
    lock = _files()[0].with_name(_files()[0].name + ".lock")
    keeper.close()
    lock.write_text("999999999\nplayground\nelsewhere\n")  # as a killed process leaves it
    lock.write_bytes(lock.read_bytes().replace(b"elsewhere", _host()))
    assert opened()[1].drawing.current_layer.pixels.any()


def test_a_damaged_drawing_is_passed_over_and_stays(opened):
    keeper, easel = opened()
    _dab(easel)
    keeper.close()
    _files()[0].write_bytes(b"nonsense")
    assert not opened()[1].drawing.current_layer.pixels.any()
    assert _files()[0].read_bytes() == b"nonsense"


def test_a_full_disk_is_told_once_and_closing_asks(qtbot, window, session, monkeypatch):
    def full(path, drawing):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(module, "write_drawing", full)
    keeper = window.keeper
    with qtbot.waitSignal(keeper.problem) as told:
        _dab(session.easel)
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


def test_a_folder_that_cannot_be_written_is_told(qtbot, opened, monkeypatch):
    data_folder().mkdir(parents=True)
    (data_folder() / "drawings").write_text("a file in the way")
    keeper, easel = opened()
    with qtbot.waitSignal(keeper.problem) as told:
        _dab(easel)
    assert "cannot be kept" in told.args[0]
    (data_folder() / "drawings").unlink()
    assert keeper.flush() == ""
    assert len(_files()) == 1


def test_closing_asks_nothing_where_nothing_is_lost(window, session, monkeypatch):
    _dab(session.easel)
    monkeypatch.setattr(QMessageBox, "question", lambda *words: pytest.fail("asked"))
    assert window.close()


def test_the_shelf_keeps_and_forgets(qtbot, tmp_path):
    shelf = Library()
    assert shelf.entries("own") == shelf.entries("recent") == []
    drawing = Drawing("x", (DrawingLayer("a", np.full((5, 5), 9, np.uint16), 3),))
    entry = shelf.keep(drawing, "my blob")
    assert shelf.has("my blob")
    assert Library().entries("own") == [entry]
    assert entry.open().current_layer.color == 3
    files = [tmp_path / f"{i}.png" for i in range(30)]
    for file in [*files, files[3]]:
        file.touch()
        shelf.note(file)
    recent = Library().entries("recent")
    assert recent[0].path == files[3]
    assert len(recent) == 24
    shelf.remove(recent[0])
    files[29].unlink()
    assert Library().entries("recent")[0].path == files[28]
    shelf.remove(entry)
    assert Library().entries("own") == []
    (data_folder() / "recent.json").write_text("{")
    assert Library().entries("recent") == []


def _host():
    import socket

    return socket.gethostname().encode()
