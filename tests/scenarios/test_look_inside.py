import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolButton

from playground.nn.inspection import InspectionRequest
from playground.plots.view import View

SLOW = 60_000
ALL = InspectionRequest(d_output=True, arrows=True, grid=True)


def _button(bar, text):
    action = next(one for one in bar.all_actions if one.text() == text)
    button = bar.widgetForAction(action)
    assert isinstance(button, QToolButton)
    return button


def test_toggles_make_a_view(qtbot, window, session):
    bar = window.comparison.view_toolbar
    for text in ("D*", "Arrows", "Missed", "Losses"):
        qtbot.mouseClick(_button(bar, text), Qt.MouseButton.LeftButton)
    expected = View(heat="best", arrows=True, modes=True, strip="losses")
    assert session.view == expected
    assert all(panel.panels.view == expected for panel in window.model_panels)
    qtbot.mouseClick(_button(bar, "D"), Qt.MouseButton.LeftButton)
    assert session.view.heat == "discriminator"
    qtbot.mouseClick(_button(bar, "D"), Qt.MouseButton.LeftButton)
    assert session.view.heat == "none"


def test_shortcuts_and_menu_do_the_same(qtbot, window, session):
    bar = window.comparison.view_toolbar
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F7)
    assert session.view.grid
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert session.view.strip == "losses"
    in_menus = {a for menu in window.menuBar().actions() for a in menu.menu().actions()}
    assert set(bar.all_actions) <= in_menus
    keys = [a.shortcut().toString() for a in bar.all_actions]
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_the_time_of_a_flow_is_moved_by_keys_where_there_is_one(qtbot, window, session):
    shift, later, earlier = Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F8, Qt.Key.Key_F7
    before = session.view.time
    qtbot.keyClick(window, later, shift)
    assert session.view.time == before
    session.model_slots.set_model(1, "flow")
    session.reset()
    for key, steps in ((later, 1), (later, 2), (earlier, 1)):
        qtbot.keyClick(window, key, shift)
        assert session.view.time == pytest.approx(before + 0.05 * steps)


@pytest.mark.parametrize("loss", ["wasserstein", "hinge"])
def test_losses_without_a_best_disable_it_and_say_why(window, session, loss):
    bar = window.comparison.view_toolbar
    bar.field_actions("heat")[1].setChecked(True)
    session.model_slots.set_setting((0, 1), "loss", loss)
    session.reset()
    for action in bar.field_actions("heat")[1:3]:
        assert not action.isEnabled()
        assert "no best discriminator" in action.toolTip()
        assert loss in action.toolTip()
    assert bar.field_actions("heat")[0].isEnabled()
    assert session.view.heat == "none"
    session.model_slots.set_setting((0, 1), "loss", "pairing")
    session.reset()
    assert session.view.heat == "best"


def test_choices_are_offered_where_there_are_some(qtbot, window, session):
    bar = window.comparison.view_toolbar
    assert bar.layer_box.isVisible()
    assert bar.layer_box.count() == 3
    assert not bar.plane_box.isVisible()
    bar.layer_box.setCurrentIndex(2)
    assert session.view.layer == 1
    session.model_slots.set_setting((0, 1), "latent_dim", 4)
    session.reset()
    qtbot.waitUntil(bar.plane_box.isVisible)
    assert bar.plane_box.count() == 6
    assert session.view.layer == 1
    bar.plane_box.setCurrentIndex(5)
    assert session.view.plane == (2, 3)
    session.importer.load_shipped("ring8")
    assert session.view.layer is None


def test_looks_arrive_while_training_and_when_paused(qtbot, window, running):
    bar, panel = window.comparison.view_toolbar, window.model_panels[1]
    for action in (
        bar.field_actions("heat")[2],
        *bar.group_actions("overlay"),
        bar.field_actions("strip")[2],
    ):
        action.setChecked(True)
    overlays = panel.panels.inside.overlays
    by_name = overlays.by_name
    everything = [
        overlays.heat.overlay.image,
        *by_name["arrows"].artists,
        *by_name["grid"].lines,
        *by_name["modes"].artists,
    ]
    qtbot.waitUntil(lambda: all(one.get_visible() for one in everything), timeout=SLOW)
    grid = overlays.by_name["grid"].lines[0].get_xydata().copy()
    running.control.set_playing(True)
    qtbot.waitUntil(
        lambda: (
            not np.array_equal(overlays.by_name["grid"].lines[0].get_xydata(), grid, equal_nan=True)
        ),
        timeout=SLOW,
    )
    distances = panel.panels.inside.strip.distances.curves.lines[0]
    qtbot.waitUntil(lambda: len(distances[0].get_xdata()) > 2, timeout=SLOW)
    assert "modes missed" in panel.labels.notes[1].text()


def test_a_single_step_brings_new_looks(qtbot, window, running):
    window.comparison.view_toolbar.field_actions("heat")[0].setChecked(True)
    overlay = window.model_panels[0].panels.inside.overlays.heat.overlay
    qtbot.waitUntil(lambda: overlay.image.get_visible(), timeout=SLOW)
    before = overlay.values
    running.control.step("discriminator")
    qtbot.waitUntil(lambda: not np.array_equal(overlay.values, before), timeout=SLOW)


def _move(panel, place):
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, QPointF(place), panel.mapToGlobal(QPointF(place)),
        Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    panel.mouseMoveEvent(event)


def _pixel(panel, x, y):
    """Where the point (x, y) of the unit square is on the panel."""
    across, up = panel.panels.points.axes.transData.transform((x, y)) / panel.device_pixel_ratio
    return QPoint(round(across), round(panel.height() - up))


def test_hovering_asks_for_d_and_shows_the_values_there(qtbot, window, running):
    panel = window.model_panels[0]
    with qtbot.waitSignal(panel.inspection_wanted) as asked:
        _move(panel, _pixel(panel, 0.3, 0.6))
    assert asked.args[0].d_output
    qtbot.waitUntil(lambda: "σ(D−c)" in panel.readout.text(), timeout=SLOW)
    assert panel.readout.isVisible()
    x = float(panel.readout.text().split()[1])
    assert x == pytest.approx(0.3, abs=0.005)
    assert "D*" in panel.readout.text()
    with qtbot.waitSignal(panel.inspection_wanted) as asked:
        _move(panel, QPoint(2, 2))
    assert not asked.args[0]
    assert not panel.readout.isVisible()


def test_a_blitted_frame_with_all_overlays_is_a_drawn_one(qtbot, window, running):
    for action in (
        *window.comparison.view_toolbar.field_actions("heat")[:1],
        *window.comparison.view_toolbar.group_actions("overlay"),
    ):
        action.setChecked(True)
    panel = window.model_panels[1]
    running.control.set_playing(True)
    lines = panel.panels.inside.overlays.by_name["grid"].lines
    qtbot.waitUntil(lambda: lines[0].get_visible() and panel.backdrop.is_there, timeout=SLOW)
    running.control.set_playing(False)
    qtbot.waitUntil(lambda: panel.backdrop.is_there, timeout=SLOW)
    panel.backdrop.show_frame(panel.panels)
    blitted = np.asarray(panel.buffer_rgba()).copy()
    panel.draw()
    assert np.array_equal(blitted, np.asarray(panel.buffer_rgba()))
