"""The dialog that a table of points is read and smoothed in."""

import threading

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QDialogButtonBox
from shiboken6 import isValid

from playground.app import points_preview
from playground.app.importing import Drop
from playground.density.point_table import points_target, read_points
from playground.gui.painting.points_dialog import PointsDialog

pytestmark = pytest.mark.long

LEFT = Qt.MouseButton.LeftButton
RANDOM = np.random.default_rng(5)
X, Y, Z = RANDOM.random((3, 60)) ** ([[1], [2], [3]])


def _write(path, header, *columns):
    rows = [",".join(map(str, row)) for row in zip(*columns, strict=True)]
    path.write_text("\n".join([header, *rows]) + "\n")
    return path


@pytest.fixture
def path(tmp_path):
    kinds, odd = ["b10", "b2", "b2"] * 20, [*Z[:-1], "lost"]
    return _write(tmp_path / "cells.csv", "n,kind,y,x,z,odd", range(60), kinds, Y, X, Z, odd)


@pytest.fixture
def dialog(qtbot, window, path):
    shown = PointsDialog(read_points(path), window.theme, window)
    shown.show()
    _rest(qtbot, shown)
    yield shown
    if isValid(shown):
        shown.reject()


def _rest(qtbot, dialog):
    qtbot.waitUntil(lambda: not dialog._previewer.busy)


def _pick(qtbot, box, text):
    """Go to an entry with the arrow keys."""
    place = box.findText(text)
    assert place >= 0, text
    while box.currentIndex() != place:
        up = place < box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Up if up else Qt.Key.Key_Down)


def _opened(qtbot, dialog):
    """The target that Open gives."""
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.mouseClick(_open(dialog), LEFT)
    return told.args[0]


def _open(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Open)


def _expected(path, dialog, columns, **how):
    return points_target(read_points(path, columns, **how), dialog.bandwidth)


def _same(one, other):
    names = [[layer.name for layer in target.layers] for target in (one, other)]
    return names[0] == names[1] and np.array_equal(one.masses(), other.masses())


def test_it_begins_as_the_table_tells(qtbot, dialog, path):
    says = "x is `x`, y is `y` and runs up, a layer for each `kind`; `n` is an index"
    assert dialog.sentence.text() == says
    assert dialog.count.text() == "60 points with 2 labels, a layer each"
    assert [box.currentText() for box in (dialog.x_box, dialog.y_box)] == ["x", "y"]
    assert dialog.label_box.currentText() == "kind"
    assert not dialog.picture.pixmap().isNull()
    table = read_points(path)
    assert dialog.bandwidth == pytest.approx(table.bandwidth(), rel=0.03)  # the slider's step
    target = _opened(qtbot, dialog)
    assert _same(target, points_target(table, dialog.bandwidth))
    assert [layer.name for layer in target.layers] == ["b2", "b10"]


def test_other_columns_are_chosen_and_seen(qtbot, dialog, path):
    before = dialog.picture.pixmap().toImage()
    _pick(qtbot, dialog.x_box, "z")
    _pick(qtbot, dialog.label_box, "none")
    assert "x is `z`, y is `y` and runs up, no labels" in dialog.sentence.text()
    _rest(qtbot, dialog)
    assert dialog.picture.pixmap().toImage() != before
    assert dialog.count.text() == "60 points"
    assert _same(_opened(qtbot, dialog), _expected(path, dialog, "z,y"))


def test_the_column_of_the_other_axis_changes_places_with_it(qtbot, dialog, path):
    _pick(qtbot, dialog.x_box, "y")
    assert "x is `y`, y is `x`" in dialog.sentence.text()
    assert dialog.y_box.currentText() == "x"
    _pick(qtbot, dialog.y_box, "y")
    assert "x is `x`, y is `y`" in dialog.sentence.text()
    _rest(qtbot, dialog)
    assert _same(_opened(qtbot, dialog), _expected(path, dialog, "x,y,kind"))


def test_y_may_run_down(qtbot, dialog, path):
    box = dialog.y_down
    qtbot.mouseClick(box, LEFT, pos=QPoint(8, box.height() // 2))
    assert "y is `y` and runs down" in dialog.sentence.text()
    target = _opened(qtbot, dialog)
    assert _same(target, _expected(path, dialog, "x,y,kind", y_down=True))


def test_the_name_of_a_row_ticks_the_box(qtbot, window, tmp_path):
    path = _write(tmp_path / "rows.csv", "axis-0,axis-1,z", Y, X, Z)
    dialog = PointsDialog(read_points(path), window.theme, window)
    dialog.show()
    assert dialog.y_down.isChecked()
    _pick(qtbot, dialog.y_box, "z")
    assert not dialog.y_down.isChecked()
    dialog.reject()


def test_the_slider_smooths_and_stays_where_it_was_put(qtbot, dialog, path):
    qtbot.keyClick(dialog.slider, Qt.Key.Key_End)
    assert dialog.bandwidth == pytest.approx(0.2)
    _pick(qtbot, dialog.x_box, "z")
    _rest(qtbot, dialog)
    assert dialog.bandwidth == pytest.approx(0.2)
    assert dialog.number.text() == "0.200"
    assert _same(_opened(qtbot, dialog), _expected(path, dialog, "z,y,kind"))


def test_a_column_that_cannot_be_read_is_named_and_not_opened(qtbot, dialog):
    _pick(qtbot, dialog.x_box, "odd")
    _rest(qtbot, dialog)
    assert "`odd` is `lost` in line 61" in dialog.picture.text()
    assert not _open(dialog).isEnabled()
    assert dialog.count.text() == ""
    _pick(qtbot, dialog.x_box, "x")
    _rest(qtbot, dialog)
    assert _open(dialog).isEnabled()
    assert not dialog.picture.pixmap().isNull()


def test_smoothing_leaves_the_window_its_thread(qtbot, window, path, monkeypatch):
    threads, go_on = [], threading.Event()

    def slow(table, bandwidth):
        threads.append(threading.current_thread())
        assert go_on.wait(20)
        return points_target(table, bandwidth)

    monkeypatch.setattr(points_preview, "points_target", slow)
    dialog = PointsDialog(read_points(path), window.theme, window)
    dialog.show()
    for _ in range(5):
        qtbot.keyClick(dialog.slider, Qt.Key.Key_Right)
    qtbot.mouseClick(_open(dialog), LEFT)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.chosen) as told:
        go_on.set()
    assert _same(told.args[0], points_target(read_points(path), dialog.bandwidth))
    assert threading.main_thread() not in threads
    assert len(threads) == 2  # the first one asked for, and the last


def test_cancel_does_not_wait_for_the_smoothing(qtbot, window, path, monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slow(table, bandwidth):
        begun.set()
        assert go_on.wait(20)
        return points_target(table, bandwidth)

    monkeypatch.setattr(points_preview, "points_target", slow)
    dialog = PointsDialog(read_points(path), window.theme, window)
    dialog.show()
    assert begun.wait(20)
    opened = []
    dialog.chosen.connect(opened.append)
    dialog.reject()
    assert not dialog.isVisible()
    go_on.set()
    assert opened == []


@pytest.mark.parametrize(("adds", "names"), [(False, []), (True, ["left", "right"])])
def test_a_dropped_table_is_asked_about_and_opened_or_added(
    qtbot, window, session, path, adds, names
):
    window.import_dialogs.drop(Drop.of([path], adds=adds))
    (dialog,) = window.findChildren(PointsDialog)
    _rest(qtbot, dialog)
    qtbot.mouseClick(_open(dialog), LEFT)
    assert {layer.name for layer in session.target.layers} == {*names, "b2", "b10"}


def test_notes_are_no_table_of_points(window, session, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("Buy milk.\nCall 555 1234 at 10.\n")
    told = []
    session.notices.problem.connect(told.append)
    window.import_dialogs.drop(Drop.of([path], adds=False))
    assert len(told) == 1
    assert "is no table of points" in told[0]
    assert window.findChildren(PointsDialog) == []
