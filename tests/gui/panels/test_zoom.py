# Real wheels, drags, double clicks and keys over both panels of a window without a worker.

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from playground.nn.history import Snapshot
from playground.plots.region import WHOLE

pytestmark = pytest.mark.long

_NONE = np.zeros(0, np.float32)
_RNG = np.random.default_rng(0)
_REAL, _FAKE = _RNG.random((2, 2000, 2), np.float32)
_LAYER = np.zeros(2000, np.int64)
FIRST = Snapshot(0, 1.0, _REAL, _LAYER, _FAKE, _LAYER, 1.0, 0.5, _NONE, _NONE)
LEFT, NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def panels(window):
    window.session.change_view("strip", "losses")
    for slot in (0, 1):
        for iteration in range(0, 1000, 10):
            loss = 1 + iteration / 1000 + slot
            snapshot = replace(FIRST, iteration=iteration, d_loss=loss)
            window.comparison.show_snapshot(slot, snapshot, None)
    for panel in window.model_panels:
        panel.draw()
    return window.model_panels


def _place(panel, axes, x, y):
    """A pixel of the panel, by shares of `axes`."""
    across, up = axes.transAxes.transform((x, y))
    return QPoint(round(across), round(panel.height() - up))


def _wheel(panel, place, notches):
    at = QPointF(place)
    event = QWheelEvent(
        at, panel.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, NO_KEY, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(panel, event)
    QApplication.processEvents()
    return event.isAccepted()


def _drag(panel, start, end):
    QTest.mousePress(panel, LEFT, NO_KEY, start)
    for share in (0.3, 0.7, 1.0):
        between = start + QPoint(*(round(share * way) for way in (end - start).toTuple()))
        QTest.mouseMove(panel, between)
    QTest.mouseRelease(panel, LEFT, NO_KEY, end)
    QApplication.processEvents()


def _data(panel, axes, place):
    x, y = axes.transData.inverted().transform((place.x(), panel.height() - place.y()))
    return float(x), float(y)


def test_the_wheel_zooms_both_panels_about_the_cursor(panels):
    panel, axes = panels[0], panels[0].panels.points.axes
    place = _place(panel, axes, 0.3, 0.6)
    before = _data(panel, axes, place)
    assert _wheel(panel, place, 3)
    assert panel.region.zoom == pytest.approx(1.25**3)
    assert _data(panel, axes, place) == pytest.approx(before, abs=1e-9)
    assert panels[1].region == panel.region
    assert panels[1].panels.points.axes.get_xlim() == axes.get_xlim()
    assert f"zoom {1.25**3:.2g}×" in panel.labels.notes[1].text()
    assert not _wheel(panel, QPoint(2, 2), 3)
    assert _wheel(panel, place, -9) and panel.region == WHOLE
    assert axes.get_xlim() == (0, 1) and not panel.labels.notes[1].text()


def test_with_axes_of_its_own_a_panel_zooms_alone_until_they_are_shared_again(window, panels):
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    _wheel(panels[0], _place(panels[0], panels[0].panels.points.axes, 0.5, 0.5), 2)
    assert panels[1].region == WHOLE != panels[0].region
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    assert panels[1].region == panels[0].region


def test_dragging_moves_what_is_zoomed_into_and_a_double_click_shows_all(panels):
    panel, axes = panels[0], panels[0].panels.points.axes
    start, end = _place(panel, axes, 0.5, 0.5), _place(panel, axes, 0.7, 0.4)
    _drag(panel, start, end)
    assert panel.region == WHOLE
    _wheel(panel, start, 4)
    held = _data(panel, axes, start)
    _drag(panel, start, end)
    assert _data(panel, axes, end) == pytest.approx(held, abs=0.003)
    assert panels[1].region == panel.region
    QTest.mouseDClick(panel, LEFT, NO_KEY, start)
    assert panels[0].region == panels[1].region == WHOLE


def test_only_points_inside_are_drawn_and_more_of_them(panels):
    panel = panels[0]
    shown = panel.panels.points.generated[0]
    assert len(shown.get_xdata()) == 500
    _wheel(panel, _place(panel, panel.panels.points.axes, 0.5, 0.5), 3)
    region = panel.region
    inside = np.all(np.abs(_FAKE - (region.left + region.side / 2)) <= region.side / 2, axis=1)
    assert len(shown.get_xdata()) == min(inside.sum(), 500) > 500 * region.side**2


def test_a_zoomed_frame_is_what_a_full_draw_shows(panels):
    panel = panels[0]
    _wheel(panel, _place(panel, panel.panels.points.axes, 0.2, 0.7), 5)
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    np.testing.assert_array_equal(np.asarray(panel.buffer_rgba()), blitted)


def test_it_stays_through_other_colours_and_a_reset(window, panels):
    _wheel(panels[0], _place(panels[0], panels[0].panels.points.axes, 0.2, 0.7), 5)
    limits = panels[0].panels.points.axes.get_xlim()
    window.comparison.use_theme(window.session.target, window.theme)
    window.session.reset()
    assert panels[0].panels.points.axes.get_xlim() == limits != (0, 1)


def test_the_keys_of_a_focused_panel(window, panels):
    panel = panels[0]
    panel.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(panel, Qt.Key.Key_Right)
    assert panel.region == WHOLE
    for _ in range(3):
        QTest.keyClick(panel, Qt.Key.Key_Plus)
    region = panel.region
    assert region.zoom == pytest.approx(1.25**3) and region.left == region.bottom
    QTest.keyClick(panel, Qt.Key.Key_Right)
    QTest.keyClick(panel, Qt.Key.Key_Down)
    assert panel.region == region.moved(0.1 * region.side, -0.1 * region.side)
    QTest.keyClick(panel, Qt.Key.Key_Minus)
    assert panel.region.zoom == pytest.approx(1.25**2)
    QTest.keyClick(panel, Qt.Key.Key_PageUp)
    assert panel.span == (495, 990)
    QTest.keyClick(panel, Qt.Key.Key_PageDown)
    assert panel.span is None
    QTest.keyClick(panel, Qt.Key.Key_PageUp)
    QTest.keyClick(panel, Qt.Key.Key_Escape)
    assert panel.region == WHOLE and panel.span is None


def test_escape_leaves_the_presentation_once_all_is_shown(window, panels):
    QTest.keyClick(window, Qt.Key.Key_F11)
    panels[0].setFocus()
    QTest.keyClick(panels[0], Qt.Key.Key_Plus)
    QTest.keyClick(panels[0], Qt.Key.Key_Escape)
    assert window.presentation.is_on and panels[0].region == WHOLE
    QTest.keyClick(panels[0], Qt.Key.Key_Escape)
    assert not window.presentation.is_on


def test_a_drag_over_the_curves_zooms_and_a_double_click_shows_all(panels):
    panel, axes = panels[0], panels[0].panels.curves.axes
    whole = axes.get_xlim(), axes.get_ylim()
    start, end = _place(panel, axes, 0.4, 0.2), _place(panel, axes, 0.2, 0.7)
    wanted = _data(panel, axes, end)[0], _data(panel, axes, start)[0]
    _drag(panel, start, end)
    assert axes.get_xlim() == pytest.approx(wanted, abs=6)
    assert panels[1].panels.curves.axes.get_xlim() == axes.get_xlim()
    low, high = axes.get_ylim()
    assert low < 0.5 < 1 + axes.get_xlim()[1] / 1000 + 1 < high < 4  # slot 1 is higher by one
    _drag(panel, start, start + QPoint(3, 0))
    assert axes.get_xlim() == pytest.approx(wanted, abs=6)
    QTest.mouseMove(panel, _place(panel, axes, 0.5, 0.5))
    read = int(panel.readout.text().splitlines()[0].removeprefix("iteration "))
    assert read == pytest.approx(sum(axes.get_xlim()) / 2, abs=6)
    QTest.mouseDClick(panel, LEFT, NO_KEY, start)
    assert (axes.get_xlim(), axes.get_ylim()) == whole


def test_new_values_do_not_end_a_zoom_of_the_curves(window, panels):
    axes = panels[0].panels.curves.axes
    _drag(panels[0], _place(panels[0], axes, 0.2, 0.2), _place(panels[0], axes, 0.4, 0.2))
    limits = axes.get_xlim()
    window.comparison.show_snapshot(0, replace(FIRST, iteration=5000, d_loss=90.0), None)
    assert axes.get_xlim() == limits and axes.get_ylim()[1] < 4


def test_wheels_that_come_at_once_are_drawn_once_and_count_all(qtbot, panels):
    panel = panels[0]
    place = _place(panel, panel.panels.points.axes, 0.3, 0.6)
    before, drawn = _data(panel, panel.panels.points.axes, place), []
    panel.zoom.region_wanted.connect(drawn.append)
    at = QPointF(place)
    for _ in range(4):
        event = QWheelEvent(
            at, panel.mapToGlobal(at), QPoint(), QPoint(0, 120),
            Qt.MouseButton.NoButton, NO_KEY, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(panel, event)
    qtbot.waitUntil(lambda: bool(drawn))
    assert len(drawn) == 1 and panel.region.zoom == pytest.approx(1.25**4)
    assert _data(panel, panel.panels.points.axes, place) == pytest.approx(before, abs=1e-9)
