"""Faults around a window, which no person has made: nothing is lost, and a sentence says so."""

import os
import shutil
import signal
from threading import current_thread

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox

from playground.app import importing as importing_module
from playground.app.storage.autosave import DrawingAutosave, data_folder
from playground.gui.painting.points_dialog import PointsDialog
from playground.runs.session.drawing import read_drawing
from playground.worker.client import Worker
from playground.worker.protocol import Retarget

LEFT = Qt.MouseButton.LeftButton
SLOW = 60_000


@pytest.fixture
def second(qtbot, window, open_window):
    """Another window beside the first one."""
    other = open_window("ring")
    other.show()
    qtbot.waitUntil(lambda: bool(other.model_panels))
    return other


def _press(qtbot, window, x=0.5, y=0.1):
    canvas = window.target_panel.canvas
    place = QPoint(round(canvas.width() * x), round(canvas.height() * y))
    qtbot.mousePress(canvas, LEFT, pos=place)
    return place


def _stroke(qtbot, window, x=0.5, y=0.1):
    qtbot.mouseRelease(window.target_panel.canvas, LEFT, pos=_press(qtbot, window, x, y))


def _kept():
    return sorted((data_folder() / "drawings").glob("*.drawing"))


def _same(path, editor):
    kept, drawn = read_drawing(path), editor.drawing
    return all(
        np.array_equal(one.pixels, other.pixels)
        for one, other in zip(kept.layers, drawn.layers, strict=True)
    )


def _image(path):
    Image.fromarray(np.full((20, 20), 200, np.uint8)).save(path)
    return path


def test_a_drawing_whose_folder_was_removed_is_written_again(qtbot, window, session):
    _stroke(qtbot, window, 0.3)
    qtbot.waitUntil(lambda: len(_kept()) == 1)
    window.autosave.flush()
    shutil.rmtree(data_folder())
    _stroke(qtbot, window, 0.7)
    assert window.autosave.flush() == ""
    assert _same(_kept()[0], session.editor)
    assert DrawingAutosave(session.notices).reopen() is None  # it is locked again
    assert not window.message_bar.isVisible()


def test_a_file_that_is_gone_is_named_and_the_drawing_stays(qtbot, window, session, tmp_path):
    path = _image(tmp_path / "gone.png")
    session.importer.open_files([path])
    session.importer.load_shipped("ring")
    gallery = window.gallery
    window.import_dialogs.show_kind("recent")
    place = gallery.list.visualItemRect(gallery.list.item(0)).center()
    path.unlink()
    qtbot.mouseClick(gallery.list.viewport(), LEFT, pos=place)
    assert "gone.png" in window.message_bar.label.text()
    assert session.target.name == "ring"


def test_what_was_drawn_from_a_file_that_is_gone_is_copied_as_a_file_of_its_own(
    qtbot, window, session, tmp_path
):
    path = _image(tmp_path / "gone.png")
    session.importer.open_files([path])
    assert str(path) in session.commands((0,))[0]
    path.unlink()
    (line,) = session.commands((0,))
    assert str(path) not in line
    assert "gone" in line


@pytest.mark.parametrize("heavy", [False, True])
def test_a_folder_that_goes_while_it_is_read_is_a_sentence(
    qtbot, window, session, tmp_path, monkeypatch, heavy
):
    folder = tmp_path / "pictures"
    folder.mkdir()
    _image(folder / "1.png")
    if heavy:
        monkeypatch.setattr(importing_module, "HEAVY_BYTES", 0)
    read = importing_module.open_files

    def removed_first(paths, tell):
        shutil.rmtree(folder)
        return read(paths, tell)

    monkeypatch.setattr(importing_module, "open_files", removed_first)
    with qtbot.waitSignal(session.notices.problem) as told:
        session.importer.open_files([folder])
    assert "pictures" in told.args[0]
    assert session.target.name == "binary"


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), MemoryError()])
def test_a_disk_or_a_memory_at_its_end_is_a_sentence(
    qtbot, window, session, tmp_path, monkeypatch, error
):
    def fails(paths, tell):
        raise error

    monkeypatch.setattr(importing_module, "HEAVY_BYTES", 0)
    monkeypatch.setattr(importing_module, "open_files", fails)
    with qtbot.waitSignal(session.notices.problem) as told:
        session.importer.open_files([_image(tmp_path / "a.png")])
    assert told.args[0].endswith(".")
    session.importer.load_shipped("ring")
    assert session.target.name == "ring"


def test_a_large_table_of_points_is_read_while_the_window_goes_on(
    qtbot, window, session, tmp_path, monkeypatch
):
    monkeypatch.setattr(importing_module, "HEAVY_BYTES", 0)
    path = tmp_path / "many.csv"
    np.savetxt(path, np.random.default_rng(0).random((500, 2)), delimiter=",")
    window.import_dialogs.open_paths([path])
    assert window.statusBar().currentMessage() == "Reading…"
    assert not window.findChildren(PointsDialog)
    qtbot.waitUntil(lambda: bool(window.findChildren(PointsDialog)))
    (dialog,) = window.findChildren(PointsDialog)
    buttons = dialog.findChild(QDialogButtonBox)
    qtbot.mouseClick(buttons.button(QDialogButtonBox.StandardButton.Open), LEFT)
    qtbot.waitUntil(lambda: session.target.name == "many")


def test_another_scale_of_the_screen_takes_the_backgrounds_anew(qtbot, window, monkeypatch):
    panel = window.model_panels[0]
    qtbot.waitUntil(lambda: panel.backdrop.is_there)
    before = np.asarray(panel.buffer_rgba()).shape
    monkeypatch.setattr(panel, "devicePixelRatioF", lambda: 2.0)
    QCoreApplication.sendEvent(window.windowHandle(), QEvent(QEvent.Type.DevicePixelRatioChange))
    qtbot.waitUntil(lambda: np.asarray(panel.buffer_rgba()).shape[0] == 2 * before[0])
    qtbot.waitUntil(lambda: panel.backdrop.is_there)
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(blitted, np.asarray(panel.buffer_rgba()))


def test_two_windows_draw_and_keep_apart_and_share_the_gallery(
    qtbot, window, session, second, tmp_path
):
    other = second.session
    _stroke(qtbot, window, 0.3)
    _stroke(qtbot, second, 0.7, 0.9)
    for one in (window, second):
        assert one.autosave.flush() == ""
    kept = _kept()
    assert len(kept) == 2
    assert {_same(path, session.editor) for path in kept} == {True, False}
    assert {_same(path, other.editor) for path in kept} == {True, False}
    session.importer.open_files([_image(tmp_path / "one.png")])
    other.importer.open_files([_image(tmp_path / "two.png")])
    for one in (window, second):
        one.import_dialogs.show_kind("recent")
        names = {one.gallery.list.item(row).text() for row in range(one.gallery.list.count())}
        assert names == {"one", "two"}
    other.importer.open_files([tmp_path / "no.png"])
    assert second.message_bar.isVisible()
    assert not window.message_bar.isVisible()


def test_a_worker_killed_in_the_middle_of_a_stroke_learns_the_whole_stroke(qtbot, window, running):
    running.control.set_playing(True)
    pid, canvas = running.run.worker.pid, window.target_panel.canvas
    place = _press(qtbot, window, 0.2, 0.2)
    with qtbot.waitSignal(running.notices.problem, timeout=SLOW) as told:
        os.kill(pid, signal.SIGKILL)
    assert "ended unexpectedly" in told.args[0]
    for step in range(1, 20):
        qtbot.mouseMove(canvas, place + QPoint(4 * step, 0))
    qtbot.mouseRelease(canvas, LEFT, pos=place + QPoint(80, 0))
    assert len(running.editor.history.undo_text)
    seen = []
    running.run.snapshot_shown.connect(
        lambda _slot, snapshot, _inspection: seen.append(snapshot.real)
    )
    qtbot.waitUntil(lambda: bool(seen) and _near_the_top(seen[-1]), timeout=SLOW)
    assert running.run.worker.pid != pid
    assert running.control.playing


def test_a_command_is_taken_down_before_what_it_holds_can_change():
    worker, took = Worker(), []

    class Target:
        def __reduce__(self):
            took.append(current_thread())
            return int, ()

    try:
        worker.send(Retarget(1, Target()))
        assert took == [current_thread()]
    finally:
        worker.close()


def _near_the_top(points):
    return bool((points[:, 1] > 0.75).any())
